"""How far a run reaches: which municipalities it is for, and which region's own it is."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from aggregates.deeds.groupings import counties_in, members_of, regions_of
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.gate import Gate
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import ref
from aggregates.rules import C03_07, C06_04, I20
from aggregates.runs.run import Run
from aggregates.runs.tracks import LIMITED, NATIONAL, level_of
from aggregates.territory.organisation import Organisation
from aggregates.territory.register import Register
from aggregates.territory.technology import Technology


def within(desk: Desk, scope_code: str, municipality: UUID) -> bool:
    """Whether a municipality lies in a national or regional scope today; a region is a county
    by its number, or a grouping of any kind by its code (C01-03)."""
    if scope_code == NATIONAL:
        return True
    county = desk.get(Register, Register.ID).county_of(municipality, desk.act.today)
    regions = regions_of(scope_code)
    return county in regions or any(municipality in members_of(desk, each) for each in regions)


def may_join(desk: Desk, run: Run, municipality: UUID) -> bool:
    """Whether it may turn out that a run is for a municipality: of track C that is everybody until
    it is told whom it is for, and those who are named after that."""
    if level_of(run.scope_code) != LIMITED:
        return within(desk, run.scope_code, municipality)
    return run.limits is None or not run.limits[2] or str(municipality) in run.limits[2]


def ask_reach(gate: Gate, desk: Desk, run: Run, municipality: UUID) -> None:
    """Whether a run is for a municipality: it lies in its region (C03-07, I21), or is one of those
    that track C is stated to be for, by name or by all keys that they share (I20)."""
    register = desk.get(Register, Register.ID)
    seen = {"run": ref(run), "register": ref(register)}
    if level_of(run.scope_code) != LIMITED:
        region = register.county_of(municipality, desk.act.today)
        inside = within(desk, run.scope_code, municipality)
        gate.check(C03_07, inside, "out_of_scope", seen, scope=run.scope_code, region=region)
        return
    if run.limits is None:
        gate.check(I20, False, "not_told", seen, missing=["limits"])
        return
    _, keys, named = run.limits
    technology = desk.find(Technology, Technology.id_of(municipality))
    seen |= {"technology": ref(technology) if technology else "none"}
    if not keys:
        gate.check(I20, str(municipality) in named, "not_named", seen)
        return
    lacking = lacking_keys(desk, technology, keys)
    inside = not lacking or str(municipality) in named
    gate.check(I20, inside, "another_key", seen, missing=lacking)


def check_theirs(desk: Desk, run: Run) -> None:
    """Refuse who opens or leads what is not theirs: a region's own run is for the contact of that
    region, any other for those who act for the country (C06-04)."""
    if desk.act.role == Role.SYSTEM:
        return
    contact = desk.act.role == Role.REGIONAL_CONTACT
    if run.of_region and not contact:
        raise Refused(C06_04, "regions_own_run", scope=run.scope_code)
    if contact and not (run.of_region and _covers(desk, run.scope_code, desk.act.region)):
        raise Refused(C06_04, "not_their_run", scope=run.scope_code)


def check_leads_there(desk: Desk, run: Run, number: str) -> None:
    """Refuse a leader of an organisation that is not of the region, in its own run (C06-04)."""
    if run.of_region and _is_of(desk, run.scope_code, number) is not True:
        raise Refused(C06_04, "leader_from_elsewhere", body=number, scope=run.scope_code)


def check_acts_there(desk: Desk, run: Run, number: str) -> None:
    """Refuse an actor that is known to be of another region, in a region's own run (C06-04).

    Of a hospital trust or a provider no region is known; such a one may be of several.
    """
    if run.of_region and _is_of(desk, run.scope_code, number) is False:
        raise Refused(C06_04, "actor_from_elsewhere", body=number, scope=run.scope_code)


def _is_of(desk: Desk, scope_code: str, number: str) -> bool | None:
    """Whether an organisation is of a region; None where that is known of neither."""
    body = desk.get(Organisation, Organisation.id_of(number))
    if body.municipality is not None:
        return within(desk, scope_code, body.municipality)
    return None if body.region is None else _covers(desk, scope_code, body.region)


def _covers(desk: Desk, scope_code: str, of: str | None) -> bool:
    """Whether a region (its county) is one of the scope's, or has municipalities in it."""
    return of in counties_in(desk, scope_code)


def lacking_keys(
    desk: Desk, technology: Technology | None, keys: Mapping[str, list[str]]
) -> list[str]:
    """The keys that a municipality is not known to share today, of those asked for (I20)."""
    return [key for key, values in keys.items() if not _has(technology, key, values, desk)]


def _has(technology: Technology | None, key: str, values: list[str], desk: Desk) -> bool:
    today = desk.act.today
    return technology is not None and any(technology.has(key, each, today) for each in values)

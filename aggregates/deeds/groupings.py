"""Groupings of municipalities, and which of them a regional scope names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Missing, Refused
from aggregates.rules import C01_03
from aggregates.territory.grouping import KINDS, Grouping
from aggregates.territory.register import Register


def establish(desk: Desk, *, kind: str, code: str, name: str) -> Grouping:
    """Establish a grouping. Refuses as `Grouping.establish` does, and a code that is taken.

    A scope names a grouping by its code alone, so two kinds never share one (C01-03).
    """
    known = grouping_of(desk, code)
    if known is not None and known.kind != kind:
        raise Refused(C01_03, "code_in_use", code=code)
    return desk.found(Grouping.establish(desk.act, kind=kind, code=code, name=name))


def state_members(desk: Desk, *, code: str, numbers: Sequence[str], since: date) -> Grouping:
    """State who belongs to a grouping from a day on, by their numbers on that day (C01-03).

    A regional contact states it of its own county's municipalities and leaves all others as they
    are. Refuses as `Grouping.state_members` does.
    """
    register, grouping = desk.get(Register, Register.ID), grouping_of(desk, code)
    if grouping is None:
        raise Missing("grouping", code)
    members = {register.id_of(number, since) for number in numbers}
    if desk.act.role == Role.REGIONAL_CONTACT:
        for each in members ^ grouping.members(since):
            county = register.last_known(each).county
            if county != desk.act.region:
                raise Refused(C01_03, "other_region", county=county)
    grouping.state_members(desk.act, members=members, since=since)
    return grouping


def grouping_of(desk: Desk, code: str) -> Grouping | None:
    """The grouping with that code, of whichever kind; a county is none, it is the register's."""
    if code.isdigit():
        return None
    found = (desk.find(Grouping, Grouping.id_of(kind, code)) for kind in sorted(KINDS))
    return next((each for each in found if each is not None), None)


def members_of(desk: Desk, code: str) -> frozenset[UUID]:
    """Who belongs today to the grouping with that code; nobody where there is none."""
    grouping = grouping_of(desk, code)
    return grouping.members(desk.act.today) if grouping else frozenset()


def regions_of(scope_code: str) -> list[str]:
    """What a scope as `regional:46+helse-vest` names: counties, and groupings by their codes."""
    return scope_code.partition(":")[2].split("+")


def counties_in(desk: Desk, scope_code: str) -> list[str]:
    """The counties that a regional scope lies in today, each once: a county it names, and those
    of the members of a grouping that it names (C13-04)."""
    found: dict[str, None] = {}
    for region in regions_of(scope_code):
        grouping = grouping_of(desk, region)
        found |= dict.fromkeys([region] if grouping is None else _counties(desk, grouping))
    return list(found)


def check_known(desk: Desk, scope_code: str) -> None:
    """Refuse a regional scope that names what is neither a county today nor a grouping (C01-03)."""
    for region in regions_of(scope_code):
        counties = desk.get(Register, Register.ID).counties(desk.act.today)
        if region not in counties and grouping_of(desk, region) is None:
            raise Refused(C01_03, "unknown_region", region=region)


def _counties(desk: Desk, grouping: Grouping) -> list[str]:
    register, today = desk.get(Register, Register.ID), desk.act.today
    there = [each for each in grouping.members(today) if register.valid(each, today)]
    return sorted({register.county_of(each, today) for each in there})

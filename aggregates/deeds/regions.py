"""A regional group and those it rests on: its counties, its network, the roster of its people.

The roster of the group's organisation says who may act there (ADR 18), and its administrator keeps
it. The group's own record says whom the network appointed. So neither doubles the other: nobody is
appointed whom the roster does not let act, and who no longer may act counts no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from aggregates.deeds.addressing import group_of
from aggregates.deeds.asked import happened
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.mandates.mandate import Mandate
from aggregates.mandates.roster import Roster, Span
from aggregates.regions.county_service import CountyService
from aggregates.regions.regional_group import RegionalGroup
from aggregates.rules import C12_01
from aggregates.tasks.task import Task
from aggregates.territory.organisation import REGIONAL_GROUP, Organisation
from aggregates.territory.register import Register

UNREPRESENTED = "representative_missing"
"""The task to name who speaks for a region, where a mandate has ended (R23)."""


def establish(
    desk: Desk, *,
    organisation: str, counties: Sequence[str], founders: Mapping[str, str], agreement: str = "",
) -> RegionalGroup:  # fmt: skip
    """Establish a regional group, and let it serve its counties (C12-01).

    Refuses an organisation that is no regional group, a county that is none today, the group
    without its own county, and a county that another group serves (I42).
    """
    body = desk.get(Organisation, Organisation.id_of(organisation))
    if body.kind != REGIONAL_GROUP or body.region not in counties:
        raise Refused(C12_01, "not_a_regional_group", organisation=organisation)
    _check_counties(desk, counties)
    group = RegionalGroup.establish(
        desk.act, organisation=organisation, counties=counties, founders=founders,
        agreement=agreement,
    )  # fmt: skip
    for county in group.counties:
        if service := desk.find(CountyService, CountyService.id_of(county)):
            service.check_free(group.id)
    desk.found(group)
    for county in group.counties:
        _take(desk, county, group.id)
    return group


def hand_over(desk: Desk, *, county: str, group: UUID, agreement: str) -> RegionalGroup:
    """Let another group serve a county, on an agreement between them; no day is without (I42)."""
    _check_counties(desk, [county])
    taking = desk.get(RegionalGroup, group)
    service = desk.find(CountyService, CountyService.id_of(county))
    if service is None:
        _take(desk, county, group)
    elif service.group != group:
        former = desk.get(RegionalGroup, service.group)
        service.hand_over(desk.act, group=group, agreement=agreement)
        former.change_counties(desk.act, counties=[e for e in former.counties if e != county])
    served = sorted({*taking.counties, county})
    taking.change_counties(desk.act, counties=served, agreement=agreement)
    return taking


def appoint_contact(
    desk: Desk, *,
    group: UUID, person: str, since: date, until: date | None = None, acting: bool = False,
) -> RegionalGroup:  # fmt: skip
    """Appoint the contact. Refuses as `RegionalGroup.appoint_contact` does (I41)."""
    appointing = desk.get(RegionalGroup, group)
    may = rostered(desk, appointing, person, "regional_kontakt", Span(since, until))
    vacant_since = appointing.vacant_since(max(since, desk.act.today))
    appointing.appoint_contact(
        desk.act, person=person, since=since, until=until, acting=acting, rostered=may
    )
    happened(desk, "appointed", Task.id_of("contact_missing", group, vacant_since))
    return appointing


def name_member(
    desk: Desk, *, group: UUID, person: str, function: str, since: date, until: date | None = None
) -> RegionalGroup:
    """Name a leader or a resource. Refuses as `RegionalGroup.name_member` does (I41)."""
    naming = desk.get(RegionalGroup, group)
    may = rostered(desk, naming, person, function, Span(since, until))
    naming.name_member(
        desk.act, person=person, function=function, since=since, until=until, rostered=may
    )
    return naming


def name_representative(desk: Desk, *, group: UUID, mandate: UUID, feedback: str) -> RegionalGroup:
    """Name who speaks for the region in KS FPU, by the mandate of KS (C12-04, C01-07)."""
    naming, given = desk.get(RegionalGroup, group), desk.get(Mandate, mandate)
    former = naming.mandate
    naming.name_representative(
        desk.act, person=given.person, mandate=mandate, forum=given.forum, feedback=feedback
    )
    if former is not None and former != mandate:
        happened(desk, "named", Task.id_of(UNREPRESENTED, former, group))
    return naming


def ask_for_representative(desk: Desk, *, mandate: UUID) -> Mandate:
    """Where a mandate has ended, ask each group that it spoke for to name somebody else (R23).

    Asks KS, which gave it, where it spoke for none. Nothing where it goes on in the end.
    """
    ended = desk.get(Mandate, mandate)
    counties = desk.get(Register, Register.ID).counties(desk.act.today)
    serving_all = {each.id: each for county in counties if (each := group_of(desk, county))}
    spoken_for = [each for each in serving_all.values() if each.mandate == mandate]
    for group in spoken_for:
        _ask_for_representative(
            desk, ended, (group.id,), for_role="regional_kontakt", for_body=group.organisation
        )
    if not spoken_for:
        _ask_for_representative(desk, ended, (), for_role="portefoljeeier")
    return ended


def _ask_for_representative(
    desk: Desk, ended: Mandate, key: tuple[UUID, ...], for_role: str, for_body: str | None = None
) -> None:
    until = ended.until
    asked = Task.id_of(UNREPRESENTED, ended.id, *key)
    if until is not None and desk.find(Task, asked) is None:
        desk.found(
            Task.open(
                desk.act, kind=UNREPRESENTED, about=ended.id, key=key, for_role=for_role,
                for_body=for_body, due=until, subject_key="representative_missing",
                facts={"forum": ended.forum, "until": until.isoformat()},
            )
        )  # fmt: skip


def rostered(desk: Desk, group: RegionalGroup, person: str, function: str, span: Span) -> bool:
    """Whether the roster of the group's organisation lets that person act in all of that time."""
    roster = desk.find(Roster, Roster.id_of(group.organisation))
    held = None if roster is None else roster.held.get((person, function))
    return held is not None and held.covers(span)


def serving(desk: Desk, county: str) -> RegionalGroup:
    """The one group that serves a county (I42). Raises `Missing` where none does yet."""
    service = desk.get(CountyService, CountyService.id_of(county))
    return desk.get(RegionalGroup, service.group)


def _take(desk: Desk, county: str, group: UUID) -> None:
    if desk.find(CountyService, CountyService.id_of(county)) is None:
        desk.found(CountyService.take(desk.act, county=county, group=group))


def _check_counties(desk: Desk, counties: Sequence[str]) -> None:
    known = desk.get(Register, Register.ID).counties(desk.act.today)
    if unknown := sorted(set(counties) - known.keys()):
        raise Refused(C12_01, "unknown_county", counties=unknown)

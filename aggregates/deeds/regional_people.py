"""People released to regional groups, and the letters that say what for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from aggregates.deeds.practice import SECONDMENT_NOTICE, days
from aggregates.deeds.regions import rostered
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Root, derived, ref
from aggregates.mandates.roster import Span
from aggregates.portfolio.endorsement import Endorsement
from aggregates.portfolio.solution import Solution
from aggregates.regions.assignment_letter import AssignmentLetter, GroupStanding
from aggregates.regions.nomination import Nomination
from aggregates.regions.old_network import OldNetwork
from aggregates.regions.regional_group import RegionalGroup
from aggregates.regions.seconded import Release, Seconded
from aggregates.regions.terms import CONTACT, FUNCTIONS, RESOURCE
from aggregates.rules import C02_02, C12_01, C12_06, I43
from aggregates.tasks.notice import Addressee, Notice
from aggregates.tasks.task import Task
from aggregates.territory.register import Register

BREADTH = 2
"""From how many municipalities seconded resources come, where the county has as many (I43)."""


def agree_secondment(
    desk: Desk, *,
    group: UUID, person: str, municipality: str, percent: int, since: date, until: date,
    funding_line: str, tasks: list[str], agreement: str,
    solutions: Sequence[str] = (), deviations: Mapping[str, str] | None = None,
) -> Seconded:  # fmt: skip
    """Note what the group's network agreed with a home municipality (by its number) (C12-06).

    The work starts from solutions of the endorsed portfolio; for another one there is a reason in
    `deviations` (C02-02). Refuses as `Seconded.agree` does, another network, a municipality that
    the group does not serve, and whatever would leave the group two resources or more from one
    municipality (I43).
    """
    to = desk.get(RegionalGroup, group)
    to.check_network(desk.act)
    register = desk.get(Register, Register.ID)
    home = register.id_of(municipality, desk.act.today)
    if not to.serves(register.county_of(home, desk.act.today)):
        raise Refused(C12_06, "other_county", number=municipality)
    known = desk.find(Seconded, Seconded.id_of(person))
    seconded = known or desk.found(Seconded.begin(desk.act, person=person))
    _check_breadth(desk, to, person, home, since, until)
    unendorsed = _unendorsed(desk, solutions, since, deviations or {})
    seconded.agree(
        desk.act, group=group, municipality=home, percent=percent, since=since, until=until,
        funding_line=funding_line, tasks=tasks, agreement=agreement,
    )  # fmt: skip
    if solutions:
        seconded.link(desk.act, solutions=solutions, deviations=unendorsed)
    to.note_resource(desk.act, person=person)
    return seconded


def warn_of_end(desk: Desk, *, seconded: UUID, number: int, today: date) -> Seconded:
    """Say in good time that a secondment ends, to all whom it concerns (C12-06, I62).

    To the network, the group, the home municipality that gets its own back, and the released one
    in the function that the group has it in. Said once. Refuses as `Seconded.warn` does.
    """
    lent = desk.get(Seconded, seconded)
    before = lent.version
    lent.warn(desk.act, number=number, today=today, notice=days(desk, SECONDMENT_NOTICE))
    if lent.version > before:
        release = lent.releases[number - 1]
        facts = {"until": release.until.isoformat(), "municipality": str(release.municipality)}
        desk.found(
            Notice.send(
                desk.act, about=lent.id, to=_concerned(desk, lent.person, release),
                subject_key="secondment_ending", facts=facts,
            )
        )  # fmt: skip
    return lent


def ask_for_contact(desk: Desk, *, group: UUID, today: date) -> Root:
    """Ask the network for a contact, perhaps an acting one, where there has been none (C12-03)."""
    vacant = desk.get(RegionalGroup, group)
    key = vacant.vacant_since(today).isoformat()
    if vacant.held(CONTACT, today) or desk.find(Task, Task.id_of("contact_missing", group, key)):
        return vacant
    return desk.found(
        Task.open(
            desk.act, kind="contact_missing", about=group, key=(key,),
            for_role=Role.DIGITAL_NETWORK, for_body=vacant.network,
            subject_key="contact_missing", facts={"since": key},
        )
    )  # fmt: skip


def issue_letter(
    desk: Desk, *,
    group: UUID, year: int, tasks: Sequence[str], base_functions: Sequence[str],
    result_goals: Sequence[str], principles: Sequence[str],
) -> AssignmentLetter:  # fmt: skip
    """KS issues a group's letter to its network. Refuses as `AssignmentLetter.issue` does."""
    to = desk.get(RegionalGroup, group)
    return desk.found(
        AssignmentLetter.issue(
            desk.act, group=group, network=to.network, year=year, tasks=tasks,
            base_functions=base_functions, result_goals=result_goals, principles=principles,
        )
    )  # fmt: skip


def accept_letter(desk: Desk, *, group: UUID, year: int, gaps_seen: Sequence[str]) -> Root:
    """The network accepts its letter, having seen what is missing (C12-05)."""
    letter = desk.get(AssignmentLetter, AssignmentLetter.id_of(group, year))
    letter.accept(desk.act, seen=gaps_seen, standing=group_standing(desk, group))
    return letter


def report_letter(
    desk: Desk, *,
    group: UUID, year: int, points: Sequence[Mapping[str, Any]],
    results: Sequence[Mapping[str, Any]],
) -> AssignmentLetter:  # fmt: skip
    """The network reports on its letter: on the principles, and on what the letter asks for.

    Refuses as `AssignmentLetter.give_report` and `report_results` do.
    """
    letter = desk.get(AssignmentLetter, AssignmentLetter.id_of(group, year))
    letter.give_report(desk.act, points=points, standing=group_standing(desk, group))
    letter.report_results(desk.act, results=results)
    return letter


def group_standing(desk: Desk, group: UUID) -> GroupStanding:
    """What a group lacks today: by its own record, and by the roster of who may act (C01-06)."""
    asked, today = desk.get(RegionalGroup, group), desk.act.today
    missing = [each for each in FUNCTIONS if not _acting(desk, asked, each, today)]
    acting = {person for each in FUNCTIONS for person in _acting(desk, asked, each, today)}
    homes = {release.municipality for _, release in _releases(desk, asked, today)}
    return GroupStanding(
        missing, asked.gaps_of(acting), len(homes), _breadth(desk, asked), ref(asked)
    )


def nominate(
    desk: Desk, *,
    group: UUID, place: str, mandate: str, person: str | None, municipality: str | None,
) -> Nomination:  # fmt: skip
    """A group names a person, or a municipality by its number. Refuses another group (C12-14)."""
    naming = desk.get(RegionalGroup, group)
    naming.check_own(desk.act)
    register, today = desk.get(Register, Register.ID), desk.act.today
    named = None if municipality is None else register.id_of(municipality, today)
    if named is not None and not naming.serves(register.county_of(named, today)):
        raise Refused(C12_01, "not_own_group")
    return desk.found(
        Nomination.propose(
            desk.act, id=derived("nominations", desk.act.command), group=group,
            person=person, municipality=named, place=place, mandate=mandate,
        )
    )  # fmt: skip


def continue_network(
    desk: Desk, *, group: UUID, network: str, base_year: int, base_percent: int, ends: date
) -> OldNetwork:
    """Let an older network's resources go on. Refuses as `OldNetwork.continue_` does (C12-11)."""
    desk.get(RegionalGroup, group)
    return desk.found(
        OldNetwork.continue_(
            desk.act, group=group, network=network, base_year=base_year,
            base_percent=base_percent, ends=ends,
        )
    )  # fmt: skip


def close_network(desk: Desk, *, group: UUID, network: str) -> OldNetwork:
    """Close an older network, once the group is complete or its end has come (C12-11)."""
    old = desk.get(OldNetwork, OldNetwork.id_of(group, network))
    old.close(desk.act, missing=group_standing(desk, group).missing)
    return old


def set_level(desk: Desk, *, group: UUID, network: str, percent: int, agreement: str) -> OldNetwork:
    """Set an older network's level, as agreed with the digital network (C12-11)."""
    if desk.act.role == Role.DIGITAL_NETWORK:
        desk.get(RegionalGroup, group).check_network(desk.act)
    old = desk.get(OldNetwork, OldNetwork.id_of(group, network))
    old.set_level(desk.act, percent=percent, agreement=agreement)
    return old


def _unendorsed(
    desk: Desk, solutions: Sequence[str], day: date, reasons: Mapping[str, str]
) -> dict[str, str]:
    """Those that were not endorsed that day, with why they are worked with. Refuses no reason."""
    portfolio = desk.find(Endorsement, Endorsement.ID)
    outside = {}
    for code in solutions:
        desk.get(Solution, Solution.id_of(code))
        if portfolio is None or not portfolio.endorses(code, day):
            if not reasons.get(code, "").strip():
                raise Refused(C02_02, "outside_without_reason", solution=code)
            outside[code] = reasons[code]
    return outside


def _concerned(desk: Desk, person: str, release: Release) -> list[Addressee]:
    group = desk.get(RegionalGroup, release.group)
    held = [each.function for each in group.terms if each.person == person]
    home = desk.get(Register, Register.ID).organisation_of(release.municipality)
    to: list[Addressee] = [
        {"role": None, "body": group.network},
        {"role": None, "body": group.organisation},
        {"role": held[-1] if held else RESOURCE, "body": group.organisation},
    ]
    return to if home is None else [*to, {"role": None, "body": home}]


def _acting(desk: Desk, group: RegionalGroup, function: str, day: date) -> list[str]:
    return [
        term.person
        for term in group.held(function, day)
        if rostered(desk, group, term.person, function, Span(day, day + timedelta(days=1)))
    ]


def _releases(desk: Desk, group: RegionalGroup, day: date) -> list[tuple[str, Release]]:
    """Who is released to the group that day, or will be later, from where."""
    found = [(person, desk.get(Seconded, Seconded.id_of(person))) for person in group.resources]
    return [
        (person, each)
        for person, seconded in found
        for each in seconded.releases
        if each.group == group.id and day < each.until
    ]


def _check_breadth(
    desk: Desk, group: RegionalGroup, person: str, home: UUID, since: date, until: date
) -> None:
    meanwhile = [
        (other, each)
        for other, each in _releases(desk, group, since)
        if each.since < until and since < each.until
    ]
    homes = {home, *(each.municipality for _, each in meanwhile)}
    others = {other for other, _ in meanwhile} - {person}
    if others and len(homes) < _breadth(desk, group):
        raise Refused(I43, "one_municipality")


def _breadth(desk: Desk, group: RegionalGroup) -> int:
    there = desk.get(Register, Register.ID).at(desk.act.today).values()
    return min(BREADTH, sum(1 for each in there if group.serves(each.county)))

"""What a regional group does: its plan, the runs it wants, its municipalities, their questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from aggregates.deeds.addressing import contact_body, group_of
from aggregates.deeds.asked import happened
from aggregates.deeds.groupings import counties_in
from aggregates.deeds.regions import serving
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import derived
from aggregates.needs.need import Need
from aggregates.portfolio.endorsement import Endorsement
from aggregates.portfolio.solution import Solution
from aggregates.regions.cooperation import Cooperation
from aggregates.regions.outreach import Outreach
from aggregates.regions.planned_runs import PlannedRuns, Wish
from aggregates.regions.question import Question
from aggregates.regions.regional_group import RegionalGroup
from aggregates.regions.regional_plan import RegionalPlan
from aggregates.regions.relations import Relations
from aggregates.regions.terms import CONTACT
from aggregates.rules import C12_08, C12_10
from aggregates.tasks.task import Task
from aggregates.territory.register import Register


def state_planned(
    desk: Desk, *, group: UUID, year: int, none: bool, runs: Sequence[Wish]
) -> PlannedRuns:
    """A group answers which regional runs it wants that year (C06-15). Refuses another group."""
    desk.get(RegionalGroup, group).check_own(desk.act)
    for each in runs:
        desk.get(Solution, Solution.id_of(each["solution"]))
    known = desk.find(PlannedRuns, PlannedRuns.id_of(group, year))
    planned = known or desk.found(PlannedRuns.begin(desk.act, group=group, year=year))
    planned.state(desk.act, none=none, runs=runs)
    return planned


def plan(
    desk: Desk, *, group: UUID, year: int, decide: Callable[[RegionalPlan], None]
) -> RegionalPlan:
    """Put a decision to a group's plan, which begins with the first one. Refuses another group."""
    desk.get(RegionalGroup, group).check_own(desk.act)
    known = desk.find(RegionalPlan, RegionalPlan.id_of(group, year))
    plan = known or desk.found(RegionalPlan.begin(desk.act, group=group, year=year))
    decide(plan)
    return plan


def set_item(
    desk: Desk, *,
    group: UUID, year: int, key: str, text: str, solution: str | None, need: UUID | None,
) -> RegionalPlan:  # fmt: skip
    """Put an item into a plan. Refuses as `RegionalPlan.set_item` does, and another region's need.

    Whether a solution is in the endorsed portfolio is noted with it (C12-08).
    """
    endorsed = None
    if solution is not None:
        desk.get(Solution, Solution.id_of(solution))
        portfolio = desk.find(Endorsement, Endorsement.ID)
        endorsed = portfolio is not None and portfolio.endorses(solution)
    if need is not None:
        where = {each["county"] for each in desk.get(Need, need).origins}
        if not where & set(desk.get(RegionalGroup, group).counties):
            raise Refused(C12_08, "other_region", key=key)

    def decide(plan: RegionalPlan) -> None:
        plan.set_item(desk.act, key=key, text=text, solution=solution, need=need, endorsed=endorsed)

    return plan(desk, group=group, year=year, decide=decide)


def make_contact(desk: Desk, *, number: str, kind: str, on: date) -> Outreach:
    """Note when the region was in touch with a municipality. Refuses as `Outreach` does."""
    register, today = desk.get(Register, Register.ID), desk.act.today
    municipality = register.id_of(number, today)
    known = desk.find(Outreach, Outreach.id_of(municipality))
    outreach = known or desk.found(Outreach.begin(desk.act, municipality=municipality))
    county = register.county_of(municipality, today)
    outreach.make_contact(desk.act, county=county, kind=kind, on=on)
    return outreach


def ask_question(desk: Desk, *, solution: str | None, text: str) -> Question:
    """A municipality asks its region; the contact owns the question from the start (C12-10)."""
    municipality = desk.act.municipality
    if municipality is None:
        raise Refused(C12_10, "not_a_municipality")
    if solution is not None:
        desk.get(Solution, Solution.id_of(solution))
    county = desk.get(Register, Register.ID).county_of(municipality, desk.act.today)
    return desk.found(
        Question.ask(
            desk.act, id=derived("questions", desk.act.command), municipality=municipality,
            county=county, solution=solution, text=text, owner=_owner(desk, county),
        )
    )  # fmt: skip


def route(desk: Desk, *, question: UUID, owner: str) -> Question:
    """Give a question to somebody else of the group. Refuses as `Question.route` does (C12-10)."""
    routed = desk.get(Question, question)
    group, today = serving(desk, routed.county), desk.act.today
    there = any(each.person == owner and each.holds(today) for each in group.terms)
    routed.route(desk.act, owner=owner, in_group=there)
    return routed


def relations(desk: Desk, *, group: UUID, decide: Callable[[Relations], None]) -> Relations:
    """Put a decision to a group's relations, which begin with the first one (C12-13)."""
    desk.get(RegionalGroup, group).check_own(desk.act)
    known = desk.find(Relations, Relations.id_of(group))
    held = known or desk.found(Relations.begin(desk.act, group=group))
    decide(held)
    return held


def notice_regional_run(
    desk: Desk, *, run: UUID, solution: str, scope_code: str, starts: date, ends: date
) -> Cooperation:
    """Suggest cooperation where a regional run resembles another's (R25, C13-04).

    The contacts of both regions are asked; nothing follows until they decide.
    """
    known = desk.find(Cooperation, Cooperation.id_of(solution))
    cooperation = known or desk.found(Cooperation.begin(desk.act, solution=solution))
    numbers = cooperation.notice(desk.act, run=run, scope_code=scope_code, starts=starts, ends=ends)
    for number in numbers:
        for county in _concerned(desk, cooperation, number):
            _ask_region(desk, cooperation, number, county)
    return cooperation


def answer_cooperation(desk: Desk, *, solution: str, number: int, wants: bool) -> Cooperation:
    """A region answers a suggestion. Refuses as `Cooperation.answer` does (C13-04)."""
    cooperation = desk.get(Cooperation, Cooperation.id_of(solution))
    concerned = _concerned(desk, cooperation, number)
    cooperation.answer(desk.act, number=number, wants=wants, concerned=concerned)
    asked = Task.id_of("cooperation_suggested", cooperation.id, number, desk.act.region)
    happened(desk, "answered", asked)
    return cooperation


def _concerned(desk: Desk, cooperation: Cooperation, number: int) -> list[str]:
    _, scopes = cooperation.suggested.get(number, ((), ()))
    return list(dict.fromkeys(each for scope in scopes for each in counties_in(desk, scope)))


def _ask_region(desk: Desk, cooperation: Cooperation, number: int, county: str) -> None:
    facts: dict[str, Any] = {"solution": cooperation.solution, "county": county}
    desk.found(
        Task.open(
            desk.act, kind="cooperation_suggested", about=cooperation.id, key=(number, county),
            for_role=Role.REGIONAL_CONTACT, for_body=contact_body(desk, county),
            subject_key="cooperation_suggested", facts=facts,
        )
    )  # fmt: skip


def _owner(desk: Desk, county: str) -> str:
    group = group_of(desk, county)
    held = [] if group is None else group.held(CONTACT, desk.act.today)
    return held[0].person if held else CONTACT

"""Asking before a start: how far municipalities have come, and who has to start with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from aggregates.deeds.reach import check_theirs, may_join
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.portfolio.solution import Solution
from aggregates.rules import C12_16
from aggregates.runs.run import Run
from aggregates.runs.simultaneity import Simultaneity
from aggregates.runs.survey import Survey
from aggregates.territory.organisation import Organisation
from aggregates.territory.register import Register


def open_survey(
    desk: Desk, *,
    run: UUID, questions: Sequence[str], municipalities: Sequence[str], deadline: date,
) -> Survey:  # fmt: skip
    """Ask municipalities, by their numbers, how far they have come; once for each run (C12-16).

    Asked again, those who were not asked yet are, with the same questions. Whom the run is for and
    nobody has asked is kept: without them there is no overview (C06-06). Refuses municipalities
    that the run is not for, and a contact of another region (C06-04).
    """
    asking, register = desk.get(Run, run), desk.get(Register, Register.ID)
    if desk.act.role == Role.REGIONAL_CONTACT:
        check_theirs(desk, asking)
    asking.check_alive()
    ids = {number: register.id_of(number, desk.act.today) for number in municipalities}
    outside = [n for n, each in ids.items() if not may_join(desk, asking, each)]
    if outside:
        raise Refused(C12_16, "outside", numbers=outside)
    known = desk.find(Survey, Survey.id_of(run))
    survey = known or Survey.open(
        desk.act, run=run, solution=asking.solution, questions=questions,
        municipalities=list(ids.values()), deadline=deadline,
    )  # fmt: skip
    survey.ask_more(desk.act, municipalities=list(ids.values()), deadline=deadline)
    everybody = [e for e in register.at(desk.act.today) if may_join(desk, asking, e)]
    left_out = [each for each in everybody if each not in survey.asked]
    survey.leave_out(desk.act, municipalities=left_out)
    return survey if known else desk.found(survey)


def open_in_region(
    desk: Desk, *,
    county: str, subject: str, title: str, solution: str | None, questions: Sequence[str],
    municipalities: Sequence[str], deadline: date,
) -> Survey:  # fmt: skip
    """A region asks its municipalities, all of them where none is named; once for each subject.

    Refuses as `Survey.open_in_region` does, and municipalities of another county (C12-16).
    """
    if solution is not None:
        desk.get(Solution, Solution.id_of(solution))
    register, today = desk.get(Register, Register.ID), desk.act.today
    there = {each.id for each in register.at(today).values() if each.county == county}
    named = {number: register.id_of(number, today) for number in municipalities}
    if outside := sorted(number for number, id in named.items() if id not in there):
        raise Refused(C12_16, "other_county", numbers=outside)
    return desk.find(Survey, Survey.id_in_region(county, subject)) or desk.found(
        Survey.open_in_region(
            desk.act, county=county, subject=subject, title=title, solution=solution,
            questions=questions, municipalities=sorted(named.values() or there, key=str),
            deadline=deadline,
        )
    )  # fmt: skip


def declare_simultaneity(desk: Desk, *, run: UUID, actor: str, what: str) -> Simultaneity:
    """Declare that another organisation has to start at the same time (C06-16).

    Raises `Missing` for an organisation that nobody knows.
    """
    declaring = desk.get(Run, run)
    declaring.check_alive()
    desk.get(Organisation, Organisation.id_of(actor))
    known = desk.find(Simultaneity, Simultaneity.id_of(run))
    simultaneity = known or desk.found(
        Simultaneity.begin(desk.act, run=run, solution=declaring.solution)
    )
    simultaneity.declare(desk.act, actor=actor, what=what)
    return simultaneity

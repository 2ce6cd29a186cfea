"""What the regions do: whom they were lent, what they want, whom they met, what they were asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.regions.assignment_letter import AssignmentLetter
from aggregates.regions.outreach import Outreach
from aggregates.regions.planned_runs import PlannedRuns
from aggregates.regions.question import Question
from aggregates.regions.seconded import Seconded
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class SecondmentRow(Row):
    """One agreement, by person and number."""

    person: str
    number: int
    group_id: str
    municipality: str
    percent: int
    since: date
    until: date
    funding_line: str
    tasks: list[str]
    accepted: bool
    warned: bool
    solutions: list[str]
    deviations: dict[str, Any]


class Secondments(View[SecondmentRow]):
    name = "secondments_of_portfolio"
    row = SecondmentRow
    order = ("since",)
    indexes = (("group_id",),)

    @on(Seconded.Agreed)
    def agreed(self, event: Seconded.Agreed, rows: Rows[SecondmentRow], position: int) -> None:
        rows.put(
            SecondmentRow(
                f"{event.originator_id}/{event.number}", event.person, event.number,
                str(event.group), str(event.municipality), event.percent, event.since,
                event.until, event.funding_line, event.tasks, False, False, [], {},
            )
        )  # fmt: skip

    @on(Seconded.PortfolioLinked)
    def linked(
        self, event: Seconded.PortfolioLinked, rows: Rows[SecondmentRow], position: int
    ) -> None:
        row = _numbered(rows, event)
        rows.put(row.but(solutions=event.solutions, deviations=event.deviations))

    @on(Seconded.Accepted)
    def accepted(self, event: Seconded.Accepted, rows: Rows[SecondmentRow], position: int) -> None:
        rows.put(_numbered(rows, event).but(accepted=True))

    @on(Seconded.EndWarned)
    def warned(self, event: Seconded.EndWarned, rows: Rows[SecondmentRow], position: int) -> None:
        rows.put(_numbered(rows, event).but(warned=True))

    @on(Seconded.Ended)
    def ended(self, event: Seconded.Ended, rows: Rows[SecondmentRow], position: int) -> None:
        rows.put(_numbered(rows, event).but(until=event.until))


@dataclass(frozen=True)
class LetterRow(Row):
    """A letter of assignment; `doubts` are principles reported as met against the register.

    `results` say of its own tasks and goals whether they were met, and how.
    """

    group_id: str
    network: str
    year: int
    issued_on: date
    accepted_on: date | None
    gaps: list[str]
    reported_on: date | None
    points: list[dict[str, Any]]
    doubts: list[str]
    results: list[dict[str, Any]]


class AssignmentLetters(View[LetterRow]):
    name = "assignment_letters_2"
    row = LetterRow
    order = ("year", "network")
    indexes = (("group_id", "year"),)

    @on(AssignmentLetter.Issued)
    def issued(self, event: AssignmentLetter.Issued, rows: Rows[LetterRow], position: int) -> None:
        rows.put(
            LetterRow(
                str(event.originator_id), str(event.group), event.network, event.year, event.on,
                None, [], None, [], [], [],
            )
        )  # fmt: skip

    @on(AssignmentLetter.Accepted)
    def accepted(
        self, event: AssignmentLetter.Accepted, rows: Rows[LetterRow], position: int
    ) -> None:
        rows.put(_of(rows, event).but(accepted_on=event.on, gaps=event.gaps))

    @on(AssignmentLetter.Reported)
    def reported(
        self, event: AssignmentLetter.Reported, rows: Rows[LetterRow], position: int
    ) -> None:
        rows.put(
            _of(rows, event).but(reported_on=event.on, points=event.points, doubts=event.doubts)
        )

    @on(AssignmentLetter.GoalsReported)
    def reported_goals(
        self, event: AssignmentLetter.GoalsReported, rows: Rows[LetterRow], position: int
    ) -> None:
        rows.put(_of(rows, event).but(results=event.results))


@dataclass(frozen=True)
class PlannedRow(Row):
    """What a group answered for a year; no runs are «none», said in so many words."""

    group_id: str
    year: int
    runs: list[dict[str, Any]]
    stated_on: date


class PlannedRegionalRuns(View[PlannedRow]):
    name = "planned_regional_runs"
    row = PlannedRow
    order = ("year", "group_id")
    indexes = (("year",),)

    @on(PlannedRuns.Stated)
    def stated(self, event: PlannedRuns.Stated, rows: Rows[PlannedRow], position: int) -> None:
        id = str(event.originator_id)
        rows.put(PlannedRow(id, str(event.group), event.year, event.runs, event.on))


@dataclass(frozen=True)
class InTouch(Row):
    """When a municipality last heard from its region, by its id."""

    last_on: date
    kind: str


class LastContacts(View[InTouch]):
    name = "last_contacts"
    row = InTouch

    @on(Outreach.ContactMade)
    def made(self, event: Outreach.ContactMade, rows: Rows[InTouch], position: int) -> None:
        _touched(rows, event, event.kind)

    @on(Question.Answered)
    def answered(self, event: Question.Answered, rows: Rows[InTouch], position: int) -> None:
        _touched(rows, event, "answer")


@dataclass(frozen=True)
class QuestionRow(Row):
    """A question to a region; `owner` is somebody of the group, or the function if it is vacant."""

    municipality: str
    county: str
    solution: str | None
    text: str
    owner: str
    asked_on: date
    answer: str | None
    answered_on: date | None

    def days_unanswered(self, day: date) -> int | None:
        """How long it has waited; None where it is answered."""
        return (day - self.asked_on).days if self.answered_on is None else None


class Questions(View[QuestionRow]):
    name = "questions"
    row = QuestionRow
    order = ("asked_on",)
    indexes = (("county",), ("municipality",))

    @on(Question.Asked)
    def asked(self, event: Question.Asked, rows: Rows[QuestionRow], position: int) -> None:
        rows.put(
            QuestionRow(
                str(event.originator_id), str(event.municipality), event.county, event.solution,
                event.text, event.owner, event.on, None, None,
            )
        )  # fmt: skip

    @on(Question.Routed)
    def routed(self, event: Question.Routed, rows: Rows[QuestionRow], position: int) -> None:
        rows.put(_of(rows, event).but(owner=event.owner))

    @on(Question.Answered)
    def answered(self, event: Question.Answered, rows: Rows[QuestionRow], position: int) -> None:
        rows.put(_of(rows, event).but(answer=event.text, answered_on=event.on))


def _of(rows: Rows[Any], event: Any) -> Any:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before the first"
    return row


def _numbered(rows: Rows[SecondmentRow], event: Any) -> SecondmentRow:
    row = rows.get(f"{event.originator_id}/{event.number}")
    assert row is not None, "an event before the agreement"
    return row


def _touched(rows: Rows[InTouch], event: Any, kind: str) -> None:
    id = str(event.municipality)
    known = rows.get(id)
    if known is None or known.last_on <= event.on:
        rows.put(InTouch(id, event.on, kind))

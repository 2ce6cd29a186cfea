"""A short survey of how far municipalities have come, before a common process (kartlegging)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.gate import Gate
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived, ref
from aggregates.rules import C06_06, C12_16, I01

ANSWERED, WAITING, NO_ANSWER = "answered", "waiting", "not_answered"


class Survey(Root):
    """The survey of one run, or of one region on a subject that no run is needed for (C12-16).

    Who has not answered is shown, and has answered neither way (I02).
    """

    TOPIC = "survey"

    class Opened(Founding):
        TOPIC = "survey.opened"
        run: UUID
        solution: str
        questions: list[str]
        municipalities: list[str]
        deadline: date

        def apply(self, survey: Survey) -> None:
            survey.run, survey.solution = self.run, self.solution
            survey.county, survey.subject = None, None
            _ask(survey, self)

    class OpenedInRegion(Founding):
        """`subject` is what the region calls it by; `solution` the one it is about, if any."""

        TOPIC = "survey.opened-in-region"
        county: str
        subject: str
        title: str
        solution: str | None
        questions: list[str]
        municipalities: list[str]
        deadline: date

        def apply(self, survey: Survey) -> None:
            survey.run, survey.solution = None, self.solution
            survey.county, survey.subject = self.county, self.subject
            _ask(survey, self)

    class Answered(Root.Event):
        """A municipality's own answers, in the order of the questions; a later one replaces it."""

        TOPIC = "survey.answered"
        run: UUID
        municipality: UUID
        answers: list[str]

        def apply(self, survey: Survey) -> None:
            survey.answers[self.municipality] = self.answers

    class MoreAsked(Root.Event):
        """Others are asked the same; `deadline` holds for all that have not answered."""

        TOPIC = "survey.more-asked"
        run: UUID
        municipalities: list[str]
        deadline: date

        def apply(self, survey: Survey) -> None:
            survey.asked |= set(map(UUID, self.municipalities))
            survey.deadline = self.deadline

    class LeftOut(Root.Event):
        """All that the run is for and nobody has asked by now; empty where everybody is asked."""

        TOPIC = "survey.left-out"
        run: UUID
        municipalities: list[str]

        def apply(self, survey: Survey) -> None:
            survey.unasked = self.municipalities

    class AnsweredInRegion(Root.Event):
        """The same, to a region's own survey."""

        TOPIC = "survey.answered-in-region"
        county: str
        subject: str
        municipality: UUID
        answers: list[str]

        def apply(self, survey: Survey) -> None:
            survey.answers[self.municipality] = self.answers

    # State

    run: UUID | None
    """None where it is a region's own, which `county` and `subject` tell."""
    county: str | None
    subject: str | None
    solution: str | None
    questions: list[str]
    deadline: date
    asked: set[UUID]
    answers: dict[UUID, list[str]]
    unasked: list[str]
    """Municipalities that the run is for and that were not asked, as far as was looked."""

    @staticmethod
    def id_of(run: UUID) -> UUID:
        return derived("surveys", run)

    @staticmethod
    def id_in_region(county: str, subject: str) -> UUID:
        return derived("surveys", county, subject)

    def standing(self, municipality: UUID, day: date) -> str:
        """Whether it has answered, is still waited for, or did not answer in time (C12-16)."""
        if municipality in self.answers:
            return ANSWERED
        return WAITING if day <= self.deadline else NO_ANSWER

    def gives_overview(self, day: date) -> bool:
        """Whether all were asked, and nobody is waited for: they answered, or the time is out."""
        return not self.unasked and all(self.standing(each, day) != WAITING for each in self.asked)

    # Decisions

    @classmethod
    def open(
        cls, act: Act, *,
        run: UUID, solution: str, questions: Sequence[str], municipalities: Sequence[UUID],
        deadline: date,
    ) -> Self:  # fmt: skip
        """Ask municipalities how far they have come. Refuses no question, nobody, and no time."""
        asking = _checked(act, questions, municipalities, deadline)
        return cls.found(cls.Opened, cls.id_of(run), act, run=run, solution=solution, **asking)

    @classmethod
    def open_in_region(
        cls, act: Act, *,
        county: str, subject: str, title: str, solution: str | None, questions: Sequence[str],
        municipalities: Sequence[UUID], deadline: date,
    ) -> Self:  # fmt: skip
        """A region's contact asks its municipalities, with no run behind it (C12-16, S3 L435).

        Refuses everybody else, another region's contact, and what `open` refuses.
        """
        if act.role != Role.REGIONAL_CONTACT or act.region != county:
            raise Refused(C12_16, "not_the_contact", county=county)
        asking = _checked(act, questions, municipalities, deadline)
        return cls.found(
            cls.OpenedInRegion, cls.id_in_region(county, subject), act,
            county=county, subject=subject, title=title, solution=solution, **asking,
        )  # fmt: skip

    def ask_more(self, act: Act, *, municipalities: Sequence[UUID], deadline: date) -> None:
        """Ask those who were not asked yet, with time for it; the others stay asked."""
        new = sorted({str(each) for each in municipalities if each not in self.asked})
        if not new:
            return
        if deadline < act.today:
            raise Refused(C12_16, "deadline_past", deadline=deadline.isoformat())
        self.record(
            self.MoreAsked, act, run=self.run, municipalities=new,
            deadline=max(deadline, self.deadline),
        )  # fmt: skip

    def leave_out(self, act: Act, *, municipalities: Sequence[UUID]) -> None:
        """Note whom the run is for and nobody has asked (C06-06)."""
        left = sorted(map(str, municipalities))
        if left != self.unasked:
            self.record(self.LeftOut, act, run=self.run, municipalities=left)

    def answer(self, act: Act, *, answers: Sequence[str]) -> None:
        """A municipality answers for itself, also after the deadline; nobody answers for it (I01).

        Refuses whoever was not asked, and answers to some of the questions only (C12-16).
        """
        own = act.municipality
        if own is None:
            raise Refused(I01, "not_own_municipality")
        if own not in self.asked:
            raise Refused(C12_16, "not_asked")
        said = list(answers)
        if self.answers.get(own) == said:
            return
        if len(said) != len(self.questions) or not all(each.strip() for each in said):
            raise Refused(C12_16, "answers_missing", asked=len(self.questions), told=len(said))
        if self.run is not None:
            self.record(self.Answered, act, run=self.run, municipality=own, answers=said)
        else:
            self.record(
                self.AnsweredInRegion, act, county=self.county, subject=self.subject,
                municipality=own, answers=said,
            )  # fmt: skip


def _ask(survey: Survey, event: Survey.Opened | Survey.OpenedInRegion) -> None:
    survey.questions, survey.deadline = event.questions, event.deadline
    survey.asked, survey.answers = set(map(UUID, event.municipalities)), {}
    survey.unasked = []


def _checked(
    act: Act, questions: Sequence[str], municipalities: Sequence[UUID], deadline: date
) -> dict[str, Any]:
    """What is asked, of whom and by when, as events hold it. Refuses what nobody can answer."""
    if not questions or not all(each.strip() for each in questions):
        raise Refused(C12_16, "questions_missing")
    if not municipalities:
        raise Refused(C12_16, "nobody_asked")
    if deadline < act.today:
        raise Refused(C12_16, "deadline_past", deadline=deadline.isoformat())
    asked = sorted(map(str, set(municipalities)))
    return {"questions": list(questions), "municipalities": asked, "deadline": deadline}


def ask_overview(gate: Gate, survey: Survey | None, today: date) -> None:
    """Whether a common process starts from an overview of how far municipalities are (C06-06)."""
    seen: Mapping[str, str] = {"survey": ref(survey) if survey else "none"}
    overview = survey is not None and survey.gives_overview(today)
    unasked = len(survey.unasked) if survey else 0
    gate.check(C06_06, overview, "no_overview", dict(seen), unasked=unasked)

"""What a new run answers to what was learned before it."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import I36

TAKEN_INTO_ACCOUNT, NOT_RELEVANT, REJECTED = "taken_into_account", "not_relevant", "rejected"
ANSWERS = frozenset({TAKEN_INTO_ACCOUNT, NOT_RELEVANT, REJECTED})


class Answers(Root):
    """Of one run; none of it settles the learning point, which the next run answers too."""

    TOPIC = "learning-answers"

    class Begun(Founding):
        TOPIC = "learning-answers.begun"
        run: UUID
        solution: str

        def apply(self, answers: Answers) -> None:
            answers.run, answers.solution, answers.given = self.run, self.solution, {}

    class Given(Root.Event):
        TOPIC = "learning-answers.given"
        run: UUID
        solution: str
        learning: UUID
        answer: str
        former_answer: str | None
        reason: str

        def apply(self, answers: Answers) -> None:
            answers.given[self.learning] = (self.answer, self.reason)

    # State

    run: UUID
    solution: str
    given: dict[UUID, tuple[str, str]]

    @staticmethod
    def id_of(run: UUID) -> UUID:
        return derived("learning-answers", run)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, run: UUID, solution: str) -> Self:
        """Begin to answer; that alone answers nothing."""
        return cls.found(cls.Begun, cls.id_of(run), act, run=run, solution=solution)

    def give(self, act: Act, *, learning: UUID, answer: str, reason: str) -> None:
        """Answer one learning point, or answer it anew (C10-05, S3 L405).

        `reason` says how it was taken into account, or why it was not. Refuses an unknown answer
        and one without a reason (I36).
        """
        if answer not in ANSWERS:
            raise Refused(I36, "unknown_answer", answer=answer)
        if not reason:
            raise Refused(I36, "answer_reason_missing", answer=answer)
        former = self.given.get(learning)
        if former == (answer, reason):
            return
        self.record(
            self.Given, act,
            run=self.run, solution=self.solution, learning=learning,
            answer=answer, former_answer=former and former[0], reason=reason,
        )  # fmt: skip

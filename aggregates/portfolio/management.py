"""How a solution is managed when its programme is over: who does, who answers for it, who pays."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C02_06

QUESTIONS = ("roles", "responsibility", "funding")
"""What has to be clear before a solution is ready in the whole country: criterion K8 (S3 L373)."""


class Management(Root):
    TOPIC = "management"

    class Opened(Founding):
        TOPIC = "management.opened"
        solution: str

        def apply(self, management: Management) -> None:
            management.solution, management.answers = self.solution, {}

    class QuestionAnswered(Root.Event):
        TOPIC = "management.question-answered"
        solution: str
        question: str
        answer: str
        agreement: str

        def apply(self, management: Management) -> None:
            management.answers[self.question] = (self.answer, self.agreement)

    # State

    solution: str
    answers: dict[str, tuple[str, str]]

    @staticmethod
    def id_of(solution: str) -> UUID:
        return derived("management", solution)

    @property
    def unanswered(self) -> list[str]:
        """What nobody has answered, in the order of the questions."""
        return [each for each in QUESTIONS if each not in self.answers]

    # Decisions

    @classmethod
    def open(cls, act: Act, *, solution: str) -> Self:
        """Begin, with everything unanswered."""
        return cls.found(cls.Opened, cls.id_of(solution), act, solution=solution)

    def answer(self, act: Act, *, question: str, answer: str, agreement: str) -> None:
        """Answer one of the questions, with the agreement that it rests on (C02-06).

        Refuses an unknown question, and an answer that nothing stands behind.
        """
        if self.answers.get(question) == (answer, agreement):
            return
        if question not in QUESTIONS:
            raise Refused(C02_06, "unknown_question", question=question)
        if not (answer and agreement):
            raise Refused(C02_06, "agreement_missing", question=question)
        self.record(
            self.QuestionAnswered, act,
            solution=self.solution, question=question, answer=answer, agreement=agreement,
        )  # fmt: skip

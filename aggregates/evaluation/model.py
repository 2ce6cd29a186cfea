"""The evaluation of the common model itself and of the regional groups (modellevaluering)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C10_07

Adjustment = dict[str, str]
"""{text: what to change in the model, source: who says so}"""


class ModelEvaluation(Root):
    """For one year, on a decision of KommIT-rådet: the first was due in 2025 (S3 L642-644)."""

    TOPIC = "model-evaluation"

    class FellDue(Founding):
        TOPIC = "model-evaluation.fell-due"
        year: int
        due: date
        decision: str

        def apply(self, model: ModelEvaluation) -> None:
            model.year, model.due, model.decision = self.year, self.due, self.decision
            model.contributions, model.result = {}, None

    class Contributed(Root.Event):
        TOPIC = "model-evaluation.contributed"
        year: int
        contributor: str
        text: str

        def apply(self, model: ModelEvaluation) -> None:
            model.contributions[self.contributor] = self.text

    class Held(Root.Event):
        TOPIC = "model-evaluation.held"
        year: int
        summary: str
        adjustments: list[Adjustment]
        case: str

        def apply(self, model: ModelEvaluation) -> None:
            model.result = (self.summary, self.adjustments, self.case)

    # State

    year: int
    due: date
    decision: str
    contributions: dict[str, str]
    result: tuple[str, list[Adjustment], str] | None

    @staticmethod
    def id_of(year: int) -> UUID:
        return derived("model-evaluations", year)

    def overdue(self, today: date) -> bool:
        """Whether it was to be held by now and was not."""
        return self.result is None and today > self.due

    # Decisions

    @classmethod
    def fall_due(cls, act: Act, *, due: date, decision: str) -> Self:
        """Fix the day by which it is held, for that day's year (C10-07).

        Refuses what no decision asks for. The day is not moved: that would be another evaluation.
        """
        if not decision:
            raise Refused(C10_07, "decision_missing")
        return cls.found(
            cls.FellDue, cls.id_of(due.year), act, year=due.year, due=due, decision=decision
        )

    def contribute(self, act: Act, *, text: str) -> None:
        """A regional group, the coordinating group or KS says what it learned, or says it anew.

        Refuses nothing to read, and what comes after the evaluation was held (C10-07).
        """
        if self.contributions.get(act.body) == text:
            return
        if self.result is not None:
            raise Refused(C10_07, "model_held_already", year=self.year)
        if not text:
            raise Refused(C10_07, "contribution_missing")
        self.record(self.Contributed, act, year=self.year, contributor=act.body, text=text)

    def hold(self, act: Act, *, summary: str, adjustments: Sequence[Adjustment], case: str) -> None:
        """Hold it; the result is a case to KommIT-rådet, by its reference.

        Refuses a result without words, without contributions to build on, or without a case
        (C10-07). What was found is not rewritten.
        """
        result: tuple[str, list[Any], str] = (summary, list(adjustments), case)
        if self.result == result:
            return
        if self.result is not None:
            raise Refused(C10_07, "model_held_already", year=self.year)
        if not summary or not case:
            raise Refused(C10_07, "result_missing")
        if not self.contributions:
            raise Refused(C10_07, "nobody_contributed", year=self.year)
        self.record(
            self.Held, act,
            year=self.year, summary=summary, adjustments=list(adjustments), case=case,
        )  # fmt: skip

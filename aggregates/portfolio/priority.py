"""In which order solutions are to come: ranked advice with its giver, and an order that decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C02_11


@dataclass(frozen=True, slots=True)
class Advice:
    """A ranking that somebody advises, and by which mandate."""

    giver: str
    mandate: str
    ranking: list[str]


class Priority(Root):
    TOPIC = "priority"

    class Opened(Founding):
        TOPIC = "priority.opened"

        def apply(self, priority: Priority) -> None:
            priority.order, priority.decision, priority.unanswered = [], None, []

    class AdviceGiven(Root.Event):
        """Advice is no decision; it stays unanswered until an order is decided (I57)."""

        TOPIC = "priority.advice-given"
        giver: str
        mandate: str
        ranking: list[str]
        reason: str

        def apply(self, priority: Priority) -> None:
            others = [each for each in priority.unanswered if each.giver != self.giver]
            priority.unanswered = [*others, Advice(self.giver, self.mandate, self.ranking)]

    class OrderDecided(Root.Event):
        """`answers` says of each advice whether it was `followed` or `not_followed`."""

        TOPIC = "priority.order-decided"
        ranking: list[str]
        deciding_body: str
        decision: str
        answers: dict[str, str]
        reason: str

        def apply(self, priority: Priority) -> None:
            priority.order, priority.unanswered = self.ranking, []
            priority.decision = (self.deciding_body, self.decision)

    # State

    order: list[str]
    decision: tuple[str, str] | None
    unanswered: list[Advice]

    ID = derived("priority")

    # Decisions

    @classmethod
    def open(cls, act: Act) -> Self:
        """Begin, with no order."""
        return cls.found(cls.Opened, cls.ID, act)

    def advise(
        self, act: Act, *, giver: str, mandate: str, ranking: list[str], reason: str
    ) -> None:
        """Advise an order, the first one first, by the mandate that the giver has (C02-11).

        Refuses advice without mandate, and a ranking that nothing could be ordered by.
        """
        if Advice(giver, mandate, ranking) in self.unanswered:
            return
        if not (giver and mandate):
            raise Refused(C02_11, "mandate_missing")
        _check(ranking)
        self.record(
            self.AdviceGiven, act, giver=giver, mandate=mandate, ranking=ranking, reason=reason
        )

    def decide(
        self, act: Act, *, ranking: list[str], deciding_body: str, decision: str, reason: str
    ) -> None:
        """Note the order that was decided, which answers all advice that waited (C02-11).

        Refuses an order without a decision, and one that departs from advice and does not say why.
        """
        if (self.order, self.decision) == (ranking, (deciding_body, decision)):
            return
        if not (deciding_body and decision):
            raise Refused(C02_11, "decision_missing")
        _check(ranking)
        answers = {
            each.giver: "followed" if _agrees(each.ranking, ranking) else "not_followed"
            for each in self.unanswered
        }
        departs = sorted(giver for giver, answer in answers.items() if answer == "not_followed")
        if departs and not reason:
            raise Refused(C02_11, "reason_missing", givers=departs)
        self.record(
            self.OrderDecided, act, ranking=ranking, deciding_body=deciding_body,
            decision=decision, answers=answers, reason=reason,
        )  # fmt: skip


def _check(ranking: list[str]) -> None:
    if not ranking:
        raise Refused(C02_11, "ranking_missing")
    if twice := sorted({each for each in ranking if ranking.count(each) > 1}):
        raise Refused(C02_11, "ranked_twice", solutions=twice)


def _agrees(advised: list[str], decided: list[str]) -> bool:
    """Whether what was advised comes in the same order, and all of it."""
    return [each for each in decided if each in advised] == advised

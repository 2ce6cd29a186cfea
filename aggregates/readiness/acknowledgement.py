"""That a programme knows which criteria it will be judged by, while it can still work by them."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C03_02

KEEPS, NEXT_ROUND, FROM_DAY = "keeps_former", "next_round", "from_day"
TRANSITIONS = frozenset({KEEPS, NEXT_ROUND, FROM_DAY})
"""It is judged by what it began with; by the new ones in its next round; or from a day on."""

ACCEPTED, DECLINED = "accepted", "declined"


class Acknowledgement(Root):
    TOPIC = "acknowledgement"

    class Given(Founding):
        TOPIC = "acknowledgement.given"
        criteria_set: UUID
        criteria_name: str
        criteria_version: int
        solution: str

        def apply(self, acknowledgement: Acknowledgement) -> None:
            acknowledgement.criteria_set, acknowledgement.solution = (
                self.criteria_set,
                self.solution,
            )
            acknowledgement.programme = self.body
            acknowledgement.given_on = self.on
            acknowledgement.proposal, acknowledgement.answer = None, None

    class ChangeProposed(Root.Event):
        TOPIC = "acknowledgement.change-proposed"
        solution: str
        successor: UUID
        transition: str
        from_day: date | None
        reason: str

        def apply(self, acknowledgement: Acknowledgement) -> None:
            acknowledgement.proposal = (
                self.successor, self.transition, self.from_day, self.reason,
            )  # fmt: skip
            acknowledgement.answer = None

    class ChangeAnswered(Root.Event):
        TOPIC = "acknowledgement.change-answered"
        solution: str
        successor: UUID
        answer: str
        reason: str

        def apply(self, acknowledgement: Acknowledgement) -> None:
            acknowledgement.answer = (self.answer, self.reason)

    # State

    criteria_set: UUID
    solution: str
    programme: str
    given_on: date
    proposal: tuple[UUID, str, date | None, str] | None
    answer: tuple[str, str] | None

    @staticmethod
    def id_of(criteria_set: UUID, solution: str) -> UUID:
        return derived("acknowledgements", criteria_set, solution)

    @property
    def unanswered(self) -> bool:
        """Whether a proposed change waits for the programme's word. Silence is no consent."""
        return self.proposal is not None and self.answer is None

    # Decisions

    @classmethod
    def give(
        cls, act: Act, *,
        criteria_set: UUID, name: str, version: int, solution: str, owner: str, trial_over: bool,
    ) -> Self:  # fmt: skip
        """The programme acknowledges a version of the criteria for its solution (C03-02).

        Refuses anybody but the solution's owner, and one that comes after the end of the trial.
        """
        if act.body != owner:
            raise Refused(C03_02, "not_the_programme", programme=owner)
        if trial_over:
            raise Refused(C03_02, "trial_is_over", solution=solution)
        return cls.found(
            cls.Given, cls.id_of(criteria_set, solution), act, criteria_set=criteria_set,
            criteria_name=name, criteria_version=version, solution=solution,
        )  # fmt: skip

    def propose_change(
        self, act: Act, *,
        successor: UUID, transition: str, reason: str, from_day: date | None = None,
    ) -> None:  # fmt: skip
        """Propose other criteria to a running programme, with how it would go over to them.

        Refuses an unknown transition, a day that does not go with it, and no reason. Nothing that
        was judged is judged anew by it (I13).
        """
        if transition not in TRANSITIONS:
            raise Refused(C03_02, "unknown_transition", transition=transition)
        if (from_day is not None) != (transition == FROM_DAY):
            raise Refused(C03_02, "day_does_not_fit", transition=transition)
        if not reason:
            raise Refused(C03_02, "reason_missing")
        if self.proposal != (successor, transition, from_day, reason):
            self.record(
                self.ChangeProposed, act, solution=self.solution, successor=successor,
                transition=transition, from_day=from_day, reason=reason,
            )  # fmt: skip

    def answer_change(self, act: Act, *, answer: str, reason: str = "") -> None:
        """The programme takes the proposed change, or does not, and then says why.

        Refuses anybody else's answer, an answer to nothing, and a «no» without a reason.
        """
        if act.body != self.programme:
            raise Refused(C03_02, "not_the_programme", programme=self.programme)
        if self.proposal is None:
            raise Refused(C03_02, "nothing_proposed")
        if answer not in {ACCEPTED, DECLINED}:
            raise Refused(C03_02, "unknown_answer", answer=answer)
        if answer == DECLINED and not reason:
            raise Refused(C03_02, "reason_missing")
        if self.answer != (answer, reason):
            self.record(
                self.ChangeAnswered, act, solution=self.solution, successor=self.proposal[0],
                answer=answer, reason=reason,
            )  # fmt: skip

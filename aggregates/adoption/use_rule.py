"""What counts as active use of a solution, and how its service areas are weighed, in versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from aggregates.adoption.services import WEIGHTS, check_service
from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C09_03, I34

WITHIN_MONTHS, LAPSE_AFTER, EXPECTED_WEEKS = 3, 3, 12
"""What holds until somebody says otherwise; the sources name no numbers."""
MOST = 60


@dataclass(frozen=True, slots=True)
class ActiveUse:
    """At least `threshold` in one of the last `within` months; a lapse after so many below."""

    version: int
    threshold: int
    within: int
    lapse_after: int
    expected_weeks: int


class UseRule(Root):
    """Until it is published, nobody has said what active use of the solution is."""

    TOPIC = "use-rule"

    class Opened(Founding):
        TOPIC = "use-rule.opened"
        solution: str

        def apply(self, rule: UseRule) -> None:
            rule.solution, rule.active = self.solution, None
            rule.weights, rule.weighed = None, 0

    class Published(Root.Event):
        """`definition` says what is counted: one look-up a week, one user a month."""

        TOPIC = "use-rule.published"
        solution: str
        version: int
        definition: str
        threshold: int
        within: int
        lapse_after: int
        expected_weeks: int
        decision: str

        def apply(self, rule: UseRule) -> None:
            rule.active = ActiveUse(
                self.version, self.threshold, self.within, self.lapse_after, self.expected_weeks
            )

    class ServicesWeighed(Root.Event):
        TOPIC = "use-rule.services-weighed"
        solution: str
        version: int
        rule: str
        services: list[str]
        decision: str

        def apply(self, rule: UseRule) -> None:
            rule.weights, rule.weighed = (self.rule, self.services), self.version

    # State

    solution: str
    active: ActiveUse | None
    weights: tuple[str, list[str]] | None
    weighed: int

    @staticmethod
    def id_of(solution: str) -> UUID:
        return derived("use-rules", solution)

    # Decisions

    @classmethod
    def open(cls, act: Act, *, solution: str) -> Self:
        """Begin the rules of a solution; there is none before the first is published."""
        return cls.found(cls.Opened, cls.id_of(solution), act, solution=solution)

    def publish(
        self, act: Act, *,
        definition: str, threshold: int, decision: str, within: int = WITHIN_MONTHS,
        lapse_after: int = LAPSE_AFTER, expected_weeks: int = EXPECTED_WEEKS,
    ) -> None:  # fmt: skip
        """Publish the next version; boards follow it, what was published earlier stays (I34).

        Refuses a threshold that is always reached, limits that are no numbers of months or weeks,
        and a rule without a decision.
        """
        if threshold < 1:
            raise Refused(I34, "threshold_malformed", threshold=threshold)
        if not all(1 <= each <= MOST for each in (within, lapse_after, expected_weeks)):
            raise Refused(I34, "limits_malformed", most=MOST)
        if not definition or not decision:
            raise Refused(I34, "decision_missing")
        self.record(
            self.Published, act, solution=self.solution,
            version=1 + (self.active.version if self.active else 0),
            definition=definition, threshold=threshold, within=within, lapse_after=lapse_after,
            expected_weeks=expected_weeks, decision=decision,
        )  # fmt: skip

    def weigh_services(self, act: Act, *, rule: str, services: list[str], decision: str) -> None:
        """State how the stages of service areas make the municipality's: any, all or majority.

        `services` are those asked; all that anything is told of, where it is empty (C09-03).
        """
        if self.weights == (rule, services):
            return
        if rule not in WEIGHTS:
            raise Refused(C09_03, "unknown_weight", weight=rule)
        for each in services:
            check_service(each)
        if not decision:
            raise Refused(C09_03, "decision_missing")
        self.record(
            self.ServicesWeighed, act, solution=self.solution, version=self.weighed + 1,
            rule=rule, services=services, decision=decision,
        )  # fmt: skip

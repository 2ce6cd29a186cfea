"""The criteria for «klar til bruk», in numbered versions that programmes can rely on."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived, ref
from aggregates.readiness.criterion import (
    CriteriaVersion,
    Criterion,
    applies,
    require_judgeable,
)
from aggregates.rules import C03_01


class CriteriaSet(Root):
    TOPIC = "criteria-set"

    class Drafted(Founding):
        TOPIC = "criteria-set.drafted"
        name: str
        version: int
        criteria: list[Criterion]

        def apply(self, criteria_set: CriteriaSet) -> None:
            criteria_set.name, criteria_set.number = self.name, self.version
            criteria_set.criteria, criteria_set.draft_revision = self.criteria, 1
            criteria_set.phase, criteria_set.decision = "draft", None
            criteria_set.anchored_on, criteria_set.published_on = None, None
            criteria_set.successor = None

    class Changed(Root.Event):
        TOPIC = "criteria-set.changed"
        criteria: list[Criterion]

        def apply(self, criteria_set: CriteriaSet) -> None:
            criteria_set.criteria = self.criteria
            criteria_set.draft_revision += 1

    class Anchored(Root.Event):
        TOPIC = "criteria-set.anchored"
        decision: str

        def apply(self, criteria_set: CriteriaSet) -> None:
            criteria_set.phase, criteria_set.decision = "anchored", self.decision
            criteria_set.anchored_on = self.on

    class Published(Root.Event):
        TOPIC = "criteria-set.published"
        name: str
        version: int

        def apply(self, criteria_set: CriteriaSet) -> None:
            criteria_set.phase, criteria_set.published_on = "published", self.on

    class Superseded(Root.Event):
        TOPIC = "criteria-set.superseded"
        successor: UUID

        def apply(self, criteria_set: CriteriaSet) -> None:
            criteria_set.phase, criteria_set.successor = "superseded", self.successor

    # State

    name: str
    number: int
    criteria: list[Criterion]
    draft_revision: int
    phase: str
    decision: str | None
    anchored_on: date | None
    published_on: date | None
    successor: UUID | None

    @staticmethod
    def id_of(name: str, version: int) -> UUID:
        return derived("criteria", name, version)

    def applicable(self, kind: str, level: str) -> list[Criterion]:
        """The criteria that a solution of this kind is judged by in a scope of this level."""
        return [each for each in self.criteria if applies(each, kind, level)]

    def version_for(self, kind: str, level: str) -> CriteriaVersion:
        """This version as an assessment of such a solution in such a scope binds to it (I13)."""
        criteria = self.applicable(kind, level)
        return CriteriaVersion(
            self.id, self.name, self.number, self.published_on, criteria, ref(self)
        )

    # Decisions

    @classmethod
    def draft(cls, act: Act, *, name: str, version: int, criteria: list[Criterion]) -> Self:
        """Write a new version. Refuses criteria that nothing could be judged by (C03-01)."""
        require_judgeable(criteria)
        return cls.found(
            cls.Drafted, cls.id_of(name, version), act,
            name=name, version=version, criteria=criteria,
        )  # fmt: skip

    def change(self, act: Act, *, criteria: list[Criterion]) -> None:
        """Rewrite the draft. Refuses once it is anchored: what was agreed on is what counts."""
        if self.phase != "draft":
            raise Refused(C03_01, "not_a_draft", name=self.name, number=self.number)
        require_judgeable(criteria)
        if criteria != self.criteria:
            self.record(self.Changed, act, criteria=criteria)

    def anchor(self, act: Act, *, decision: str, on: date | None = None) -> None:
        """Note the decision of the joint governance that stands behind it (C03-01, S3 L346)."""
        if not decision:
            raise Refused(C03_01, "decision_missing")
        if self.decision == decision:
            return
        if self.phase != "draft":
            raise Refused(C03_01, "not_a_draft", name=self.name, number=self.number)
        self.record(self.Anchored, act, on=on, decision=decision)

    def publish(self, act: Act, *, on: date) -> None:
        """Publish it, for good. Refuses before it is anchored (C03-01)."""
        if self.published_on == on:
            return
        if self.published_on is not None:
            raise Refused(C03_01, "published_already", published=str(self.published_on))
        if self.anchored_on is None:
            raise Refused(C03_01, "not_anchored")
        if on < self.anchored_on:
            raise Refused(C03_01, "published_before_anchored", anchored=str(self.anchored_on))
        self.record(self.Published, act, on=on, name=self.name, version=self.number)

    def supersede(self, act: Act, *, successor: UUID) -> None:
        """Point to the version that comes after. What was judged by this one stays judged (I13)."""
        if self.successor == successor:
            return
        if self.phase != "published":
            raise Refused(C03_01, "not_in_force", name=self.name, number=self.number)
        self.record(self.Superseded, act, successor=successor)

"""A region's plan for a year: every item comes from the portfolio or from a regional need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C12_08, C12_15

ANCHORING = ("helseledere", "oppvekstledere")
"""Whose priorities a plan rests on (S3 L486, L495)."""


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One thing to do: it links to a solution of the portfolio, or to a need."""

    text: str
    solution: str | None
    need: UUID | None


class RegionalPlan(Root):
    TOPIC = "regional-plan"

    class Begun(Founding):
        TOPIC = "regional-plan.begun"
        group: UUID
        year: int

        def apply(self, plan: RegionalPlan) -> None:
            plan.group, plan.year, plan.items = self.group, self.year, {}
            plan.anchored, plan.adopted, plan.projects = {}, None, {}

    class ItemSet(Root.Event):
        """`endorsed`: whether the solution was in the endorsed portfolio then; None for a need."""

        TOPIC = "regional-plan.item-set"
        group: UUID
        year: int
        key: str
        text: str
        solution: str | None
        need: UUID | None
        endorsed: bool | None

        def apply(self, plan: RegionalPlan) -> None:
            plan.items[self.key] = PlanItem(self.text, self.solution, self.need)
            plan.anchored, plan.adopted = {}, None

    class ItemRemoved(Root.Event):
        TOPIC = "regional-plan.item-removed"
        group: UUID
        year: int
        key: str
        reason: str

        def apply(self, plan: RegionalPlan) -> None:
            del plan.items[self.key]
            plan.projects = {k: v for k, v in plan.projects.items() if v != self.key}
            plan.anchored, plan.adopted = {}, None

    class Anchored(Root.Event):
        TOPIC = "regional-plan.anchored"
        group: UUID
        year: int
        with_whom: str
        document: str

        def apply(self, plan: RegionalPlan) -> None:
            plan.anchored[self.with_whom] = self.document

    class Adopted(Root.Event):
        TOPIC = "regional-plan.adopted"
        group: UUID
        year: int
        decision: str
        items: list[str]

        def apply(self, plan: RegionalPlan) -> None:
            plan.adopted = self.decision

    class ProjectLinked(Root.Event):
        """A spreading project that is under way is supported by this item (C12-15)."""

        TOPIC = "regional-plan.project-linked"
        group: UUID
        year: int
        key: str
        project: str

        def apply(self, plan: RegionalPlan) -> None:
            plan.projects[self.project] = self.key

    # State

    group: UUID
    year: int
    items: dict[str, PlanItem]
    anchored: dict[str, str]
    adopted: str | None
    projects: dict[str, str]

    @staticmethod
    def id_of(group: UUID, year: int) -> UUID:
        return derived("regional-plans", group, year)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, group: UUID, year: int) -> Self:
        """Begin a plan, with nothing in it."""
        return cls.found(cls.Begun, cls.id_of(group, year), act, group=group, year=year)

    def set_item(
        self, act: Act, *,
        key: str, text: str, solution: str | None, need: UUID | None, endorsed: bool | None,
    ) -> None:  # fmt: skip
        """Put an item into the plan, or change it; the plan is then to be anchored anew.

        Refuses an item that links neither to the portfolio nor to a need, or to both (C12-08).
        """
        if (solution is None) == (need is None):
            raise Refused(C12_08, "link_missing", key=key)
        if not text:
            raise Refused(C12_08, "text_missing", key=key)
        if self.items.get(key) != PlanItem(text, solution, need):
            self.record(
                self.ItemSet, act, **self._named, key=key, text=text, solution=solution, need=need,
                endorsed=endorsed,
            )  # fmt: skip

    def remove_item(self, act: Act, *, key: str, reason: str) -> None:
        """Take an item out, with why. Refuses one that is not there."""
        self._require_item(key)
        if not reason:
            raise Refused(C12_08, "reason_missing", key=key)
        self.record(self.ItemRemoved, act, **self._named, key=key, reason=reason)

    def anchor(self, act: Act, *, with_whom: str, document: str) -> None:
        """Note that leaders of the region stand behind it, on a document of theirs (C12-08)."""
        if with_whom not in ANCHORING:
            raise Refused(C12_08, "unknown_anchor", whom=with_whom)
        if not document:
            raise Refused(C12_08, "document_missing", whom=with_whom)
        if not self.items:
            raise Refused(C12_08, "empty")
        if self.anchored.get(with_whom) != document:
            self.record(self.Anchored, act, **self._named, with_whom=with_whom, document=document)

    def adopt(self, act: Act, *, decision: str) -> None:
        """Adopt the plan. Refuses one that the region's health leaders do not stand behind."""
        if self.adopted == decision:
            return
        if not self.items:
            raise Refused(C12_08, "empty")
        if ANCHORING[0] not in self.anchored:
            raise Refused(C12_08, "not_anchored", whom=ANCHORING[0])
        self.record(self.Adopted, act, **self._named, decision=decision, items=sorted(self.items))

    def link_project(self, act: Act, *, key: str, project: str) -> None:
        """Link a spreading project to the item that supports it (C12-15)."""
        self._require_item(key)
        if not project:
            raise Refused(C12_15, "project_missing")
        if self.projects.get(project) != key:
            self.record(self.ProjectLinked, act, **self._named, key=key, project=project)

    @property
    def _named(self) -> dict[str, Any]:
        return {"group": self.group, "year": self.year}

    def _require_item(self, key: str) -> None:
        if key not in self.items:
            raise Refused(C12_08, "no_such_item", key=key)

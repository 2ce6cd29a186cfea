"""The categories of mature welfare technology (moden velferdsteknologi), in versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C09_13

STARTER = {
    "medisineringsstotte": "Elektronisk medisineringsstøtte",
    "lokalisering": "Lokaliseringsteknologi (GPS)",
    "trygghetsalarm": "Trygghetsalarm",
    "digitalt-tilsyn": "Digitalt tilsyn",
}
"""The four of S3 L194; what holds until another version is published."""


class WelfareCategories(Root):
    TOPIC = "welfare-categories"

    class Opened(Founding):
        TOPIC = "welfare-categories.opened"

        def apply(self, categories: WelfareCategories) -> None:
            categories.edition, categories.named = 0, dict(STARTER)

    class Published(Root.Event):
        TOPIC = "welfare-categories.published"
        version: int
        categories: list[dict[str, str]]
        decision: str

        def apply(self, categories: WelfareCategories) -> None:
            categories.edition = self.version
            categories.named = {each["code"]: each["name"] for each in self.categories}

    # State

    ID = derived("welfare-categories")
    edition: int
    named: dict[str, str]

    # Decisions

    @classmethod
    def open(cls, act: Act) -> Self:
        """Begin with the four categories of the report."""
        return cls.found(cls.Opened, cls.ID, act)

    def publish(self, act: Act, *, categories: Sequence[tuple[str, str]], decision: str) -> None:
        """Publish the next version, each category by code and name; earlier ones stay (C09-13)."""
        named = dict(categories)
        if not named or len(named) != len(categories) or not all(named.values()):
            raise Refused(C09_13, "categories_malformed")
        if not decision:
            raise Refused(C09_13, "decision_missing")
        if named == self.named and self.edition:
            return
        self.record(
            self.Published, act, version=self.edition + 1, decision=decision,
            categories=[{"code": code, "name": name} for code, name in named.items()],
        )  # fmt: skip

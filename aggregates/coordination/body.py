"""Whether a body advises or decides: stated for each, and what advises decides nothing."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C13_09

ADVISORY, DECIDING = "advisory", "deciding"


class BodyStanding(Root):
    """A body by its name: «Styringsråd» goes on as an adviser (S3 L574)."""

    TOPIC = "body-standing"

    class Stated(Founding):
        TOPIC = "body-standing.stated"
        name: str
        standing: str
        mandate: str

        def apply(self, body: BodyStanding) -> None:
            body.name, body.standing, body.mandate = self.name, self.standing, self.mandate

    class Changed(Root.Event):
        TOPIC = "body-standing.changed"
        name: str
        former: str
        standing: str
        mandate: str

        def apply(self, body: BodyStanding) -> None:
            body.standing, body.mandate = self.standing, self.mandate

    # State

    name: str
    standing: str
    mandate: str

    @staticmethod
    def id_of(name: str) -> UUID:
        """The same however it is capitalised or spaced."""
        return derived("bodies", " ".join(name.split()).casefold())

    def check_decides(self) -> None:
        """Refuse a decision in the name of a body that advises (C13-09)."""
        if self.standing == ADVISORY:
            raise Refused(C13_09, "advisory_body", body=self.name)

    # Decisions

    @classmethod
    def state(cls, act: Act, *, name: str, standing: str, mandate: str) -> Self:
        """State whether a body advises or decides, on its mandate (C13-09)."""
        _check(standing, mandate)
        return cls.found(
            cls.Stated, cls.id_of(name), act, name=name, standing=standing, mandate=mandate
        )

    def change(self, act: Act, *, standing: str, mandate: str) -> None:
        """State it anew, on another mandate; what was decided before stays decided."""
        _check(standing, mandate)
        if (standing, mandate) != (self.standing, self.mandate):
            self.record(
                self.Changed, act,
                name=self.name, former=self.standing, standing=standing, mandate=mandate,
            )  # fmt: skip


def _check(standing: str, mandate: str) -> None:
    if standing not in {ADVISORY, DECIDING}:
        raise Refused(C13_09, "unknown_standing", standing=standing)
    if not mandate:
        raise Refused(C13_09, "mandate_missing")

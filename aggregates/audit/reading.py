"""That somebody read what is withheld: who, what, what for and when (C23-08)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.root import Founding, Root, derived


class Reading(Root):
    TOPIC = "reading"

    class Noted(Founding):
        """`read` names the aggregates whose withheld words were given out, `at` their positions."""

        TOPIC = "reading.noted"
        read: list[str]
        at: list[int]
        purpose: str

        def apply(self, reading: Reading) -> None:
            """Nothing is decided on it; it only stands there to be read."""

    # Decisions

    @classmethod
    def note(cls, act: Act, *, of: Sequence[UUID], at: Sequence[int], purpose: str) -> Self:
        """Note what was read and what for, before it is given out."""
        return cls.found(
            cls.Noted, derived("readings", act.command), act,
            read=sorted(map(str, of)), at=sorted(at), purpose=purpose,
        )  # fmt: skip

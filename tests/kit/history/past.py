"""Who and what a past is about, and how it is told to a log: by real decisions on fixed days."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from aggregates.evaluation.evaluation import Evaluation
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Act, Role
from aggregates.kernel.root import derived
from aggregates.portfolio.solution import Solution
from aggregates.readiness.criteria import CriteriaSet
from aggregates.readiness.readiness import Readiness
from aggregates.runs.pulje import Pulje
from log.log import Deed, Log

KS = "971032146"
BEFORE, DIVISION, SPRING = date(2019, 12, 31), date(2020, 1, 1), date(2024, 2, 16)
BERGEN, VOSS, KINN, AALESUND, HARAM = (
    derived("municipalities", number, since)
    for number, since in (
        ("1201", BEFORE), ("4621", DIVISION), ("4602", DIVISION), ("1507", BEFORE),
        ("1580", date(2024, 1, 1)),
    )
)  # fmt: skip
PLL = Solution.id_of("pll")
CRITERIA = CriteriaSet.id_of("klar-til-bruk", 1)
READINESS = Readiness.id_of("pll", "national")
RUN = derived("runs", "a past")
NEXT_RUN = derived("runs", "what came after")
EVALUATION = Evaluation.id_of(RUN)


def participation(municipality: UUID) -> UUID:
    return Participation.id_of(RUN, municipality)


def pulje(number: int) -> UUID:
    return Pulje.id_of(RUN, number)


class Past:
    """Tells a log what happened, one decision after the other."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.told = 0

    def did(self, role: Role, deed: Deed, on: date = SPRING, **who: Any) -> None:
        """Somebody in that role did this on that day, in the name of KS unless told otherwise."""
        self.told += 1
        at = datetime(on.year, on.month, on.day, 8, tzinfo=UTC)
        command = self.latest
        named = {"by": "p-1", "body": KS, **who}
        asyncio.run(self.log.ask(Act(role=role, at=at, command=command, **named), deed))

    @property
    def latest(self) -> UUID:
        """The command under which the latest was done."""
        return uuid5(NAMESPACE_URL, f"a past/{self.told}")

    def owner(self, deed: Deed, on: date = SPRING) -> None:
        self.did(Role.PORTFOLIO_OWNER, deed, on)

    def group(self, deed: Deed, on: date = SPRING) -> None:
        self.did(Role.COORDINATING_GROUP, deed, on)

    def leader(self, deed: Deed, on: date = SPRING) -> None:
        self.did(Role.ROLLOUT_LEADER, deed, on)

    def system(self, deed: Deed, on: date = SPRING) -> None:
        self.did(Role.SYSTEM, deed, on, by="system:clock")

    def municipality(self, id: UUID, deed: Deed, on: date = SPRING) -> None:
        self.did(Role.MUNICIPAL_DECIDER, deed, on, by="p-2", body="964338531", municipality=id)

"""The leader pool: who may lead runs, for what, and how much of their time (S3 L527, L621)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C13_06


class PooledLeader(Root):
    """One person, by an opaque reference; offered by the organisation that employs them."""

    TOPIC = "pooled-leader"

    class Offered(Founding):
        TOPIC = "pooled-leader.offered"
        leader: str
        organisation: str
        competences: list[str]
        percent: int
        since: date
        until: date | None

        def apply(self, pooled: PooledLeader) -> None:
            pooled.leader, pooled.organisation = self.leader, self.organisation
            pooled.competences, pooled.offered = self.competences, True
            pooled.availability = (self.percent, self.since, self.until)

    class CompetenceDeclared(Root.Event):
        TOPIC = "pooled-leader.competence-declared"
        leader: str
        competences: list[str]

        def apply(self, pooled: PooledLeader) -> None:
            pooled.competences = self.competences

    class AvailabilityStated(Root.Event):
        TOPIC = "pooled-leader.availability-stated"
        leader: str
        percent: int
        since: date
        until: date | None

        def apply(self, pooled: PooledLeader) -> None:
            pooled.availability = (self.percent, self.since, self.until)
            pooled.offered = True

    class Withdrawn(Root.Event):
        TOPIC = "pooled-leader.withdrawn"
        leader: str

        def apply(self, pooled: PooledLeader) -> None:
            pooled.offered = False

    # State

    leader: str
    organisation: str
    competences: list[str]
    availability: tuple[int, date, date | None]
    offered: bool

    @staticmethod
    def id_of(leader: str) -> UUID:
        return derived("pooled-leaders", leader)

    def available(self, day: date) -> bool:
        """Whether that person is offered and has time on that day."""
        _, since, until = self.availability
        return self.offered and since <= day and (until is None or day < until)

    # Decisions

    @classmethod
    def offer(
        cls, act: Act, *,
        leader: str, competences: Sequence[str], percent: int, since: date,
        until: date | None = None,
    ) -> Self:  # fmt: skip
        """Offer one's own to lead runs. Refuses who declares no competence or no time (C13-06)."""
        _check(competences, percent, since, until)
        return cls.found(
            cls.Offered, cls.id_of(leader), act,
            leader=leader, organisation=act.body, competences=list(competences), percent=percent,
            since=since, until=until,
        )  # fmt: skip

    def declare(self, act: Act, *, competences: Sequence[str]) -> None:
        """Declare other competences: solutions and processes that the person knows."""
        self._check_own(act)
        _check(competences, *self.availability)
        if list(competences) != self.competences:
            self.record(
                self.CompetenceDeclared, act, leader=self.leader, competences=list(competences)
            )

    def state_availability(
        self, act: Act, *, percent: int, since: date, until: date | None = None
    ) -> None:
        """State from when to when, and how much; who was withdrawn is offered again by that."""
        self._check_own(act)
        _check(self.competences, percent, since, until)
        if (percent, since, until) != self.availability or not self.offered:
            self.record(
                self.AvailabilityStated, act,
                leader=self.leader, percent=percent, since=since, until=until,
            )  # fmt: skip

    def withdraw(self, act: Act) -> None:
        """Take the person out of the pool; what they lead they lead on."""
        self._check_own(act)
        if self.offered:
            self.record(self.Withdrawn, act, leader=self.leader)

    def _check_own(self, act: Act) -> None:
        if act.body != self.organisation:
            raise Refused(C13_06, "not_own_leader", organisation=self.organisation)


def _check(competences: Sequence[str], percent: int, since: date, until: date | None) -> None:
    if not competences:
        raise Refused(C13_06, "competence_missing")
    if not 1 <= percent <= 100:
        raise Refused(C13_06, "percent_outside", percent=percent)
    if until is not None and until <= since:
        raise Refused(C13_06, "ends_before", since=since.isoformat(), until=until.isoformat())

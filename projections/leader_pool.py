"""The leader pool: who may lead, for what, when, and which runs they have led."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.coordination.leader_pool import PooledLeader
from aggregates.runs.run import Run
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class LeaderRow(Row):
    """Somebody who leads runs, by an opaque reference; in the pool only while `offered`."""

    offered: bool
    organisation: str | None
    competences: list[str]
    percent: int | None
    since: date | None
    until: date | None
    led: list[str]


LeaderRows = Rows[LeaderRow]


class LeaderPool(View[LeaderRow]):
    name = "leader_pool"
    row = LeaderRow
    indexes = (("offered",),)

    @on(PooledLeader.Offered)
    def joined(self, event: PooledLeader.Offered, rows: LeaderRows, position: int) -> None:
        rows.put(
            _leader(rows, event.leader).but(
                offered=True, organisation=event.organisation, competences=event.competences,
                percent=event.percent, since=event.since, until=event.until,
            )
        )  # fmt: skip

    @on(PooledLeader.CompetenceDeclared)
    def declared(
        self, event: PooledLeader.CompetenceDeclared, rows: LeaderRows, position: int
    ) -> None:
        rows.put(_leader(rows, event.leader).but(competences=event.competences))

    @on(PooledLeader.AvailabilityStated)
    def available(self, event: Any, rows: LeaderRows, position: int) -> None:
        stated = {"percent": event.percent, "since": event.since, "until": event.until}
        rows.put(_leader(rows, event.leader).but(offered=True, **stated))

    @on(PooledLeader.Withdrawn)
    def withdrawn(self, event: PooledLeader.Withdrawn, rows: LeaderRows, position: int) -> None:
        rows.put(_leader(rows, event.leader).but(offered=False))

    @on(Run.LeaderAppointed)
    def led(self, event: Run.LeaderAppointed, rows: LeaderRows, position: int) -> None:
        row, run = _leader(rows, event.leader), str(event.originator_id)
        rows.put(row.but(led=[*(each for each in row.led if each != run), run]))


def _leader(rows: LeaderRows, leader: str) -> LeaderRow:
    return rows.get(leader) or LeaderRow(leader, False, None, [], None, None, None, [])

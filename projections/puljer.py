"""Every pulje: its dates and places, and who waits, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.runs.promises import PromiseEvent, PromiseInTime, PromiseLater
from aggregates.runs.pulje import Pulje
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class PuljeRow(Row):
    """One pulje. `taken`, `offered` and `waiting` are participations; `waiting` is in order.

    `matching` says whom it is for, beside whom its run is for: in `words` and by `keys`.
    While `frozen` no places are given, because readiness is suspended. `late_promises` are those of
    vendors that it rests on and that come after its start, each {commitment, due}.
    """

    run: str
    number: int
    starts: date
    capacity: int
    leader: str
    open: bool
    stage: str
    frozen: bool
    taken: list[str]
    offered: list[str]
    waiting: list[str]
    late_promises: list[dict[str, Any]]
    matching: dict[str, Any] | None = None


PuljeRows = Rows[PuljeRow]


class Puljer(View[PuljeRow]):
    name = "puljer_promised"
    row = PuljeRow
    order = ("run", "number")
    indexes = (("run",),)

    @on(Pulje.Planned)
    def planned(self, event: Pulje.Planned, rows: PuljeRows, position: int) -> None:
        rows.put(
            PuljeRow(
                str(event.originator_id), str(event.run), event.number, event.starts,
                event.capacity, event.leader, False, "planned", False, [], [], [], [],
            )
        )  # fmt: skip

    @on(Pulje.Opened)
    def opened(self, event: Pulje.Opened, rows: PuljeRows, position: int) -> None:
        rows.put(_pulje(rows, event).but(open=True, stage="open"))

    @on(Pulje.Frozen)
    def frozen(self, event: Pulje.Frozen, rows: PuljeRows, position: int) -> None:
        rows.put(_pulje(rows, event).but(frozen=True))

    @on(Pulje.Thawed)
    def thawed(self, event: Pulje.Thawed, rows: PuljeRows, position: int) -> None:
        rows.put(_pulje(rows, event).but(frozen=False))

    @on(Pulje.Started)
    def started(self, event: Pulje.Started, rows: PuljeRows, position: int) -> None:
        rows.put(_pulje(rows, event).but(stage="running"))

    @on(Pulje.FollowUpBegun)
    def followed_up(self, event: Pulje.FollowUpBegun, rows: PuljeRows, position: int) -> None:
        rows.put(_pulje(rows, event).but(open=False, stage="follow_up"))

    @on(Pulje.MatchingStated)
    def matched(self, event: Pulje.MatchingStated, rows: PuljeRows, position: int) -> None:
        rows.put(_pulje(rows, event).but(matching={"words": event.words, "keys": event.keys}))

    @on(Pulje.Evaluated)
    def evaluated(self, event: Pulje.Evaluated, rows: PuljeRows, position: int) -> None:
        rows.put(_pulje(rows, event).but(stage="evaluated"))

    @on(Pulje.Closed)
    def closed(self, event: Pulje.Closed, rows: PuljeRows, position: int) -> None:
        rows.put(_pulje(rows, event).but(stage="closed"))

    @on(Pulje.CapacityChanged)
    def resized(self, event: Pulje.CapacityChanged, rows: PuljeRows, position: int) -> None:
        rows.put(_pulje(rows, event).but(capacity=event.capacity))

    @on(Pulje.LeaderChanged)
    def led(self, event: Pulje.LeaderChanged, rows: PuljeRows, position: int) -> None:
        rows.put(_pulje(rows, event).but(leader=event.leader))

    @on(Pulje.Cancelled)
    def cancelled(self, event: Pulje.Cancelled, rows: PuljeRows, position: int) -> None:
        emptied = {"open": False, "taken": [], "offered": [], "waiting": []}
        rows.put(_pulje(rows, event).but(stage="cancelled", **emptied))

    @on(Pulje.PromiseLater)
    def promised(self, event: PromiseLater, rows: PuljeRows, position: int) -> None:
        said = {"commitment": str(event.commitment), "due": event.due.isoformat()}
        rows.put(_pulje(rows, event).but(late_promises=[*_others(rows, event), said]))

    @on(Pulje.PromiseInTime)
    def in_time(self, event: PromiseInTime, rows: PuljeRows, position: int) -> None:
        rows.put(_pulje(rows, event).but(late_promises=_others(rows, event)))

    @on(Pulje.PlaceTaken, Pulje.OfferAccepted)
    def taken(self, event: Any, rows: PuljeRows, position: int) -> None:
        _move(rows, event, "taken")

    @on(Pulje.WaitlistJoined, Pulje.OfferLapsed)
    def queued(self, event: Any, rows: PuljeRows, position: int) -> None:
        _move(rows, event, "waiting")

    @on(Pulje.PlaceOffered)
    def offered(self, event: Pulje.PlaceOffered, rows: PuljeRows, position: int) -> None:
        _move(rows, event, "offered")

    @on(Pulje.OfferDeclined, Pulje.PlaceReleased, Pulje.WaitlistLeft)
    def left(self, event: Any, rows: PuljeRows, position: int) -> None:
        _move(rows, event, None)


def _pulje(rows: PuljeRows, event: Any) -> PuljeRow:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before the plan"
    return row


def _others(rows: PuljeRows, event: PromiseEvent) -> list[dict[str, Any]]:
    known = _pulje(rows, event).late_promises
    return [each for each in known if each["commitment"] != str(event.commitment)]


def _move(rows: PuljeRows, event: Any, to: str | None) -> None:
    """Take the participation out of wherever it was, and put it last in `to`."""
    row, who = _pulje(rows, event), str(event.participation)
    lists: dict[str, Any] = {
        name: [each for each in getattr(row, name) if each != who]
        for name in ("taken", "offered", "waiting")
    }
    if to is not None:
        lists[to].append(who)
    rows.put(row.but(**lists))

"""Capacity: what its owner has committed, what puljer have reserved of it, and never more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple, Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C06_13, I25

OWNERS = {
    "onboarding_slots": frozenset({Role.SERVICE_PROVIDER}),
    "leader_hours": frozenset({Role.ROLLOUT_LEADER, Role.REGIONAL_CONTACT, Role.PORTFOLIO_OWNER}),
    "network_resources": frozenset({Role.REGIONAL_CONTACT, Role.NETWORK_RESOURCE}),
    "municipality_load": frozenset({Role.MUNICIPAL_DECIDER, Role.MUNICIPAL_COORDINATOR}),
}
"""Each kind of capacity, and in which roles its owner commits it (S3 L260, L461, L628)."""
Booked = tuple[UUID, int]
"""A pulje: its run, and its number."""


class Amount(NamedTuple):
    """So much on each day, from `since` until, and not including, `until`."""

    amount: int
    since: date
    until: date

    def on(self, day: date) -> int:
        return self.amount if self.since <= day < self.until else 0

    def covers(self, other: Amount) -> bool:
        spans = self.since <= other.since and other.until <= self.until
        return spans and self.amount >= other.amount


class Capacity(Root):
    """One kind of capacity of one organisation, through time."""

    TOPIC = "capacity"

    class Begun(Founding):
        TOPIC = "capacity.begun"
        kind: str
        owner: str

        def apply(self, capacity: Capacity) -> None:
            capacity.kind, capacity.owner = self.kind, self.owner
            capacity.committed, capacity.reserved, capacity.overbooked = {}, {}, {}

    class Event(Root.Event):
        kind: str
        owner: str

    class Committed(Event):
        """The owner's statement under a key of its own; another under the same key replaces it."""

        TOPIC = "capacity.committed"
        key: str
        amount: int
        since: date
        until: date
        source: str

        def apply(self, capacity: Capacity) -> None:
            capacity.committed[self.key] = Amount(self.amount, self.since, self.until)

    class Reserved(Event):
        """What a pulje has from now on, in place of what it had."""

        TOPIC = "capacity.reserved"
        run: UUID
        number: int
        amount: int
        since: date
        until: date

        def apply(self, capacity: Capacity) -> None:
            pulje, had = (self.run, self.number), capacity.reserved.get((self.run, self.number))
            capacity.reserved[pulje] = Amount(self.amount, self.since, self.until)
            excess = capacity.overbooked.pop(pulje, 0)
            if had and excess and self.amount <= had.amount:
                capacity.overbooked[pulje] = min(excess, self.amount)

    class Overbooked(Event):
        """A pulje has more than was committed, because the coordinating group decided so."""

        TOPIC = "capacity.overbooked"
        run: UUID
        number: int
        amount: int
        since: date
        until: date
        excess: int
        decision: str
        reason: str

        def apply(self, capacity: Capacity) -> None:
            pulje = (self.run, self.number)
            capacity.reserved[pulje] = Amount(self.amount, self.since, self.until)
            capacity.overbooked[pulje] = self.excess

    class Released(Event):
        TOPIC = "capacity.released"
        run: UUID
        number: int
        amount: int

        def apply(self, capacity: Capacity) -> None:
            pulje = (self.run, self.number)
            del capacity.reserved[pulje]
            capacity.overbooked.pop(pulje, None)

    # State

    kind: str
    owner: str
    committed: dict[str, Amount]
    reserved: dict[Booked, Amount]
    overbooked: dict[Booked, int]

    @staticmethod
    def id_of(kind: str, owner: str) -> UUID:
        return derived("capacity", kind, owner)

    def room(self, since: date, until: date, besides: Booked | None = None) -> int:
        """What is left on the fullest day of a period; negative where it is overbooked (I25)."""
        booked = [each for pulje, each in self.reserved.items() if pulje != besides]
        return _room(self.committed.values(), booked, since, until)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, kind: str, owner: str) -> Self:
        """Begin the ledger of one kind of capacity of one organisation."""
        if kind not in OWNERS:
            raise Refused(C06_13, "unknown_kind", kind=kind)
        return cls.found(cls.Begun, cls.id_of(kind, owner), act, kind=kind, owner=owner)

    def commit(
        self, act: Act, *, key: str, amount: int, since: date, until: date, source: str
    ) -> None:
        """The owner commits so much in a period, in place of what `key` said before (C06-13).

        Refuses anybody but the owner, a period that ends before it begins, a statement without
        a source, and less than is reserved already (I25).
        """
        if act.body != self.owner or act.role not in OWNERS[self.kind]:
            raise Refused(C06_13, "not_the_owner", kind=self.kind, owner=self.owner)
        _check_period(since, until)
        if not source:
            raise Refused(C06_13, "source_missing")
        stated, former = Amount(amount, since, until), self.committed.get(key)
        if stated == former:
            return
        if former is not None and not stated.covers(former):
            after = [*(each for k, each in self.committed.items() if k != key), stated]
            room = _room(after, self.reserved.values(), former.since, former.until)
            if room < 0:
                raise Refused(I25, "reserved_already", lacking=-room)
        self.record(
            self.Committed, act, **self._named, key=key, amount=amount, since=since, until=until,
            source=source,
        )  # fmt: skip

    def reserve(
        self, act: Act, *, run: UUID, number: int, amount: int, since: date, until: date
    ) -> None:
        """Reserve for a pulje, in place of what it had; refuses more than is committed (I25)."""
        _check_period(since, until)
        wanted, had = Amount(amount, since, until), self.reserved.get((run, number))
        if wanted == had:
            return
        room = self.room(since, until, (run, number))
        lowered = had is not None and amount <= had.amount and had[1:] == wanted[1:]
        if amount > room and not lowered:
            raise Refused(
                I25, "beyond_committed", kind=self.kind, owner=self.owner, wanted=amount,
                room=max(0, room),
            )  # fmt: skip
        self.record(
            self.Reserved, act, **self._named, run=run, number=number, amount=amount,
            since=since, until=until,
        )  # fmt: skip

    def overbook(
        self, act: Act, *,
        run: UUID, number: int, amount: int, since: date, until: date, decision: str, reason: str,
    ) -> None:  # fmt: skip
        """Reserve beyond what is committed, on a recorded decision of the coordinating group.

        Refuses anybody else, a decision or reason that is not told (C06-13), and an overbooking
        where there is room: then nothing has to be decided.
        """
        _check_period(since, until)
        if act.role != Role.COORDINATING_GROUP:
            raise Refused(C06_13, "not_coordinating_group")
        if not decision or not reason:
            raise Refused(C06_13, "decision_missing")
        if (run, number) in self.overbooked and self.reserved[run, number] == (
            amount, since, until,
        ):  # fmt: skip
            return
        excess = min(amount, amount - self.room(since, until, (run, number)))
        if excess <= 0:
            raise Refused(C06_13, "room_enough", kind=self.kind)
        self.record(
            self.Overbooked, act, **self._named, run=run, number=number, amount=amount,
            since=since, until=until, excess=excess, decision=decision, reason=reason,
        )  # fmt: skip

    def release(self, act: Act, *, run: UUID, number: int) -> None:
        """Release what a pulje has; whoever has nothing releases nothing."""
        if had := self.reserved.get((run, number)):
            self.record(
                self.Released, act, **self._named, run=run, number=number, amount=had.amount
            )

    @property
    def _named(self) -> dict[str, Any]:
        return {"kind": self.kind, "owner": self.owner}


def _room(committed: Iterable[Amount], booked: Iterable[Amount], since: date, until: date) -> int:
    committed, booked = list(committed), list(booked)
    edges = {each.since for each in booked} | {each.until for each in committed} | {since}
    edges |= {each.since for each in committed} | {each.until for each in booked}
    return min(
        sum(each.on(day) for each in committed) - sum(each.on(day) for each in booked)
        for day in edges
        if since <= day < until
    )


def _check_period(since: date, until: date) -> None:
    if until <= since:
        raise Refused(C06_13, "ends_before", since=since.isoformat(), until=until.isoformat())

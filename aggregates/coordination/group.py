"""The national coordinating group: whose seats it has, and whether it can decide."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C13_01, I44

KS, PROVIDER, REGION, OTHER = "ks", "national_service_provider", "region", "other"
STANDING = (KS, PROVIDER, REGION)
"""The kinds of seat without which it decides nothing (S3 L238-242)."""
KINDS = {KS: "ks", PROVIDER: "service_provider", REGION: "regional_group", OTHER: None}
"""Which kind of organisation may have which kind of seat; None: any."""


@dataclass(frozen=True, slots=True)
class Seat:
    """An organisation's seat, from a day until, and not including, another; who sits is a role."""

    kind: str
    since: date
    until: date | None
    function: str | None = None

    def given(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


class CoordinatingGroup(Root):
    TOPIC = "coordinating-group"

    class Constituted(Founding):
        TOPIC = "coordinating-group.constituted"
        mandate: str

        def apply(self, group: CoordinatingGroup) -> None:
            group.mandate, group.seats, group.turns = self.mandate, {}, {}

    class SeatGiven(Root.Event):
        """`region` is the county whose turn it is; other kinds of seat have none."""

        TOPIC = "coordinating-group.seat-given"
        organisation: str
        kind: str
        region: str | None
        since: date
        until: date | None

        def apply(self, group: CoordinatingGroup) -> None:
            group.seats[self.organisation] = Seat(self.kind, self.since, self.until)
            if self.region is not None:
                group.turns[self.region] = group.turns.get(self.region, 0) + 1

    class SeatFilled(Root.Event):
        """`function` is what whoever sits there is at home; who it is stays outside."""

        TOPIC = "coordinating-group.seat-filled"
        organisation: str
        kind: str
        function: str

        def apply(self, group: CoordinatingGroup) -> None:
            seat = group.seats[self.organisation]
            group.seats[self.organisation] = replace(seat, function=self.function)

    class SeatVacated(Root.Event):
        TOPIC = "coordinating-group.seat-vacated"
        organisation: str
        kind: str

        def apply(self, group: CoordinatingGroup) -> None:
            seat = group.seats[self.organisation]
            group.seats[self.organisation] = replace(seat, function=None)

    class SeatEnded(Root.Event):
        TOPIC = "coordinating-group.seat-ended"
        organisation: str
        kind: str
        until: date

        def apply(self, group: CoordinatingGroup) -> None:
            seat = group.seats[self.organisation]
            group.seats[self.organisation] = replace(seat, until=self.until)

    # State

    mandate: str
    seats: dict[str, Seat]
    turns: dict[str, int]
    """How often each region has had a seat."""

    ID = derived("coordinating-group")

    def empty(self, day: date) -> list[str]:
        """What lacks to decide: standing kinds nobody has a seat of, and seats nobody fills."""
        given = {body: seat for body, seat in self.seats.items() if seat.given(day)}
        kinds = {seat.kind for seat in given.values()}
        return [kind for kind in STANDING if kind not in kinds] + [
            body for body, seat in given.items() if seat.kind in STANDING and seat.function is None
        ]

    def check_seated(self, day: date) -> None:
        """Refuse what the group would decide while a standing seat is empty (I44)."""
        if empty := self.empty(day):
            raise Refused(I44, "seats_empty", empty=empty)

    # Decisions

    @classmethod
    def constitute(cls, act: Act, *, mandate: str) -> Self:
        """Constitute the group on a mandate (a reference to it), with no seats yet (C13-01)."""
        if not mandate:
            raise Refused(C13_01, "mandate_missing")
        return cls.found(cls.Constituted, cls.ID, act, mandate=mandate)

    def give_seat(
        self, act: Act, *,
        organisation: str, organisation_kind: str, kind: str, since: date,
        until: date | None = None, region: str | None = None, regions: Collection[str] = (),
    ) -> None:  # fmt: skip
        """Give an organisation a seat from a day on; a region's seat is a turn with an end.

        `regions` are all there are. Refuses an organisation of another kind than the seat's, a
        turn that has no end or ends before it begins, and a second turn of a region before every
        other has had as many (C13-01).
        """
        wanted = Seat(kind, since, until)
        held = self.seats.get(organisation)
        if held and replace(held, function=None) == wanted:
            return
        if held and held.given(since):
            raise Refused(C13_01, "seated_already", organisation=organisation)
        if KINDS[kind] not in {None, organisation_kind}:
            raise Refused(C13_01, "seat_unfit", seat=kind, kind=organisation_kind)
        if until is not None and until <= since:
            raise Refused(C13_01, "ends_before", since=since.isoformat(), until=until.isoformat())
        if kind == REGION:
            self._check_turn(region, regions, until)
        self.record(
            self.SeatGiven, act, organisation=organisation, kind=kind,
            region=region if kind == REGION else None, since=since, until=until,
        )  # fmt: skip

    def fill_seat(self, act: Act, *, function: str) -> None:
        """Say which function at home sits in the own organisation's seat.

        Refuses an organisation that has no seat: nobody names another's (C13-01).
        """
        seat = self._own(act)
        if not function:
            raise Refused(C13_01, "function_missing")
        if seat.function != function:
            self.record(
                self.SeatFilled, act, organisation=act.body, kind=seat.kind, function=function
            )

    def vacate_seat(self, act: Act) -> None:
        """Leave the own seat empty; it stays the organisation's to fill."""
        seat = self._own(act)
        if seat.function is not None:
            self.record(self.SeatVacated, act, organisation=act.body, kind=seat.kind)

    def end_seat(self, act: Act, *, organisation: str, until: date) -> None:
        """End an organisation's seat from a day on."""
        seat = self.seats.get(organisation)
        if seat is None:
            raise Refused(C13_01, "no_seat", organisation=organisation)
        if seat.until is None or until < seat.until:
            self.record(self.SeatEnded, act, organisation=organisation, kind=seat.kind, until=until)

    def _own(self, act: Act) -> Seat:
        seat = self.seats.get(act.body)
        if seat is None or (seat.until is not None and seat.until <= act.today):
            raise Refused(C13_01, "no_seat", organisation=act.body)
        return seat

    def _check_turn(self, region: str | None, regions: Collection[str], until: date | None) -> None:
        if until is None:
            raise Refused(C13_01, "turn_without_end")
        if region is None:
            raise Refused(C13_01, "region_missing")
        had = self.turns.get(region, 0)
        if before := sorted(each for each in regions if self.turns.get(each, 0) < had):
            raise Refused(C13_01, "not_its_turn", region=region, regions=before)

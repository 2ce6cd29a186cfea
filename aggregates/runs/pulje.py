"""A pulje: those who go through a run together, and those who wait for a place, in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C06_01, C06_10, C07_04, C08_11, I01, I02, I14, I24
from aggregates.runs import promises
from aggregates.runs.matching import Matching
from aggregates.runs.promises import Promised

FOLLOWED = frozenset({"follow_up", "evaluated"})
"""Nobody comes along any more, and who took part is followed up."""


class PlaceEvent(Root.Event):
    """What happened to one participation in one pulje."""

    run: UUID
    number: int
    participation: UUID
    municipality: UUID


class Pulje(Matching, Promised, Root):
    TOPIC = "pulje"

    PromiseLater = promises.PromiseLater
    PromiseInTime = promises.PromiseInTime

    class Planned(Founding):
        TOPIC = "pulje.planned"
        run: UUID
        number: int
        starts: date
        invites_from: date
        decision_days: int
        capacity: int
        leader: str

        def apply(self, pulje: Pulje) -> None:
            pulje.run, pulje.number, pulje.capacity = self.run, self.number, self.capacity
            pulje.starts, pulje.decision_days = self.starts, self.decision_days
            pulje.leader, pulje.freed = self.leader, []
            pulje.stage, pulje.is_open, pulje.municipalities = "planned", False, {}
            pulje.taken, pulje.offered, pulje.waiting = set(), {}, []
            pulje.frozen_on, pulje.cancelled_for, pulje.matching = None, None, None
            pulje.late_promises = {}

    class Opened(Root.Event):
        TOPIC = "pulje.opened"
        run: UUID
        number: int

        def apply(self, pulje: Pulje) -> None:
            pulje.stage, pulje.is_open = "open", True

    class Started(Root.Event):
        TOPIC = "pulje.started"
        run: UUID
        number: int
        trace: list[dict[str, Any]]

        def apply(self, pulje: Pulje) -> None:
            pulje.stage = "running"

    class FollowUpBegun(Root.Event):
        """Nobody comes along any more; each participant is followed up until it is done (I32)."""

        TOPIC = "pulje.follow-up-begun"
        run: UUID
        number: int
        participations: list[str]

        def apply(self, pulje: Pulje) -> None:
            pulje.stage, pulje.is_open = "follow_up", False

    class Evaluated(Root.Event):
        """What it taught is delivered; whoever is owed something still is (I32)."""

        TOPIC = "pulje.evaluated"
        run: UUID
        number: int
        evaluation: UUID

        def apply(self, pulje: Pulje) -> None:
            pulje.stage = "evaluated"

    class Closed(Root.Event):
        TOPIC = "pulje.closed"
        run: UUID
        number: int
        trace: list[dict[str, Any]]

        def apply(self, pulje: Pulje) -> None:
            pulje.stage = "closed"

    class MatchingStated(Root.Event):
        """Whom it is for: in words, and by keys that are looked at as somebody is invited."""

        TOPIC = "pulje.matching-stated"
        run: UUID
        number: int
        words: str
        keys: dict[str, list[str]]

        def apply(self, pulje: Pulje) -> None:
            pulje.matching = (self.words, self.keys)

    class CapacityChanged(Root.Event):
        TOPIC = "pulje.capacity-changed"
        run: UUID
        number: int
        former: int
        capacity: int

        def apply(self, pulje: Pulje) -> None:
            pulje.capacity = self.capacity

    class Frozen(Root.Event):
        """Readiness is suspended: nobody is offered a place, and those who wait keep theirs."""

        TOPIC = "pulje.frozen"
        run: UUID
        number: int
        readiness: UUID
        offered: list[str]
        waiting: list[str]

        def apply(self, pulje: Pulje) -> None:
            pulje.frozen_on = self.on

    class Thawed(Root.Event):
        """`moved` is until when each offer stands now: it moved by the days it stood still."""

        TOPIC = "pulje.thawed"
        run: UUID
        number: int
        days: int
        moved: dict[str, str]

        def apply(self, pulje: Pulje) -> None:
            pulje.frozen_on = None
            for participation, until in self.moved.items():
                pulje.offered[UUID(participation)] = date.fromisoformat(until)

    class LeaderChanged(Root.Event):
        """Somebody else leads it from now on, and was handed what was open (C06-08)."""

        TOPIC = "pulje.leader-changed"
        run: UUID
        number: int
        former_leader: str
        leader: str
        open_items: list[str]

        def apply(self, pulje: Pulje) -> None:
            pulje.leader = self.leader

    class Cancelled(Root.Event):
        """Nobody has, is offered or waits for a place in it any more; `freed` are those who did."""

        TOPIC = "pulje.cancelled"
        run: UUID
        number: int
        reason: str
        freed: list[str]

        def apply(self, pulje: Pulje) -> None:
            pulje.is_open, pulje.stage, pulje.cancelled_for = False, "cancelled", self.reason
            pulje.freed = list(map(UUID, self.freed))
            pulje.municipalities, pulje.taken, pulje.offered, pulje.waiting = {}, set(), {}, []

    class PlaceTaken(PlaceEvent):
        TOPIC = "pulje.place-taken"

        def apply(self, pulje: Pulje) -> None:
            pulje.municipalities[self.participation] = self.municipality
            pulje.taken.add(self.participation)

    class WaitlistJoined(PlaceEvent):
        TOPIC = "pulje.waitlist-joined"
        order: int

        def apply(self, pulje: Pulje) -> None:
            pulje.municipalities[self.participation] = self.municipality
            pulje.waiting.append(self.participation)

    class PlaceOffered(PlaceEvent):
        TOPIC = "pulje.place-offered"
        until: date | None

        def apply(self, pulje: Pulje) -> None:
            pulje.waiting.remove(self.participation)
            pulje.offered[self.participation] = self.until

    class OfferAccepted(PlaceEvent):
        TOPIC = "pulje.offer-accepted"

        def apply(self, pulje: Pulje) -> None:
            del pulje.offered[self.participation]
            pulje.taken.add(self.participation)

    class OfferDeclined(PlaceEvent):
        TOPIC = "pulje.offer-declined"

        def apply(self, pulje: Pulje) -> None:
            pulje._forget(self.participation)

    class OfferLapsed(PlaceEvent):
        """Nobody answered in time; that is no decline, so the participation waits again, last."""

        TOPIC = "pulje.offer-lapsed"

        def apply(self, pulje: Pulje) -> None:
            del pulje.offered[self.participation]
            pulje.waiting.append(self.participation)

    class PlaceReleased(PlaceEvent):
        TOPIC = "pulje.place-released"

        def apply(self, pulje: Pulje) -> None:
            pulje._forget(self.participation)

    class WaitlistLeft(PlaceEvent):
        TOPIC = "pulje.waitlist-left"

        def apply(self, pulje: Pulje) -> None:
            pulje._forget(self.participation)

    # State

    run: UUID
    number: int
    starts: date
    decision_days: int
    leader: str
    capacity: int
    stage: str
    is_open: bool
    freed: list[UUID]
    municipalities: dict[UUID, UUID]
    taken: set[UUID]
    offered: dict[UUID, date | None]
    waiting: list[UUID]
    frozen_on: date | None
    cancelled_for: str | None

    @property
    def cancelled(self) -> bool:
        """Whether it was called off."""
        return self.stage == "cancelled"

    @staticmethod
    def id_of(run: UUID, number: int) -> UUID:
        return derived("puljer", run, number)

    @property
    def free(self) -> int:
        """Places neither taken nor offered (I24)."""
        return self.capacity - len(self.taken) - len(self.offered)

    @property
    def outcome(self) -> str:
        """What the next to sign up gets: a `place`, or `waiting`. Nobody passes those who wait.

        While it is frozen whoever joins waits, last: the decision to join is kept in order (I14).
        """
        free = self.free > 0 and not self.waiting and not self.frozen
        return "place" if free else "waiting"

    @property
    def frozen(self) -> bool:
        """Whether no places are given while readiness is suspended (I14)."""
        return self.frozen_on is not None

    @property
    def ended(self) -> bool:
        """Whether nobody is in it any more who is owed anything (I32)."""
        return self.stage in {"closed", "cancelled"}

    @property
    def may_offer(self) -> bool:
        """Whether there is both a free place and somebody who waits for one."""
        return self.free > 0 and bool(self.waiting) and not self.frozen

    def _forget(self, participation: UUID) -> None:
        """Part of the events that end a participation's business with the pulje."""
        del self.municipalities[participation]
        self.taken.discard(participation)
        self.offered.pop(participation, None)
        if participation in self.waiting:
            self.waiting.remove(participation)

    # Decisions

    @classmethod
    def plan(
        cls, act: Act, *,
        run: UUID, number: int, starts: date, invites_from: date, decision_days: int,
        capacity: int, leader: str,
    ) -> Self:  # fmt: skip
        """Plan a pulje. Refuses a start that leaves no time to decide (C06-10), and no places."""
        earliest = invites_from + timedelta(days=decision_days)
        if decision_days < 1 or starts < earliest:
            raise Refused(
                C06_10, "no_time_to_decide",
                starts=starts.isoformat(), earliest=earliest.isoformat(), days=decision_days,
            )  # fmt: skip
        if capacity < 1:
            raise Refused(I24, "capacity_missing", capacity=capacity)
        return cls.found(
            cls.Planned, cls.id_of(run, number), act,
            run=run, number=number, starts=starts, invites_from=invites_from,
            decision_days=decision_days, capacity=capacity, leader=leader,
        )  # fmt: skip

    def open(self, act: Act) -> None:
        """Open for invitations and sign-up. Refuses a pulje that is cancelled (C08-11)."""
        self.check_alive()
        if self.stage in FOLLOWED | {"closed"}:
            raise Refused(C06_01, "pulje_stage_wrong", here=self.stage, needed="planned")
        if not self.is_open:
            self.record(self.Opened, act, run=self.run, number=self.number)

    def start(self, act: Act, *, trace: list[dict[str, Any]]) -> None:
        """Start, once the gate has passed; `trace` is what it found (I09)."""
        if self.stage == "running":
            return
        self._at("open")
        self.record(self.Started, act, run=self.run, number=self.number, trace=trace)

    def begin_follow_up(self, act: Act) -> None:
        """Go on to the follow-up of those who took part; nobody comes along any more."""
        if self.stage in FOLLOWED:
            return
        self._at("running")
        self.record(
            self.FollowUpBegun, act, run=self.run, number=self.number,
            participations=sorted(str(each) for each in self.taken),
        )  # fmt: skip

    def evaluate(self, act: Act, *, evaluation: UUID) -> None:
        """Note that its evaluation is delivered, which nothing but its follow-up waits for."""
        if self.stage == "follow_up":
            self.record(
                self.Evaluated, act, run=self.run, number=self.number, evaluation=evaluation
            )

    def close(self, act: Act, *, trace: list[dict[str, Any]]) -> None:
        """Close, once the gate has passed: no participant is owed anything (I32)."""
        if self.stage == "closed":
            return
        if self.stage not in FOLLOWED:
            self._at("follow_up")
        self.record(self.Closed, act, run=self.run, number=self.number, trace=trace)

    def change_leader(self, act: Act, *, leader: str, open_items: Sequence[str]) -> None:
        """Let somebody else lead it; what is open is handed over, and may be nothing (C06-08)."""
        self.check_alive()
        if leader != self.leader:
            self.record(
                self.LeaderChanged, act, run=self.run, number=self.number,
                former_leader=self.leader, leader=leader, open_items=list(open_items),
            )  # fmt: skip

    def cancel(self, act: Act, *, reason: str) -> None:
        """Cancel it, whereby every place is free; whoever joined the run still has (C08-11)."""
        if self.cancelled:
            return
        if self.stage == "closed":
            raise Refused(C06_01, "pulje_stage_wrong", here=self.stage, needed="planned")
        if not reason:
            raise Refused(C08_11, "reason_missing")
        self.record(
            self.Cancelled, act, run=self.run, number=self.number, reason=reason,
            freed=list(map(str, self.municipalities)),
        )  # fmt: skip

    def change_capacity(self, act: Act, *, capacity: int) -> None:
        """Make room for more or fewer, never fewer than have or are offered a place (I24)."""
        occupied = self.capacity - self.free
        if capacity < max(occupied, 1):
            raise Refused(I24, "below_taken", capacity=capacity, taken=occupied)
        if capacity != self.capacity:
            self.record(
                self.CapacityChanged, act,
                run=self.run, number=self.number, former=self.capacity, capacity=capacity,
            )  # fmt: skip

    def take(self, act: Act, *, participation: UUID, municipality: UUID) -> None:
        """Give a place, or the last place in the queue (I24)."""
        if participation in self.municipalities:
            return
        if not self.is_open:
            raise Refused(C07_04, "pulje_not_open", pulje=self.number)
        if self.outcome == "place":
            self._note(self.PlaceTaken, act, participation, municipality)
        else:
            order = len(self.waiting) + 1
            self._note(self.WaitlistJoined, act, participation, municipality, order=order)

    def release(self, act: Act, *, participation: UUID) -> None:
        """Give up a place, an offer or a place in the queue; whoever has none loses none."""
        if participation in self.waiting:
            self._note(self.WaitlistLeft, act, participation)
        elif participation in self.municipalities:
            self._note(self.PlaceReleased, act, participation)

    def offer_next(self, act: Act, *, until: date | None) -> None:
        """Offer a free place to the first who waits. Refuses where there is nothing to offer."""
        self._check_not_frozen()
        if self.free < 1:
            raise Refused(I24, "pulje_full", pulje=self.number, capacity=self.capacity)
        if not self.waiting:
            raise Refused(I24, "nobody_waits", pulje=self.number)
        self._note(self.PlaceOffered, act, self.waiting[0], until=until)

    def accept_offer(self, act: Act, *, participation: UUID) -> None:
        """The municipality itself takes the place it was offered (I01)."""
        if participation in self.taken:
            return
        self._check_offer(act, participation)
        self._check_not_frozen()
        self._note(self.OfferAccepted, act, participation)

    def decline_offer(self, act: Act, *, participation: UUID) -> None:
        """The municipality itself turns down the place; its decision to join stands (I01)."""
        if participation not in self.municipalities:
            return
        self._check_offer(act, participation)
        self._note(self.OfferDeclined, act, participation)

    def lapse_offer(self, act: Act, *, participation: UUID, today: date) -> None:
        """Let an unanswered offer go to the next once its time is out; it is no decline (I02)."""
        until = self.offered.get(participation)
        if participation not in self.offered or until is None:
            return
        self._check_not_frozen()
        if today <= until:
            raise Refused(I02, "offer_stands", until=until.isoformat())
        self._note(self.OfferLapsed, act, participation)

    def _at(self, stage: str) -> None:
        if self.stage != stage:
            raise Refused(C06_01, "pulje_stage_wrong", here=self.stage, needed=stage)

    def freeze(self, act: Act, *, readiness: UUID) -> None:
        """Give no places while readiness is suspended; the queue keeps its order (I14).

        Who has a place keeps it, and may give it up. A pulje that is closed is left alone.
        """
        if not self.frozen and self.stage != "closed":
            self.record(
                self.Frozen, act, run=self.run, number=self.number, readiness=readiness,
                offered=[str(each) for each in self.offered],
                waiting=[str(each) for each in self.waiting],
            )  # fmt: skip

    def thaw(self, act: Act) -> None:
        """Give places again; each offer stands as many days longer as it stood still (C03-11)."""
        if self.frozen_on is None:
            return
        still = act.today - self.frozen_on
        moved = {
            str(each): (until + still).isoformat() for each, until in self.offered.items() if until
        }
        self.record(
            self.Thawed, act, run=self.run, number=self.number, days=still.days, moved=moved
        )

    def _check_not_frozen(self) -> None:
        if self.frozen:
            raise Refused(I14, "pulje_frozen", pulje=self.number)

    def check_alive(self) -> None:
        """Refuse what is not done to a pulje that is cancelled (C08-11)."""
        if self.cancelled:
            raise Refused(C08_11, "pulje_cancelled", pulje=self.number)

    def _check_offer(self, act: Act, participation: UUID) -> None:
        if participation not in self.offered:
            raise Refused(C07_04, "no_offer", pulje=self.number)
        if act.municipality != self.municipalities[participation]:
            raise Refused(I01, "not_own_municipality")

    def _note(
        self, event: type[PlaceEvent], act: Act, participation: UUID,
        municipality: UUID | None = None, **fields: Any,
    ) -> None:  # fmt: skip
        self.record(
            event, act, run=self.run, number=self.number, participation=participation,
            municipality=municipality or self.municipalities[participation], **fields,
        )  # fmt: skip

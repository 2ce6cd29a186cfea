"""The run calendar: when every pulje goes on, who leads it, what it needs, and what clashes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from aggregates.coordination.capacity import OWNERS, Booked
from aggregates.coordination.holidays import holiday
from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused, Trace
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C06_13, C13_03

MUNICIPALITIES = "municipalities"
Need = dict[str, Any]
"""What a pulje draws on: {kind, owner, amount, per_place}; per place, it follows the places."""
Clash = dict[str, Any]
"""{kind: leader, capacity, municipalities or holiday, subject, others: ["<run>#<number>"]}."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A pulje in the calendar, from `since` until, and not including, `until`."""

    run: UUID
    number: int
    leader: str
    since: date
    until: date
    needs: tuple[Need, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.run}#{self.number}"

    @property
    def pools(self) -> set[str]:
        return {f"{each['kind']}/{each['owner']}" for each in self.needs}

    def meets(self, other: Entry) -> bool:
        """Whether they go on at the same time, as parts of different runs."""
        together = self.since < other.until and other.since < self.until
        return together and self.run != other.run


class PuljeEvent(Root.Event):
    run: UUID
    number: int


class Calendar(Root):
    TOPIC = "calendar"

    class Opened(Founding):
        TOPIC = "calendar.opened"

        def apply(self, calendar: Calendar) -> None:
            calendar.entries, calendar.clashes, calendar.settled = {}, {}, {}

    class PuljeEntered(PuljeEvent):
        TOPIC = "calendar.pulje-entered"
        leader: str
        since: date
        until: date

        def apply(self, calendar: Calendar) -> None:
            entry = Entry(self.run, self.number, self.leader, self.since, self.until)
            calendar.entries[self.run, self.number] = entry

    class PeriodStated(PuljeEvent):
        TOPIC = "calendar.period-stated"
        since: date
        until: date

        def apply(self, calendar: Calendar) -> None:
            calendar._change(self, since=self.since, until=self.until)

    class NeedsStated(PuljeEvent):
        TOPIC = "calendar.needs-stated"
        needs: list[dict[str, Any]]

        def apply(self, calendar: Calendar) -> None:
            calendar._change(self, needs=tuple(self.needs))

    class LeaderChanged(PuljeEvent):
        TOPIC = "calendar.leader-changed"
        leader: str

        def apply(self, calendar: Calendar) -> None:
            calendar._change(self, leader=self.leader)

    class PuljeRemoved(PuljeEvent):
        """It was cancelled or closed, and stands in nobody's way any more."""

        TOPIC = "calendar.pulje-removed"

        def apply(self, calendar: Calendar) -> None:
            del calendar.entries[self.run, self.number]
            calendar.clashes.pop((self.run, self.number), None)

    class ClashDetected(PuljeEvent):
        """All that a pulje clashes with from now on; an empty list where it no longer does."""

        TOPIC = "calendar.clash-detected"
        since: date
        until: date
        clashes: list[dict[str, Any]]

        def apply(self, calendar: Calendar) -> None:
            calendar.clashes[self.run, self.number] = self.clashes

    class ClashSettled(PuljeEvent):
        """What the coordinating group made of it: the clash is there, and this is the answer."""

        TOPIC = "calendar.clash-settled"
        kind: str
        subject: str
        decision: str
        reason: str

        def apply(self, calendar: Calendar) -> None:
            about = (self.run, self.number, self.kind, self.subject)
            calendar.settled[about] = (self.decision, self.reason)

    class PlanWeighed(Root.Event):
        """Which clashes the review of a plan saw, as its trace (C06-12)."""

        TOPIC = "calendar.plan-weighed"
        run: UUID
        plan: str
        outcome: str
        trace: list[dict[str, Any]]

        def apply(self, calendar: Calendar) -> None:
            """What was seen is on record; the calendar is as it was."""

    # State

    entries: dict[Booked, Entry]
    clashes: dict[Booked, list[Clash]]
    settled: dict[tuple[UUID, int, str, str], tuple[str, str]]

    ID = derived("calendar")

    def of_run(self, run: UUID) -> list[Entry]:
        """The puljer of a run that are in the calendar, by their numbers."""
        found = [entry for entry in self.entries.values() if entry.run == run]
        return sorted(found, key=lambda entry: entry.number)

    def led_by(self, leader: str, day: date) -> set[UUID]:
        """The runs of which that person leads a pulje that is not over on that day."""
        return {
            each.run for each in self.entries.values() if each.leader == leader and day < each.until
        }

    def beside(self, entry: Entry) -> list[Entry]:
        """The puljer of other runs that go on at the same time."""
        return [other for other in self.entries.values() if entry.meets(other)]

    def found_clashes(self, entry: Entry) -> list[Clash]:
        """What the calendar itself sees: the same leader, the same capacity, a holiday (C13-03)."""
        beside = self.beside(entry)
        same = [other for other in beside if other.leader == entry.leader]
        found = [_clash("leader", entry.leader, same)] if same else []
        for pool in sorted(entry.pools):
            if drawing := [other for other in beside if pool in other.pools]:
                found.append(_clash("capacity", pool, drawing))
        if day := holiday(entry.since):
            found.append(_clash("holiday", day, ()))
        return found

    # Decisions

    @classmethod
    def open(cls, act: Act) -> Calendar:
        """Begin the calendar, with nothing in it."""
        return cls.found(cls.Opened, cls.ID, act)

    def enter(
        self, act: Act, *, run: UUID, number: int, leader: str, since: date, until: date
    ) -> None:
        """Enter a pulje from its start on, and note what it clashes with. Entered once.

        `until` is when it is taken to have ended, as long as nobody states its period.
        """
        if (run, number) in self.entries:
            return
        self.record(
            self.PuljeEntered, act,
            run=run, number=number, leader=leader, since=since, until=until,
        )  # fmt: skip
        self._detect(act, self.entries[run, number])

    def state_period(self, act: Act, *, run: UUID, number: int, since: date, until: date) -> None:
        """State when a pulje begins and ends. Refuses an end before the beginning (C13-03)."""
        entry = self.entry(run, number)
        if until <= since:
            raise Refused(C13_03, "ends_before", since=since.isoformat(), until=until.isoformat())
        if (entry.since, entry.until) != (since, until):
            self.record(self.PeriodStated, act, run=run, number=number, since=since, until=until)
            self._detect(act, self.entry(run, number))

    def state_needs(self, act: Act, *, run: UUID, number: int, needs: Sequence[Need]) -> None:
        """State what a pulje draws on, in place of what it said before (C06-13).

        Refuses an unknown kind of capacity, and the same capacity twice.
        """
        entry = self.entry(run, number)
        if unknown := sorted({each["kind"] for each in needs} - OWNERS.keys()):
            raise Refused(C06_13, "unknown_kind", kind=unknown[0])
        if len({(each["kind"], each["owner"]) for each in needs}) < len(needs):
            raise Refused(C06_13, "need_doubled")
        if entry.needs != tuple(needs):
            self.record(self.NeedsStated, act, run=run, number=number, needs=list(needs))
            self._detect(act, self.entry(run, number))

    def change_leader(self, act: Act, *, run: UUID, number: int, leader: str) -> None:
        """Let another lead a pulje; one that is not in the calendar stays out of it."""
        entry = self.entries.get((run, number))
        if entry is not None and entry.leader != leader:
            self.record(self.LeaderChanged, act, run=run, number=number, leader=leader)
            self._detect(act, self.entry(run, number))

    def remove(self, act: Act, *, run: UUID, number: int) -> None:
        """Take a pulje out that is cancelled or closed; what it met is looked at again."""
        entry = self.entries.get((run, number))
        if entry is None:
            return
        beside = self.beside(entry)
        self.record(self.PuljeRemoved, act, run=run, number=number)
        for other in beside:
            self._detect(act, other)

    def settle(
        self, act: Act, *,
        run: UUID, number: int, kind: str, subject: str, decision: str, reason: str,
    ) -> None:  # fmt: skip
        """Say what the coordinating group made of a clash (C13-03).

        Refuses anybody else, a clash that there is not, and one settled without a reason.
        """
        if act.role != Role.COORDINATING_GROUP:
            raise Refused(C13_03, "not_coordinating_group")
        name = f"{run}#{number}"
        met = [each for found in self.clashes.values() for each in found if name in each["others"]]
        there = [*self.clashes.get((run, number), []), *met]
        if not any((each["kind"], each["subject"]) == (kind, subject) for each in there):
            raise Refused(C13_03, "no_such_clash", kind=kind)
        if not reason:
            raise Refused(C13_03, "reason_missing")
        if self.settled.get((run, number, kind, subject)) != (decision, reason):
            self.record(
                self.ClashSettled, act, run=run, number=number, kind=kind, subject=subject,
                decision=decision, reason=reason,
            )  # fmt: skip

    def weigh(self, act: Act, *, run: UUID, plan: str, outcome: str, trace: Trace) -> None:
        """Note what the review of a plan saw."""
        self.record(self.PlanWeighed, act, run=run, plan=plan, outcome=outcome, trace=trace)

    def entry(self, run: UUID, number: int) -> Entry:
        """A pulje in the calendar. Refuses one that is not (C13-03)."""
        entry = self.entries.get((run, number))
        if entry is None:
            raise Refused(C13_03, "not_in_calendar", pulje=number)
        return entry

    def note_shared(
        self, act: Act, *, run: UUID, number: int, shared: Sequence[str], others: Sequence[str]
    ) -> None:
        """Note which municipalities (numbers) have a place in other runs' puljer too (C13-03).

        They are one clash, whose subject is their numbers: others than those it was settled for
        are another. A pulje that is not in the calendar meets nobody there.
        """
        entry = self.entries.get((run, number))
        if entry is not None:
            clash: Clash = {
                "kind": MUNICIPALITIES, "subject": ",".join(sorted(shared)),
                "others": sorted(others),
            }  # fmt: skip
            self._detect(act, entry, [clash] if shared else [])

    def _detect(self, act: Act, entry: Entry, shared: list[Clash] | None = None) -> None:
        if shared is None:
            shared = self._still_shared(entry)
        clashes = [*self.found_clashes(entry), *shared]
        if clashes != self.clashes.get((entry.run, entry.number), []):
            self.record(
                self.ClashDetected, act, run=entry.run, number=entry.number,
                since=entry.since, until=entry.until, clashes=clashes,
            )  # fmt: skip

    def _still_shared(self, entry: Entry) -> list[Clash]:
        """Municipalities that were noted, as long as any of what they were met in goes on beside.

        Who has a place is not the calendar's to know; it is noted anew by who asks.
        """
        beside = {other.name for other in self.beside(entry)}
        known = self.clashes.get((entry.run, entry.number), [])
        met = [each for each in known if each["kind"] == MUNICIPALITIES]
        return [each for each in met if beside.intersection(each["others"])]

    def _change(self, event: PuljeEvent, **changed: Any) -> None:
        about = (event.run, event.number)
        self.entries[about] = replace(self.entries[about], **changed)


def _clash(kind: str, subject: str, others: Sequence[Entry]) -> Clash:
    return {"kind": kind, "subject": subject, "others": sorted(each.name for each in others)}

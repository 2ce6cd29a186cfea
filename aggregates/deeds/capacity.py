"""Capacity and the run calendar: what a pulje needs, reserves, and gives back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from aggregates.coordination.calendar import Calendar, Entry, Need
from aggregates.coordination.capacity import Capacity
from aggregates.deeds.practice import PULJE_LASTS, days
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.rules import I25
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run


def commit(desk: Desk, *, kind: str, **stated: Any) -> Capacity:
    """Commit capacity of the own organisation. Refuses as `Capacity.commit` does."""
    owner = desk.act.body
    known = desk.find(Capacity, Capacity.id_of(kind, owner))
    ledger = known or Capacity.begin(desk.act, kind=kind, owner=owner)
    ledger.commit(desk.act, **stated)
    return ledger if known else desk.found(ledger)


def enter(desk: Desk, pulje: Pulje) -> Calendar:
    """Enter a pulje in the calendar, which begins with the first one (C13-03)."""
    calendar = desk.find(Calendar, Calendar.ID)
    entering = calendar or Calendar.open(desk.act)
    entering.enter(
        desk.act,
        run=pulje.run,
        number=pulje.number,
        leader=pulje.leader,
        since=pulje.starts,
        until=pulje.starts + days(desk, PULJE_LASTS),
    )
    return calendar or desk.found(entering)


def state_period(desk: Desk, *, run: UUID, number: int, since: date, until: date) -> Calendar:
    """State when a pulje begins and ends, also for what it has reserved already."""
    calendar = enter(desk, desk.get(Pulje, Pulje.id_of(run, number)))
    calendar.state_period(desk.act, run=run, number=number, since=since, until=until)
    _renew(desk, calendar.entry(run, number))
    return calendar


def state_needs(desk: Desk, *, run: UUID, number: int, needs: Sequence[Need]) -> Calendar:
    """State what a pulje draws on; one that is open reserves it at once, and frees the rest."""
    pulje = desk.get(Pulje, Pulje.id_of(run, number))
    calendar = enter(desk, pulje)
    before = calendar.entry(run, number)
    calendar.state_needs(desk.act, run=run, number=number, needs=needs)
    entry = calendar.entry(run, number)
    if pulje.is_open:
        _free(desk, before, besides=entry.pools)
        reserve(desk, pulje)
    return calendar


def reserve(desk: Desk, pulje: Pulje) -> None:
    """Reserve what a pulje needs, for as long as it goes on and as many places as it has (I25).

    Refuses where less is committed, unless the coordinating group decided to overbook.
    """
    entry = enter(desk, pulje).entry(pulje.run, pulje.number)
    for need in entry.needs:
        booking = _booking(entry, need, pulje)
        _ledger(desk, need, booking["amount"]).reserve(desk.act, **booking)


def overbook(
    desk: Desk, *, run: UUID, number: int, kind: str, owner: str, decision: str, reason: str
) -> Capacity:
    """Let a pulje have more of a capacity than is committed. Refuses as `Capacity.overbook`."""
    pulje = desk.get(Pulje, Pulje.id_of(run, number))
    entry = enter(desk, pulje).entry(run, number)
    ledger = desk.get(Capacity, Capacity.id_of(kind, owner))
    for need in entry.needs:
        if (need["kind"], need["owner"]) == (kind, owner):
            booking = _booking(entry, need, pulje)
            ledger.overbook(desk.act, **booking, decision=decision, reason=reason)
    return ledger


def let_go(desk: Desk, *, run: UUID, number: int) -> Pulje:
    """Release all that a pulje has, and take it out of the calendar: cancelled, or closed."""
    calendar = desk.find(Calendar, Calendar.ID)
    if calendar is not None and (run, number) in calendar.entries:
        _free(desk, calendar.entry(run, number))
        calendar.remove(desk.act, run=run, number=number)
    return desk.get(Pulje, Pulje.id_of(run, number))


def let_go_of_run(desk: Desk, *, run: UUID) -> Run:
    """Release all that the puljer of a run have."""
    calendar = desk.find(Calendar, Calendar.ID)
    for entry in calendar.of_run(run) if calendar else ():
        let_go(desk, run=run, number=entry.number)
    return desk.get(Run, run)


def _renew(desk: Desk, entry: Entry) -> None:
    """Reserve anew what is reserved, because its period or its places became others."""
    pulje = desk.get(Pulje, Pulje.id_of(entry.run, entry.number))
    for need, ledger in _ledgers(desk, entry):
        if (entry.run, entry.number) in ledger.reserved:
            ledger.reserve(desk.act, **_booking(entry, need, pulje))


def follow_places(desk: Desk, pulje: Pulje) -> None:
    """Let what a pulje has reserved follow its places, up or down."""
    calendar = desk.find(Calendar, Calendar.ID)
    entry = calendar.entries.get((pulje.run, pulje.number)) if calendar else None
    if entry is not None:
        _renew(desk, entry)


def _free(desk: Desk, entry: Entry, besides: Collection[str] = ()) -> None:
    for need, ledger in _ledgers(desk, entry):
        if f"{need['kind']}/{need['owner']}" not in besides:
            ledger.release(desk.act, run=entry.run, number=entry.number)


def _ledgers(desk: Desk, entry: Entry) -> Iterator[tuple[Need, Capacity]]:
    for need in entry.needs:
        ledger = desk.find(Capacity, Capacity.id_of(need["kind"], need["owner"]))
        if ledger is not None:
            yield need, ledger


def _ledger(desk: Desk, need: Need, wanted: int) -> Capacity:
    """Refuses what draws on a capacity that nobody has committed anything of."""
    kind, owner = need["kind"], need["owner"]
    ledger = desk.find(Capacity, Capacity.id_of(kind, owner))
    if ledger is None:
        raise Refused(I25, "beyond_committed", kind=kind, owner=owner, wanted=wanted, room=0)
    return ledger


def _booking(entry: Entry, need: Need, pulje: Pulje) -> dict[str, Any]:
    amount = need["amount"] * (pulje.capacity if need["per_place"] else 1)
    return {
        "run": entry.run, "number": entry.number, "amount": amount, "since": entry.since,
        "until": entry.until,
    }  # fmt: skip

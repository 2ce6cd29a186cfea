"""What the coordinating group sees when it reviews a plan, and says about bodies and messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from aggregates.coordination.body import BodyStanding
from aggregates.coordination.calendar import MUNICIPALITIES, Calendar, Clash, Entry
from aggregates.coordination.capacity import Capacity
from aggregates.coordination.common_message import CommonMessage, Recipient
from aggregates.deeds import run as runs
from aggregates.invitations.participation import Participation
from aggregates.kernel.desk import Desk
from aggregates.kernel.gate import Gate
from aggregates.kernel.root import Root, ref
from aggregates.rules import C13_03
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from aggregates.tasks.notice import Notice


def review_plan(desk: Desk, *, run: UUID, outcome: str, remark: str | None = None) -> Run:
    """Review the plan of a run; which clashes were seen then is kept as its trace (C06-12).

    A clash hinders no outcome: the group weighs it, and settles it or not (C13-03). Refuses as
    `run.review_plan` does.
    """
    reviewing = desk.get(Run, run)
    before, plan = reviewing.version, reviewing.plan
    runs.review_plan(desk, run=run, outcome=outcome, remark=remark)
    calendar = desk.find(Calendar, Calendar.ID)
    if calendar is None or plan is None or reviewing.version == before:
        return reviewing
    if entries := calendar.of_run(run):
        gate = Gate("plan-review")
        for entry in entries:
            _look(gate, desk, calendar, entry)
            note_shared(desk, run=run, number=entry.number)
        calendar.weigh(desk.act, run=run, plan=plan, outcome=outcome, trace=gate.trace)
    return reviewing


def _look(gate: Gate, desk: Desk, calendar: Calendar, entry: Entry) -> None:
    seen, pulje = {"calendar": ref(calendar)}, entry.number
    clashes = {each["kind"]: each for each in calendar.found_clashes(entry)}
    leader, holiday = clashes.get("leader"), clashes.get("holiday")
    gate.check(C13_03, leader is None, "leader_clash", seen, pulje=pulje, others=_others(leader))
    gate.check(C13_03, holiday is None, "holiday_clash", seen, pulje=pulje)
    _look_at_capacity(gate, desk, calendar, entry)
    others = _beside(desk, calendar, entry)
    shared = _shared(desk, entry, others)
    looked_at = {f"pulje {n}": ref(other) for n, other in enumerate(others, start=1)}
    gate.check(
        C13_03, not shared, "load_clash", seen | looked_at, pulje=pulje, count=len(shared),
        municipalities=sorted(shared),
    )  # fmt: skip


def _look_at_capacity(gate: Gate, desk: Desk, calendar: Calendar, entry: Entry) -> None:
    pulje = desk.get(Pulje, Pulje.id_of(entry.run, entry.number))
    for need in entry.needs:
        pool = f"{need['kind']}/{need['owner']}"
        ledger = desk.find(Capacity, Capacity.id_of(need["kind"], need["owner"]))
        room = ledger.room(entry.since, entry.until, (entry.run, entry.number)) if ledger else 0
        wanted = need["amount"] * (pulje.capacity if need["per_place"] else 1)
        others = sorted(other.name for other in calendar.beside(entry) if pool in other.pools)
        gate.check(
            C13_03, wanted <= room, "capacity_clash",
            {"capacity": ref(ledger) if ledger else "none"},
            pulje=entry.number, pool=pool, wanted=wanted, room=max(0, room), others=others,
        )  # fmt: skip


def note_shared(desk: Desk, *, run: UUID, number: int) -> Root:
    """Note which municipalities of a pulje are in other runs at the same time, as it is by now."""
    calendar = desk.find(Calendar, Calendar.ID)
    if calendar is None or (run, number) not in calendar.entries:
        return desk.get(Pulje, Pulje.id_of(run, number))
    entry = calendar.entry(run, number)
    beside = _beside(desk, calendar, entry)
    shared = _shared(desk, entry, beside)
    met = [each for each in beside if _municipalities(each).intersection(shared)]
    calendar.note_shared(
        desk.act, run=run, number=number, others=[f"{each.run}#{each.number}" for each in met],
        shared=[desk.get(Participation, each).number for each in shared.values()],
    )  # fmt: skip
    return calendar


def _beside(desk: Desk, calendar: Calendar, entry: Entry) -> list[Pulje]:
    """The puljer of other runs that go on at the same time; none where nobody is in this one."""
    if not desk.get(Pulje, Pulje.id_of(entry.run, entry.number)).taken:
        return []
    return [desk.get(Pulje, Pulje.id_of(o.run, o.number)) for o in calendar.beside(entry)]


def _shared(desk: Desk, entry: Entry, beside: Sequence[Pulje]) -> dict[str, UUID]:
    """Municipalities both here and in a pulje of another run, with their participation here."""
    elsewhere = {each for other in beside for each in _municipalities(other)}
    pulje = desk.get(Pulje, Pulje.id_of(entry.run, entry.number))
    here = {str(pulje.municipalities[each]): each for each in pulje.taken}
    return {each: participation for each, participation in here.items() if each in elsewhere}


def _municipalities(pulje: Pulje) -> set[str]:
    """Those with a place in it."""
    return {str(pulje.municipalities[each]) for each in pulje.taken}


def _others(clash: Clash | None) -> list[str]:
    return [] if clash is None else list(clash["others"])


def settle_clash(desk: Desk, *, run: UUID, number: int, kind: str, **settled: Any) -> Calendar:
    """Say what the group made of a clash. Refuses as `Calendar.settle` does.

    Who has a place in two runs is looked at as it is at this moment.
    """
    calendar = desk.get(Calendar, Calendar.ID)
    if kind == MUNICIPALITIES:
        note_shared(desk, run=run, number=number)
    calendar.settle(desk.act, run=run, number=number, kind=kind, **settled)
    return calendar


def state_body(desk: Desk, *, name: str, standing: str, mandate: str) -> BodyStanding:
    """State whether a body advises or decides, for the first time or anew (C13-09)."""
    known = desk.find(BodyStanding, BodyStanding.id_of(name))
    if known is None:
        return desk.found(
            BodyStanding.state(desk.act, name=name, standing=standing, mandate=mandate)
        )
    known.change(desk.act, standing=standing, mandate=mandate)
    return known


def send_message(desk: Desk, *, message: UUID, recipients: Sequence[Recipient]) -> CommonMessage:
    """Note to whom a common message went, and let each of them find it where work is (C13-05)."""
    sending = desk.get(CommonMessage, message)
    if new := sending.send(desk.act, recipients=recipients):
        told = [{"role": each["role"], "body": each["body"]} for each in new]
        desk.found(
            Notice.send(
                desk.act, about=message, to=told, subject_key="common_message",
                facts={"title": sending.title, "sender": sending.sender},
            )
        )  # fmt: skip
    return sending

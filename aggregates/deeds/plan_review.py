"""What the coordinating group sees when it reviews a plan, and says about bodies and messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from aggregates.coordination.body import BodyStanding
from aggregates.coordination.calendar import Calendar, Clash, Entry
from aggregates.coordination.capacity import Capacity
from aggregates.coordination.common_message import CommonMessage, Recipient
from aggregates.deeds import run as runs
from aggregates.kernel.desk import Desk
from aggregates.kernel.gate import Gate
from aggregates.kernel.root import ref
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
        calendar.weigh(desk.act, run=run, plan=plan, outcome=outcome, trace=gate.trace)
    return reviewing


def _look(gate: Gate, desk: Desk, calendar: Calendar, entry: Entry) -> None:
    seen, pulje = {"calendar": ref(calendar)}, entry.number
    clashes = {each["kind"]: each for each in calendar.found_clashes(entry)}
    leader, holiday = clashes.get("leader"), clashes.get("holiday")
    gate.check(C13_03, leader is None, "leader_clash", seen, pulje=pulje, others=_others(leader))
    gate.check(C13_03, holiday is None, "holiday_clash", seen, pulje=pulje)
    _look_at_capacity(gate, desk, calendar, entry)
    shared, looked_at = _shared(desk, calendar, entry)
    gate.check(
        C13_03, not shared, "load_clash", seen | looked_at, pulje=pulje, count=len(shared),
        municipalities=shared,
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


def _shared(desk: Desk, calendar: Calendar, entry: Entry) -> tuple[list[str], dict[str, str]]:
    """Municipalities with a place both here and in another run's pulje at the same time."""
    pulje = desk.get(Pulje, Pulje.id_of(entry.run, entry.number))
    if not pulje.municipalities:
        return [], {}
    others = [desk.get(Pulje, Pulje.id_of(o.run, o.number)) for o in calendar.beside(entry)]
    elsewhere = {each for other in others for each in other.municipalities.values()}
    shared = sorted(str(each) for each in elsewhere & set(pulje.municipalities.values()))
    return shared, {f"pulje {n}": ref(other) for n, other in enumerate(others, start=1)}


def _others(clash: Clash | None) -> list[str]:
    return [] if clash is None else list(clash["others"])


def settle_clash(desk: Desk, **settled: Any) -> Calendar:
    """Say what the group made of a clash. Refuses as `Calendar.settle` does."""
    calendar = desk.get(Calendar, Calendar.ID)
    calendar.settle(desk.act, **settled)
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

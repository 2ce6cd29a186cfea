"""Who leads a run and its puljer, and what is handed over when another does."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from aggregates.deeds.evaluating import follow_leader
from aggregates.deeds.reach import check_theirs
from aggregates.kernel.desk import Desk
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run


def appoint_leader(
    desk: Desk, *,
    run: UUID, leader: str, body: str, role: str, open_items: Sequence[str] | None = None,
) -> Run:  # fmt: skip
    """Appoint a run's leader, who also leads every pulje where the track has one leader (I23).

    An evaluation that is owed falls on the leader's organisation where the track says so (I35).
    Refuses as `Run.appoint_leader` does, and who appoints for another's run (C06-04).
    """
    led = desk.get(Run, run)
    check_theirs(desk, led)
    led.appoint_leader(desk.act, leader=leader, body=body, role=role, open_items=open_items)
    if led.demands is not None and led.demands.one_leader:
        for number in list(led.led):
            _hand_over(desk, led, number, leader, open_items or ())
    follow_leader(desk, led)
    return led


def change_pulje_leader(
    desk: Desk, *, run: UUID, number: int, leader: str, open_items: Sequence[str]
) -> Pulje:
    """Let somebody else lead a pulje, with what is open. Refuses as `Run.lead_pulje` does."""
    led = desk.get(Run, run)
    check_theirs(desk, led)
    led.check_alive()
    return _hand_over(desk, led, number, leader, open_items)


def _hand_over(
    desk: Desk, run: Run, number: int, leader: str, open_items: Sequence[str]
) -> Pulje:  # fmt: skip
    pulje = desk.get(Pulje, Pulje.id_of(run.id, number))
    run.lead_pulje(desk.act, number=number, leader=leader)
    if not pulje.cancelled:
        pulje.change_leader(desk.act, leader=leader, open_items=open_items)
    follow_leader(desk, run)
    return pulje

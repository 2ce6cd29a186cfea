"""A run is stopped for a while, goes on, or is cancelled with its puljer; who had places hears."""

from __future__ import annotations

from uuid import UUID

from aggregates.deeds.addressing import deciding
from aggregates.deeds.capacity import let_go, let_go_of_run
from aggregates.deeds.reach import check_theirs
from aggregates.invitations.participation import Participation
from aggregates.kernel.desk import Desk
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from aggregates.tasks.notice import Notice


def stop(desk: Desk, *, run: UUID, reason: str) -> Run:
    """Stop a run for a while. Refuses as `Run.stop` does, and another's run (C06-04)."""
    stopping = desk.get(Run, run)
    check_theirs(desk, stopping)
    stopping.stop(desk.act, reason=reason)
    return stopping


def resume(desk: Desk, *, run: UUID, reason: str) -> Run:
    """Let a stopped run go on. Refuses as `Run.resume` does, and another's run (C06-04)."""
    resuming = desk.get(Run, run)
    check_theirs(desk, resuming)
    resuming.resume(desk.act, reason=reason)
    return resuming


def cancel(desk: Desk, *, run: UUID, reason: str) -> Run:
    """Cancel a run and its puljer, whereby every place and all that was reserved is free."""
    ending = desk.get(Run, run)
    check_theirs(desk, ending)
    ending.cancel(desk.act, reason=reason)
    for number in ending.led:
        pulje = desk.get(Pulje, Pulje.id_of(run, number))
        if pulje.stage != "closed":
            pulje.cancel(desk.act, reason=reason)
    return let_go_of_run(desk, run=run)


def cancel_pulje(desk: Desk, *, run: UUID, number: int, reason: str) -> Pulje:
    """Cancel one pulje of a run, whereby its places and what it reserved are free (C08-11)."""
    narrowed = desk.get(Run, run)
    check_theirs(desk, narrowed)
    pulje = desk.get(Pulje, Pulje.id_of(run, number))
    pulje.cancel(desk.act, reason=reason)
    narrowed.drop_pulje(desk.act, number=number)
    return let_go(desk, run=run, number=number)


def lose_place(desk: Desk, *, participation: UUID) -> Participation:
    """Note that a municipality's pulje is cancelled, and tell it: its decision to join stands.

    Nothing where it has no place in one that is; nobody else takes a place from it (I01).
    """
    losing = desk.get(Participation, participation)
    if losing.pulje is None:
        return losing
    pulje = desk.get(Pulje, Pulje.id_of(losing.run, losing.pulje))
    if not pulje.cancelled:
        return losing
    losing.lose_place(desk.act)
    desk.found(
        Notice.send(
            desk.act, about=losing.id, to=deciding(desk, losing),
            subject_key="place_lost",
            facts={
                "solution": losing.solution, "number": losing.number, "pulje": pulje.number,
                "reason": pulje.cancelled_for,
            },
        )
    )  # fmt: skip
    return losing

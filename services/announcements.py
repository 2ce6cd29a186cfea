"""When a solution is declared ready, those whom it concerns are told (R1)."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from aggregates.deeds.exemptions import in_force
from aggregates.deeds.practice import told
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.readiness.readiness import Readiness
from aggregates.tasks.notice import Notice
from aggregates.tasks.task import Task
from bus.contracts.kernel import CloudEvent
from bus.contracts.readiness import ReadinessDeclared
from log.log import Log
from services.asking import ask


async def announce(message: ReadinessDeclared, envelope: CloudEvent, log: Log) -> None:
    """Send word to whom KS's practice has it; ask the coordinating group for a track.

    Says nothing of a readiness that was taken back meanwhile, and invites nobody (I15).
    """
    for part, deed in (("notice", _send_word), ("task", _ask_for_track)):
        await ask(log, "announcements", envelope, partial(deed, readiness=message.readiness), part)


def _send_word(desk: Desk, *, readiness: UUID) -> Root:
    declared = desk.get(Readiness, readiness)
    if not _stands(desk, declared):
        return declared
    return desk.found(
        Notice.send(
            desk.act, about=declared.id, to=told(desk),
            subject_key="ready_for_use", facts=_facts(declared),
        )
    )  # fmt: skip


def _ask_for_track(desk: Desk, *, readiness: UUID) -> Root:
    declared = desk.get(Readiness, readiness)
    if not _stands(desk, declared):
        return declared
    return desk.found(
        Task.open(
            desk.act, kind="track_assessment", about=declared.id, key=(declared.round.number,),
            for_role=Role.COORDINATING_GROUP, subject_key="track_assessment",
            facts=_facts(declared),
        )
    )  # fmt: skip


def _stands(desk: Desk, declared: Readiness) -> bool:
    """Whether it is ready by now, with what it rests upon of exemptions in force (C03-09)."""
    return declared.clearance(in_force(desk, declared.id, declared.exempted)).ready


def _facts(declared: Readiness) -> dict[str, Any]:
    return {
        "solution": declared.solution,
        "scope": declared.scope_code,
        "outcome": declared.outcome,
    }

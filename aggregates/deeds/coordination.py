"""The national coordinating group: its seats, and what it decides only with all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from aggregates.coordination.body import BodyStanding
from aggregates.coordination.group import CoordinatingGroup
from aggregates.deeds.asked import happened
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Root
from aggregates.readiness.readiness import Readiness
from aggregates.rules import C13_01, I44
from aggregates.runs.run import Run
from aggregates.tasks.task import Task
from aggregates.territory.organisation import Organisation
from aggregates.territory.register import Register

OF_THE_GROUP = frozenset({"A", "C"})
"""Tracks that the group chooses; a region proposes its own B (C06-02)."""


def by_group(deed: Callable[[Desk], Root]) -> Callable[[Desk], Root]:
    """The deed, refused to the coordinating group while a standing seat is empty (I44).

    Whoever else may do it does it for a body of its own, and is not asked for the group's seats.
    """

    def seated(desk: Desk) -> Root:
        if desk.act.role == Role.COORDINATING_GROUP:
            check_seated(desk)
        return deed(desk)

    return seated


def check_seated(desk: Desk) -> None:
    """Refuse a decision of the coordinating group that is not constituted or seated (I44)."""
    group = desk.find(CoordinatingGroup, CoordinatingGroup.ID)
    if group is None:
        raise Refused(I44, "not_constituted")
    group.check_seated(desk.act.today)


def choose_track(
    desk: Desk, *,
    run: UUID, track: str, answers: dict[str, str], deciding_body: str, dissent: str | None = None,
) -> Run:  # fmt: skip
    """Choose a run's track: A and C are the coordinating group's to choose, with all its seats.

    Refuses as `Run.choose_track` does, while a standing seat is empty (I44), and
    a choice in the name of a body that advises (C13-09).
    """
    if track in OF_THE_GROUP or desk.act.role == Role.COORDINATING_GROUP:
        check_seated(desk)
    body = desk.find(BodyStanding, BodyStanding.id_of(deciding_body))
    if body is not None:
        body.check_decides()
    choosing = desk.get(Run, run)
    choosing.choose_track(
        desk.act, track=track, answers=answers, deciding_body=deciding_body, dissent=dissent
    )
    ready = desk.find(Readiness, Readiness.id_of(choosing.solution, choosing.scope_code))
    if ready is not None:
        happened(desk, "chosen", Task.id_of("track_assessment", ready.id, ready.round.number))
    return choosing


def give_seat(
    desk: Desk, *, organisation: str, kind: str, since: date, until: date | None = None
) -> CoordinatingGroup:
    """Give an organisation a seat; regions take turns. Refuses as the group's `give_seat` does."""
    body = desk.get(Organisation, Organisation.id_of(organisation))
    group = _group(desk)
    group.give_seat(
        desk.act, organisation=organisation, organisation_kind=body.kind, kind=kind, since=since,
        until=until, region=body.region,
        regions=list(desk.get(Register, Register.ID).counties(since)),
    )  # fmt: skip
    return group


def seat(desk: Desk, decide: Callable[[CoordinatingGroup], None]) -> CoordinatingGroup:
    """Put a decision about a seat to the group; it has to be constituted (C13-01)."""
    group = _group(desk)
    decide(group)
    return group


def _group(desk: Desk) -> CoordinatingGroup:
    group = desk.find(CoordinatingGroup, CoordinatingGroup.ID)
    if group is None:
        raise Refused(C13_01, "not_constituted")
    return group

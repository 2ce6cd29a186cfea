"""What a suspension does to invitations and puljer that are under way, and what its end does."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from aggregates.deeds.addressing import deciding, leader_body
from aggregates.deeds.asked import happened, pass_on
from aggregates.deeds.clearing import stopping
from aggregates.invitations.authority import JOIN
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.readiness.readiness import Readiness
from aggregates.runs.pulje import FOLLOWED, Pulje
from aggregates.runs.run import Run
from aggregates.runs.tracks import COMMON_PROCESS
from aggregates.tasks.notice import Notice
from aggregates.tasks.task import Task

DECISION = "suspended_pulje"
RESUMED = "resumed"
UNDER_WAY = FOLLOWED | {"running"}


def freeze(desk: Desk, *, participation: UUID) -> Participation:
    """Freeze an open invitation in what is suspended, and tell whoever is invited or joins (I14).

    Records nothing where the suspension has been lifted meanwhile.
    """
    asked = desk.get(Participation, participation)
    stop = _stop(desk, asked.run)
    if stop is not None and _concerned(asked):
        asked.freeze(desk.act, readiness=stop.id)
        facts = _facts(stop) | {"number": asked.number}
        desk.found(
            Notice.send(
                desk.act, about=asked.id, to=deciding(desk, asked),
                subject_key="readiness_suspended", facts=facts,
            )
        )  # fmt: skip
    return asked


def thaw(desk: Desk, *, participation: UUID) -> Participation:
    """Let a frozen invitation run again, and tell whoever is invited or joins (C03-11).

    Records nothing while anything stops its run.
    """
    asked = desk.get(Participation, participation)
    if _stop(desk, asked.run) is None and _concerned(asked):
        asked.thaw(desk.act)
        facts = {"solution": asked.solution, "number": asked.number}
        if asked.unanswered:
            facts |= {"deadline": asked.deadline.isoformat()}
        desk.found(
            Notice.send(
                desk.act, about=asked.id, to=deciding(desk, asked),
                subject_key="readiness_resumed", facts=facts,
            )
        )  # fmt: skip
    return asked


def freeze_pulje(desk: Desk, *, pulje: UUID) -> Pulje:
    """Freeze a pulje in what is suspended; one that is under way gets a decision task (C03-11).

    It goes on until its leader has answered that: nobody else decides for those in it.
    """
    cohort = desk.get(Pulje, pulje)
    stop = _stop(desk, cohort.run)
    if stop is None or cohort.stage == "closed":
        return cohort
    cohort.freeze(desk.act, readiness=stop.id)
    if cohort.stage in UNDER_WAY and desk.find(Task, _decision(stop, cohort)) is None:
        desk.found(
            Task.open(
                desk.act, kind=DECISION, about=cohort.id, key=(stop.id, stop.suspensions),
                for_role=Role.ROLLOUT_LEADER,
                for_body=leader_body(desk, desk.get(Run, cohort.run), cohort.leader),
                subject_key="suspended_pulje",
                facts=_facts(stop) | {"run": str(cohort.run), "pulje": cohort.number},
            )
        )  # fmt: skip
    return cohort


def thaw_pulje(desk: Desk, *, pulje: UUID, readiness: UUID) -> Pulje:
    """Let a pulje give places again; a decision that nobody needs to take any more is closed."""
    cohort = desk.get(Pulje, pulje)
    if _stop(desk, cohort.run) is None:
        cohort.thaw(desk.act)
        happened(desk, RESUMED, _decision(desk.get(Readiness, readiness), cohort))
    return cohort


def pass_decision_on(desk: Desk, cohort: Pulje) -> None:
    """Let whoever leads a frozen pulje by now take the decision that it waits for (C03-11)."""
    stop = _stop(desk, cohort.run) if cohort.frozen else None
    if stop is not None:
        body = leader_body(desk, desk.get(Run, cohort.run), cohort.leader)
        pass_on(desk, body, _decision(stop, cohort))


def _stop(desk: Desk, run: UUID) -> Readiness | None:
    common = desk.get(Run, run)
    if common.kind == COMMON_PROCESS:
        return None  # it needs no readiness, so none that is suspended stops it
    return stopping(desk, solution=common.solution, scope_code=common.scope_code)


def _concerned(asked: Participation) -> bool:
    """Whoever has an open invitation, or joins. Who said no, or let it expire, is left in peace."""
    return asked.invitation_open or asked.answer == JOIN


def _decision(stop: Readiness, cohort: Pulje) -> UUID:
    return Task.id_of(DECISION, cohort.id, stop.id, stop.suspensions)


def _facts(stop: Readiness) -> dict[str, Any]:
    ground = stop.suspension["ground"] if stop.suspension else "other"
    return {"solution": stop.solution, "scope": stop.scope_code, "ground": ground}

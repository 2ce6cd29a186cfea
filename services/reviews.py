"""When something may not be as ready as it was found, KS is asked to look again (R13, C03-12)."""

from __future__ import annotations

import asyncio
from functools import partial
from uuid import UUID

from aggregates.deeds.clearing import around
from aggregates.deeds.learning import CRITERIA_REVIEW
from aggregates.deeds.readiness import call_for_review
from aggregates.evaluation.learning import Learning
from aggregates.execution.issue import SEVERE, Issue
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.portfolio.modules import LARGER
from aggregates.readiness.deciding import READY, READY_WITH_CONDITIONS
from aggregates.readiness.exemption import Exemption
from aggregates.readiness.readiness import Readiness
from aggregates.readiness.scope import NATIONAL
from aggregates.runs.run import Run
from aggregates.tasks.task import Task
from bus.contracts.evaluation import LearningRaised, LearningReclassified
from bus.contracts.execution import IssueRaised, IssueSeverityChanged
from bus.contracts.kernel import CloudEvent
from bus.contracts.portfolio import VersionReleased
from bus.contracts.readiness import ExemptionExpired, ExemptionRevoked
from log.log import Log
from services.asking import ask
from services.reach import assessed

CRITERIA = "criteria"


async def learn(
    message: LearningRaised | LearningReclassified, envelope: CloudEvent, log: Log
) -> None:
    """A learning point about criteria calls for a review of what the run rested upon (R13).

    Where it rested on no readiness, as a common process, KS looks at the criteria themselves.
    """
    if message.type == CRITERIA:
        deed = partial(_review, learning=message.learning, run=message.run)
        await ask(log, "reviews", envelope, deed)


async def doubt(
    message: IssueRaised | IssueSeverityChanged, envelope: CloudEvent, log: Log
) -> None:
    """A severe issue calls for a review of the readiness that it puts in doubt (C08-08)."""
    if message.severity == SEVERE:
        await ask(log, "reviews", envelope, partial(_doubt, issue=message.issue))


async def judge_anew(message: VersionReleased, envelope: CloudEvent, log: Log) -> None:
    """A new major version calls for a review in every scope that the solution is ready in (C03-12).

    A smaller one does not, and what is not ready is assessed anyway before it is.
    """
    if message.change == LARGER:
        for readiness in await asyncio.to_thread(assessed, log.store, message.solution):
            deed = partial(_judge_anew, readiness=readiness, version=message.version_name)
            await ask(log, "reviews", envelope, deed, f"{readiness}")


async def look_again(
    message: ExemptionExpired | ExemptionRevoked, envelope: CloudEvent, log: Log
) -> None:
    """What rested upon an exemption that has ended is not ready any more: KS decides anew."""
    await ask(log, "reviews", envelope, partial(_decide_anew, exemption=message.exemption))


def _review(desk: Desk, *, learning: UUID, run: UUID) -> Root:
    raised = desk.get(Learning, learning)
    rested = _rested(desk, raised.solution, run)
    if rested is None:
        return desk.found(
            Task.open(
                desk.act, kind=CRITERIA_REVIEW, about=learning, for_role=Role.PORTFOLIO_OWNER,
                subject_key="criteria_review", facts={"solution": raised.solution},
            )
        )  # fmt: skip
    return call_for_review(
        desk, readiness=rested.id, trigger="evaluation_finding",
        reference=f"learning/{learning}", reason="",
    )  # fmt: skip


def _judge_anew(desk: Desk, *, readiness: UUID, version: str) -> Root:
    ready = desk.get(Readiness, readiness)
    if ready.outcome not in {READY, READY_WITH_CONDITIONS}:
        return ready
    return call_for_review(
        desk, readiness=readiness, trigger="major_version", reference=f"version/{version}",
        reason="",
    )  # fmt: skip


def _doubt(desk: Desk, *, issue: UUID) -> Root:
    raised = desk.get(Issue, issue)
    rested = _rested(desk, raised.solution, raised.run)
    if rested is None or raised.severity != SEVERE:
        return raised
    return call_for_review(
        desk, readiness=rested.id, trigger="severe_issue", reference=f"issue/{issue}", reason=""
    )


def _rested(desk: Desk, solution: str, run: UUID | None) -> Readiness | None:
    """The readiness that a run rested upon: its scope's own, or the nearest that holds it."""
    common = desk.find(Run, run) if run else None
    near = around(desk, solution=solution, scope_code=common.scope_code) if common else []
    return near[0] if near else desk.find(Readiness, Readiness.id_of(solution, NATIONAL))


def _decide_anew(desk: Desk, *, exemption: UUID) -> Root:
    ended = desk.get(Exemption, exemption)
    rested = desk.get(Readiness, ended.readiness)
    if ended.criterion not in rested.exempted or ended.in_force(desk.act.today):
        return ended
    facts = {
        "solution": ended.solution, "scope": ended.scope_code, "criterion": ended.criterion,
    }  # fmt: skip
    return desk.found(
        Task.open(
            desk.act, kind="exemption_ended", about=rested.id,
            key=(ended.criterion, desk.act.cause),
            for_role=Role.PORTFOLIO_OWNER, subject_key="exemption_ended", facts=facts,
        )
    )  # fmt: skip

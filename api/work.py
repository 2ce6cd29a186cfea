"""What waits for somebody over HTTP: tasks, cases, evaluations and what they taught."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds.coordination import by_group
from aggregates.deeds.evaluation import deliver
from aggregates.evaluation.evaluation import Evaluation
from aggregates.evaluation.learning import Learning
from aggregates.kernel.act import Role
from aggregates.rules import C08_03, C10_02, C10_04, C16_05, I35, I44
from aggregates.tasks.case import Case
from aggregates.tasks.task import Task
from api import texts
from api.asking import Asks, Receipt
from api.bodies import Body, Flag, Short, Text
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Limit, Page, Views, the_views
from log.log import upon
from projections.learnings import LearningRow, Learnings
from projections.portfolio import Portfolio
from projections.work import Work, WorkItem

router = commands("work")

Reads = Annotated[Views, Depends(the_views)]


class HeardBody(Body):
    """A party that was asked, and whether it answered."""

    party: Short
    kind: Short
    answered: Flag


class PointBody(Body):
    """A learning point: of which type, and who owns it (C10-04)."""

    id: Short
    text: Text
    type: Literal["model", "criteria", "material", "vendor", "communication", "capacity"]
    owner: Short


class Delivery(Body):
    """The evaluation of a run."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "summary": "Løpet nådde 31 kommuner.",
                    "heard": [{"party": "NHN", "kind": "actor", "answered": True}],
                    "learnings": [
                        {
                            "id": "L1", "text": "ROS-malen kom for sent.", "type": "material",
                            "owner": "KS",
                        }
                    ],
                }
            ]
        }
    )  # fmt: skip
    summary: Text
    heard: Annotated[list[HeardBody], Field(max_length=500)]
    learnings: Annotated[list[PointBody], Field(max_length=200)] = []


class Reception(Body):
    """The case as which the coordinating group takes the evaluation in."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"case": "NKG 7/26"}]})
    case: Short


class Outcome(Body):
    """What came of a task."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"outcome": "Avklart i møte."}]})
    outcome: Text


class Treatment(Body):
    """What a meeting made of a case."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"meeting": "NKG 2026-12-04", "outcome": "decided", "reason": ""}]
        }
    )
    meeting: Short
    outcome: Short
    reason: Text = ""


class Owner(Body):
    """Who owns a learning point from now on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"owner": "NHN"}]})
    owner: Short


class Waiting(BaseModel):
    """Something that waits, with its sentence in bokmål."""

    item: WorkItem
    sentence: str


@router.get("/work", tags=["boards"])
async def work(
    _: Asks,
    views: Reads,
    role: Role | None = None,
    about: UUID | None = None,
    open: bool | None = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[Waiting]:
    """Tasks, notices and cases: what is unanswered is visible here."""
    asked: dict[str, Any] = {
        "for_role": role and str(role), "about": about and str(about), "open": open,
    }  # fmt: skip
    where = {name: value for name, value in asked.items() if value is not None}
    page = await views.page(Work, at_least, limit, cursor, **where)
    names = await _names(views)
    page["items"] = [_waiting(item, names) for item in page["items"]]
    return Page.model_validate(page)


@router.get("/learnings", tags=["boards"])
async def learnings(
    _: Asks,
    views: Reads,
    run: UUID | None = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[LearningRow]:
    """Every learning point, with its type and its owner (V7)."""
    where = {} if run is None else {"run": str(run)}
    page = await views.page(Learnings, at_least, limit, cursor, **where)
    return Page.model_validate(page, from_attributes=True)


@router.post("/evaluations/{id}/delivery", responses=refuses(I35, C10_02, C10_04))
async def deliver_evaluation(id: UUID, body: Delivery, asker: Asks) -> Receipt:
    """Deliver the evaluation to the coordinating group, as the role that the track names."""
    return await asker.ask(lambda desk: deliver(desk, evaluation=id, **body.model_dump()))


@router.post("/evaluations/{id}/receipt", responses=refuses(I35, I44))
async def receive_evaluation(id: UUID, body: Reception, asker: Asks) -> Receipt:
    """Take the evaluation in, as a case of the coordinating group's own."""
    return await asker.ask(by_group(upon(Evaluation, id, Evaluation.receive, case=body.case)))


@router.post("/learnings/{id}/owner", responses=refuses(C10_04))
async def reassign(id: UUID, body: Owner, asker: Asks) -> Receipt:
    """Give a learning point another owner."""
    return await asker.ask(upon(Learning, id, Learning.reassign, owner=body.owner))


@router.post("/tasks/{id}/outcome", responses=refuses(C08_03))
async def do_task(id: UUID, body: Outcome, asker: Asks) -> Receipt:
    """Say what came of a task."""
    return await asker.ask(upon(Task, id, Task.done, outcome=body.outcome))


@router.post("/cases/{id}/treatment", responses=refuses(C16_05))
async def treat_case(id: UUID, body: Treatment, asker: Asks) -> Receipt:
    """Say what a meeting made of a case."""
    return await asker.ask(upon(Case, id, Case.treat, **body.model_dump()))


async def _names(views: Views) -> dict[str, str]:
    solutions, _ = await views.read(0, [Portfolio], lambda tables: tables.page(Portfolio))
    return {each.id: each.name for each in solutions}


def _waiting(item: WorkItem, names: dict[str, str]) -> Waiting:
    """What waits, in a sentence that calls the solution by its name."""
    solution = item.facts.get("solution")
    facts = item.facts | ({"solution": names.get(solution, solution)} if solution else {})
    return Waiting(item=item, sentence=texts.subject(item.subject, facts))

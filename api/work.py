"""What waits for somebody over HTTP: tasks, notices and cases."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from aggregates.kernel.act import Role
from aggregates.rules import C08_03, C16_05
from aggregates.tasks.case import Case
from aggregates.tasks.task import Task
from api import texts
from api.asking import Asks, Receipt
from api.bodies import Body, Orgnr, Short, Text
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Limit, Page, Views, the_views
from log.log import upon
from projections.portfolio import Portfolio
from projections.work import Work, WorkItem

router = commands("work")

Reads = Annotated[Views, Depends(the_views)]


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


class Waiting(BaseModel):
    """Something that waits, with its sentence in bokmål."""

    item: WorkItem
    sentence: str


@router.get("/work", tags=["boards"])
async def work(
    _: Asks,
    views: Reads,
    role: Role | None = None,
    body: Orgnr | None = None,
    about: UUID | None = None,
    open: bool | None = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[Waiting]:
    """Tasks, notices and cases: what is unanswered is visible here, for a role or in a body."""
    asked: dict[str, Any] = {
        "for_role": role and str(role), "for_body": body, "about": about and str(about),
        "open": open,
    }  # fmt: skip
    where = {name: value for name, value in asked.items() if value is not None}
    page = await views.page(Work, at_least, limit, cursor, **where)
    names = await _names(views)
    page["items"] = [_waiting(item, names) for item in page["items"]]
    return Page.model_validate(page)


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

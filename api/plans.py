"""The detailed plan of a run over HTTP, and whom each of its puljer is for."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import planning
from aggregates.deeds import pulje as puljer
from aggregates.execution.plan import RunPlan
from aggregates.execution.theme_choice import ThemeChoice
from aggregates.execution.themes import GROUPS, THEMES
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.rules import C06_01, C06_10, C06_11, C06_12, C08_01, C08_02, C08_11
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import Body, Code, Day, PuljePath, Short, Text
from api.refusing import refuses
from api.routing import commands

router = commands("runs")

Recalls = Annotated[Histories, Depends(the_histories)]


class Plan(Body):
    """A reference to the plan that is put forward; none for the detailed one that is kept here."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"plan": "KS 26/114 v2"}]})
    plan: Short | None = None


class PlannedActivity(Body):
    """An activity of the plan: when, for whom, with what, and which part is common or local."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "key": "opplaring", "theme": THEMES[8], "title": "Opplæring av superbrukere",
                    "groups": [GROUPS[-1]], "materials": ["opplaeringspakke"],
                    "since": "2027-03-01", "until": "2027-03-31",
                    "common": "Tre digitale samlinger.", "local": "Egen opplæring på hvert sted.",
                }
            ]
        }
    )  # fmt: skip
    key: Code
    theme: Short
    title: Short
    groups: Annotated[list[Short], Field(max_length=20)]
    materials: Annotated[list[Short], Field(max_length=50)] = []
    since: Day
    until: Day
    common: Text
    local: Text


class Dropped(Body):
    """The activity that is taken out, by its key."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"key": "opplaring"}]})
    key: Code


class Match(Body):
    """Whom a pulje is for: in words, and by what they are known to share."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"words": "Kommuner med samme journal.", "keys": {"epj": ["DIPS"]}}]
        }
    )
    words: Text
    keys: Annotated[
        dict[Short, Annotated[list[Short], Field(max_length=100)]], Field(max_length=20)
    ] = {}


class Activity(BaseModel):
    """An activity of the plan."""

    key: str
    theme: str
    title: str
    groups: list[str]
    materials: list[str]
    since: date
    until: date
    common: str
    local: str


class PlanPage(BaseModel):
    """The plan as it is worked on. `uncovered` are themes of the template without an activity.

    `issued` is the version that was last put forward, and `reference` what is reviewed and invited
    on; null where none was.
    """

    id: UUID
    run: UUID
    activities: list[Activity]
    template: list[str]
    uncovered: list[str]
    issued: list[Activity] | None
    reference: str | None


@router.post("/runs/{id}/plan", responses=refuses(C06_01, C06_11, C06_12))
async def draft_plan(id: UUID, body: Plan, asker: Asks) -> Receipt:
    """Put forward a plan."""
    return await asker.ask(partial(planning.draft_plan, run=id, plan=body.plan))


@router.post(
    "/runs/{id}/plan/activities", status_code=201, responses=refuses(C06_11, C08_01, C08_02, C08_11)
)
async def state_activity(id: UUID, body: PlannedActivity, asker: Asks) -> Receipt:
    """State an activity of the detailed plan; another of the same key takes its place."""
    return await _plan(asker, id, RunPlan.state, **body.model_dump())


@router.post("/runs/{id}/plan/removals", responses=refuses(C08_11))
async def drop_activity(id: UUID, body: Dropped, asker: Asks) -> Receipt:
    """Take an activity out of the detailed plan; what was put forward stays as it was."""
    return await _plan(asker, id, RunPlan.drop, key=body.key)


@router.get("/runs/{id}/plan")
async def detailed_plan(id: UUID, _: Asks, histories: Recalls) -> PlanPage:
    """The detailed plan of a run: its timeline, and what it still lacks (C06-11)."""
    plan = await histories.read(RunPlan, RunPlan.id_of(id))
    template = planning.template(await histories.find(ThemeChoice, ThemeChoice.id_of(id)))
    lines = sorted(plan.lines.values(), key=lambda each: (each["since"], each["key"]))
    return PlanPage(
        id=plan.id, run=plan.run, template=template, uncovered=plan.uncovered(template),
        activities=[Activity(**each) for each in lines],
        issued=None if plan.issued is None else [Activity(**each) for each in plan.issued],
        reference=plan.reference if plan.versions else None,
    )  # fmt: skip


@router.post("/runs/{id}/puljer/{number}/matching", responses=refuses(C06_10, C08_11))
async def state_matching(id: UUID, number: PuljePath, body: Match, asker: Asks) -> Receipt:
    """State whom a pulje is for, before it is opened."""
    said = body.model_dump()
    return await asker.ask(partial(puljer.state_matching, run=id, number=number, **said))


async def _plan(asker: Asks, run: UUID, decide: Any, **said: Any) -> Receipt:
    def deed(desk: Desk) -> Root:
        return planning.plan(desk, run=run, decide=lambda plan: decide(plan, desk.act, **said))

    return await asker.ask(deed)

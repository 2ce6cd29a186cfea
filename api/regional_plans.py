"""What a region wants and plans for a year, over HTTP, and which have not said."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import regional_work as deeds
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.regions.regional_plan import RegionalPlan
from aggregates.rules import C06_15, C12_01, C12_08, C12_15
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import WHOLE, Body, Code, Flag, On, Short, Text
from api.refusing import refuses
from api.regional_people import YearPath
from api.routing import commands
from api.views import AtLeast, Needed, Page, Views, the_views
from projections.municipalities import Municipalities
from projections.regional_groups import RegionalGroups
from projections.regional_work import PlannedRegionalRuns

router = commands("regions")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]


class WishBody(Body):
    """A regional run that the region wants: for which solution, perhaps in which quarter."""

    solution: Code
    quarter: Annotated[int, Field(ge=1, le=4), WHOLE] | None = None


class PlannedAnswer(Body):
    """The regional runs of a year; `none` says in so many words that there are to be none."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"none": False, "runs": [{"solution": "digihelse", "quarter": 2}]}]
        }
    )
    none: Flag
    runs: Annotated[list[WishBody], Field(max_length=100)] = []


class ItemBody(Body):
    """An item of a regional plan: it links to a solution or to a need (C12-08)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "key": "1", "text": "Felles innføring av Digihelse.", "solution": "digihelse",
                    "need": None,
                }
            ]
        }
    )  # fmt: skip
    key: Short
    text: Text
    solution: Code | None = None
    need: UUID | None = None


class RemovedItem(Body):
    """An item that is no longer in the plan, and why."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"key": "1", "reason": "Utsatt."}]})
    key: Short
    reason: Text


class Anchoring(Body):
    """Whose leaders stand behind the plan, and where that is written."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"with_whom": "helseledere", "document": "26/410"}]}
    )
    with_whom: Literal["helseledere", "oppvekstledere"]
    document: Short


class Adoption(Body):
    """The decision that adopts the plan."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"decision": "Gruppen 3/26"}]})
    decision: Short


class ProjectLink(Body):
    """A spreading project that an item of the plan supports (C12-15)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"key": "1", "project": "Velferdsteknologi til barn og unge"}]
        }
    )
    key: Short
    project: Short


class RegionAnswer(BaseModel):
    """A county's answer for a year: null is no answer, an empty list is «none»."""

    county: str
    group: UUID | None
    runs: list[dict[str, Any]] | None
    stated_on: date | None


class PlannedOverview(Page[RegionAnswer]):
    """What each region wants: how many answers are expected, given, and still missing."""

    expected: int
    answered: int
    unanswered: list[str]


class PlanItemTold(BaseModel):
    """An item of a plan, with what it links to."""

    key: str
    text: str
    solution: str | None
    need: UUID | None


class PlanPage(BaseModel):
    """A region's plan for a year, as far as it has come."""

    group: UUID
    year: int
    items: list[PlanItemTold]
    anchored: dict[str, str]
    adopted: str | None
    projects: dict[str, str]


@router.post("/regions/groups/{id}/planned-runs/{year}", responses=refuses(C06_15, C12_01))
async def state_planned(id: UUID, year: YearPath, body: PlannedAnswer, asker: Asks) -> Receipt:
    """Say which regional runs (B) the region wants that year, or that it wants none."""
    runs = [each.model_dump() for each in body.runs]
    return await asker.ask(
        lambda desk: deeds.state_planned(desk, group=id, year=year, none=body.none, runs=runs)
    )


@router.get("/regions/planned-runs/{year}", tags=["boards"])
async def planned_runs(
    year: YearPath, _: Asks, views: Reads, on: On = None, at_least: AtLeast = 0
) -> PlannedOverview:
    """What every region wants that year; those without an answer are seen (C06-15)."""
    day = on or views.today

    def look(tables: Any) -> list[RegionAnswer]:
        said = {row.group_id: row for row in tables.page(PlannedRegionalRuns, {"year": year})}
        serves = {c: row.id for row in tables.page(RegionalGroups) for c in row.counties}
        there = {row.county for row in tables.page(Municipalities) if row.valid(day)}
        return [_answer(county, serves.get(county), said) for county in sorted(there)]

    needed: Needed = [PlannedRegionalRuns, RegionalGroups, Municipalities]
    rows, freshness = await views.read(at_least, needed, look)
    silent = [row.county for row in rows if row.runs is None]
    return PlannedOverview(
        position=freshness.position, recorded=freshness.recorded, items=rows,
        expected=len(rows), answered=len(rows) - len(silent), unanswered=silent,
    )  # fmt: skip


@router.post("/regions/groups/{id}/plans/{year}/items", responses=refuses(C12_08, C12_01))
async def set_item(id: UUID, year: YearPath, body: ItemBody, asker: Asks) -> Receipt:
    """Put an item into the plan, or change it; the plan is then to be anchored anew."""
    return await asker.ask(
        lambda desk: deeds.set_item(desk, group=id, year=year, **body.model_dump())
    )


@router.post("/regions/groups/{id}/plans/{year}/removals", responses=refuses(C12_08, C12_01))
async def remove_item(id: UUID, year: YearPath, body: RemovedItem, asker: Asks) -> Receipt:
    """Take an item out of the plan."""
    return await _plan(asker, id, year, RegionalPlan.remove_item, **body.model_dump())


@router.post("/regions/groups/{id}/plans/{year}/anchoring", responses=refuses(C12_08, C12_01))
async def anchor(id: UUID, year: YearPath, body: Anchoring, asker: Asks) -> Receipt:
    """Note that the region's leaders stand behind the plan."""
    return await _plan(asker, id, year, RegionalPlan.anchor, **body.model_dump())


@router.post("/regions/groups/{id}/plans/{year}/adoption", responses=refuses(C12_08, C12_01))
async def adopt(id: UUID, year: YearPath, body: Adoption, asker: Asks) -> Receipt:
    """Adopt the plan."""
    return await _plan(asker, id, year, RegionalPlan.adopt, **body.model_dump())


@router.post(
    "/regions/groups/{id}/plans/{year}/projects", responses=refuses(C12_15, C12_08, C12_01)
)
async def link_project(id: UUID, year: YearPath, body: ProjectLink, asker: Asks) -> Receipt:
    """Link a spreading project to the item that supports it."""
    return await _plan(asker, id, year, RegionalPlan.link_project, **body.model_dump())


@router.get("/regions/groups/{id}/plans/{year}")
async def regional_plan(id: UUID, year: YearPath, _: Asks, histories: Recalls) -> PlanPage:
    """A region's plan for a year."""
    plan = await histories.read(RegionalPlan, RegionalPlan.id_of(id, year))
    items = [
        PlanItemTold(key=key, text=each.text, solution=each.solution, need=each.need)
        for key, each in sorted(plan.items.items())
    ]
    return PlanPage(
        group=plan.group, year=plan.year, items=items, anchored=plan.anchored,
        adopted=plan.adopted, projects=plan.projects,
    )  # fmt: skip


async def _plan(asker: Asks, id: UUID, year: int, decide: Any, **said: Any) -> Receipt:
    def deed(desk: Desk) -> Root:
        return deeds.plan(
            desk, group=id, year=year, decide=lambda plan: decide(plan, desk.act, **said)
        )

    return await asker.ask(deed)


def _answer(county: str, group: str | None, said: dict[str, Any]) -> RegionAnswer:
    row = said.get(group or "")
    return RegionAnswer(
        county=county, group=None if group is None else UUID(group),
        runs=None if row is None else row.runs, stated_on=None if row is None else row.stated_on,
    )  # fmt: skip

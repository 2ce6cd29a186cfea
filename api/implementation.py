"""How the regions are put in place, over HTTP: the frame of a year, and each region's plan."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import implementation as deeds
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.regions.implementation_plan import DIALOGUE, ImplementationPlan
from aggregates.rules import C12_01, C12_12
from api.asking import Asks, Receipt
from api.bodies import Body, Day, On, Orgnr, Short
from api.refusing import refuses
from api.regional_people import YearPath
from api.routing import commands
from api.views import AtLeast, Needed, Page, Views, the_views
from projections.implementation import (
    FrameRow,
    ImplementationFrames,
    ImplementationPlans,
    ImplementationRow,
)
from projections.municipalities import Municipalities
from projections.regional_groups import RegionalGroups
from projections.tables import Tables

router = commands("regions")

Reads = Annotated[Views, Depends(the_views)]


class NewFrame(Body):
    """When the regions are put in place, and the milestones that all of them have."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "starts": "2027-01-01", "ends": "2027-12-31",
                    "milestones": ["Gruppen er komplett"], "decision": "KS 27/4",
                }
            ]
        }
    )  # fmt: skip
    starts: Day
    ends: Day
    milestones: Annotated[list[Short], Field(max_length=30)]
    decision: Short


class MilestoneBody(Body):
    """What is to be reached, and by which day."""

    name: Short
    by: Day


class NewPlan(Body):
    """When a region starts, the organisation that owns the work, and its milestones."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "starts": "2027-01-15", "owner": "330004606",
                    "milestones": [{"name": "Gruppen er komplett", "by": "2027-06-01"}],
                }
            ]
        }
    )  # fmt: skip
    starts: Day | None = None
    owner: Orgnr | Literal[""] = ""
    milestones: Annotated[list[MilestoneBody], Field(max_length=50)] = []


class Reached(Body):
    """A milestone that was reached, and when."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Gruppen er komplett", "on": "2026-11-20"}]}
    )
    name: Short
    on: Day


class DialogueMeeting(Body):
    """With whom the region talked, when, and where it is written."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"with_whom": "helseledernettverk", "on": "2026-11-20", "document": "26/511"}
            ]
        }
    )
    with_whom: Literal[*DIALOGUE]  # type: ignore[valid-type]
    on: Day
    document: Short


class MilestoneTold(BaseModel):
    """A milestone, and when it was reached; null is not yet."""

    name: str
    by: date
    reached_on: date | None


class MeetingTold(BaseModel):
    """A dialogue meeting that was held."""

    with_whom: str
    on: date
    document: str


class RegionalStart(BaseModel):
    """A county's plan. Where the region has none, `starts` is null, and it is seen as lacking one.

    `not_met` are those whom it has not had a dialogue meeting with.
    """

    county: str
    group: UUID | None
    starts: date | None
    owner: str | None
    milestones: list[MilestoneTold]
    meetings: list[MeetingTold]
    not_met: list[str]


class Implementation(Page[RegionalStart]):
    """Every region's plan for a year within the common frame, and the counties without one."""

    frame: FrameRow | None
    lacking: list[str]


@router.post("/regions/implementation/{year}/frame", responses=refuses(C12_12))
async def set_frame(year: YearPath, body: NewFrame, asker: Asks) -> Receipt:
    """Set the frame that every region plans within."""
    return await asker.ask(lambda desk: deeds.set_frame(desk, year=year, **body.model_dump()))


@router.post("/regions/groups/{id}/implementation/{year}", responses=refuses(C12_12, C12_01))
async def plan(id: UUID, year: YearPath, body: NewPlan, asker: Asks) -> Receipt:
    """Plan how the region is put in place, or plan it anew."""
    return await asker.ask(lambda desk: deeds.plan(desk, group=id, year=year, **body.model_dump()))


@router.post(
    "/regions/groups/{id}/implementation/{year}/milestones", responses=refuses(C12_12, C12_01)
)
async def reach(id: UUID, year: YearPath, body: Reached, asker: Asks) -> Receipt:
    """Note that a milestone was reached."""
    return await _plan(asker, id, year, ImplementationPlan.reach, **body.model_dump())


@router.post(
    "/regions/groups/{id}/implementation/{year}/meetings", responses=refuses(C12_12, C12_01)
)
async def hold_meeting(id: UUID, year: YearPath, body: DialogueMeeting, asker: Asks) -> Receipt:
    """Note that a dialogue meeting was held."""
    return await _plan(asker, id, year, ImplementationPlan.hold_meeting, **body.model_dump())


@router.get("/regions/implementation/{year}", tags=["boards"])
async def implementation(
    year: YearPath, _: Asks, views: Reads, on: On = None, at_least: AtLeast = 0
) -> Implementation:
    """How every region is put in place that year; those without a plan are seen (C12-12)."""
    day = on or views.today
    needed: Needed = [ImplementationFrames, ImplementationPlans, RegionalGroups, Municipalities]
    (frame, rows), freshness = await views.read(
        at_least, needed, lambda tables: _look(tables, year, day)
    )
    return Implementation(
        position=freshness.position, recorded=freshness.recorded, items=rows, frame=frame,
        lacking=[row.county for row in rows if row.starts is None],
    )  # fmt: skip


def _look(tables: Tables, year: int, day: date) -> tuple[FrameRow | None, list[RegionalStart]]:
    frames = [row for row in tables.page(ImplementationFrames) if row.year == year]
    plans = {row.group_id: row for row in tables.page(ImplementationPlans, {"year": year})}
    serves = {c: row.id for row in tables.page(RegionalGroups) for c in row.counties}
    there = sorted({row.county for row in tables.page(Municipalities) if row.valid(day)})
    rows = [_start(each, serves.get(each), plans.get(serves.get(each, ""))) for each in there]
    return next(iter(frames), None), rows


def _start(county: str, group: str | None, row: ImplementationRow | None) -> RegionalStart:
    meetings = [] if row is None else [MeetingTold.model_validate(each) for each in row.meetings]
    met = {each.with_whom for each in meetings}
    return RegionalStart(
        county=county, group=None if group is None else UUID(group),
        starts=None if row is None else row.starts, owner=None if row is None else row.owner,
        milestones=[] if row is None else [
            MilestoneTold.model_validate(each | {"reached_on": row.reached.get(each["name"])})
            for each in row.milestones
        ],
        meetings=meetings, not_met=[each for each in DIALOGUE if each not in met],
    )  # fmt: skip


async def _plan(asker: Asks, id: UUID, year: int, decide: Any, **said: Any) -> Receipt:
    def deed(desk: Desk) -> Root:
        return deeds.of_group(
            desk, group=id, year=year, decide=lambda plan: decide(plan, desk.act, **said)
        )

    return await asker.ask(deed)

"""Execution over HTTP: themes, what is done together, and what each municipality does itself."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import execution as deeds
from aggregates.deeds import versions
from aggregates.execution.activity import Activity
from aggregates.execution.task_set import TaskSet
from aggregates.execution.theme_choice import ThemeChoice
from aggregates.kernel.refusals import Missing
from aggregates.rules import C02_09, C08_01, C08_02, C08_03, C08_11
from aggregates.runs.run_version import RunVersion
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import WHOLE, Body, Code, Day, PuljeNumber, PuljePath, Short, Text
from api.reading import Said
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Item, Limit, Page, Views, the_views
from log.log import upon
from projections.activities import Activities, ActivityRow, Attendance, AttendanceRow
from projections.local_tasks import LocalTask, LocalTasks
from projections.participations import Participations
from projections.tables import Tables

router = commands("execution")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]
Form = Literal["digital", "physical"]
Groups = Annotated[list[Short], Field(max_length=20)]
Keys = Annotated[list[Code], Field(max_length=50)]
Heads = Annotated[int, Field(ge=0, le=100_000), WHOLE]


class ThemeBody(Body):
    """A theme that the run works with: for whom, what is done together, and what locally."""

    theme: Short
    groups: Groups
    common: Text = ""
    local: Text = ""


class Themes(Body):
    """Each of the thirteen themes: chosen, or left out with a reason (C08-01)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "themes": [
                        {
                            "theme": "change_management", "groups": ["middle_managers"],
                            "common": "Tre samlinger.", "local": "Plan for egen endring.",
                        }
                    ],
                    "omitted": {"procurement": "Løsningen er nasjonal og anskaffes ikke."},
                }
            ]
        }
    )  # fmt: skip
    themes: Annotated[list[ThemeBody], Field(max_length=50)]
    omitted: Annotated[dict[Short, Text], Field(max_length=50)] = {}


class NewActivity(Body):
    """Something to do together, on one theme; for one pulje, or for all."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "pulje": None, "theme": "change_management", "groups": ["middle_managers"],
                    "title": "Å lede endringen", "form": "digital", "day": "2027-03-10",
                }
            ]
        }
    )  # fmt: skip
    pulje: PuljeNumber | None = None
    theme: Short
    groups: Groups
    title: Short
    form: Form
    day: Day


class Moving(Body):
    """Another day, or another way."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"day": "2027-03-17", "form": "physical"}]}
    )
    day: Day
    form: Form


class Holding(Body):
    """The day it was held, and how."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"on": "2026-11-02", "form": "digital"}]}
    )
    on: Day
    form: Form


class Reason(Body):
    """Why."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "For få påmeldte."}]})
    reason: Text


class Came(Body):
    """With how many of each group a participant came; 0 says that nobody did."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "participation": "2d7d3c4c-390a-5d30-8d21-4d4d2a3c0003",
                    "attended": {"middle_managers": 3},
                }
            ]
        }
    )  # fmt: skip
    participation: UUID
    attended: Annotated[dict[Short, Heads], Field(max_length=20)]


class TaskBody(Body):
    """One common task: `needs` are the keys of those that come before it."""

    key: Code
    title: Short
    due: Day | None = None
    needs: Keys = []


class Tasks(Body):
    """The common tasks of a pulje, in an order in which they can be done."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "tasks": [
                        {"key": "ros", "title": "Egen ROS", "due": "2027-04-01", "needs": []},
                        {
                            "key": "opplaering", "title": "Opplæring", "due": "2027-05-01",
                            "needs": ["ros"],
                        },
                    ]
                }
            ]
        }
    )  # fmt: skip
    tasks: Annotated[list[TaskBody], Field(max_length=200)]


class OwnTask(Body):
    """A task of the municipality's own."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "Avklare vaktordning", "text": "Med helsesjefen.",
                    "due": "2027-04-15", "needs": [],
                }
            ]
        }
    )  # fmt: skip
    title: Short
    text: Text = ""
    due: Day | None = None
    needs: Keys = []


class TaskOutcome(Body):
    """Which task, and what came of it."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"key": "own-1", "outcome": "Avklart."}]}
    )
    key: Code
    outcome: Text


class Reopening(Body):
    """Which task was not done after all, and why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"key": "own-1", "reason": "Vakten er endret."}]}
    )
    key: Code
    reason: Text


class Version(Body):
    """A version of the run's solution that has come out."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"version": "3.1"}]})
    version: Short


class ThemesPage(BaseModel):
    """The themes of a run; `omitted` gives the reason for each that is left out, and `version` is
    what of its solution it is about, where that is not the whole."""

    run: UUID
    version: str | None
    themes: list[Said]
    omitted: Said


class TaskShown(BaseModel):
    """One task. Its words are null where they are the municipality's own, to everybody else."""

    key: str
    common: bool
    title: str | None
    text: str | None
    due: date | None
    needs: list[str]
    done_on: date | None
    outcome: str | None


class Together(Page[ActivityRow]):
    """Activities of a run. `digital_share` is of all that are not cancelled; null where none is."""

    digital_share: float | None


@router.post("/runs/{id}/themes", responses=refuses(C08_01, C08_02))
async def choose_themes(id: UUID, body: Themes, asker: Asks) -> Receipt:
    """Choose the themes of the run; chosen anew, the former choice stays on record."""
    return await asker.ask(lambda desk: deeds.choose_themes(desk, run=id, **body.model_dump()))


@router.post("/runs/{id}/version", responses=refuses(C02_09, C08_11))
async def name_version(id: UUID, body: Version, asker: Asks) -> Receipt:
    """Say which version of its solution the run is about; a smaller change needs fewer themes."""
    return await asker.ask(
        lambda desk: versions.name_version(desk, run=id, version_name=body.version)
    )


@router.get("/runs/{id}/themes")
async def themes(id: UUID, _: Asks, histories: Recalls) -> ThemesPage:
    """The themes of the run, for whom each is, and why others are left out."""
    found = await histories.read(ThemeChoice, ThemeChoice.id_of(id))
    about = await histories.find(RunVersion, RunVersion.id_of(id))
    return ThemesPage(
        run=found.run, version=about and about.version_name, themes=found.themes,
        omitted=found.omitted,
    )  # fmt: skip


@router.post("/runs/{id}/activities", status_code=201, responses=refuses(C08_01, C08_02))
async def plan_activity(id: UUID, body: NewActivity, asker: Asks) -> Receipt:
    """Plan an activity on a theme that the run works with."""
    return await asker.ask(lambda desk: deeds.plan_activity(desk, run=id, **body.model_dump()))


@router.get("/runs/{id}/activities", tags=["boards"])
async def activities(
    id: UUID, _: Asks, views: Reads,
    at_least: AtLeast = 0, limit: Limit = 100, cursor: Cursor = None,
) -> Together:  # fmt: skip
    """What is done together in the run, by day, and how much of all of it is digital (C06-03)."""
    page = await views.page(Activities, at_least, limit, cursor, run=str(id))
    whole, _ignored = await views.read(
        at_least, [Activities], lambda tables: tables.page(Activities, {"run": str(id)})
    )
    forms = [each.form for each in whole if each.stage != "cancelled"]
    share = round(forms.count("digital") / len(forms), 2) if forms else None
    return Together.model_validate(page | {"digital_share": share}, from_attributes=True)


@router.get("/runs/{id}/attendance", tags=["boards"])
async def attendance(
    id: UUID, _: Asks, views: Reads,
    at_least: AtLeast = 0, limit: Limit = 100, cursor: Cursor = None,
) -> Page[AttendanceRow]:  # fmt: skip
    """Who came, by municipality and group (C08-02)."""
    page = await views.page(Attendance, at_least, limit, cursor, run=str(id))
    return Page.model_validate(page, from_attributes=True)


@router.post("/activities/{id}/moving", responses=refuses(C08_01))
async def move_activity(id: UUID, body: Moving, asker: Asks) -> Receipt:
    """Plan it for another day, or in another way."""
    return await asker.ask(upon(Activity, id, Activity.move, **body.model_dump()))


@router.post("/activities/{id}/holding", responses=refuses(C08_01))
async def hold_activity(id: UUID, body: Holding, asker: Asks) -> Receipt:
    """Note that it was held."""
    return await asker.ask(upon(Activity, id, Activity.hold, **body.model_dump()))


@router.post("/activities/{id}/cancellation", responses=refuses(C08_01))
async def cancel_activity(id: UUID, body: Reason, asker: Asks) -> Receipt:
    """Call it off."""
    return await asker.ask(upon(Activity, id, Activity.cancel, reason=body.reason))


@router.post("/activities/{id}/attendance", responses=refuses(C08_01, C08_02))
async def record_attendance(id: UUID, body: Came, asker: Asks) -> Receipt:
    """Note who came from a participant; told anew, that holds."""
    return await asker.ask(lambda desk: deeds.attend(desk, activity=id, **body.model_dump()))


@router.post("/runs/{id}/puljer/{number}/tasks", responses=refuses(C08_03))
async def issue_tasks(id: UUID, number: PuljePath, body: Tasks, asker: Asks) -> Receipt:
    """Issue common tasks, to all who are in the pulje or come into it."""
    tasks = [each.model_dump(mode="json") for each in body.tasks]
    return await asker.ask(lambda desk: deeds.issue_tasks(desk, run=id, pulje=number, tasks=tasks))


@router.post("/participations/{id}/tasks", responses=refuses(C08_03))
async def add_task(id: UUID, body: OwnTask, asker: Asks) -> Receipt:
    """Add a task of the municipality's own."""
    return await asker.ask(lambda desk: deeds.add_task(desk, participation=id, **body.model_dump()))


@router.post("/participations/{id}/tasks/outcome", responses=refuses(C08_03))
async def close_task(id: UUID, body: TaskOutcome, asker: Asks) -> Receipt:
    """Close a task, as the municipality; nobody else does."""
    return await asker.ask(
        lambda desk: deeds.close_task(desk, participation=id, **body.model_dump())
    )


@router.post("/participations/{id}/tasks/reopening", responses=refuses(C08_03))
async def reopen_task(id: UUID, body: Reopening, asker: Asks) -> Receipt:
    """Open a task again, as the municipality."""
    return await asker.ask(
        lambda desk: deeds.reopen_task(desk, participation=id, **body.model_dump())
    )


@router.get("/participations/{id}/tasks")
async def tasks(
    id: UUID, asker: Asks, views: Reads, at_least: AtLeast = 0
) -> Item[list[TaskShown]]:
    """The tasks of a participation: to the municipality in its own words, to others how far."""

    def look(tables: Tables) -> tuple[str, list[LocalTask]]:
        who = tables.get(Participations, str(id))
        if who is None:
            raise Missing("participation", id)
        return who.municipality, tasks_of(tables, str(id), who.run, who.pulje)

    found, freshness = await views.read(at_least, [Participations, LocalTasks], look)
    municipality, rows = found
    own = municipality == str(asker.municipality)
    return Item(
        position=freshness.position, recorded=freshness.recorded,
        item=[_shown(each, own) for each in rows],
    )  # fmt: skip


def tasks_of(tables: Tables, participation: str, run: str, pulje: int | None) -> list[LocalTask]:
    """The common tasks as one municipality has closed them or not, and then its own."""
    theirs = {row.key: row for row in tables.page(LocalTasks, {"participation": participation})}
    common: list[LocalTask] = []
    if pulje is not None:
        task_set = str(TaskSet.id_of(UUID(run), pulje))
        common = tables.page(LocalTasks, {"task_set": task_set})
    merged = [_as_closed(each, theirs.get(each.key)) for each in common]
    return merged + [row for row in theirs.values() if not row.common]


def _as_closed(common: LocalTask, closing: LocalTask | None) -> LocalTask:
    if closing is None:
        return common
    return common.but(done_on=closing.done_on, outcome=closing.outcome)


def _shown(task: LocalTask, own: bool) -> TaskShown:
    said: dict[str, Any] = {
        "title": task.title if own or task.common else None,
        "text": task.text if own else None,
        "outcome": task.outcome if own else None,
    }
    return TaskShown(
        key=task.key, common=task.common, due=task.due, needs=task.needs, done_on=task.done_on,
        **said,
    )  # fmt: skip

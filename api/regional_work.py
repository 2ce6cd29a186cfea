"""What a region plans, wants, hears and is asked, over HTTP, and what nobody has answered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import regional_work as deeds
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.regions.cooperation import Cooperation
from aggregates.regions.question import Question
from aggregates.regions.regional_plan import RegionalPlan
from aggregates.regions.relations import Relations
from aggregates.rules import (
    C06_15,
    C12_01,
    C12_08,
    C12_09,
    C12_10,
    C12_13,
    C12_15,
    C13_04,
)
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import (
    WHOLE,
    Body,
    Code,
    CodePath,
    CountyPath,
    Day,
    Flag,
    NumberPath,
    On,
    Short,
    Text,
)
from api.mandates import Reference
from api.reading import Municipal
from api.refusing import refuses
from api.regional_people import YearPath
from api.regions import County
from api.routing import commands
from api.views import AtLeast, Cursor, Limit, Needed, Page, Views, the_views
from log.log import upon
from projections.municipalities import Municipalities
from projections.regional_groups import RegionalGroups
from projections.regional_work import (
    LastContacts,
    PlannedRegionalRuns,
    QuestionRow,
    Questions,
)

router = commands("regions")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]
MONTH = timedelta(days=30)


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


class ContactMade(Body):
    """When the region was in touch with the municipality, and how."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"kind": "meeting", "on": "2026-11-20"}]}
    )
    kind: Literal["meeting", "call", "visit", "gathering", "message"]
    on: Day


class NewQuestion(Body):
    """What the municipality asks its region."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"text": "Hvem har erfaring med oppsettet?", "solution": "kjernejournal"}]
        }
    )
    text: Text
    solution: Code | None = None


class Route(Body):
    """Who in the group owns the question from now on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"owner": "p-0f3c1d7a9b"}]})
    owner: Reference


class QuestionAnswer(Body):
    """The region's answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "Kinn og Voss."}]})
    text: Text


class Relation(Body):
    """With whom the group works, how, and from when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "actor": "Helse Bergen helsefellesskap", "kind": "helsefellesskap",
                    "form": "Møte hvert kvartal.", "since": "2026-01-01",
                }
            ]
        }
    )  # fmt: skip
    actor: Short
    kind: Literal[
        "helsefellesskap", "usht", "statsforvalter", "ikt_samarbeid", "helseledernettverk",
        "fylkeskommune",
    ]  # fmt: skip
    form: Text
    since: Day


class EndedRelation(Body):
    """The first day without it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"actor": "Helse Bergen helsefellesskap", "until": "2027-01-01"}]
        }
    )
    actor: Short
    until: Day


class Wanted(Body):
    """Whether the region wants to cooperate."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"wants": True}]})
    wants: Flag


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


class InTouchRow(BaseModel):
    """When a municipality last heard from its region; `silent` where that is too long ago."""

    municipality: Municipal
    last_on: date | None
    kind: str | None
    silent: bool


class InboxRow(BaseModel):
    """A question with its age; null where it is answered."""

    question: QuestionRow
    days_unanswered: int | None


class RelationTold(BaseModel):
    """With whom a group works, how, and from when to when."""

    actor: str
    kind: str
    form: str
    since: date
    until: date | None


class SuggestionTold(BaseModel):
    """Two regional runs that resemble each other, and what each region said to it."""

    number: int
    runs: list[UUID]
    scopes: list[str]
    answers: dict[str, bool]


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


@router.post("/municipalities/{number}/contacts", responses=refuses(C12_09))
async def make_contact(number: NumberPath, body: ContactMade, asker: Asks) -> Receipt:
    """Note that the region was in touch with one of its municipalities."""
    return await asker.ask(
        lambda desk: deeds.make_contact(desk, number=number, **body.model_dump())
    )


@router.get("/regions/{county}/contacts", tags=["boards"])
async def contacts(
    county: CountyPath,
    _: Asks,
    views: Reads,
    months: Annotated[
        int, Query(ge=1, le=60, description="Silent is who was not contacted for so long.")
    ] = 6,
    on: On = None,
    at_least: AtLeast = 0,
) -> Page[InTouchRow]:
    """Every municipality of a county, and when its region was last in touch (C12-09)."""
    day = on or views.today

    def look(tables: Any) -> list[InTouchRow]:
        there = [r for r in tables.page(Municipalities, {"county": county}) if r.valid(day)]
        last = {row.id: row for row in tables.page(LastContacts)}
        return [_in_touch(row, last.get(row.municipality), day - months * MONTH) for row in there]

    rows, freshness = await views.read(at_least, [Municipalities, LastContacts], look)
    return Page(position=freshness.position, recorded=freshness.recorded, items=rows)


@router.post("/questions", status_code=201, responses=refuses(C12_10))
async def ask_question(body: NewQuestion, asker: Asks) -> Receipt:
    """Ask the region: one way in, and somebody owns the question at once."""
    return await asker.ask(lambda desk: deeds.ask_question(desk, **body.model_dump()))


@router.post("/questions/{id}/routing", responses=refuses(C12_10))
async def route(id: UUID, body: Route, asker: Asks) -> Receipt:
    """Give a question to somebody else of the group."""
    return await asker.ask(lambda desk: deeds.route(desk, question=id, owner=body.owner))


@router.post("/questions/{id}/answer", responses=refuses(C12_10))
async def answer_question(id: UUID, body: QuestionAnswer, asker: Asks) -> Receipt:
    """Answer a question."""
    return await asker.ask(upon(Question, id, Question.give_answer, text=body.text))


@router.get("/questions", tags=["boards"])
async def inbox(
    _: Asks,
    views: Reads,
    county: Annotated[County | None, Query()] = None,
    on: On = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[InboxRow]:
    """What the regions were asked, who owns it, and how long it has waited (C12-10)."""
    where = {} if county is None else {"county": county}
    page = await views.page(Questions, at_least, limit, cursor, **where)
    day = on or views.today
    page["items"] = [
        InboxRow(question=row, days_unanswered=row.days_unanswered(day)) for row in page["items"]
    ]
    return Page.model_validate(page)


@router.post("/regions/groups/{id}/relations", responses=refuses(C12_13, C12_01))
async def relate(id: UUID, body: Relation, asker: Asks) -> Receipt:
    """Note with whom the group works from a day on."""

    def deed(desk: Desk) -> Root:
        return deeds.relations(
            desk, group=id, decide=lambda held: held.relate(desk.act, **body.model_dump())
        )

    return await asker.ask(deed)


@router.post("/regions/groups/{id}/relations/endings", responses=refuses(C12_13, C12_01))
async def end_relation(id: UUID, body: EndedRelation, asker: Asks) -> Receipt:
    """Note that the group no longer works with somebody."""

    def deed(desk: Desk) -> Root:
        return deeds.relations(
            desk, group=id, decide=lambda held: held.end(desk.act, **body.model_dump())
        )

    return await asker.ask(deed)


@router.get("/regions/groups/{id}/relations")
async def relations(id: UUID, _: Asks, histories: Recalls) -> list[RelationTold]:
    """With whom a group works and worked, from when to when."""
    held = await histories.read(Relations, Relations.id_of(id))
    return [
        RelationTold(actor=actor, kind=kind, form=form, since=since, until=until)
        for actor, (kind, form, since, until) in sorted(held.held.items())
    ]


@router.get("/solutions/{code}/cooperations")
async def cooperations(code: CodePath, _: Asks, histories: Recalls) -> list[SuggestionTold]:
    """Regional runs for a solution that resemble each other, and what the regions said to it."""
    found = await histories.read(Cooperation, Cooperation.id_of(code))
    return [
        SuggestionTold(
            number=number, runs=list(runs), scopes=list(scopes),
            answers={c: wants for (n, c), wants in sorted(found.answers.items()) if n == number},
        )
        for number, (runs, scopes) in sorted(found.suggested.items())
    ]  # fmt: skip


@router.post("/solutions/{code}/cooperations/{number}/answers", responses=refuses(C13_04))
async def answer_suggestion(code: CodePath, number: int, body: Wanted, asker: Asks) -> Receipt:
    """Say whether the region wants to cooperate; a suggestion obliges nobody."""
    return await asker.ask(
        lambda desk: deeds.answer_cooperation(desk, solution=code, number=number, wants=body.wants)
    )


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


def _in_touch(row: Any, last: Any, since: date) -> InTouchRow:
    return InTouchRow(
        municipality=Municipal.model_validate(row, from_attributes=True),
        last_on=None if last is None else last.last_on, kind=None if last is None else last.kind,
        silent=last is None or last.last_on < since,
    )  # fmt: skip

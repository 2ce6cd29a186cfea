"""Expected and confirmed benefits, studies, categories, and published figures over HTTP."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from aggregates.adoption.benefit_case import KINDS, BenefitCase
from aggregates.adoption.categories import STARTER, WelfareCategories
from aggregates.adoption.published import Counted, PublishedFigures
from aggregates.adoption.study import STRENGTHS, EffectStudy
from aggregates.deeds import evidence
from aggregates.deeds.benefit import confirm_case, open_case
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Missing
from aggregates.kernel.root import Root
from aggregates.portfolio.solution import Solution
from aggregates.rules import C09_08, C09_10, C09_13, C10_09, I28, I31, I34
from api.adoptions import ADOPTION, told_of
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.boards import NEEDED, counted_on
from api.bodies import WHOLE, Body, Code, CodePath, Day, NumberPath, Orgnr, Short, Text
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Limit, Page, Views, the_views
from log.log import upon
from projections.benefit_cases import BenefitCases, CaseRow
from projections.publications import FiguresPublished, FiguresRow, Studies, StudyRow
from projections.tables import Tables

router = commands("adoption")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]
Value = Annotated[int, Field(ge=-(10**12), le=10**12), WHOLE]


class NewCase(Body):
    """A benefit that is expected: in money, time or quality, owned by somebody there."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "indicator": "Tid til legemiddelavstemming", "kind": "time",
                    "unit": "minutter", "target": 20, "owner": "p-31",
                }
            ]
        }
    )  # fmt: skip
    indicator: Short
    kind: Literal[KINDS]  # type: ignore[valid-type]
    unit: Short
    target: Value
    owner: Short


class CaseMeasurement(Body):
    """What it was on a day, in the unit of the case."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"value": 42, "on": "2025-09-01", "source": "Tidsmåling, 40 vakter"}]
        }
    )
    value: Value
    on: Day
    source: Short


class Study(Body):
    """What a study found, of whom, what it does not show, and how strong it is as evidence.

    `partners` are the organisations that did the research together.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "Effektstudie av kjernejournal", "population": "12 sykehjem",
                    "finding": "Kortere tid til legemiddelavstemming.",
                    "limits": "Uten kontrollgruppe.", "source": "Rapport 3/25",
                    "published": "2025-06-01", "criterion": "K2", "strength": "low",
                    "partners": ["994598759"],
                }
            ]
        }
    )  # fmt: skip
    title: Short
    population: Short
    finding: Text
    limits: Text
    source: Short
    published: Day
    criterion: Short = "K2"
    strength: Literal[STRENGTHS] | None = None  # type: ignore[valid-type]
    partners: Annotated[list[Orgnr], Field(max_length=50)] = []


class Grade(Body):
    """How strong the evidence of a study is found to be, and why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"strength": "moderate", "reason": "Bekreftet av to til."}]}
    )
    strength: Literal[STRENGTHS]  # type: ignore[valid-type]
    reason: Text


class Category(BaseModel):
    """One category of mature welfare technology."""

    code: Code
    name: Short


class CategoryList(Body):
    """The next version of the categories, whole."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "categories": [{"code": "digitalt-tilsyn", "name": "Digitalt tilsyn"}],
                    "decision": "KS 26/208",
                }
            ]
        }
    )  # fmt: skip
    categories: Annotated[list[Category], Field(min_length=1, max_length=50)]
    decision: Short


class Categories(BaseModel):
    """The categories that hold, and which version they are; 0 are the four of the report."""

    version: int
    categories: list[Category]


class Publication(Body):
    """Publish what the boards say of a day."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"as_of": "2026-10-31"}]})
    as_of: Day


class Benefits(Page[CaseRow]):
    """Cases, and how many there are of each kind: expected and confirmed, never added up."""

    tally: dict[str, dict[str, int]]


@router.post(f"{ADOPTION}/benefit-cases", status_code=201, responses=refuses(C09_08))
async def open_benefit_case(
    number: NumberPath, solution: CodePath, body: NewCase, asker: Asks
) -> Receipt:
    """Say what benefit the municipality expects; it stays expected until it is confirmed."""
    return await asker.ask(
        lambda desk: open_case(
            desk, municipality=told_of(desk, number), solution=solution, **body.model_dump()
        )
    )


@router.post("/benefit-cases/{id}/baseline", responses=refuses(C09_08, I28))
async def set_baseline(id: UUID, body: CaseMeasurement, asker: Asks) -> Receipt:
    """State what it was before, to measure against."""
    return await asker.ask(upon(BenefitCase, id, BenefitCase.set_baseline, **body.model_dump()))


@router.post("/benefit-cases/{id}/measurements", responses=refuses(C09_08, I28))
async def measure_benefit(id: UUID, body: CaseMeasurement, asker: Asks) -> Receipt:
    """Note a later measurement."""
    return await asker.ask(upon(BenefitCase, id, BenefitCase.measure, **body.model_dump()))


@router.post("/benefit-cases/{id}/confirmation", responses=refuses(I28, I31))
async def confirm_benefit_case(id: UUID, asker: Asks) -> Receipt:
    """Confirm the benefit as it was measured; with that the stage is reached (I31)."""
    return await asker.ask(lambda desk: confirm_case(desk, case=id))


@router.get("/solutions/{code}/benefits")
async def benefits(
    code: CodePath, _: Asks, views: Reads, at_least: AtLeast = 0, limit: Limit = 100,
    cursor: Cursor = None,
) -> Benefits:  # fmt: skip
    """What is expected of a solution, and what is confirmed; money, time and quality apart."""
    page = await views.page(BenefitCases, at_least, limit, cursor, solution=code)
    counts, _freshness = await views.read(
        at_least, [BenefitCases],
        lambda tables: tables.counts(BenefitCases, ["kind", "state"], {"solution": code}),
    )  # fmt: skip
    tally = {kind: {"expected": 0, "confirmed": 0} for kind in KINDS}
    for (kind, state), count in counts.items():
        tally[kind][state] = count
    return Benefits.model_validate(page | {"tally": tally}, from_attributes=True)


@router.post("/solutions/{code}/studies", status_code=201, responses=refuses(C09_10, C10_09))
async def register_study(code: CodePath, body: Study, asker: Asks) -> Receipt:
    """Enter an effect study. It is evidence for a criterion, and changes no stage."""
    return await asker.ask(
        lambda desk: evidence.register_study(desk, solution=code, **body.model_dump())
    )


@router.post("/studies/{id}/grade", responses=refuses(C10_09))
async def grade_study(id: UUID, body: Grade, asker: Asks) -> Receipt:
    """Grade how strong the evidence of a study is, for the first time or anew."""
    return await asker.ask(upon(EffectStudy, id, EffectStudy.grade, **body.model_dump()))


@router.get("/solutions/{code}/studies")
async def studies(
    code: CodePath, _: Asks, views: Reads, at_least: AtLeast = 0, limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[StudyRow]:  # fmt: skip
    """The studies of a solution, with whom they cover and what they do not show."""
    page = await views.page(Studies, at_least, limit, cursor, solution=code)
    return Page.model_validate(page, from_attributes=True)


@router.post("/welfare-categories", responses=refuses(C09_13))
async def publish_categories(body: CategoryList, asker: Asks) -> Receipt:
    """Publish the next version of the categories of mature welfare technology."""

    def deed(desk: Desk) -> Root:
        found = desk.find(WelfareCategories, WelfareCategories.ID) or desk.found(
            WelfareCategories.open(desk.act)
        )
        named = [(each.code, each.name) for each in body.categories]
        found.publish(desk.act, categories=named, decision=body.decision)
        return found

    return await asker.ask(deed)


@router.get("/welfare-categories")
async def categories(_: Asks, histories: Recalls) -> Categories:
    """The categories that hold: those of the report, until others are published."""
    try:
        found = await histories.read(WelfareCategories, WelfareCategories.ID)
        version, named = found.edition, found.named
    except Missing:
        version, named = 0, STARTER
    return Categories(
        version=version, categories=[Category(code=c, name=n) for c, n in named.items()]
    )


@router.post("/solutions/{code}/published-figures", status_code=201, responses=refuses(I34))
async def publish_figures(
    code: CodePath, body: Publication, asker: Asks, request: Request
) -> Receipt:
    """Publish what the boards say of a day. It is counted once, and never rewritten (I34)."""
    views: Views = request.state.views

    def look(tables: Tables) -> dict[str, Any]:
        return counted_on(tables, code, body.as_of, views.today)

    said, freshness = await views.read(0, NEEDED, look)
    counted = Counted(**said, position=freshness.position)

    def deed(desk: Desk) -> Root:
        desk.get(Solution, Solution.id_of(code))
        figures = desk.find(PublishedFigures, PublishedFigures.id_of(code)) or desk.found(
            PublishedFigures.begin(desk.act, solution=code)
        )
        figures.publish(desk.act, as_of=body.as_of, counted=counted)
        return figures

    return await asker.ask(deed)


@router.get("/solutions/{code}/published-figures")
async def published_figures(
    code: CodePath, _: Asks, views: Reads, at_least: AtLeast = 0, limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[FiguresRow]:  # fmt: skip
    """Every figure that was published, as it was then, with the rule that it followed."""
    page = await views.page(FiguresPublished, at_least, limit, cursor, solution=code)
    return Page.model_validate(page, from_attributes=True)

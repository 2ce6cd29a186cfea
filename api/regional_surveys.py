"""What a region asks its municipalities, with no run behind it, and who has not answered."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import surveying
from aggregates.rules import C12_16, I01
from aggregates.runs.survey import NO_ANSWER, WAITING, Survey
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import Body, Code, CodePath, CountyPath, Day, Number, On, Short, Text
from api.reading import Municipal
from api.refusing import refuses
from api.regions import County
from api.routing import commands
from api.surveying import SurveyAnswers, SurveyPage, told_of
from api.views import AtLeast, Page, Views, the_views
from log.log import upon
from projections.municipalities import Municipalities
from projections.surveys import SurveyRow, Surveys
from projections.tables import Tables

router = commands("regions")

Recalls = Annotated[Histories, Depends(the_histories)]
Reads = Annotated[Views, Depends(the_views)]


class NewRegionalSurvey(Body):
    """A few questions on a subject; of all the region's municipalities, unless some are named."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "subject": "helhetlig-tjenestemodell", "title": "Helhetlig tjenestemodell",
                    "solution": None, "questions": ["Hvor langt har dere kommet?"],
                    "municipalities": [], "deadline": "2100-01-01",
                }
            ]
        }
    )  # fmt: skip
    subject: Code
    title: Short
    solution: Code | None = None
    questions: Annotated[list[Text], Field(max_length=30)]
    municipalities: Annotated[list[Number], Field(max_length=500)] = []
    deadline: Day


class SurveyTold(BaseModel):
    """A survey, and who has not answered: `standing` says whether they are still waited for."""

    id: UUID
    run: UUID | None
    county: str | None
    subject: str | None
    title: str | None
    solution: str | None
    deadline: date
    asked: int
    answered: int
    standing: str | None
    unanswered: list[Municipal]


@router.post("/regions/{county}/surveys", status_code=201, responses=refuses(C12_16))
async def open_survey(county: CountyPath, body: NewRegionalSurvey, asker: Asks) -> Receipt:
    """Ask the region's municipalities; a survey that is open on the subject stays as it is."""
    return await asker.ask(partial(surveying.open_in_region, county=county, **body.model_dump()))


@router.post("/regions/{county}/surveys/{subject}/answers", responses=refuses(C12_16, I01))
async def answer_survey(
    county: CountyPath, subject: CodePath, body: SurveyAnswers, asker: Asks
) -> Receipt:
    """A municipality answers for itself, anew if it wants."""
    id = Survey.id_in_region(county, subject)
    return await asker.ask(upon(Survey, id, Survey.answer, answers=body.answers))


@router.get("/regions/{county}/surveys/{subject}")
async def survey(
    county: CountyPath, subject: CodePath, _: Asks, histories: Recalls, views: Reads, on: On = None
) -> SurveyPage:
    """A region's survey: who has answered what, and who has not."""
    found = await histories.read(Survey, Survey.id_in_region(county, subject))
    return told_of(found, on or views.today)


@router.get("/surveys", tags=["boards"])
async def surveys(
    _: Asks,
    views: Reads,
    county: Annotated[County | None, Query()] = None,
    run: UUID | None = None,
    on: On = None,
    at_least: AtLeast = 0,
) -> Page[SurveyTold]:
    """Every survey, of runs and of regions; who has not answered is seen (C12-16)."""
    day = on or views.today
    asked = {"county": county, "run": run and str(run)}
    where = {name: value for name, value in asked.items() if value is not None}

    def look(tables: Tables) -> list[SurveyTold]:
        there = {r.municipality: r for r in tables.page(Municipalities) if r.valid(day)}
        return [_told(row, there, day) for row in tables.page(Surveys, where)]

    rows, freshness = await views.read(at_least, [Surveys, Municipalities], look)
    return Page(position=freshness.position, recorded=freshness.recorded, items=rows)


def _told(row: SurveyRow, there: dict[str, Any], day: date) -> SurveyTold:
    left = [there[each] for each in row.unanswered if each in there]
    waited = WAITING if day <= row.deadline else NO_ANSWER
    return SurveyTold(
        id=UUID(row.id), run=None if row.run is None else UUID(row.run), county=row.county,
        subject=row.subject, title=row.title, solution=row.solution, deadline=row.deadline,
        asked=row.asked, answered=row.asked - len(row.unanswered),
        standing=waited if row.unanswered else None,
        unanswered=[Municipal.model_validate(each, from_attributes=True) for each in left],
    )  # fmt: skip

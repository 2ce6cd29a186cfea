"""How far municipalities have come before a start, and who has to start with them, over HTTP."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import surveying
from aggregates.rules import C06_04, C06_16, C08_11, C12_16, I01
from aggregates.runs.simultaneity import Simultaneity
from aggregates.runs.survey import Survey
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import Body, Day, Number, On, Orgnr, Text
from api.reading import Said
from api.refusing import refuses
from api.routing import commands
from api.views import Views, the_views
from log.log import upon

router = commands("runs")

Recalls = Annotated[Histories, Depends(the_histories)]
Reads = Annotated[Views, Depends(the_views)]


class NewSurvey(Body):
    """A few questions, whom they are asked of, and by when answers are hoped for."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "questions": ["Hvor langt har dere kommet?", "Hvordan fungerer det?"],
                    "municipalities": ["4601", "4621"], "deadline": "2100-01-01",
                }
            ]
        }
    )  # fmt: skip
    questions: Annotated[list[Text], Field(max_length=30)]
    municipalities: Annotated[list[Number], Field(max_length=500)]
    deadline: Day


class SurveyAnswers(Body):
    """The municipality's own answers, in the order of the questions."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"answers": ["Vi er i gang.", "Godt."]}]}
    )
    answers: Annotated[list[Text], Field(max_length=30)]


class Declaration(Body):
    """Another organisation that has to start at the same time, and with what."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"actor": "994598759", "what": "Ny versjon i produksjon."}]}
    )
    actor: Orgnr
    what: Text


class Lifting(Body):
    """Why the run does not depend on it any more."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"actor": "994598759", "reason": "Versjonen er alt i produksjon."}]
        }
    )
    actor: Orgnr
    reason: Text


class Asked(BaseModel):
    """A municipality: answered, waiting, or not_answered, which is neither good nor bad."""

    municipality: UUID
    standing: str
    answers: list[str] | None


class SurveyPage(BaseModel):
    """A survey, with everybody who was asked, and whom its run is for and were not."""

    id: UUID
    questions: list[str]
    deadline: date
    asked: list[Asked]
    unasked: list[UUID]


class SimultaneityPage(BaseModel):
    """Who has to start at the same time, with what, and who has not confirmed it."""

    id: UUID
    declared: Said
    unconfirmed: list[str]


@router.post("/runs/{id}/survey", status_code=201, responses=refuses(C06_04, C08_11, C12_16))
async def open_survey(id: UUID, body: NewSurvey, asker: Asks) -> Receipt:
    """Ask municipalities how far they have come; those not asked yet, where it is open already."""
    return await asker.ask(partial(surveying.open_survey, run=id, **body.model_dump()))


@router.post("/runs/{id}/survey/answers", responses=refuses(C12_16, I01))
async def answer_survey(id: UUID, body: SurveyAnswers, asker: Asks) -> Receipt:
    """A municipality answers for itself, anew if it wants."""
    return await asker.ask(upon(Survey, Survey.id_of(id), Survey.answer, answers=body.answers))


@router.get("/runs/{id}/survey")
async def survey(id: UUID, _: Asks, histories: Recalls, views: Reads, on: On = None) -> SurveyPage:
    """The survey: who has answered what, and who has not."""
    return told_of(await histories.read(Survey, Survey.id_of(id)), on or views.today)


@router.post("/runs/{id}/simultaneity", responses=refuses(C06_16, C08_11))
async def declare_simultaneity(id: UUID, body: Declaration, asker: Asks) -> Receipt:
    """Declare that another organisation has to start at the same time."""
    return await asker.ask(partial(surveying.declare_simultaneity, run=id, **body.model_dump()))


@router.post("/runs/{id}/simultaneity/confirmation", responses=refuses(C06_16))
async def confirm_simultaneity(id: UUID, asker: Asks) -> Receipt:
    """The other organisation confirms for itself."""
    return await asker.ask(upon(Simultaneity, Simultaneity.id_of(id), Simultaneity.confirm))


@router.post("/runs/{id}/simultaneity/lifting", responses=refuses(C06_16))
async def lift_simultaneity(id: UUID, body: Lifting, asker: Asks) -> Receipt:
    """Say why the run does not depend on another's start any more."""
    lifted = upon(Simultaneity, Simultaneity.id_of(id), Simultaneity.lift, **body.model_dump())
    return await asker.ask(lifted)


@router.get("/runs/{id}/simultaneity")
async def simultaneity(id: UUID, _: Asks, histories: Recalls) -> SimultaneityPage:
    """Who has to start at the same time as the run."""
    found = await histories.read(Simultaneity, Simultaneity.id_of(id))
    return SimultaneityPage(id=found.id, declared=found.declared, unconfirmed=found.unconfirmed)


def told_of(found: Survey, day: date) -> SurveyPage:
    """A survey as it is shown: everybody who was asked, and where they stand that day."""
    return SurveyPage(
        id=found.id, questions=found.questions, deadline=found.deadline,
        asked=[
            Asked(
                municipality=each, standing=found.standing(each, day),
                answers=found.answers.get(each),
            )
            for each in sorted(found.asked, key=str)
        ],
        unasked=[UUID(each) for each in found.unasked],
    )  # fmt: skip

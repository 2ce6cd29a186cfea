"""What municipalities have experienced, and what the common model itself has taught."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path
from pydantic import ConfigDict, Field

from aggregates.deeds import experience
from aggregates.evaluation.experience import Experience
from aggregates.evaluation.model import ModelEvaluation
from aggregates.kernel.act import Role
from aggregates.kernel.refusals import Missing
from aggregates.rules import C10_07, C10_08
from api.asking import Asker, Asks, Receipt
from api.bodies import Body, Code, CodeQuery, Day, Flag, NumberPath, Short, Text
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Item, Limit, Page, Views, the_views
from log.log import founding, upon
from projections.experiences import ExperienceRow, Experiences
from projections.model_evaluations import ModelEvaluationRow, ModelEvaluations

router = commands("evaluation")

Reads = Annotated[Views, Depends(the_views)]
YearPath = Annotated[int, Path(ge=2020, le=2100)]


class NewExperience(Body):
    """What works for a municipality, and in which context."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "solution": "kjernejournal", "context": "Sykehjem, én journal",
                    "text": "Superbruker på hver vakt de første to ukene.",
                }
            ]
        }
    )  # fmt: skip
    solution: Code
    context: Short
    text: Text


class Consent(Body):
    """Whether the municipality lets it be told under its name."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"given": True}]})
    given: Flag


class NewModelEvaluation(Body):
    """By when the model is evaluated, and which decision asks for it."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"due": "2027-12-31", "decision": "KommIT 230783"}]}
    )
    due: Day
    decision: Short


class Contribution(Body):
    """What a regional group, the coordinating group or KS has learned of the model."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "Regionene trenger planen et halvt år før."}]}
    )
    text: Text


class AdjustmentBody(Body):
    """What to change in the model, and who says so."""

    text: Text
    source: Short


class Holding(Body):
    """What the evaluation found, and the case to KommIT-rådet."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "summary": "Modellen virker; regionene er ulikt bemannet.",
                    "adjustments": [{"text": "Lengre frist.", "source": "DigiVestland"}],
                    "case": "KommIT 12/27",
                }
            ]
        }
    )  # fmt: skip
    summary: Text
    adjustments: Annotated[list[AdjustmentBody], Field(max_length=200)]
    case: Short


@router.get("/experiences", tags=["boards"])
async def experiences(
    asker: Asks, views: Reads,
    solution: CodeQuery = None, at_least: AtLeast = 0, limit: Limit = 100, cursor: Cursor = None,
) -> Page[ExperienceRow]:  # fmt: skip
    """What has been published, and one's own; KS sees all of it (C10-08)."""
    where: dict[str, Any] = {} if solution is None else {"solution": solution}
    page = await views.page(Experiences, at_least, limit, cursor, **where)
    page["items"] = [row for row in page["items"] if _seen(asker, row)]
    return Page.model_validate(page, from_attributes=True)


@router.post("/municipalities/{number}/experiences", status_code=201, responses=refuses(C10_08))
async def collect(number: NumberPath, body: NewExperience, asker: Asks) -> Receipt:
    """Write down what a municipality has experienced."""
    return await asker.ask(partial(experience.collect, number=number, **body.model_dump()))


@router.post("/experiences/{id}/consent", responses=refuses(C10_08))
async def consent(id: UUID, body: Consent, asker: Asks) -> Receipt:
    """The municipality itself lets it be told under its name, or no longer does."""
    return await asker.ask(upon(Experience, id, Experience.consent, given=body.given))


@router.post("/experiences/{id}/publication", responses=refuses(C10_08))
async def publish(id: UUID, asker: Asks) -> Receipt:
    """Tell it to all, with the municipality's consent."""
    return await asker.ask(upon(Experience, id, Experience.publish))


@router.get("/model-evaluations", tags=["boards"])
async def model_evaluations(
    _: Asks, views: Reads, at_least: AtLeast = 0, limit: Limit = 100, cursor: Cursor = None
) -> Page[ModelEvaluationRow]:
    """Every evaluation of the common model, held or still to be held (C10-07)."""
    page = await views.page(ModelEvaluations, at_least, limit, cursor)
    return Page.model_validate(page, from_attributes=True)


@router.get("/model-evaluations/{year}")
async def model_evaluation(
    year: YearPath, _: Asks, views: Reads, at_least: AtLeast = 0
) -> Item[ModelEvaluationRow]:
    """The evaluation of the common model in one year."""
    id = ModelEvaluation.id_of(year)
    row, freshness = await views.read(
        at_least, [ModelEvaluations], lambda tables: tables.get(ModelEvaluations, str(id))
    )
    if row is None:
        raise Missing("model-evaluation", id)
    return Item(position=freshness.position, recorded=freshness.recorded, item=row)


@router.post("/model-evaluations", status_code=201, responses=refuses(C10_07))
async def model_due(body: NewModelEvaluation, asker: Asks) -> Receipt:
    """Fix the day by which the model is evaluated."""
    return await asker.ask(founding(ModelEvaluation.fall_due, **body.model_dump()))


@router.post("/model-evaluations/{year}/contribution", responses=refuses(C10_07))
async def contribute(year: YearPath, body: Contribution, asker: Asks) -> Receipt:
    """Say what one's own body has learned of the model."""
    id = ModelEvaluation.id_of(year)
    return await asker.ask(upon(ModelEvaluation, id, ModelEvaluation.contribute, text=body.text))


@router.post("/model-evaluations/{year}/holding", responses=refuses(C10_07))
async def hold(year: YearPath, body: Holding, asker: Asks) -> Receipt:
    """Hold the evaluation; its result is a case to KommIT-rådet."""
    id = ModelEvaluation.id_of(year)
    return await asker.ask(upon(ModelEvaluation, id, ModelEvaluation.hold, **body.model_dump()))


def _seen(asker: Asker, row: ExperienceRow) -> bool:
    own = asker.municipality is not None and str(asker.municipality) == row.municipality
    return row.published_on is not None or own or asker.role == Role.PORTFOLIO_OWNER

"""Evaluations over HTTP: who owes them, whom they heard, what they taught, and who answers that."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import evaluation as deeds
from aggregates.deeds import learning as learnt
from aggregates.deeds.coordination import by_group
from aggregates.evaluation.evaluation import Evaluation
from aggregates.evaluation.learning import Learning
from aggregates.kernel.refusals import Missing
from aggregates.rules import C10_02, C10_04, I35, I36, I44
from api.asking import Asker, Asks, Receipt
from api.bodies import Body, CodeQuery, Flag, On, Orgnr, Short, Text
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Item, Limit, Page, Views, the_views
from api.withholding import sees_who
from log.log import upon
from projections.evaluations import EvaluationRow, Evaluations
from projections.learnings import LearningRow, Learnings
from projections.runs import Runs

router = commands("evaluation")

Reads = Annotated[Views, Depends(the_views)]


class HeardBody(Body):
    """A party that was asked, and whether it answered."""

    party: Short
    kind: Short
    answered: Flag


class PointBody(Body):
    """A learning point: of which type, and who owns it (C10-04)."""

    id: Short
    text: Text
    type: Literal["model", "criteria", "material", "vendor", "communication", "capacity"]
    owner: Short


class Delivery(Body):
    """The evaluation of a run."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "summary": "Løpet nådde 31 kommuner.",
                    "heard": [{"party": "NHN", "kind": "actor", "answered": True}],
                    "learnings": [
                        {
                            "id": "L1", "text": "ROS-malen kom for sent.", "type": "material",
                            "owner": "KS",
                        }
                    ],
                }
            ]
        }
    )  # fmt: skip
    summary: Text
    heard: Annotated[list[HeardBody], Field(max_length=500)]
    learnings: Annotated[list[PointBody], Field(max_length=200)] = []


class Reception(Body):
    """The case as which the coordinating group takes the evaluation in."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"case": "NKG 7/26"}]})
    case: Short


class Owner(Body):
    """Who owns a learning point from now on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"owner": "NHN"}]})
    owner: Short


class PartyBody(Body):
    """An organisation that is asked what it thinks of a run, and what it was to it."""

    organisation: Orgnr
    name: Short
    kind: Literal["participant", "actor", "declined", "withdrew"]


class Parties(Body):
    """Those who are asked. Nobody has to answer."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "parties": [
                        {"organisation": "964338531", "name": "Bergen", "kind": "participant"}
                    ]
                }
            ]
        }
    )
    parties: Annotated[list[PartyBody], Field(min_length=1, max_length=500)]


class Response(Body):
    """What an organisation that was asked has to say; the public need not see which one it is."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "Opplæringen kom for sent.", "anonymous": True}]}
    )
    text: Text
    anonymous: Flag = False


class Sharing(Body):
    """The gathering at which the evaluation was told, as it was delivered."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"gathering": "Samling 2/27"}]})
    gathering: Short


class Type(Body):
    """What a learning point is about after all, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"type": "criteria", "reason": "Det er kravet som er for svakt."}]
        }
    )
    type: Literal["model", "criteria", "material", "vendor", "communication", "capacity"]
    reason: Text


class Settlement(Body):
    """What came of a learning point: something improved, or it is left as it is."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"outcome": "improved", "reason": "Ny ROS-mal er ute."}]}
    )
    outcome: Literal["improved", "left"]
    reason: Text


class LearningAnswer(Body):
    """How a run takes something learned before into account, or why it does not."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"answer": "taken_into_account", "reason": "Malen er klar før invitasjonen."}
            ]
        }
    )
    answer: Literal["taken_into_account", "not_relevant", "rejected"]
    reason: Text


class EvaluationPage(BaseModel):
    """An evaluation with what it taught. `response_rate` is from 0 to 1, null if nobody was asked.

    The party of an anonymous response is null to those it was not given to.
    """

    evaluation: EvaluationRow
    owed: bool
    response_rate: float | None
    learnings: list[LearningRow]


class ToAnswer(BaseModel):
    """Something learned before, and what a run answers to it; null while it does not."""

    learning: LearningRow
    answer: str | None
    reason: str | None


@router.get("/evaluations", tags=["boards"])
async def evaluations(
    asker: Asks, views: Reads,
    run: UUID | None = None, solution: CodeQuery = None, owed: bool | None = None, on: On = None,
    at_least: AtLeast = 0, limit: Limit = 100, cursor: Cursor = None,
) -> Page[EvaluationRow]:  # fmt: skip
    """Every evaluation: when it is due, whether it is delivered, received and shared (V7).

    `owed`: only what is past its day on a day (`on`) and not received, or only the others.
    """
    day = on or views.today
    asked = {"run": run and str(run), "solution": solution}
    where = {name: value for name, value in asked.items() if value is not None}
    page = await views.page(Evaluations, at_least, limit, cursor, **where)
    wanted = [row for row in page["items"] if owed is None or row.owed(day) == owed]
    page["items"] = [_masked(asker, row) for row in wanted]
    return Page.model_validate(page, from_attributes=True)


@router.get("/evaluations/{id}")
async def evaluation(
    id: UUID, asker: Asks, views: Reads, on: On = None, at_least: AtLeast = 0
) -> Item[EvaluationPage]:
    """One evaluation, with its response rate and what it taught."""
    found = await views.read(
        at_least, [Evaluations, Learnings],
        lambda tables: (
            tables.get(Evaluations, str(id)), tables.page(Learnings, {"evaluation": str(id)})
        ),
    )  # fmt: skip
    (row, taught), freshness = found
    if row is None:
        raise Missing("evaluation", id)
    item = EvaluationPage(
        evaluation=_masked(asker, row), owed=row.owed(on or views.today),
        response_rate=row.response_rate, learnings=taught,
    )  # fmt: skip
    return Item(position=freshness.position, recorded=freshness.recorded, item=item)


@router.post("/evaluations/{id}/parties", responses=refuses(I35, C10_02))
async def ask_parties(id: UUID, body: Parties, asker: Asks) -> Receipt:
    """Ask those who took part, declined or withdrew what they think of it."""
    parties = [each.model_dump() for each in body.parties]
    return await asker.ask(upon(Evaluation, id, Evaluation.ask_parties, parties=parties))


@router.post("/evaluations/{id}/response", responses=refuses(I35, C10_02))
async def respond(id: UUID, body: Response, asker: Asks) -> Receipt:
    """Answer for an organisation that was asked."""
    return await asker.ask(upon(Evaluation, id, Evaluation.respond, **body.model_dump()))


@router.post("/evaluations/{id}/sharing", responses=refuses(I35))
async def share(id: UUID, body: Sharing, asker: Asks) -> Receipt:
    """Note that what was delivered was told at a gathering."""
    return await asker.ask(partial(deeds.share, evaluation=id, gathering=body.gathering))


@router.get("/learnings", tags=["boards"])
async def learnings(
    _: Asks,
    views: Reads,
    run: UUID | None = None,
    solution: CodeQuery = None,
    open: bool | None = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[LearningRow]:
    """Every learning point: type, owner, what new runs answer to it, and what came of it (V7)."""
    asked = {"run": run and str(run), "solution": solution, "open": open}
    where = {name: value for name, value in asked.items() if value is not None}
    page = await views.page(Learnings, at_least, limit, cursor, **where)
    return Page.model_validate(page, from_attributes=True)


@router.post("/evaluations/{id}/delivery", responses=refuses(I35, C10_02, C10_04))
async def deliver_evaluation(id: UUID, body: Delivery, asker: Asks) -> Receipt:
    """Deliver the evaluation to the coordinating group, as the role that the track names."""
    return await asker.ask(lambda desk: deeds.deliver(desk, evaluation=id, **body.model_dump()))


@router.post("/evaluations/{id}/receipt", responses=refuses(I35, I44))
async def receive_evaluation(id: UUID, body: Reception, asker: Asks) -> Receipt:
    """Take the evaluation in, as a case of the coordinating group's own."""
    return await asker.ask(by_group(upon(Evaluation, id, Evaluation.receive, case=body.case)))


@router.post("/learnings/{id}/owner", responses=refuses(C10_04))
async def reassign(id: UUID, body: Owner, asker: Asks) -> Receipt:
    """Give a learning point another owner."""
    return await asker.ask(upon(Learning, id, Learning.reassign, owner=body.owner))


@router.post("/learnings/{id}/type", responses=refuses(C10_04))
async def reclassify(id: UUID, body: Type, asker: Asks) -> Receipt:
    """Say that a learning point is about something else; who has to look at it is asked."""
    return await asker.ask(upon(Learning, id, Learning.reclassify, **body.model_dump()))


@router.post("/learnings/{id}/settlement", responses=refuses(C10_04))
async def settle(id: UUID, body: Settlement, asker: Asks) -> Receipt:
    """Say what came of a learning point. New runs need not answer it any more."""
    return await asker.ask(partial(learnt.settle, learning=id, **body.model_dump()))


@router.get("/runs/{id}/learnings")
async def to_answer(id: UUID, _: Asks, views: Reads, at_least: AtLeast = 0) -> Page[ToAnswer]:
    """What was learned before, on the same solution or track, and what the run answers (I36)."""

    def look(tables: Any) -> list[LearningRow]:
        run = tables.get(Runs, str(id))
        if run is None:
            raise Missing("run", id)
        wheres = {"solution": run.solution}, {"track": run.track or run.kind}
        found = {
            row.id: row
            for where in wheres
            for row in tables.page(Learnings, where)
            if row.run != run.id and (row.outcome is None or row.answered_by(run.id))
        }
        return list(found.values())

    rows, freshness = await views.read(at_least, [Runs, Learnings], look)
    return Page(
        position=freshness.position, recorded=freshness.recorded,
        items=[_to_answer(row, str(id)) for row in rows],
    )  # fmt: skip


@router.post("/runs/{id}/learnings/{learning}/answer", responses=refuses(I36))
async def answer(id: UUID, learning: UUID, body: LearningAnswer, asker: Asks) -> Receipt:
    """Answer for a run what was learned before it."""
    deed = partial(learnt.answer, run=id, learning=learning, **body.model_dump())
    return await asker.ask(deed)


def _masked(asker: Asker, row: EvaluationRow) -> EvaluationRow:
    """The row without who gave an anonymous response, but to those it was given to (C10-02)."""
    owing = row.responsible_role, row.deliverers
    said = [
        each
        if not each["anonymous"] or sees_who(asker, *owing, each["party"])
        else each | {"party": None}
        for each in row.responses
    ]
    return row.but(responses=said)


def _to_answer(row: LearningRow, run: str) -> ToAnswer:
    given = row.answered_by(run)
    return ToAnswer(
        learning=row, answer=given and given["answer"], reason=given and given["reason"]
    )

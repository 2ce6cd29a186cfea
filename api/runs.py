"""Common runs over HTTP: proposed, given a track, planned, reviewed, opened, started, closed."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import coordination, invitation, leading, plan_review, sign_up, terms
from aggregates.deeds import run as deeds
from aggregates.deeds.coordination import by_group
from aggregates.deeds.evaluating import fall_due
from aggregates.invitations.basis import DecisionBasis
from aggregates.kernel.refusals import Missing
from aggregates.kernel.root import derived
from aggregates.rules import (
    C01_03,
    C06_01,
    C06_03,
    C06_04,
    C06_06,
    C06_07,
    C06_08,
    C06_10,
    C06_12,
    C06_16,
    C07_01,
    C07_02,
    C08_11,
    C13_09,
    I04,
    I09,
    I19,
    I20,
    I21,
    I22,
    I23,
    I24,
    I25,
    I26,
    I27,
    I32,
    I35,
    I36,
    I37,
    I44,
)
from aggregates.runs.run import Run
from api.asking import Asks, Receipt, etag
from api.asof import Histories, the_histories
from api.bodies import (
    WHOLE,
    Body,
    Code,
    Day,
    On,
    Orgnr,
    PuljeNumber,
    PuljePath,
    Scope,
    Short,
    Text,
)
from api.cursors import closed, opened
from api.reading import Said
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Item, Limit, Page, Views, the_views
from log.log import upon
from projections.evaluations import Evaluations
from projections.participations import Participations
from projections.puljer import Puljer, PuljeRow
from projections.runs import RunRow, Runs
from projections.tables import Tables

router = commands("runs")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]


class NewRun(Body):
    """A run: a solution taken into use by many together, or a common process for a method."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "Kjernejournal til de resterende kommunene", "kind": "rollout",
                    "solution": "kjernejournal", "scope": "national", "proposer": "KS",
                }
            ]
        }
    )  # fmt: skip
    title: Short
    kind: Literal["rollout", "common_process"]
    solution: Code
    scope: Scope
    proposer: Short


class TrackChoice(Body):
    """A track, on answers to all five questions (I19)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "track": "A", "deciding_body": "Nasjonal koordineringsgruppe",
                    "answers": {
                        "readiness": "Klar i alle kommuner.",
                        "fit_and_benefit": "Effektstudien foreligger.",
                        "simultaneity": "Ingen krav om samtidighet.",
                        "competence_and_capacity": "Regionene har erfaring.",
                        "vendor_dependencies": "Ingen vesentlige.",
                    },
                }
            ]
        }
    )  # fmt: skip
    track: Literal["A", "B", "C"]
    answers: Annotated[dict[Short, Text], Field(max_length=20)]
    deciding_body: Text
    dissent: Text | None = None


class Leadership(Body):
    """Who leads the run: an opaque reference, the body it comes from, and in which role.

    Who takes over from another is handed what is open; `open_items` may be empty, but not left out.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"leader": "p-77", "body": "971032146", "role": "innforingsleder"}]
        }
    )
    leader: Short
    body: Orgnr
    role: Short
    open_items: Annotated[list[Text], Field(max_length=100)] | None = None


class Review(Body):
    """What the coordinating group makes of the plan."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"outcome": "approved", "remark": None}]}
    )
    outcome: Literal["approved", "adjust", "remark"]
    remark: Text | None = None


class NewPulje(Body):
    """A pulje: its number, when it starts, its places, and time to decide."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "number": 1, "starts": "2027-03-01", "invites_from": "2026-12-01",
                    "decision_days": 30, "capacity": 20, "leader": "p-77",
                }
            ]
        }
    )  # fmt: skip
    number: PuljeNumber
    starts: Day
    invites_from: Day
    decision_days: Annotated[int, Field(ge=0, le=3650), WHOLE]
    capacity: Annotated[int, Field(ge=0, le=1000), WHOLE]
    leader: Short


class Capacity(Body):
    """How many places there are."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"capacity": 25}]})
    capacity: Annotated[int, Field(ge=0, le=1000), WHOLE]


class Part(Body):
    """One part of the decision basis."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "text": "Kommunen kan bli med i et senere løp.",
                    "sources": ["S3 L296"], "dated": "2026-11-01",
                }
            ]
        }
    )  # fmt: skip
    text: Text
    sources: Annotated[list[Short], Field(max_length=50)] = []
    dated: Day


class DueDate(Body):
    """The day by which the evaluation is owed."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"due": "2027-12-01"}]})
    due: Day
    pulje: PuljeNumber | None = None
    reason: Text | None = None


PartName = Literal[
    "prerequisites",
    "cost_and_capacity",
    "resources",
    "consequences_of_not_joining",
    "benefit_evidence",
]


class Answers(BaseModel):
    """How the invited have answered. `unanswered` is neither yes nor no (I02)."""

    invited: int
    join: int
    decline: int
    postpone: int
    more_information: int
    withdrawn: int
    unanswered: int
    expired: int


class RunPage(BaseModel):
    """A run with its puljer and answers. `evaluation_debt`: owed and not received (C10-03)."""

    run: RunRow
    puljer: list[PuljeRow]
    answers: Answers
    evaluation_debt: bool


class BasisPage(BaseModel):
    """The decision basis as it is drafted, and the newest frozen version.

    `proposed` are price models, by year, that the cost part tells of once that is confirmed.
    """

    id: UUID
    draft: Said
    frozen: Said
    latest: int
    missing: list[str]
    outdated: int | None
    proposed: list[dict[str, Any]]


@router.post("/runs", status_code=201, responses=refuses(C06_01, I26, C01_03))
async def propose(body: NewRun, asker: Asks) -> Receipt:
    """Propose a run, whether or not the solution is ready yet (I15)."""
    return await asker.ask(
        lambda desk: deeds.propose(
            desk, id=derived("runs", desk.act.command), title=body.title, kind=body.kind,
            solution=body.solution, scope_code=body.scope, proposer=body.proposer,
        )
    )  # fmt: skip


@router.get("/runs", tags=["boards"])
async def run_overview(
    _: Asks,
    views: Reads,
    on: On = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[RunPage]:
    """The national overview: every run, its puljer and answers, and who owes an evaluation (V2)."""
    day = on or views.today
    after = opened(cursor, Runs)

    def look(tables: Tables) -> list[RunPage]:
        return [_page(tables, row, day) for row in tables.page(Runs, None, after, limit + 1)]

    pages, freshness = await views.read(at_least, [Runs, Puljer, Participations, Evaluations], look)
    more = closed(Runs, pages[limit - 1].run) if len(pages) > limit else None
    return Page(
        position=freshness.position, recorded=freshness.recorded, items=pages[:limit], next=more
    )


@router.get("/runs/{id}")
async def one_run(
    id: UUID, _: Asks, views: Reads, on: On = None, at_least: AtLeast = 0
) -> Item[RunPage]:
    """One run with its puljer and answers."""
    day = on or views.today

    def look(tables: Tables) -> RunPage:
        row = tables.get(Runs, str(id))
        if row is None:
            raise Missing("run", id)
        return _page(tables, row, day)

    page, freshness = await views.read(at_least, [Runs, Puljer, Participations, Evaluations], look)
    return Item(position=freshness.position, recorded=freshness.recorded, item=page)


@router.post("/runs/{id}/track", responses=refuses(I19, I26, I44, C06_03, C13_09))
async def choose_track(id: UUID, body: TrackChoice, asker: Asks) -> Receipt:
    """Choose the track; another choice is a new decision beside the old."""
    return await asker.ask(
        lambda desk: coordination.choose_track(desk, run=id, **body.model_dump())
    )


@router.post("/runs/{id}/leader", responses=refuses(C06_01, C06_04, C06_08, I23, I44))
async def appoint_leader(id: UUID, body: Leadership, asker: Asks) -> Receipt:
    """Appoint the one who leads the run, and who is yet to accept it."""
    return await asker.ask(
        by_group(lambda desk: leading.appoint_leader(desk, run=id, **body.model_dump()))
    )


@router.post("/runs/{id}/plan-review", responses=refuses(C06_01, C06_12, I20, I21, I36, I44))
async def review_plan(id: UUID, body: Review, asker: Asks) -> Receipt:
    """Review the plan: approve it, remark on it, or send it back."""
    return await asker.ask(by_group(partial(plan_review.review_plan, run=id, **body.model_dump())))


@router.post("/runs/{id}/puljer", status_code=201, responses=refuses(C06_10, C08_11, I20, I23, I24))
async def plan_pulje(id: UUID, body: NewPulje, asker: Asks) -> Receipt:
    """Plan a pulje."""
    return await asker.ask(lambda desk: deeds.plan_pulje(desk, run=id, **body.model_dump()))


@router.post(
    "/runs/{id}/puljer/{number}/opening",
    responses=refuses(C06_04, C06_12, C08_11, I20, I23, I25, I44),
)
async def open_pulje(id: UUID, number: PuljePath, asker: Asks) -> Receipt:
    """Open a pulje for invitations and sign-up."""
    return await asker.ask(by_group(lambda desk: deeds.open_pulje(desk, run=id, number=number)))


@router.post("/runs/{id}/puljer/{number}/capacity", responses=refuses(I24, I25))
async def change_capacity(id: UUID, number: PuljePath, body: Capacity, asker: Asks) -> Receipt:
    """Change the number of places; never below what is taken and offered."""
    return await asker.ask(
        lambda desk: sign_up.change_capacity(desk, run=id, number=number, capacity=body.capacity)
    )


@router.get("/runs/{id}/basis")
async def basis(id: UUID, _: Asks, histories: Recalls, response: Response) -> BasisPage:
    """The decision basis. Its ETag is what a change of the draft is to name."""
    found = await histories.read(DecisionBasis, DecisionBasis.id_of(id))
    response.headers["ETag"] = etag(found)
    return BasisPage(
        id=found.id, draft=found.draft, frozen=found.frozen, latest=found.latest,
        missing=found.missing, outdated=found.outdated,
        proposed=[found.proposed[year] for year in sorted(found.proposed)],
    )  # fmt: skip


@router.put("/runs/{id}/basis/{part}", responses=refuses(C07_01, C07_02, I04))
async def set_part(id: UUID, part: PartName, body: Part, asker: Asks) -> Receipt:
    """Write one part of a draft that is still as you read it (If-Match)."""
    return await asker.ask_on_read(
        DecisionBasis,
        DecisionBasis.id_of(id),
        lambda desk: invitation.set_part(desk, run=id, part=part, **body.model_dump()),
    )


@router.post("/runs/{id}/basis/freezing", responses=refuses(I04))
async def freeze_basis(id: UUID, asker: Asks) -> Receipt:
    """Freeze the draft as the version that the next invitations are sent on."""
    return await asker.ask(partial(terms.freeze_basis, run=id))


@router.post("/runs/{id}/basis/cost/confirmation", responses=refuses(C07_01, I04))
async def confirm_cost(id: UUID, asker: Asks) -> Receipt:
    """Let the cost part tell of the prices that are proposed, and freeze that (R24, I05)."""
    return await asker.ask(partial(terms.confirm_cost, run=id))


@router.post("/runs/{id}/opening", responses=refuses(C06_01, C06_04, I21, I27, I36, I44))
async def open_sign_up(id: UUID, asker: Asks) -> Receipt:
    """Open the run for invitations and sign-up. From then on it owes its evaluation (C10-01)."""
    return await asker.ask(by_group(partial(deeds.open_sign_up, run=id)))


@router.post(
    "/runs/{id}/start",
    responses=refuses(C06_01, C06_06, C06_07, C06_08, C06_16, I09, I20, I21, I22, I23),
)
async def start(id: UUID, asker: Asks) -> Receipt:
    """Start the run, if its solution is ready in its scope at this moment."""
    return await asker.ask(lambda desk: deeds.start(desk, run=id))


@router.post("/runs/{id}/follow-up", responses=refuses(C06_01))
async def begin_follow_up(id: UUID, asker: Asks) -> Receipt:
    """Go on to the follow-up."""
    return await asker.ask(upon(Run, id, Run.begin_follow_up))


@router.post("/runs/{id}/evaluation", status_code=201, responses=refuses(C06_01, I35, I37))
async def evaluation_due(id: UUID, body: DueDate, asker: Asks) -> Receipt:
    """Say by when the evaluation is owed, to the role that the track makes answer for it.

    In track C each pulje owes its own.
    """
    return await asker.ask(partial(fall_due, run=id, **body.model_dump()))


@router.post("/runs/{id}/closing", responses=refuses(C06_01, I32, I35))
async def close(id: UUID, asker: Asks) -> Receipt:
    """Close the run, once its evaluation is received and its puljer are closed."""
    return await asker.ask(lambda desk: deeds.close(desk, run=id))


def _page(tables: Tables, row: RunRow, day: date) -> RunPage:
    owing = tables.page(Evaluations, {"run": row.id})
    return RunPage(
        run=row,
        puljer=tables.page(Puljer, {"run": row.id}),
        answers=_answers(tables, row.id),
        evaluation_debt=any(each.owed(day) for each in owing),
    )


def _answers(tables: Tables, run: str) -> Answers:
    counted = tables.counts(Participations, ["answer", "invitation"], {"run": run})
    told = dict.fromkeys(Answers.model_fields, 0)
    for (answer, invitation_state), count in counted.items():
        told["invited"] += count
        told[answer or "unanswered"] += count
        told["expired"] += count if invitation_state == "expired" else 0
    return Answers(**told)

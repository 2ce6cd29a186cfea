"""What municipalities state beside their answers, over HTTP: it is theirs, and no answer."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from datetime import date
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from aggregates.deeds import commitments as deeds
from aggregates.invitations.assessment import OwnAssessment
from aggregates.invitations.checklist import Checklist
from aggregates.invitations.intention import Intention
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.portfolio.obligation import MUNICIPAL, MUNICIPALITY, USE, Obligation
from aggregates.portfolio.requirements import SECTORS
from aggregates.rules import C07_09, C07_10, C07_12, I01, I06, I07
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import Body, Code, CodePath, Day, Flag, NumberPath, On, Short, Text
from api.reading import municipality_on
from api.refusing import refuses
from api.routing import commands
from api.trail import Told, told
from api.views import AtLeast, Item, Needed, Page, Views, the_views
from api.withholding import PRIVATE, Purpose, shown
from log.log import upon
from projections.matters import (
    ANCHORING,
    ASKED,
    FULFILMENT,
    INTENTION,
    Matter,
    Matters,
)
from projections.municipalities import Municipalities
from projections.participations import Participations
from projections.tables import Tables

router = commands("commitments")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]


class NewIntention(Body):
    """What the municipality intends, on which document of its own, and until when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"solution": "kjernejournal", "document": "Sak 26/41", "until": "2099-12-31"}
            ]
        }
    )
    solution: Code
    document: Short
    binding: Flag = False
    until: Day | None = None
    conditions: Text | None = None


class FulfilledIntention(Body):
    """What shows that the municipality has done what it intended."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"evidence": "I bruk i alle enheter."}]}
    )
    evidence: Text
    document: Short | None = None


class WithdrawnIntention(Body):
    """Taking it back; a reason is never asked for (I03)."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}]})
    reason: Text | None = None
    document: Short | None = None


class NewPlan(Body):
    """How a municipality fulfils a duty, and by when: no yes, and no no (C07-11)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "solution": "kjernejournal", "actor": "kommunal_legevakt",
                    "plan": "Innføres i legevakten i vår.", "ready_by": "2027-06-01",
                }
            ]
        }
    )  # fmt: skip
    solution: Code
    actor: Literal[*MUNICIPAL]  # type: ignore[valid-type]
    plan: Text
    ready_by: Day
    document: Short | None = None


class NewAnchoring(Body):
    """Which leader of a sector stands behind a solution: the function, never a person."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "solution": "kjernejournal", "sector": "helse", "leader": "kommunalsjef helse",
                    "informed": True,
                }
            ]
        }
    )  # fmt: skip
    solution: Code
    sector: Literal[*SECTORS]  # type: ignore[valid-type]
    leader: Short
    informed: Flag
    document: Short | None = None


class AnchoringChoice(Body):
    """Whether missing anchoring blocks joining, for one solution or for every other (`*`)."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"matter": "kjernejournal", "required": True}]}
    )
    matter: Literal["*"] | Code = "*"
    required: Flag


class NewAssessment(Body):
    """What the municipality itself thinks of the benefit, against its capacity."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "solution": "kjernejournal", "benefit": "Færre telefoner.",
                    "capacity": "Vanskelig før sommeren.", "conclusion": "Til høsten.",
                }
            ]
        }
    )  # fmt: skip
    solution: Code
    benefit: Text
    capacity: Text
    conclusion: Text = ""


class Sharing(Body):
    """Whether the own region, KS and the auditor may read the assessment."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"solution": "kjernejournal", "shared": True}]}
    )
    solution: Code
    shared: Flag


class Tick(Body):
    """An agreement and the day it was signed; null takes the tick back."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"agreement": "ks-avtale", "signed_on": "2026-11-20"}]}
    )
    agreement: Code
    signed_on: Day | None


class ConfirmedAgreement(Body):
    """The agreement that the counterpart has too."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"agreement": "ks-avtale"}]})
    agreement: Code


class Commitments(BaseModel):
    """What a municipality stated. `missing` is the anchoring asked for and not stated: a warning.

    It is told of each solution that it has joined a run with, by sector.
    """

    stated: list[Matter]
    missing: dict[str, list[str]]


class Answered(BaseModel):
    """What municipalities said of a solution. The three are never added up (I06, I07).

    `voluntary` counts answers to invitations, but for what was said, or not said, while using the
    solution was a duty; `under_duty` plans to fulfil a duty, by actor, and `intentions` what is
    intended, by what became of it.
    """

    voluntary: dict[str, int]
    under_duty: dict[str, int]
    intentions: dict[str, int]


@router.post("/municipalities/{number}/intentions", status_code=201, responses=refuses(I01, I07))
async def state_intention(number: NumberPath, body: NewIntention, asker: Asks) -> Receipt:
    """State an intention. It signs up for nothing, and is no stage of adoption."""
    return await asker.ask(partial(deeds.intend, number=number, **body.model_dump()))


@router.post("/intentions/{id}/confirmation", responses=refuses(I07))
async def confirm_intention(id: UUID, asker: Asks) -> Receipt:
    """KS confirms that it has received an intention."""
    return await asker.ask(upon(Intention, id, Intention.confirm))


@router.post("/intentions/{id}/fulfilment", responses=refuses(I01, I07))
async def fulfil_intention(id: UUID, body: FulfilledIntention, asker: Asks) -> Receipt:
    """The municipality states that it has done what it intended."""
    return await asker.ask(upon(Intention, id, Intention.fulfil, **body.model_dump()))


@router.post("/intentions/{id}/withdrawal", responses=refuses(I01))
async def withdraw_intention(id: UUID, body: WithdrawnIntention, asker: Asks) -> Receipt:
    """The municipality takes an intention back."""
    return await asker.ask(upon(Intention, id, Intention.withdraw, **body.model_dump()))


@router.post("/municipalities/{number}/fulfilments", status_code=201, responses=refuses(I01, I06))
async def plan_fulfilment(number: NumberPath, body: NewPlan, asker: Asks) -> Receipt:
    """State how a legal duty is fulfilled. Where there is none, it is voluntary (I06)."""
    return await asker.ask(partial(deeds.plan_fulfilment, number=number, **body.model_dump()))


@router.post("/municipalities/{number}/anchoring", responses=refuses(I01, C07_09))
async def state_anchoring(number: NumberPath, body: NewAnchoring, asker: Asks) -> Receipt:
    """State which leader of a sector stands behind a solution."""
    return await asker.ask(partial(deeds.state_anchoring, number=number, **body.model_dump()))


@router.post("/municipalities/{number}/anchoring/choice", responses=refuses(I01))
async def choose_anchoring(number: NumberPath, body: AnchoringChoice, asker: Asks) -> Receipt:
    """The municipality chooses whether missing anchoring blocks its own joining."""
    return await asker.ask(partial(deeds.choose_anchoring, number=number, **body.model_dump()))


@router.post("/municipalities/{number}/assessments", responses=refuses(I01, C07_10))
async def state_assessment(number: NumberPath, body: NewAssessment, asker: Asks) -> Receipt:
    """Weigh the benefit against the own capacity. Nobody else reads it until it is shared."""
    said = body.model_dump(exclude={"solution"})

    def deed(desk: Desk) -> Root:
        return deeds.assess(
            desk, number=number, solution=body.solution,
            decide=lambda own: own.state(desk.act, **said),
        )  # fmt: skip

    return await asker.ask(deed)


@router.post("/municipalities/{number}/assessments/sharing", responses=refuses(I01))
async def share_assessment(number: NumberPath, body: Sharing, asker: Asks) -> Receipt:
    """Share the own assessment with the own region, KS and the auditor; or no longer."""
    decide = OwnAssessment.share if body.shared else OwnAssessment.unshare

    def deed(desk: Desk) -> Root:
        return deeds.assess(
            desk, number=number, solution=body.solution, decide=lambda own: decide(own, desk.act)
        )

    return await asker.ask(deed)


@router.get("/municipalities/{number}/assessments")
async def assessments(
    number: NumberPath, asker: Asks, views: Reads,
    on: On = None, purpose: Purpose = None, at_least: AtLeast = 0,
) -> Page[Told]:  # fmt: skip
    """What a municipality itself thinks; whole to itself, and to others only what it shared."""
    row, _ = await views.read(
        at_least, [Municipalities],
        lambda tables: municipality_on(tables, number, on or views.today),
    )  # fmt: skip
    positions, freshness = await views.told(at_least, [row.municipality])
    entries = await asyncio.to_thread(asker.log.store.at, positions)
    own = [entry for entry in entries if entry.topic.startswith(PRIVATE)]
    events = await shown(asker, own, purpose)
    return Page(
        position=freshness.position,
        recorded=freshness.recorded,
        items=[told(event) for event in events],
    )


@router.post("/participations/{id}/checklist/ticks", responses=refuses(I01, C07_12))
async def tick_agreement(id: UUID, body: Tick, asker: Asks) -> Receipt:
    """Tick an agreement on the list that joining led to, with the day it was signed; or untick."""
    return await asker.ask(partial(deeds.tick, participation=id, **body.model_dump()))


@router.post("/checklists/{id}/confirmations", responses=refuses(C07_12))
async def confirm_agreement(id: UUID, body: ConfirmedAgreement, asker: Asks) -> Receipt:
    """The counterpart of an agreement confirms what the municipality has ticked."""
    return await asker.ask(upon(Checklist, id, Checklist.confirm, agreement=body.agreement))


@router.get("/municipalities/{number}/commitments", tags=["boards"])
async def commitments(
    number: NumberPath, _: Asks, views: Reads, on: On = None, at_least: AtLeast = 0
) -> Item[Commitments]:
    """What a municipality has stated beside its answers, and the anchoring it lacks (C07-09)."""
    day = on or views.today

    def look(tables: Tables) -> Commitments:
        return of_municipality(tables, municipality_on(tables, number, day).municipality)

    needed: Needed = [Municipalities, Matters, Participations]
    page, freshness = await views.read(at_least, needed, look)
    return Item(position=freshness.position, recorded=freshness.recorded, item=page)


@router.get("/solutions/{code}/commitments", tags=["boards"])
async def answered(
    code: CodePath, _: Asks, views: Reads, histories: Recalls, at_least: AtLeast = 0
) -> Item[Answered]:
    """What is voluntary, what is under duty and what is intended, each counted by itself."""
    duties = await histories.find(Obligation, Obligation.id_of(code))
    page, freshness = await views.read(
        at_least, [Matters, Participations],
        lambda tables: _answered(tables, code, duties, views.today),
    )  # fmt: skip
    return Item(position=freshness.position, recorded=freshness.recorded, item=page)


def of_municipality(tables: Tables, municipality: str) -> Commitments:
    """What one municipality stated; what it lacks is told of what it has joined."""
    of_it = {"municipality": municipality}
    stated = tables.page(Matters, of_it)
    anchored: dict[str, dict[str, Any]] = defaultdict(dict)
    anchored |= {each.solution: each.facts for each in stated if each.sort == ANCHORING}
    joined = {row.solution for row in tables.page(Participations, of_it) if row.answer == "join"}
    where = {"solution": sorted(joined), "sort": ASKED}
    missing = {
        each.solution: [s for s in each.facts["sectors"] if s not in anchored[each.solution]]
        for each in (tables.page(Matters, where) if joined else [])
    }
    return Commitments(stated=stated, missing={k: v for k, v in missing.items() if v})


def _answered(tables: Tables, code: str, duties: Obligation | None, today: date) -> Answered:
    rows = tables.page(Matters, {"solution": code})
    return Answered(
        voluntary=_voluntary(tables, code, duties, today),
        under_duty=Counter(each.facts["actor"] for each in rows if each.sort == FULFILMENT),
        intentions=Counter(each.status for each in rows if each.sort == INTENTION),
    )


def _voluntary(tables: Tables, code: str, duties: Obligation | None, today: date) -> dict[str, int]:
    """Answers to invitations, each counted where it was no duty on the day it was given (I06)."""
    if duties is None:
        answers = tables.counts(Participations, ["answer"], {"solution": code})
        return {answer or "unanswered": count for (answer,), count in answers.items()}
    return Counter(
        row.answer or "unanswered"
        for row in tables.page(Participations, {"solution": code})
        if not duties.obliged(MUNICIPALITY, USE, row.decided_on or today)
    )

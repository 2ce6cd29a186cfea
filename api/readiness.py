"""Criteria and assessments over HTTP: on what basis a solution is declared «klar til bruk»."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import judging
from aggregates.deeds import readiness as deeds
from aggregates.deeds.coordination import by_group
from aggregates.deeds.readiness import open_assessment
from aggregates.readiness.criteria import CriteriaSet
from aggregates.readiness.readiness import Readiness
from aggregates.readiness.scope import Scope
from aggregates.rules import (
    C02_06,
    C02_10,
    C03_01,
    C03_04,
    C03_05,
    C03_07,
    C03_08,
    I10,
    I11,
    I12,
    I13,
    I44,
)
from api.asking import Asks, Receipt, etag
from api.asof import Histories, the_histories
from api.bodies import WHOLE, Body, Code, Day, Flag, Number, Orgnr, Short, Text
from api.reading import Said
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Limit, Page, Views, the_views
from log.log import founding, upon
from projections.criteria_sets import CriteriaRow, CriteriaSets

router = commands("readiness")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]
Level = Literal["national", "regional", "limited"]


class CriterionBody(Body):
    """One criterion; `applies_to` lists kinds of solution, `applies_in` levels of scope; empty is
    all.

    `exemptable` says whether an exemption can be given; unsaid, from all but soundness (C03-09).
    """

    id: Annotated[str, Field(pattern=r"^[A-Z][0-9]{1,3}$")]
    text: Text
    mandatory: Flag
    evidence_type: Short
    applies_to: Annotated[list[Short], Field(max_length=20)] = []
    applies_in: Annotated[list[Level], Field(max_length=3)] = []
    exemptable: Flag | None = None

    def stated(self) -> dict[str, Any]:
        unsaid: tuple[tuple[str, Any], ...] = (("exemptable", None), ("applies_in", []))
        return {k: v for k, v in self.model_dump().items() if (k, v) not in unsaid}


class Criteria(Body):
    """The criteria of a draft."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "criteria": [
                        {
                            "id": "K1", "text": "Løsningen dekker kommunenes behov.",
                            "mandatory": True, "evidence_type": "document", "applies_to": [],
                        }
                    ]
                }
            ]
        }
    )  # fmt: skip
    criteria: Annotated[list[CriterionBody], Field(min_length=1, max_length=200)]


class NewCriteriaSet(Criteria):
    """A new version of a named set of criteria."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "klar-til-bruk", "version": 2,
                    "criteria": [
                        {
                            "id": "K1", "text": "Løsningen dekker kommunenes behov.",
                            "mandatory": True, "evidence_type": "document", "applies_to": [],
                        }
                    ],
                }
            ]
        }
    )  # fmt: skip
    name: Short
    version: Annotated[int, Field(ge=1, le=10_000), WHOLE]


class Anchoring(Body):
    """The decision of the joint governance behind the criteria."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"decision": "Samstyring 3/26"}]})
    decision: Short


class Publication(Body):
    """The day from which the criteria hold."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"on": "2026-12-01"}]})
    on: Day


class ScopeBody(Body):
    """How far readiness would reach. Limited says whom it is available for (C03-07)."""

    level: Level
    regions: Annotated[list[Short], Field(max_length=30)] = []
    available_for: Annotated[list[Short], Field(max_length=30)] = []
    slug: Annotated[str, Field(pattern=r"^[a-z0-9-]{0,60}$")] = ""

    def stated(self) -> Scope:
        return Scope(self.level, tuple(self.regions), tuple(self.available_for), self.slug)


class NewAssessment(Body):
    """A round of assessment of one solution in one scope, on one version of the criteria.

    `decider` is the organisation that decides, where it is another than KS's practice has.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "solution": "kjernejournal", "scope": {"level": "national"},
                    "criteria_set": "6fa459ea-ee8a-5ca4-894e-db77e160355e",
                    "programme_owner": "994598759", "decider": "971032146",
                }
            ]
        }
    )  # fmt: skip
    solution: Code
    scope: ScopeBody
    criteria_set: UUID
    programme_owner: Orgnr | None = None
    decider: Orgnr | None = None


class EvidenceBody(Body):
    """Something that shows it; `planned` is not yet evidence of shared material."""

    kind: Short
    title: Short
    reference: Short


class Answer(Body):
    """The programme's own answer to one criterion (egenvurdering)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "criterion": "K1", "answer": "met", "reason": "",
                    "evidence": [
                        {"kind": "document", "title": "Behovsanalyse", "reference": "NHN 24/118"}
                    ],
                }
            ]
        }
    )  # fmt: skip
    criterion: Short
    answer: Literal["met", "partly", "not_met", "not_relevant"]
    reason: Text = ""
    evidence: Annotated[list[EvidenceBody], Field(max_length=50)] = []


class MemberBody(Body):
    """A member of the group, as an opaque reference, and what binds it to anyone."""

    ref: Short
    competence: Literal["clinical", "health_professional", "administrative"]
    ties: Annotated[list[Short], Field(max_length=20)] = []


class ConditionBody(Body):
    """A condition that goes with a verdict or a decision."""

    id: Short
    text: Text
    due: Day | None = None


class VerdictBody(Body):
    """What the independent group finds of the professional soundness (faglig forsvarlighet)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "verdict": "sound", "point": "during_trial",
                    "members": [
                        {"ref": "p-11", "competence": "clinical"},
                        {"ref": "p-12", "competence": "health_professional"},
                        {"ref": "p-13", "competence": "administrative"},
                    ],
                }
            ]
        }
    )  # fmt: skip
    verdict: Literal["sound", "sound_with_conditions", "not_sound"]
    point: Literal["during_trial", "at_closing"]
    members: Annotated[list[MemberBody], Field(max_length=30)]
    conditions: Annotated[list[ConditionBody], Field(max_length=50)] = []
    dissent: Text | None = None


class Recommendation(Body):
    """The coordinating group's advice."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"recommendation": "ready", "reason": "Alle krav er møtt."}]
        }
    )
    recommendation: Literal["ready", "ready_with_conditions", "not_ready"]
    reason: Text


class Declaration(Body):
    """The decision «klar til bruk», with its reason."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"ready": True, "reason": "Tilrådd og dokumentert."}]}
    )
    ready: Flag
    reason: Text
    conditions: Annotated[list[ConditionBody], Field(max_length=50)] = []
    late_verdict_reason: Text = ""
    unheard: Annotated[
        dict[Number, Text],
        Field(max_length=400, description="Why a pilot is not heard, by its number."),
    ] = {}


class CriteriaSetPage(BaseModel):
    """A version of the criteria as it stands."""

    id: UUID
    name: str
    version: int
    phase: str
    anchored_on: date | None
    published_on: date | None
    criteria: list[Said]


class Assessment(BaseModel):
    """Where a solution stands in a scope, how far its assessment has come, and who follows it.

    What is decided, and no more, is in its passport.
    """

    id: UUID
    solution: str
    scope: str
    outcome: str | None
    standing: str
    suspension: Said | None
    followed_by: list[str]
    unmet: list[str]
    round: int
    criteria_set: UUID
    criteria: list[Said]
    answers: Said
    verdict: Said | None


@router.post("/criteria-sets", status_code=201, responses=refuses(C03_01))
async def draft_criteria(body: NewCriteriaSet, asker: Asks) -> Receipt:
    """Draft a version of the criteria for «klar til bruk»."""
    return await asker.ask(
        founding(CriteriaSet.draft, **body.model_dump() | {"criteria": _stated(body)})
    )


@router.get("/criteria-sets")
async def criteria_sets(
    _: Asks, views: Reads, at_least: AtLeast = 0, limit: Limit = 100, cursor: Cursor = None
) -> Page[CriteriaRow]:
    """Every version of the criteria, and how far it has come."""
    page = await views.page(CriteriaSets, at_least, limit, cursor)
    return Page.model_validate(page, from_attributes=True)


@router.get("/criteria-sets/{id}")
async def criteria_set(
    id: UUID, _: Asks, histories: Recalls, response: Response
) -> CriteriaSetPage:
    """A version of the criteria. Its ETag is what a change of the draft is to name."""
    found = await histories.read(CriteriaSet, id)
    response.headers["ETag"] = etag(found)
    return CriteriaSetPage(
        id=found.id,
        name=found.name,
        version=found.number,
        phase=found.phase,
        anchored_on=found.anchored_on,
        published_on=found.published_on,
        criteria=found.criteria,
    )


@router.put("/criteria-sets/{id}", responses=refuses(C03_01))
async def change_criteria(id: UUID, body: Criteria, asker: Asks) -> Receipt:
    """Rewrite a draft that is still as you read it (If-Match)."""
    criteria = _stated(body)
    return await asker.ask_on_read(
        CriteriaSet, id, upon(CriteriaSet, id, CriteriaSet.change, criteria=criteria)
    )


@router.post("/criteria-sets/{id}/anchoring", responses=refuses(C03_01))
async def anchor_criteria(id: UUID, body: Anchoring, asker: Asks) -> Receipt:
    """Note the decision that stands behind the criteria."""
    return await asker.ask(upon(CriteriaSet, id, CriteriaSet.anchor, decision=body.decision))


@router.post("/criteria-sets/{id}/publication", responses=refuses(C03_01))
async def publish_criteria(id: UUID, body: Publication, asker: Asks) -> Receipt:
    """Publish the criteria, for good."""
    return await asker.ask(upon(CriteriaSet, id, CriteriaSet.publish, on=body.on))


@router.post("/readiness", status_code=201, responses=refuses(C03_07, C03_08, I10, I12, I13))
async def assess(body: NewAssessment, asker: Asks) -> Receipt:
    """Open a round of assessment. A decision that stands is not touched until a new one is made."""
    return await asker.ask(
        lambda desk: open_assessment(
            desk, solution=body.solution, scope=body.scope.stated(),
            criteria_set=body.criteria_set, programme_owner=body.programme_owner,
            decider=body.decider,
        )
    )  # fmt: skip


@router.get("/readiness/{id}")
async def assessment(id: UUID, _: Asks, histories: Recalls) -> Assessment:
    """One assessment: the answers, the verdict, what is unmet, and the decision that stands."""
    found = await histories.read(Readiness, id)
    return Assessment(
        id=found.id,
        solution=found.solution,
        scope=found.scope_code,
        outcome=found.outcome,
        standing=found.standing,
        suspension=found.suspension,
        followed_by=found.followers,
        unmet=found.unmet(),
        round=found.round.number,
        criteria_set=found.round.criteria_set,
        criteria=found.round.criteria,
        answers=found.round.answers,
        verdict=found.round.verdict,
    )


@router.post("/readiness/{id}/answers", responses=refuses(C03_04, C03_08))
async def answer_criterion(id: UUID, body: Answer, asker: Asks) -> Receipt:
    """Answer one criterion. «met» needs evidence."""
    return await asker.ask(upon(Readiness, id, Readiness.answer, **body.model_dump()))


@router.post("/readiness/{id}/verdicts", responses=refuses(I11, C03_05, C03_08))
async def give_verdict(id: UUID, body: VerdictBody, asker: Asks) -> Receipt:
    """Judge the professional soundness, independently of programme and vendors."""
    return await asker.ask(partial(judging.give_verdict, readiness=id, **_told(body)))


@router.post("/readiness/{id}/recommendation", responses=refuses(C03_08, I44))
async def recommend(id: UUID, body: Recommendation, asker: Asks) -> Receipt:
    """Advise whoever decides."""
    return await asker.ask(by_group(upon(Readiness, id, Readiness.recommend, **body.model_dump())))


@router.post(
    "/readiness/{id}/declaration",
    responses=refuses(I10, I11, I12, I44, C02_06, C02_10, C03_05, C03_08),
)
async def declare(id: UUID, body: Declaration, asker: Asks) -> Receipt:
    """Decide whether the solution is «klar til bruk» in this scope, with the whole rule trace."""
    if not body.ready:
        declining = upon(Readiness, id, Readiness.declare_not_ready, reason=body.reason)
        return await asker.ask(by_group(declining))
    declared = _told(body, without={"ready"})
    return await asker.ask(by_group(partial(deeds.declare, readiness=id, **declared)))


def _stated(body: Criteria) -> list[dict[str, Any]]:
    return [each.stated() for each in body.criteria]


def _told(body: BaseModel, without: set[str] | None = None) -> dict[str, Any]:
    """A body as events tell it: days within lists as text."""
    fields = body.model_dump(exclude=without)
    for condition in fields["conditions"]:
        condition["due"] = condition["due"] and condition["due"].isoformat()
    return fields

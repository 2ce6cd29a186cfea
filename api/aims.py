"""What is agreed on before a solution is assessed, over HTTP: criteria, and professional aims."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import criteria as deeds
from aggregates.readiness.acknowledgement import Acknowledgement
from aggregates.readiness.aims import ProfessionalAims
from aggregates.rules import C03_02, C03_06
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import WHOLE, Body, Code, Day, Orgnr, Short, Text
from api.reading import Said
from api.refusing import refuses
from api.routing import commands
from log.log import upon

router = commands("readiness")

Recalls = Annotated[Histories, Depends(the_histories)]


class NewAcknowledgement(Body):
    """For which solution the programme takes the criteria as known."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"solution": "kjernejournal"}]})
    solution: Code


class CriteriaChange(Body):
    """Which later criteria are proposed, and how the programme would go over to them."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "successor": "6fa459ea-ee8a-5ca4-894e-db77e160355e",
                    "transition": "next_round", "reason": "Kravet om opplæring er skjerpet.",
                }
            ]
        }
    )  # fmt: skip
    successor: UUID
    transition: Literal["keeps_former", "next_round", "from_day"]
    reason: Text
    from_day: Day | None = None


class ChangeAnswer(Body):
    """The programme's own word on a proposed change; a «no» says why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"answer": "declined", "reason": "Utprøvingen er i gang."}]}
    )
    answer: Literal["accepted", "declined"]
    reason: Text = ""


class PartyBody(Body):
    """An organisation that is to agree, and as what."""

    kind: Literal["programme", "ks", "professionals", "other"]
    body: Orgnr


class NewAims(Body):
    """What is to be agreed on, and by whom: at least programme, KS and professionals."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "text": "Oppslaget tar under to sekunder i hjemmetjenesten.",
                    "parties": [
                        {"kind": "programme", "body": "994598759"},
                        {"kind": "ks", "body": "971032146"},
                        {"kind": "professionals", "body": "974760673"},
                    ],
                }
            ]
        }
    )  # fmt: skip
    text: Text
    parties: Annotated[list[PartyBody], Field(max_length=50)]


class AimAgreement(Body):
    """Which version a party agrees to, and in what document it says so."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"version": 1, "document": "NHN 26/301"}]}
    )
    version: Annotated[int, Field(ge=1, le=10_000), WHOLE]
    document: Short


class AcknowledgementPage(BaseModel):
    """An acknowledgement, and a change proposed to it; `unanswered` is neither yes nor no."""

    id: UUID
    criteria_set: UUID
    solution: str
    programme: str
    given_on: date
    successor: UUID | None
    transition: str | None
    from_day: date | None
    reason: str | None
    answer: str | None
    answer_reason: str | None
    unanswered: bool


class AimsPage(BaseModel):
    """Who has agreed, and who is missing: a party that has said nothing has agreed to nothing."""

    id: UUID
    solution: str
    version: int
    text: str
    agreed: dict[str, date]
    missing: list[Said]
    missing_kinds: list[str]


@router.post("/criteria-sets/{id}/acknowledgements", status_code=201, responses=refuses(C03_02))
async def acknowledge(id: UUID, body: NewAcknowledgement, asker: Asks) -> Receipt:
    """A programme acknowledges the criteria for its solution, before its trial ends."""
    return await asker.ask(partial(deeds.acknowledge, criteria_set=id, solution=body.solution))


@router.post("/criteria-sets/{id}/acknowledgements/{code}/changes", responses=refuses(C03_02))
async def propose_change(id: UUID, code: Code, body: CriteriaChange, asker: Asks) -> Receipt:
    """Propose later criteria to a running programme, with a transition."""
    proposed = partial(deeds.propose_change, criteria_set=id, solution=code, **body.model_dump())
    return await asker.ask(proposed)


@router.post(
    "/criteria-sets/{id}/acknowledgements/{code}/changes/answer", responses=refuses(C03_02)
)
async def answer_change(id: UUID, code: Code, body: ChangeAnswer, asker: Asks) -> Receipt:
    """The programme takes the proposed change, or does not."""
    acknowledged = Acknowledgement.id_of(id, code)
    return await asker.ask(
        upon(Acknowledgement, acknowledged, Acknowledgement.answer_change, **body.model_dump())
    )


@router.get("/criteria-sets/{id}/acknowledgements/{code}")
async def acknowledgement(id: UUID, code: Code, _: Asks, histories: Recalls) -> AcknowledgementPage:
    """Whether a programme knows what it will be judged by, and what was proposed to it since."""
    found = await histories.read(Acknowledgement, Acknowledgement.id_of(id, code))
    successor, transition, from_day, reason = found.proposal or (None, None, None, None)
    answer, answer_reason = found.answer or (None, None)
    return AcknowledgementPage(
        id=found.id, criteria_set=found.criteria_set, solution=found.solution,
        programme=found.programme, given_on=found.given_on, successor=successor,
        transition=transition, from_day=from_day, reason=reason, answer=answer,
        answer_reason=answer_reason, unanswered=found.unanswered,
    )  # fmt: skip


@router.post("/solutions/{code}/aims", responses=refuses(C03_06))
async def propose_aims(code: Code, body: NewAims, asker: Asks) -> Receipt:
    """Put forward professional requirements; another text is another version, agreed on anew."""
    parties = [each.model_dump() for each in body.parties]
    return await asker.ask(
        partial(deeds.propose_aims, solution=code, text=body.text, parties=parties)
    )


@router.post("/solutions/{code}/aims/agreements", responses=refuses(C03_06))
async def agree_on_aims(code: Code, body: AimAgreement, asker: Asks) -> Receipt:
    """A party agrees, for its own organisation."""
    return await asker.ask(
        upon(
            ProfessionalAims,
            ProfessionalAims.id_of(code),
            ProfessionalAims.agree,
            **body.model_dump(),
        )
    )


@router.get("/solutions/{code}/aims")
async def aims(code: Code, _: Asks, histories: Recalls) -> AimsPage:
    """What was put forward, who has agreed to it, and who is missing."""
    found = await histories.read(ProfessionalAims, ProfessionalAims.id_of(code))
    return AimsPage(
        id=found.id, solution=found.solution, version=found.number, text=found.text,
        agreed={body: on for body, (on, _) in sorted(found.agreed.items())},
        missing=list(found.missing), missing_kinds=found.missing_kinds,
    )  # fmt: skip

"""What the sector has agreed on, over HTTP: the portfolio's versions, proposed and endorsed."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds.portfolio import propose_portfolio
from aggregates.kernel.refusals import Missing
from aggregates.portfolio.endorsement import Endorsement
from aggregates.rules import C02_02
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import WHOLE, Body, Code, Day, On, Short
from api.refusing import refuses
from api.routing import commands
from log.log import upon

router = commands("portfolio")

Recalls = Annotated[Histories, Depends(the_histories)]


class NewVersion(Body):
    """Every solution of the next version of the portfolio, and why it is proposed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"solutions": ["kjernejournal", "pll"], "reason": "Etter høring 26/40"}]
        }
    )
    solutions: Annotated[list[Code], Field(min_length=1, max_length=500)]
    reason: Short


class EndorsedVersion(Body):
    """Who endorsed a proposed version, on which decision, and from when it holds."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "number": 1, "deciding_body": "KommIT-rådet",
                    "decision": "KommIT 14/26", "on": "2026-11-01",
                }
            ]
        }
    )  # fmt: skip
    number: Annotated[int, Field(ge=1, le=10_000), WHOLE]
    deciding_body: Short
    decision: Short
    on: Day | None = None


class EndorsementTold(BaseModel):
    """The version that held on a day; null where none did. `waiting` is proposed, and no more."""

    on: date
    number: int | None
    since: date | None
    decision: str | None
    solutions: list[str]
    waiting: list[str] | None


@router.get("/portfolio/endorsement")
async def endorsement(_: Asks, histories: Recalls, on: On = None) -> EndorsementTold:
    """Which solutions the portfolio had on a day, and on which decision (C02-02)."""
    day = on or histories.today
    empty = EndorsementTold(
        on=day, number=None, since=None, decision=None, solutions=[], waiting=None
    )
    try:
        known = await histories.read(Endorsement, Endorsement.ID)
    except Missing:
        return empty
    newest, held = known.held(), known.held(day)
    if newest is None or newest[1] < len(known.proposed):
        empty.waiting = known.proposed[-1]
    if held is not None:
        empty.since, empty.number, empty.solutions, empty.decision = held
    return empty


@router.post("/portfolio/endorsement/proposals", responses=refuses(C02_02))
async def propose_version(body: NewVersion, asker: Asks) -> Receipt:
    """Propose the next version of the portfolio; it holds once it is endorsed."""
    return await asker.ask(lambda desk: propose_portfolio(desk, **body.model_dump()))


@router.post("/portfolio/endorsement/versions", responses=refuses(C02_02))
async def endorse_version(body: EndorsedVersion, asker: Asks) -> Receipt:
    """Note that KommIT-rådet endorsed a version that was proposed."""
    return await asker.ask(
        upon(Endorsement, Endorsement.ID, Endorsement.endorse, **body.model_dump())
    )

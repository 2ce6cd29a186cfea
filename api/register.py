"""Corrections of the register of municipalities over HTTP, each with its reason (C01-01)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from aggregates.rules import C01_01, C01_02, C01_03
from aggregates.territory.register import Register
from aggregates.territory.timeline import Name
from api.asking import Asker, Asks, Receipt
from api.bodies import Body, CountyPath, Day, Number, NumberPath, Short
from api.refusing import refuses
from api.routing import commands
from log.log import upon

router = commands("territory")

SINCE: dict[str, Any] = {"on": "2028-01-01", "reason": "Kgl. res. 26/14"}


class Called(BaseModel):
    """An official name in all its languages: which part of it is Norwegian, and the language of
    each other part (se, smj, sma, fkv), as far as the source says."""

    model_config = ConfigDict(extra="forbid")
    name: Short
    norwegian: Short | None = None
    parallel: Annotated[dict[Short, Short | None], Field(max_length=5)] = {}

    def known(self) -> Name:
        """The name as the register has it; one without parallels is Norwegian."""
        own = self.norwegian or (None if self.parallel else self.name)
        return Name(self.name, own, self.parallel)


class Renaming(Body):
    """Another name, from when, and why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"called": {"name": "Voss herad"}} | SINCE]}
    )
    called: Called
    on: Day
    reason: Short


class Renumbering(Body):
    """Another number, and with it the county that its first two digits are of; so a municipality
    moves to another county by the number that it has there."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "3260"} | SINCE]})
    to: Number
    on: Day
    reason: Short


class Merging(Body):
    """Which municipalities, by their numbers of the day before, become which one, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"predecessors": ["4601", "4624"], "number": "4601", "called": {"name": "Bergen"}}
                | SINCE
            ]
        }
    )
    predecessors: Annotated[list[Number], Field(min_length=2, max_length=20)]
    number: Number
    called: Called
    on: Day
    reason: Short


class Splitting(Body):
    """Into which municipalities, each by its number and name, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"successors": {"1508": {"name": "Ålesund"}, "1580": {"name": "Haram"}}} | SINCE
            ]
        }
    )
    successors: Annotated[dict[Number, Called], Field(min_length=2, max_length=20)]
    on: Day
    reason: Short


class CountyName(Body):
    """What a county is called from a day on, and why it is stated."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Vestland"} | SINCE]})
    name: Short
    on: Day
    reason: Short


@router.post("/municipalities/{number}/name", responses=refuses(C01_01))
async def rename(number: NumberPath, body: Renaming, asker: Asks) -> Receipt:
    """Correct what a municipality is called from a day on."""
    return await _correct(
        asker, Register.rename, number=number, name=body.called.known(), on=body.on,
        reason=body.reason,
    )  # fmt: skip


@router.post("/municipalities/{number}/number", responses=refuses(C01_01, C01_02, C01_03))
async def renumber(number: NumberPath, body: Renumbering, asker: Asks) -> Receipt:
    """Correct a municipality's number, and with it its county; it stays the same municipality."""
    return await _correct(
        asker, Register.renumber, number=number, to=body.to, on=body.on, reason=body.reason
    )


@router.post("/municipalities/mergers", responses=refuses(C01_01, C01_02))
async def merge(body: Merging, asker: Asks) -> Receipt:
    """Merge municipalities. What each had is inherited only where that is decided (I33)."""
    return await _correct(
        asker, Register.merge, predecessors=body.predecessors, number=body.number,
        name=body.called.known(), on=body.on, reason=body.reason,
    )  # fmt: skip


@router.post("/municipalities/{number}/split", responses=refuses(C01_01, C01_02))
async def split(number: NumberPath, body: Splitting, asker: Asks) -> Receipt:
    """Split a municipality. What it had is inherited only where that is decided (I33)."""
    successors = {each: called.known() for each, called in body.successors.items()}
    return await _correct(
        asker, Register.split, predecessor=number, successors=successors, on=body.on,
        reason=body.reason,
    )  # fmt: skip


@router.post("/counties/{county}/name", responses=refuses(C01_01, C01_03))
async def name_county(county: CountyPath, body: CountyName, asker: Asks) -> Receipt:
    """State what a county is called from a day on."""
    return await _correct(asker, Register.name_county, county=county, **body.model_dump())


async def _correct(asker: Asker, decide: Any, **said: Any) -> Receipt:
    return await asker.ask(upon(Register, Register.ID, decide, **said))

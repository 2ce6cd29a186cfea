"""How far a municipality has come with a solution, told over HTTP with evidence and source."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.benefit import Measurement
from aggregates.deeds.adoption import note_evidence, reach
from aggregates.deeds.inheritance import inherit
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Forbidden
from aggregates.kernel.root import Root
from aggregates.rules import C02_10, C06_06, C09_01, C09_02, I28, I30, I31, I33
from aggregates.territory.register import Register
from api.asking import Asks, Receipt
from api.bodies import WHOLE, Body, CodePath, Day, Flag, Number, NumberPath, Short
from api.refusing import refuses
from api.routing import commands

router = commands("adoption")


ADOPTION = "/municipalities/{number}/adoptions/{solution}"
SOURCE_OF = {
    Role.MUNICIPAL_DECIDER: "municipality",
    Role.MUNICIPAL_COORDINATOR: "municipality",
    Role.REGIONAL_CONTACT: "regional_contact",
    Role.SERVICE_PROVIDER: "measured",
    Role.OPERATOR: "import",
}
When = Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?$")]


class Stage(Body):
    """A stage that was reached: when, how precisely that is known, and what shows it.

    Whose word it is follows from the role: a municipality's, a regional contact's, a measurement.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "stage": "technically_introduced",
                    "reached_on": "2026-03", "precision": "month",
                    "source": "NHN innmelding 26/118", "evidence": "Oppkoblet i produksjon",
                }
            ]
        }
    )  # fmt: skip
    stage: Literal["available", "technically_introduced", "in_use"]
    number_on: Day | None = Field(
        default=None, description="A day on which the municipality had this number; today."
    )
    reached_on: When | None = None
    precision: Literal["day", "month", "year", "unknown"]
    source: Short
    evidence: Short

    def said(self) -> dict[str, Any]:
        """What is told of the stage, without how the municipality was found."""
        return self.model_dump(exclude={"number_on"})


class Lapse(Body):
    """The use stopped. A missing measurement shows nothing (I30)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"on": "2026-05-01", "source": "Kommunen", "evidence": "Avtalen er sagt opp"}
            ]
        }
    )
    on: Day
    source: Short
    evidence: Short


class Loss(Body):
    """A stage stands no more: it is not available any longer, or was taken out."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "stage": "technically_introduced", "on": "2026-05-01", "source": "Kommunen",
                    "evidence": "Koblet fra ved bytte av journalsystem",
                }
            ]
        }
    )  # fmt: skip
    stage: Literal["available", "technically_introduced"]
    on: Day
    source: Short
    evidence: Short


class MeasurementBody(Body):
    """So much of what, on which day."""

    value: Annotated[int, Field(ge=-(10**12), le=10**12), WHOLE]
    unit: Short
    on: Day


class Benefit(Body):
    """A benefit that the municipality confirms, measured before and after (I31)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "indicator": "Tid til legemiddelavstemming", "owner": "p-31",
                    "baseline": {"value": 42, "unit": "minutter", "on": "2025-09-01"},
                    "measured": {"value": 18, "unit": "minutter", "on": "2026-09-01"},
                }
            ]
        }
    )  # fmt: skip
    indicator: Short
    baseline: MeasurementBody | None = None
    measured: MeasurementBody | None = None
    owner: Short


class Evidence(Body):
    """Something known that is no stage: a pilot, a trial, a plan."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "status": "pilot", "dated": "2026", "precision": "year", "product": None,
                    "evidence": "Pilotkommune", "source": "Programmet", "confidence": "high",
                }
            ]
        }
    )  # fmt: skip
    status: Literal["pilot", "trial", "project_municipality", "scheduled", "in_use"]
    dated: When | None = None
    precision: Literal["day", "month", "year", "unknown"]
    product: Short | None = None
    evidence: Short
    source: Short
    confidence: Literal["high", "medium", "low"]


@router.post(f"{ADOPTION}/stages", status_code=201, responses=refuses(I28, C06_06, C09_02))
async def tell_stage(number: NumberPath, solution: CodePath, body: Stage, asker: Asks) -> Receipt:
    """Tell of a stage. Technically introduced never implies use."""
    kind = SOURCE_OF[asker.role]

    def deed(desk: Desk) -> Root:
        of_whom = told_of(desk, number, body.number_on)
        return reach(desk, municipality=of_whom, solution=solution, source_kind=kind, **body.said())

    return await asker.ask(deed)


@router.post(f"{ADOPTION}/lapses", status_code=201, responses=refuses(I28, I30))
async def tell_lapse(number: NumberPath, solution: CodePath, body: Lapse, asker: Asks) -> Receipt:
    """Tell that the use stopped."""
    kind = SOURCE_OF[asker.role]

    def deed(desk: Desk) -> Root:
        adoption = _adoption(desk, number, solution)
        adoption.lapse(desk.act, source_kind=kind, **body.model_dump())
        return adoption

    return await asker.ask(deed)


@router.post(f"{ADOPTION}/losses", status_code=201, responses=refuses(I28, C09_01, C09_02))
async def tell_loss(number: NumberPath, solution: CodePath, body: Loss, asker: Asks) -> Receipt:
    """Tell that a stage stands no more. What came after it falls with it; use lapses first."""
    kind = SOURCE_OF[asker.role]

    def deed(desk: Desk) -> Root:
        adoption = _adoption(desk, number, solution)
        adoption.lose(desk.act, source_kind=kind, **body.model_dump())
        return adoption

    return await asker.ask(deed)


@router.post(f"{ADOPTION}/benefits", status_code=201, responses=refuses(I28, I31))
async def confirm_benefit(
    number: NumberPath, solution: CodePath, body: Benefit, asker: Asks
) -> Receipt:
    """Confirm a benefit, as its local owner."""

    def deed(desk: Desk) -> Root:
        adoption = _adoption(desk, number, solution)
        adoption.confirm_benefit(
            desk.act, indicator=body.indicator, owner=body.owner,
            baseline=_told(body.baseline),
            measured=_told(body.measured),
        )  # fmt: skip
        return adoption

    return await asker.ask(deed)


@router.post(f"{ADOPTION}/evidence", status_code=201, responses=refuses(C02_10, C09_02, I28))
async def tell_evidence(
    number: NumberPath, solution: CodePath, body: Evidence, asker: Asks
) -> Receipt:
    """Note a pilot, a plan or the like. It never changes a stage."""
    return await asker.ask(
        lambda desk: note_evidence(
            desk, municipality=told_of(desk, number), solution=solution, **body.model_dump()
        )
    )


class InheritanceBody(Body):
    """Whether this municipality takes over how far one before it had come, and why (I33).

    `predecessor` is the number that municipality had on the day `on`.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "predecessor": "1507", "on": "2023-12-31", "inherits": True,
                    "reason": "Samme journalsystem og samme sykehjem.",
                }
            ]
        }
    )  # fmt: skip
    predecessor: Number
    on: Day
    inherits: Flag
    reason: Short


@router.post(f"{ADOPTION}/inheritance", responses=refuses(I33))
async def decide_inheritance(
    number: NumberPath, solution: CodePath, body: InheritanceBody, asker: Asks
) -> Receipt:
    """Decide what is taken over from a municipality before this one; nothing is by itself."""

    def deed(desk: Desk) -> Root:
        heir = told_of(desk, number)
        register = desk.get(Register, Register.ID)
        return inherit(
            desk, predecessor=register.id_of(body.predecessor, body.on), successor=heir,
            solution=solution, inherits=body.inherits, reason=body.reason,
        )  # fmt: skip

    return await asker.ask(deed)


def told_of(desk: Desk, number: str, on: date | None = None) -> UUID:
    """Whose number it is, or was on a day. A municipality tells of itself, a regional contact of
    its region's.

    Refuses what is not theirs to tell of, with `Forbidden`.
    """
    act, register = desk.act, desk.get(Register, Register.ID)
    day = on or act.today
    id = register.id_of(number, day)
    theirs = {
        "municipality": act.municipality == id,
        "regional_contact": act.region == register.county_of(id, day),
    }
    if not theirs.get(SOURCE_OF[Role(act.role)], True):
        raise Forbidden("not_theirs")
    return id


def _told(body: MeasurementBody | None) -> Measurement | None:
    return None if body is None else Measurement(body.value, body.unit, body.on)


def _adoption(desk: Desk, number: str, solution: str) -> Adoption:
    return desk.get(Adoption, Adoption.id_of(told_of(desk, number), solution))

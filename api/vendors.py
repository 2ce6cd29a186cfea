"""Vendors over HTTP: products and how far they are, promises, and who was told what."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import vendors as deeds
from aggregates.rules import C05_01, C05_02, C05_03, C05_04, I18
from aggregates.vendors.commitment import BROKEN, KEPT, Commitment
from aggregates.vendors.involvement import WITHIN_DAYS, Involvement
from aggregates.vendors.product import STATUSES, VendorProduct
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import WHOLE, Body, Code, CodePath, CodeQuery, Day, Orgnr, PuljeNumber, Short
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Limit, Page, Views, the_views
from log.log import upon
from projections.vendors import CommitmentRow, ProductRow, VendorCommitments, VendorProducts

router = commands("vendors")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]
Vendors = Annotated[list[Orgnr], Field(min_length=1, max_length=200)]
VendorQuery = Annotated[
    Orgnr | None, Query(description="Only of the vendor with this organisation number.")
]


class NewProduct(Body):
    """A product of a vendor."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"vendor": "320000718", "product": "epj-x", "name": "EPJ X", "modules": ["PLL"]}
            ]
        }
    )
    vendor: Orgnr
    product: Code
    name: Short
    modules: Annotated[list[Short], Field(max_length=100)] = []


class Status(Body):
    """How far the product is with a version of a solution, and what shows it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "solution": "kjernejournal", "solution_version": "2.0", "status": "in_test",
                    "evidence": "Testrapport 26/9",
                }
            ]
        }
    )  # fmt: skip
    solution: Code
    solution_version: Short
    status: Literal[*STATUSES]  # type: ignore[valid-type]
    evidence: Short
    on: Day | None = None


class Verification(Body):
    """What shows, to somebody other than the vendor, that it works."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "solution": "kjernejournal", "solution_version": "2.0",
                    "evidence": "Godkjenningstest NHN 26/41",
                }
            ]
        }
    )  # fmt: skip
    solution: Code
    solution_version: Short
    evidence: Short
    on: Day | None = None


class Promise(Body):
    """What is promised of a product, and by when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "product": "0b9f1f6e-5f0c-5b52-8f43-2f6f0c1a0001", "solution": "kjernejournal",
                    "promised": "Støtte for versjon 2.0", "due": "2099-03-01",
                }
            ]
        }
    )  # fmt: skip
    product: UUID
    solution: Code
    promised: Short
    due: Day


class NewDate(Body):
    """The new day of a promise, and why it was moved."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"due": "2099-06-01", "reason": "Manglende testdata."}]}
    )
    due: Day
    reason: Short


class Conclusion(Body):
    """Whether a promise was kept, with what shows it, or broken, and why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"outcome": "kept", "words": "I drift hos to kommuner."}]}
    )
    outcome: Literal[KEPT, BROKEN]  # type: ignore[valid-type]
    words: Short


class Resting(Body):
    """A pulje that rests on a promise."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"run": "0b9f1f6e-5f0c-5b52-8f43-2f6f0c1a0001", "pulje": 1}]
        }
    )
    run: UUID
    pulje: PuljeNumber


class Relevant(Body):
    """Every vendor that a solution concerns, and how soon all are told what one is told."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"vendors": ["320000718"], "within_days": 14}]}
    )
    vendors: Vendors
    within_days: Annotated[int, Field(ge=0, le=365), WHOLE] = WITHIN_DAYS


class Information(Body):
    """Who was told what, and when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"matter": "Krav til versjon 2.0", "vendors": ["320000718"]}]
        }
    )
    matter: Short
    vendors: Vendors
    on: Day | None = None


class LeftOut(Body):
    """Why a vendor is not told of a matter."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "matter": "Krav til versjon 2.0", "vendor": "320000718",
                    "reason": "Har ingen kommuner på denne modulen.",
                }
            ]
        }
    )  # fmt: skip
    matter: Short
    vendor: Orgnr
    reason: Short


class MatterTold(BaseModel):
    """One matter: who knows, who was left out and why, and who waits, past `due` or not."""

    matter: str
    due: date
    told: dict[str, date]
    left_out: dict[str, str]
    waiting: list[str]
    overdue: bool


class InvolvementTold(BaseModel):
    """The vendors that a solution concerns, and what each of them has been told."""

    solution: str
    relevant: list[str]
    within_days: int
    matters: list[MatterTold]


@router.post("/vendor-products", status_code=201, responses=refuses(C05_01))
async def register(body: NewProduct, asker: Asks) -> Receipt:
    """Enter a product; a vendor enters its own."""
    asker.of_organisation(body.vendor)
    return await asker.ask(lambda desk: deeds.register_product(desk, **body.model_dump()))


@router.get("/vendor-products", tags=["boards"])
async def products(
    _: Asks,
    views: Reads,
    vendor: VendorQuery = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[ProductRow]:
    """Every product, and how far it is with which version of what (V14)."""
    where = {} if vendor is None else {"vendor": vendor}
    page = await views.page(VendorProducts, at_least, limit, cursor, **where)
    return Page.model_validate(page, from_attributes=True)


@router.post("/vendor-products/{id}/status", responses=refuses(C05_03, I18))
async def report(id: UUID, body: Status, asker: Asks) -> Receipt:
    """The vendor tells how far its product is. That it is approved, is not its to say."""
    return await asker.ask(lambda desk: deeds.report_status(desk, id=id, **body.model_dump()))


@router.post("/vendor-products/{id}/verification", responses=refuses(C05_03, I18))
async def verify(id: UUID, body: Verification, asker: Asks) -> Receipt:
    """Approve a product, as somebody other than its vendor."""
    deed = upon(VendorProduct, id, VendorProduct.verify, **body.model_dump())
    return await asker.ask(deed)


@router.post("/vendor-commitments", status_code=201, responses=refuses(C05_04))
async def commit(body: Promise, asker: Asks) -> Receipt:
    """A vendor promises something of its own product."""
    return await asker.ask(lambda desk: deeds.commit(desk, **body.model_dump()))


@router.get("/vendor-commitments", tags=["boards"])
async def commitments(
    _: Asks,
    views: Reads,
    vendor: VendorQuery = None,
    solution: CodeQuery = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[CommitmentRow]:
    """Every promise, with each day it has been due (C05-04)."""
    asked = {"vendor": vendor, "solution": solution}
    where = {name: value for name, value in asked.items() if value is not None}
    page = await views.page(VendorCommitments, at_least, limit, cursor, **where)
    return Page.model_validate(page, from_attributes=True)


@router.post("/vendor-commitments/{id}/date", responses=refuses(C05_04))
async def move(id: UUID, body: NewDate, asker: Asks) -> Receipt:
    """Move the day of a promise, with a reason; those whose pulje rests on it are told."""
    return await asker.ask(upon(Commitment, id, Commitment.move, **body.model_dump()))


@router.post("/vendor-commitments/{id}/puljer", responses=refuses(C05_04))
async def depend(id: UUID, body: Resting, asker: Asks) -> Receipt:
    """Note that a pulje rests on a promise."""
    return await asker.ask(
        lambda desk: deeds.depend_on(desk, commitment=id, run=body.run, number=body.pulje)
    )


@router.post("/vendor-commitments/{id}/outcome", responses=refuses(C05_04))
async def conclude(id: UUID, body: Conclusion, asker: Asks) -> Receipt:
    """Say whether a promise was kept or broken; not as the vendor."""
    return await asker.ask(upon(Commitment, id, Commitment.conclude, **body.model_dump()))


@router.get("/solutions/{code}/vendors")
async def involvement(code: CodePath, _: Asks, histories: Recalls) -> InvolvementTold:
    """Which vendors a solution concerns, and who of them has not been told what others know."""
    known = await histories.read(Involvement, Involvement.id_of(code))
    return InvolvementTold(
        solution=code, relevant=known.relevant, within_days=known.within_days,
        matters=[_matter(known, each, histories.today) for each in known.matters],
    )  # fmt: skip


@router.post("/solutions/{code}/vendors", responses=refuses(C05_02))
async def list_vendors(code: CodePath, body: Relevant, asker: Asks) -> Receipt:
    """List every vendor that a solution concerns."""
    return await asker.ask(
        lambda desk: deeds.list_vendors(desk, solution=code, **body.model_dump())
    )


@router.post("/solutions/{code}/vendors/information", responses=refuses(C05_02))
async def inform(code: CodePath, body: Information, asker: Asks) -> Receipt:
    """Note which vendors were told what; the others wait to be told too."""
    deed = upon(Involvement, Involvement.id_of(code), Involvement.inform, **body.model_dump())
    return await asker.ask(deed)


@router.post("/solutions/{code}/vendors/exceptions", responses=refuses(C05_02))
async def leave_out(code: CodePath, body: LeftOut, asker: Asks) -> Receipt:
    """Keep the reason why a vendor is not told."""
    deed = upon(Involvement, Involvement.id_of(code), Involvement.leave_out, **body.model_dump())
    return await asker.ask(deed)


def _matter(known: Involvement, name: str, day: date) -> MatterTold:
    matter, waiting = known.matters[name], known.waiting(name)
    return MatterTold(
        matter=name, due=matter.due, told=matter.told, left_out=matter.left_out,
        waiting=waiting, overdue=bool(waiting) and matter.due < day,
    )  # fmt: skip

"""Shared material over HTTP: published, maintained, copied, corrected, and attached to runs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeVar
from uuid import UUID

from fastapi import Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import material as deeds
from aggregates.kernel.refusals import Forbidden, Missing
from aggregates.kernel.root import Root
from aggregates.material.copies import NOT_STARTED, LocalCopies
from aggregates.material.maintenance import Maintenance
from aggregates.material.package import WITHDRAWN, Package
from aggregates.material.run_material import RunMaterial
from aggregates.material.types import TYPES
from aggregates.rules import C04_01, C04_03, C04_04, C04_06, C04_07, I16, I17
from aggregates.runs.run import Run
from aggregates.territory.register import Register
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import WHOLE, Body, CodePath, CodeQuery, Day, Number, NumberPath, Orgnr, Short
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Limit, Page, Views, the_views
from log.log import upon
from projections.material_errors import MaterialError, MaterialErrors

router = commands("material")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]
Type = Literal[*TYPES]  # type: ignore[valid-type]
TypePath = Annotated[Type, Path(description="Which kind of material.")]
VersionPath = Annotated[int, Path(ge=1, le=10_000)]
VersionNumber = Annotated[int, Field(ge=1, le=10_000), WHOLE]

MATERIAL = "/solutions/{code}/material"
R = TypeVar("R", bound=Root)
VERSION = f"{MATERIAL}/{{type}}/versions/{{number}}"


class Draft(Body):
    """The next version of a type, where it is found, and which municipalities it was made with."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "ros", "title": "ROS, delvis utfylt", "reference": "NHN 26/310-2",
                    "made_with": ["4601"],
                }
            ]
        }
    )  # fmt: skip
    type: Type
    title: Short
    reference: Short
    made_with: Annotated[list[Number], Field(max_length=400)] = []


class Publication(Body):
    """What is new in a version, and what that means for a municipality."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"change_note": "Første versjon.", "to_do": "Fyll ut kapittel 3 lokalt."}]
        }
    )
    change_note: Short
    to_do: Short


class Withdrawal(Body):
    """Why a version is withdrawn."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "Feil rettsgrunnlag."}]})
    reason: Short


class Maintainer(Body):
    """Who maintains the package, and when it is looked through next; a handover has a reason."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"maintainer": "994598759", "review_on": "2099-06-01", "reason": "Overtas."}
            ]
        }
    )  # fmt: skip
    maintainer: Orgnr
    review_on: Day
    reason: Annotated[str, Field(max_length=300)] = ""


class Review(Body):
    """What came of looking the package through, and when that is done next."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"finding": "Ingen endring.", "review_on": "2099-06-01"}]}
    )
    finding: Short
    review_on: Day


class Completion(Body):
    """Where the municipality's own, filled in, is found."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"document": "Bergen 26/512-1"}]})
    document: Short


class NewError(Body):
    """What is wrong in a version."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"version": 1, "text": "Kapittel 2 viser til gammel lov."}]}
    )
    version: VersionNumber
    text: Short


class ErrorAnswer(Body):
    """The maintainer's answer, and the version that has it right, if there is one."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"answer": "Rettet.", "corrected_in": 2}]}
    )
    answer: Short
    corrected_in: VersionNumber | None = None


class Attachment(Body):
    """Which version of which type a run works with."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"type": "ros", "version": 1}]})
    type: Type
    version: VersionNumber


class VersionTold(BaseModel):
    """One version, as it stands."""

    number: int
    status: str
    title: str
    reference: str
    change_note: str
    to_do: str


class SharedCopy(BaseModel):
    """What a municipality filled in and lets others see."""

    municipality: UUID
    of_version: int
    document: str | None


class TypeTold(BaseModel):
    """One type: its versions, how many took a copy, and the copies that are shared."""

    required: bool
    valid: int | None
    versions: list[VersionTold]
    copies: int
    shared: list[SharedCopy]


class PackageTold(BaseModel):
    """A solution's package. While anything is `missing`, the criterion K3 is not met."""

    solution: str
    maintainer: str | None
    review_on: date | None
    review_overdue: bool
    missing: list[str]
    complete: bool
    types: dict[str, TypeTold]


class OwnCopy(BaseModel):
    """How far a municipality's own of one type is; a national template alone is no beginning."""

    status: str
    of_version: int | None
    document: str | None
    newer: int | None


class OwnCopies(BaseModel):
    """A municipality's own, of one solution's package."""

    number: str
    solution: str
    types: dict[str, OwnCopy]


class AttachedTold(BaseModel):
    """A version that a run works with; `withdrawn` says that it has been withdrawn since."""

    solution: str
    type: str
    version: int
    withdrawn: bool


@router.post(MATERIAL, status_code=201, responses=refuses(C04_01, C04_03))
async def draft(code: CodePath, body: Draft, asker: Asks) -> Receipt:
    """Draft a version of a solution's shared material."""
    return await asker.ask(
        lambda desk: deeds.draft_material(desk, solution=code, **body.model_dump())
    )


@router.post(f"{VERSION}/publication", responses=refuses(C04_03, I17))
async def publish(
    code: CodePath, type: TypePath, number: VersionPath, body: Publication, asker: Asks
) -> Receipt:
    """Publish a draft, for good; the version before it is superseded."""
    return await asker.ask(
        lambda desk: deeds.publish_material(
            desk, solution=code, type=type, version_number=number, **body.model_dump()
        )
    )


@router.post(f"{VERSION}/withdrawal", responses=refuses(C04_03, I17))
async def withdraw(
    code: CodePath, type: TypePath, number: VersionPath, body: Withdrawal, asker: Asks
) -> Receipt:
    """Withdraw a version. No run takes it up any more."""
    return await asker.ask(
        lambda desk: deeds.withdraw_material(
            desk, solution=code, type=type, version_number=number, reason=body.reason
        )
    )


@router.post(f"{MATERIAL}/maintainer", responses=refuses(I17))
async def appoint(code: CodePath, body: Maintainer, asker: Asks) -> Receipt:
    """Let a national actor maintain the package, alone, from now on."""
    return await asker.ask(
        lambda desk: deeds.appoint_maintainer(desk, solution=code, **body.model_dump())
    )


@router.post(f"{MATERIAL}/review", responses=refuses(I17))
async def review(code: CodePath, body: Review, asker: Asks) -> Receipt:
    """Note that the maintainer looked the package through."""
    deed = upon(
        Maintenance, Maintenance.ID, Maintenance.review,
        package=Package.id_of(code), **body.model_dump(),
    )  # fmt: skip
    return await asker.ask(deed)


@router.get(MATERIAL)
async def package(code: CodePath, _: Asks, histories: Recalls) -> PackageTold:
    """A solution's shared material: what there is, what is missing, and who maintains it."""
    found = await histories.read(Package, Package.id_of(code))
    maintenance = await _known(histories, Maintenance, Maintenance.ID)
    copies = await _known(histories, LocalCopies, LocalCopies.id_of(found.id))
    maintainer, review_on = None, None
    if maintenance is not None:
        maintainer, review_on = maintenance.of(found.id), maintenance.review_of(found.id)
    return PackageTold(
        solution=code, maintainer=maintainer, review_on=review_on,
        review_overdue=review_on is not None and review_on < histories.today,
        missing=found.missing, complete=not found.missing,
        types={each: _type_told(found, each, copies) for each in TYPES},
    )  # fmt: skip


@router.post(f"{MATERIAL}/{{type}}/copy", responses=refuses(C04_04))
async def take_copy(code: CodePath, type: TypePath, asker: Asks) -> Receipt:
    """Take the municipality's own copy of the version that is valid now."""
    return await asker.ask(lambda desk: deeds.take_copy(desk, solution=code, type=type))


@router.post(f"{MATERIAL}/{{type}}/copy/completion", responses=refuses(C04_04, I16))
async def complete_copy(code: CodePath, type: TypePath, body: Completion, asker: Asks) -> Receipt:
    """Note the municipality's own document; a national template never counts as that."""
    return await asker.ask(
        lambda desk: deeds.complete_copy(desk, solution=code, type=type, document=body.document)
    )


@router.post(f"{MATERIAL}/{{type}}/copy/sharing", responses=refuses(C04_04))
async def share_copy(code: CodePath, type: TypePath, asker: Asks) -> Receipt:
    """Let others see what the municipality filled in."""
    return await asker.ask(lambda desk: deeds.share_copy(desk, solution=code, type=type))


@router.get("/municipalities/{number}/material/{solution}")
async def own_copies(
    number: NumberPath, solution: CodePath, asker: Asks, histories: Recalls
) -> OwnCopies:
    """How far a municipality's own ROS, DPIA and the rest are; for itself alone (C04-04)."""
    register = await histories.read(Register, Register.ID)
    municipality = register.id_of(number, histories.today)
    if asker.municipality != municipality:
        raise Forbidden("not_theirs")
    found = await histories.read(Package, Package.id_of(solution))
    copies = await _known(histories, LocalCopies, LocalCopies.id_of(found.id))
    own = {each: _own_copy(found, each, copies, municipality) for each in TYPES}
    return OwnCopies(number=number, solution=solution, types=own)


@router.post(f"{MATERIAL}/{{type}}/errors", status_code=201, responses=refuses(C04_06))
async def report(code: CodePath, type: TypePath, body: NewError, asker: Asks) -> Receipt:
    """Report an error in a version; it is open until its maintainer answers."""
    return await asker.ask(
        lambda desk: deeds.report_error(
            desk, solution=code, type=type, version_number=body.version, text=body.text
        )
    )


@router.get("/material-errors", tags=["boards"])
async def errors(
    _: Asks,
    views: Reads,
    solution: CodeQuery = None,
    open: Annotated[bool | None, Query(description="Only those nobody has answered.")] = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[MaterialError]:
    """Errors that were reported in shared material, and what was answered (C04-06)."""
    asked = {"solution": solution, "open": open}
    where = {name: value for name, value in asked.items() if value is not None}
    page = await views.page(MaterialErrors, at_least, limit, cursor, **where)
    return Page.model_validate(page, from_attributes=True)


@router.post("/material-errors/{id}/answer", responses=refuses(C04_06))
async def answer(id: UUID, body: ErrorAnswer, asker: Asks) -> Receipt:
    """Answer an error report, as who maintains the package."""
    return await asker.ask(lambda desk: deeds.answer_error(desk, id=id, **body.model_dump()))


@router.post("/runs/{id}/material", responses=refuses(C04_07))
async def attach(id: UUID, body: Attachment, asker: Asks) -> Receipt:
    """Let a run work with a version that is valid."""
    return await asker.ask(
        lambda desk: deeds.attach_material(
            desk, run=id, type=body.type, version_number=body.version
        )
    )


@router.get("/runs/{id}/material")
async def attached(id: UUID, _: Asks, histories: Recalls) -> list[AttachedTold]:
    """Which versions a run works with, and which of them have been withdrawn since."""
    run = await histories.read(Run, id)
    found = await _known(histories, Package, Package.id_of(run.solution))
    material = await _known(histories, RunMaterial, RunMaterial.id_of(id))
    there = {} if material is None else material.attached
    return [
        AttachedTold(
            solution=solution, type=type, version=number, withdrawn=_withdrawn(found, type, number)
        )
        for (solution, type), number in sorted(there.items())
    ]


async def _known(histories: Histories, kind: type[R], id: UUID) -> R | None:
    try:
        return await histories.read(kind, id)
    except Missing:
        return None


def _type_told(found: Package, type: str, copies: LocalCopies | None) -> TypeTold:
    held = {} if copies is None else copies.held
    of_type = [(who, copy) for (who, each), copy in held.items() if each == type]
    return TypeTold(
        required=type in found.required, valid=found.valid(type),
        versions=[
            VersionTold(
                number=number, status=each.status, title=each.title, reference=each.reference,
                change_note=each.change_note, to_do=each.to_do,
            )
            for number, each in enumerate(found.versions.get(type, []), start=1)
        ],
        copies=len(of_type),
        shared=[
            SharedCopy(municipality=who, of_version=copy.of_version, document=copy.document)
            for who, copy in sorted(of_type, key=lambda each: str(each[0]))
            if copy.shared
        ],
    )  # fmt: skip


def _own_copy(found: Package, type: str, copies: LocalCopies | None, municipality: UUID) -> OwnCopy:
    if copies is None or (copy := copies.held.get((municipality, type))) is None:
        return OwnCopy(status=NOT_STARTED, of_version=None, document=None, newer=found.valid(type))
    valid = found.valid(type)
    return OwnCopy(
        status=copies.status(municipality, type), of_version=copy.of_version,
        document=copy.document,
        newer=valid if valid is not None and valid > copy.of_version else None,
    )  # fmt: skip


def _withdrawn(found: Package | None, type: str, number: int) -> bool:
    version = None if found is None else found.at(type, number)
    return version is not None and version.status == WITHDRAWN

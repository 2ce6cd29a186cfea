"""Service areas and measured use over HTTP: told, measured, corrected, weighed by rules."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Path
from pydantic import ConfigDict, Field

from aggregates.adoption.service import ServiceAdoption
from aggregates.adoption.services import SERVICES, WEIGHTS, WHOLE
from aggregates.adoption.use import UseSeries
from aggregates.adoption.use_rule import EXPECTED_WEEKS, LAPSE_AFTER, WITHIN_MONTHS
from aggregates.deeds import use as deeds
from aggregates.deeds.adoption import reach_in_service
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Missing
from aggregates.kernel.root import Root
from aggregates.rules import C06_06, C09_02, C09_03, C09_04, C09_07, I28, I30, I34
from aggregates.territory.register import Register
from api.adoptions import ADOPTION, SOURCE_OF, Lapse, Stage, told_of
from api.asking import Asks, Receipt
from api.bodies import WHOLE as COUNTED
from api.bodies import Body, CodePath, Count, Number, NumberPath, Short
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Item, Limit, Page, Views, the_views
from projections.use_rules import RuleRow, UseRules
from projections.uses import Series, Uses

router = commands("adoption")

Reads = Annotated[Views, Depends(the_views)]
SERVICE = ADOPTION + "/services/{service}"
ServicePath = Annotated[
    Literal[(WHOLE, *SERVICES)],  # type: ignore[valid-type]
    Path(description="A service area (tjenesteområde); kommunen is a measurement not parted."),
]
Period = Annotated[
    str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", description="A month that is over.")
]
Definition = Annotated[int, Field(ge=1, le=1000), COUNTED]
Months = Annotated[int, Field(ge=1, le=60), COUNTED]
MOST_ROWS = 200


class Measured(Body):
    """So much in one month, in one service area of the municipality that had the number then."""

    municipality: Number
    service: Literal[(WHOLE, *SERVICES)] = WHOLE  # type: ignore[valid-type]
    period: Period
    value: Count


class Batch(Body):
    """Measurements, all or none of them. The same batch again changes nothing; a month that is
    not in it was not measured, and is not zero (I30)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "batch": "nhn-2026-03", "definition": 1, "source": "NHN statistikk",
                    "rows": [
                        {"municipality": "4601", "service": "sykehjem", "period": "2026-03",
                         "value": 412}
                    ],
                }
            ]
        }
    )  # fmt: skip
    batch: Short
    definition: Definition
    source: Short
    rows: Annotated[list[Measured], Field(min_length=1, max_length=MOST_ROWS)]


class UseCorrection(Body):
    """What a measured month should have been, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "period": "2026-03", "definition": 1, "value": 398,
                    "source": "Kommunens egen statistikk", "reason": "Testbrukere er talt med.",
                }
            ]
        }
    )  # fmt: skip
    period: Period
    definition: Definition
    value: Count
    source: Short
    reason: Short


class Confirmation(Body):
    """That it is so as the measurements of this definition suggest."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"definition": 1}]})
    definition: Definition


class Dismissal(Body):
    """That it is not so, and why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"definition": 1, "reason": "Sykehjemmet var stengt."}]}
    )
    definition: Definition
    reason: Short


class ActiveRule(Body):
    """What counts as active use, on a decision. What was published earlier stays as it is (I34)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "definition": "Oppslag per måned", "threshold": 1, "within": 3,
                    "lapse_after": 3, "expected_weeks": 12, "decision": "KS 26/201",
                }
            ]
        }
    )  # fmt: skip
    definition: Short
    threshold: Count
    within: Months = WITHIN_MONTHS
    lapse_after: Months = LAPSE_AFTER
    expected_weeks: Months = EXPECTED_WEEKS
    decision: Short


class ServiceRule(Body):
    """How the stages of service areas make the municipality's own (C09-03)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rule": "majority", "services": ["sykehjem", "hjemmetjeneste", "legevakt"],
                    "decision": "KS 26/202",
                }
            ]
        }
    )  # fmt: skip
    rule: Literal[WEIGHTS]  # type: ignore[valid-type]
    services: Annotated[list[Short], Field(max_length=20)] = []
    decision: Short


@router.post(f"{SERVICE}/stages", status_code=201, responses=refuses(I28, C06_06, C09_02, C09_03))
async def tell_service_stage(
    number: NumberPath, solution: CodePath, service: ServicePath, body: Stage, asker: Asks
) -> Receipt:
    """Tell of a stage of one service area. The municipality's own stage is told apart."""
    kind = SOURCE_OF[asker.role]

    def deed(desk: Desk) -> Root:
        of_whom = told_of(desk, number, body.number_on)
        return reach_in_service(
            desk, municipality=of_whom, solution=solution, service=service, source_kind=kind,
            **body.said(),
        )  # fmt: skip

    return await asker.ask(deed)


@router.post(f"{SERVICE}/lapses", status_code=201, responses=refuses(I28, I30))
async def tell_service_lapse(
    number: NumberPath, solution: CodePath, service: ServicePath, body: Lapse, asker: Asks
) -> Receipt:
    """Tell that a service area uses it no more."""
    kind = SOURCE_OF[asker.role]

    def deed(desk: Desk) -> Root:
        id = ServiceAdoption.id_of(told_of(desk, number), solution, service)
        adoption = desk.get(ServiceAdoption, id)
        adoption.lapse(desk.act, source_kind=kind, **body.model_dump())
        return adoption

    return await asker.ask(deed)


@router.post("/solutions/{code}/use", status_code=201, responses=refuses(C09_02, C09_03, C09_04))
async def import_use(code: CodePath, body: Batch, asker: Asks) -> Receipt:
    """Note a batch of measurements, all or none; the same batch again changes nothing (C09-04)."""

    def deed(desk: Desk) -> Root:
        register = desk.get(Register, Register.ID)
        return deeds.measure(
            desk, solution=code, definition=body.definition, batch=body.batch, source=body.source,
            rows=[
                deeds.MeasuredMonth(
                    register.id_of(each.municipality, deeds.last_day(each.period)),
                    each.service, each.period, each.value,
                )
                for each in body.rows
            ],
        )  # fmt: skip

    return await asker.ask(deed)


@router.post(f"{SERVICE}/use/corrections", responses=refuses(C09_02, C09_04, I30))
async def correct_use(
    number: NumberPath, solution: CodePath, service: ServicePath, body: UseCorrection, asker: Asks
) -> Receipt:
    """Correct a measured month, with a reason; what was measured first stays on record."""

    def deed(desk: Desk) -> Root:
        series = _series(desk, told_of(desk, number), solution, service, body.definition)
        series.correct(
            desk.act, period=body.period, value=body.value, source=body.source, reason=body.reason
        )
        return series

    return await asker.ask(deed)


@router.post(f"{SERVICE}/use/confirmation", responses=refuses(C09_07, I28, C09_02))
async def confirm_suggestion(
    number: NumberPath, solution: CodePath, service: ServicePath, body: Confirmation, asker: Asks
) -> Receipt:
    """Confirm what measurements suggest: that the use lapsed, or that it came back (C09-07)."""
    return await asker.ask(
        lambda desk: deeds.confirm(
            desk, municipality=told_of(desk, number), solution=solution, service=service,
            definition=body.definition,
        )
    )  # fmt: skip


@router.post(f"{SERVICE}/use/dismissal", responses=refuses(C09_07))
async def dismiss_suggestion(
    number: NumberPath, solution: CodePath, service: ServicePath, body: Dismissal, asker: Asks
) -> Receipt:
    """Say that it is not so as the measurements suggest, and why. These months are then known."""

    def deed(desk: Desk) -> Root:
        of = (told_of(desk, number), solution, service, body.definition)
        return deeds.dismiss(desk, series=UseSeries.id_of(*of), reason=body.reason)

    return await asker.ask(deed)


@router.post("/solutions/{code}/use-rule", responses=refuses(I34))
async def publish_rule(code: CodePath, body: ActiveRule, asker: Asks) -> Receipt:
    """Publish the next version of what counts as active use."""

    def deed(desk: Desk) -> Root:
        return deeds.rule(
            desk, solution=code, decide=lambda r: r.publish(desk.act, **body.model_dump())
        )

    return await asker.ask(deed)


@router.post("/solutions/{code}/service-rule", responses=refuses(C09_03))
async def weigh_services(code: CodePath, body: ServiceRule, asker: Asks) -> Receipt:
    """State how service areas are weighed; boards follow the newest version."""

    def deed(desk: Desk) -> Root:
        return deeds.rule(
            desk, solution=code, decide=lambda r: r.weigh_services(desk.act, **body.model_dump())
        )

    return await asker.ask(deed)


@router.get("/solutions/{code}/use-rules")
async def use_rules(code: CodePath, _: Asks, views: Reads, at_least: AtLeast = 0) -> Item[RuleRow]:
    """What counts as active use, and how service areas are weighed, in every version (I34)."""
    row, freshness = await views.read(
        at_least, [UseRules], lambda tables: tables.get(UseRules, code)
    )
    if row is None:
        raise Missing("use-rule", code)
    return Item(position=freshness.position, recorded=freshness.recorded, item=row)


@router.get("/solutions/{code}/use")
async def measured_use(
    code: CodePath,
    _: Asks,
    views: Reads,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[Series]:
    """Measured use by municipality and service area; a month that is not there is unknown."""
    page = await views.page(Uses, at_least, limit, cursor, solution=code)
    return Page.model_validate(page, from_attributes=True)


def _series(
    desk: Desk, municipality: UUID, solution: str, service: str, definition: int
) -> UseSeries:
    return desk.get(UseSeries, UseSeries.id_of(municipality, solution, service, definition))

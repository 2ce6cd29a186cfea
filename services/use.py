"""What follows from an introduction and from measurements: expected, suggested, asked (R8, R9)."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from aggregates.adoption.expectation import UseExpectation
from aggregates.adoption.reports import TECHNICALLY_INTRODUCED
from aggregates.deeds.addressing import contact_body
from aggregates.deeds.use import MISSED, expect_use, suggest
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.tasks.task import Task
from aggregates.territory.register import Register
from bus.contracts.adoption import StageReached, UseCorrected, UseMeasured, UseNotMeasured
from bus.contracts.kernel import CloudEvent
from log.log import Log
from services.asking import ask


async def expect(message: StageReached, envelope: CloudEvent, log: Log) -> None:
    """Expect a measurement of use after a technical introduction, which is no use yet (R8)."""
    if message.stage != TECHNICALLY_INTRODUCED:
        return
    expecting = partial(expect_use, municipality=message.municipality, solution=message.solution)
    await ask(log, "use-expected", envelope, expecting)


async def judge(message: UseMeasured | UseCorrected, envelope: CloudEvent, log: Log) -> None:
    """Hold the series against the rule as they are by now; ask the contact, decide nothing (R9)."""
    await ask(log, "use-judged", envelope, partial(suggest, series=message.series))


async def ask_for_measurement(message: UseNotMeasured, envelope: CloudEvent, log: Log) -> None:
    """Ask the regional contact to find out; that nobody measured says nothing of use (I30)."""
    asking = partial(_ask_contact, expectation=message.expectation)
    await ask(log, "use-missing", envelope, asking)


def _ask_contact(desk: Desk, *, expectation: UUID) -> Root:
    missed = desk.get(UseExpectation, expectation)
    register, today = desk.get(Register, Register.ID), desk.act.today
    if not register.valid(missed.municipality, today):
        return missed
    county = register.county_of(missed.municipality, today)
    facts = {
        "solution": missed.solution,
        "number": register.number_of(missed.municipality, today),
        "region": county,
        "due": missed.due.isoformat(),
    }
    return desk.found(
        Task.open(
            desk.act, kind=MISSED, about=missed.id, municipality=missed.municipality,
            for_role=Role.REGIONAL_CONTACT, for_body=contact_body(desk, county),
            subject_key="use_measurement_missing", facts=facts,
        )
    )  # fmt: skip

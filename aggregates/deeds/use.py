"""Measured use, what counts as active, and what is suggested of it to those who know better."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from aggregates.adoption.activity import ACTIVE, activity
from aggregates.adoption.adoption import Adoption
from aggregates.adoption.dates import span
from aggregates.adoption.expectation import UseExpectation
from aggregates.adoption.reports import BENEFIT_REALISED, IN_USE, MEASURED, USE_LAPSED
from aggregates.adoption.services import SERVICES, WHOLE
from aggregates.adoption.use import LAPSE, UseSeries
from aggregates.adoption.use_rule import ActiveUse, UseRule
from aggregates.deeds.addressing import contact_body
from aggregates.deeds.asked import happened
from aggregates.deeds.practice import USE_EXPECTED, value
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root, ref
from aggregates.portfolio.solution import Solution
from aggregates.tasks.task import Task
from aggregates.territory.register import Register

MISSED = "use_measurement"
"""The task to find out where nobody has measured."""


@dataclass(frozen=True, slots=True)
class MeasuredMonth:
    """So much in one month, in one service area of one municipality."""

    municipality: UUID
    service: str
    period: str
    value: int


def last_day(period: str) -> date:
    """The last day of a month. Refuses what is none (I28)."""
    return span(period, "month").last


def measure(
    desk: Desk, *,
    solution: str, definition: int, batch: str, source: str, rows: Sequence[MeasuredMonth],
) -> Root:  # fmt: skip
    """Note a batch of measurements, all or none of it. Refuses as `UseSeries.measure` does."""
    known = desk.get(Solution, Solution.id_of(solution))
    # All are laid out before any is changed: what lacks is fetched without doing anything twice.
    for row in rows:
        awaited = desk.find(UseExpectation, UseExpectation.id_of(row.municipality, solution))
        if awaited is not None:
            desk.find(Task, Task.id_of(MISSED, awaited.id))
        at = (row.municipality, solution, row.service, definition)
        desk.find(UseSeries, UseSeries.id_of(*at))
    for row in rows:
        series = _series(desk, row.municipality, solution, row.service, definition)
        series.measure(desk.act, period=row.period, value=row.value, batch=batch, source=source)
        awaited = desk.find(UseExpectation, UseExpectation.id_of(row.municipality, solution))
        if awaited is not None:
            awaited.meet(desk.act, by_what=ref(series))
            happened(desk, "measured", Task.id_of(MISSED, awaited.id))
    return known if not rows else series


def rule(desk: Desk, *, solution: str, decide: Callable[[UseRule], None]) -> UseRule:
    """Decide on the rules of a solution, which begin with the first. Raises `Missing`."""
    desk.get(Solution, Solution.id_of(solution))
    found = desk.find(UseRule, UseRule.id_of(solution))
    found = found or desk.found(UseRule.open(desk.act, solution=solution))
    decide(found)
    return found


def expect_use(desk: Desk, *, municipality: UUID, solution: str) -> Root:
    """After a technical introduction, expect a measurement, unless there is word of use (R8).

    Within how many weeks, the solution's own rule says, and KS's practice where there is none.
    """
    introduced = desk.get(Adoption, Adoption.id_of(municipality, solution))
    there = desk.find(UseExpectation, UseExpectation.id_of(municipality, solution))
    if there is not None or IN_USE in introduced.reached:
        return there or introduced
    active = _active(desk, solution)
    weeks = active.expected_weeks if active else value(desk, USE_EXPECTED)
    return desk.found(
        UseExpectation.begin(desk.act, municipality=municipality, solution=solution, weeks=weeks)
    )


def suggest(desk: Desk, *, series: UUID) -> Root:
    """Hold measured use against the rule, and ask the contact where it lapsed or returned (R9).

    No service area stands for a municipality that is active in another one.
    """
    measured = desk.get(UseSeries, series)
    active = _active(desk, measured.solution)
    adoption = desk.find(Adoption, Adoption.id_of(measured.municipality, measured.solution))
    if active is None or adoption is None or measured.suggested:
        return measured
    said = {"threshold": active.threshold, "rule_version": active.version}
    if adoption.stage == USE_LAPSED:
        measured.suggest_return(desk.act, **said)
    elif adoption.stage in {IN_USE, BENEFIT_REALISED} and not _active_elsewhere(
        desk, measured, active
    ):
        measured.suggest_lapse(desk.act, count=active.lapse_after, **said)
    if measured.suggested:
        _ask_contact(desk, measured)
    return measured


def confirm(
    desk: Desk, *, municipality: UUID, solution: str, service: str, definition: int
) -> Adoption:
    """Confirm what was suggested: the use lapsed, or came back, as it was measured (C09-07).

    Refuses as `Adoption.lapse` and `Adoption.reach` do, and where nothing is suggested.
    """
    series = desk.get(UseSeries, UseSeries.id_of(municipality, solution, service, definition))
    adoption = desk.get(Adoption, Adoption.id_of(municipality, solution))
    suggested, periods = series.confirm(desk.act)
    happened(desk, "confirmed", _asked(series, suggested, periods))
    shown: dict[str, Any] = {
        "source_kind": MEASURED,
        "source": series.source,
        "evidence": f"{ref(series)} {periods[0]}/{periods[-1]}",
    }
    if suggested == LAPSE:
        adoption.lapse(desk.act, on=date.fromisoformat(f"{periods[0]}-01"), **shown)
    else:
        adoption.reach(desk.act, stage=IN_USE, reached_on=periods[-1], precision="month", **shown)
    return adoption


def dismiss(desk: Desk, *, series: UUID, reason: str) -> UseSeries:
    """Say that it is not as it was suggested. Refuses as `UseSeries.dismiss` does (C09-07)."""
    dismissed = desk.get(UseSeries, series)
    suggested, periods = dismissed.dismiss(desk.act, reason=reason)
    happened(desk, "dismissed", _asked(dismissed, suggested, periods))
    return dismissed


def _asked(series: UseSeries, suggested: str, periods: Sequence[str]) -> UUID:
    """The task in which the contact was asked whether it is so."""
    return Task.id_of(f"use_{suggested}", series.id, periods[-1])


def _series(
    desk: Desk, municipality: UUID, solution: str, service: str, definition: int
) -> UseSeries:
    found = desk.find(UseSeries, UseSeries.id_of(municipality, solution, service, definition))
    return found or desk.found(
        UseSeries.begin(
            desk.act, municipality=municipality, solution=solution, service=service,
            definition=definition,
        )
    )  # fmt: skip


def _active(desk: Desk, solution: str) -> ActiveUse | None:
    found = desk.find(UseRule, UseRule.id_of(solution))
    return None if found is None else found.active


def _active_elsewhere(desk: Desk, measured: UseSeries, rule: ActiveUse) -> bool:
    until = max(measured.values)
    for service in (WHOLE, *SERVICES):
        if service == measured.service:
            continue
        id = UseSeries.id_of(measured.municipality, measured.solution, service, measured.definition)
        other = desk.find(UseSeries, id)
        if other and activity(other.values, rule.threshold, rule.within, until) == ACTIVE:
            return True
    return False


def _ask_contact(desk: Desk, series: UseSeries) -> None:
    register = desk.get(Register, Register.ID)
    today = desk.act.today
    if not register.valid(series.municipality, today):
        return
    county = register.county_of(series.municipality, today)
    facts = {
        "solution": series.solution,
        "number": register.number_of(series.municipality, today),
        "region": county,
        "service": series.service,
        "definition": series.definition,
        "first": series.months[0],
        "last": series.months[-1],
    }
    asked: dict[str, Any] = {
        "kind": f"use_{series.suggested}", "about": series.id, "key": (series.months[-1],),
        "municipality": series.municipality, "for_role": Role.REGIONAL_CONTACT,
        "for_body": contact_body(desk, county), "facts": facts,
    }  # fmt: skip
    if series.suggested == LAPSE:
        desk.found(Task.open(desk.act, subject_key="use_lapse_suggested", **asked))
    else:
        desk.found(Task.open(desk.act, subject_key="use_return_suggested", **asked))

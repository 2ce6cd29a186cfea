"""How far municipalities have come, with their service areas and their use, on any day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.adoption.activity import activity, month_of
from aggregates.adoption.services import weighed
from api.reading import BOARD, standings_on
from projections.kernel import View
from projections.region_board import Standing
from projections.services import InService, ServiceBoard
from projections.tables import Tables
from projections.use_rules import RuleRow, UseRules
from projections.uses import Series, Uses

SHOWN: tuple[type[View[Any]], ...] = (*BOARD, ServiceBoard, UseRules, Uses)
"""What standings with service areas and use are read from."""


@dataclass(frozen=True)
class Shown(Standing):
    """A standing. `services` is the stage by service area; where `weighed` names a rule and its
    version, `stage` follows from them by it (C09-03). `used` is the last month measured.
    """

    services: dict[str, str]
    weighed: dict[str, Any] | None
    used: dict[str, Any] | None


def shown_on(tables: Tables, where: dict[str, Any], day: date, today: date) -> list[Shown]:
    """Every standing of a day, also where only a service area is told of."""
    services = {row.id: row for row in tables.page(ServiceBoard, where)}
    rules = {row.id: row for row in tables.page(UseRules)}
    standings = standings_on(tables, where, day, today)
    known = {each.id for each in standings}
    standings += [_nothing(row) for id, row in services.items() if id not in known]
    used = _used(tables, where, day) if day < today and services else None
    return [_shown(each, services.get(each.id), rules, day, used) for each in standings]


def measured_on(tables: Tables, solution: str, day: date) -> dict[str, str]:
    """By municipality, whether measured use was active or below by the rule that held that day.

    Nobody is here whom nobody measured (I30), and nobody at all where there is no rule (I34).
    """
    found = tables.get(UseRules, solution)
    rule = None if found is None else found.active_on(day)
    if rule is None:
        return {}
    months: dict[str, dict[str, int]] = defaultdict(dict)
    for row in newest(tables.page(Uses, {"solution": solution})):
        for period, value in row.months.items():
            before = months[row.municipality].get(period, 0)
            months[row.municipality][period] = max(before, value)
    until = month_of(day)
    said = {
        id: activity(each, rule["threshold"], rule["within"], until) for id, each in months.items()
    }
    return {id: each for id, each in said.items() if each is not None}


def newest(rows: Iterable[Series]) -> list[Series]:
    """Of each municipality and service area, the series by the newest definition."""
    last: dict[tuple[str, str, str], Series] = {}
    for row in sorted(rows, key=lambda row: row.definition):
        last[row.municipality, row.solution, row.service] = row
    return list(last.values())


def _shown(
    standing: Standing, row: InService | None, rules: dict[str, RuleRow], day: date, used: Any
) -> Shown:
    stages = {} if row is None else row.stages_on(day)
    found = rules.get(standing.solution) if stages else None
    rule = None if found is None else found.weights_on(day)
    said = vars(standing)
    if rule is not None:
        said = said | {"stage": weighed(rule["rule"], rule["services"], stages)}
        rule = {"rule": rule["rule"], "version": rule["version"]}
    last = row.used if row is not None and used is None else (used or {}).get(standing.id)
    shown = object.__new__(Shown)  # as `Row.but` does: there are thousands of them
    shown.__dict__.update(said, services=stages, weighed=rule, used=last)
    return shown


def _used(tables: Tables, where: dict[str, Any], day: date) -> dict[str, dict[str, Any]]:
    """The last month measured, of those that were over by that day."""
    last: dict[str, dict[str, Any]] = {}
    until = month_of(day)
    for row in tables.page(Uses, where):
        period = max((each for each in row.months if each < until), default=None)
        id = f"{row.municipality}/{row.solution}"
        if period is not None and (id not in last or last[id]["period"] <= period):
            last[id] = {"period": period, "service": row.service, "value": row.months[period]}
    return last


def _nothing(row: InService) -> Standing:
    return Standing(row.id, row.municipality, row.solution, *[None] * 11)

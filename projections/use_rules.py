"""What counts as active use of each solution, and how its service areas are weighed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.adoption.use_rule import UseRule
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class RuleRow(Row):
    """The rules of one solution, which is its id, in every version; the last ones hold."""

    active: list[dict[str, Any]]
    weights: list[dict[str, Any]]

    def active_on(self, day: date) -> dict[str, Any] | None:
        """The active-use rule that held on a day, or None."""
        return _held(self.active, day)

    def weights_on(self, day: date) -> dict[str, Any] | None:
        """How service areas were weighed on a day, or None."""
        return _held(self.weights, day)


RuleRows = Rows[RuleRow]


class UseRules(View[RuleRow]):
    name = "use_rules"
    row = RuleRow

    @on(UseRule.Opened)
    def opened(self, event: UseRule.Opened, rows: RuleRows, position: int) -> None:
        rows.put(RuleRow(event.solution, [], []))

    @on(UseRule.Published)
    def published(self, event: UseRule.Published, rows: RuleRows, position: int) -> None:
        row = _of(rows, event.solution)
        version = {
            "version": event.version, "since": event.on.isoformat(),
            "definition": event.definition, "threshold": event.threshold, "within": event.within,
            "lapse_after": event.lapse_after, "expected_weeks": event.expected_weeks,
            "decision": event.decision,
        }  # fmt: skip
        rows.put(row.but(active=[*row.active, version]))

    @on(UseRule.ServicesWeighed)
    def weighed(self, event: UseRule.ServicesWeighed, rows: RuleRows, position: int) -> None:
        row = _of(rows, event.solution)
        version = {
            "version": event.version, "since": event.on.isoformat(),
            "rule": event.rule, "services": event.services, "decision": event.decision,
        }  # fmt: skip
        rows.put(row.but(weights=[*row.weights, version]))


def _of(rows: RuleRows, solution: str) -> RuleRow:
    row = rows.get(solution)
    assert row is not None, "a rule before the first"
    return row


def _held(versions: list[dict[str, Any]], day: date) -> dict[str, Any] | None:
    held = [each for each in versions if date.fromisoformat(each["since"]) <= day]
    return held[-1] if held else None

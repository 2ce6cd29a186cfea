"""The portfolio board: each solution, where it is ready, how far it is meant to reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aggregates.adoption.figures import Figures
from aggregates.portfolio.dependencies import Dependencies
from aggregates.portfolio.solution import Solution
from aggregates.readiness.readiness import Readiness
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class SolutionRow(Row):
    """One solution. `readiness` is by scope, `figures` by measure; a figure is never a list."""

    name: str
    kind: str
    owner: str
    phase: str
    needs: list[dict[str, Any]]
    ambition: dict[str, Any] | None
    readiness: dict[str, Any]
    figures: dict[str, Any]
    details: dict[str, Any]


Solutions = Rows[SolutionRow]


class Portfolio(View[SolutionRow]):
    name = "portfolio_specified"
    row = SolutionRow

    @on(Solution.Registered)
    def registered(self, event: Solution.Registered, rows: Solutions, position: int) -> None:
        rows.put(
            SolutionRow(
                event.code, event.name, event.kind, event.owner, "registered", [], None, {}, {}, {}
            )
        )

    @on(Solution.Specified)
    def specified(self, event: Solution.Specified, rows: Solutions, position: int) -> None:
        rows.put(_of(rows, event.code).but(details=event.details))

    @on(Solution.Moved)
    def moved(self, event: Solution.Moved, rows: Solutions, position: int) -> None:
        row = _of(rows, event.code)
        rows.put(row.but(phase=event.phase))

    @on(Solution.HandoverAccepted)
    def handed_over(self, event: Solution.HandoverAccepted, rows: Solutions, position: int) -> None:
        rows.put(_of(rows, event.code).but(owner=event.owner))

    @on(Solution.AmbitionSet)
    def aimed(self, event: Solution.AmbitionSet, rows: Solutions, position: int) -> None:
        ambition = {
            "rule": event.rule,
            "target": event.target,
            "precision": event.precision,
            "as_of": event.as_of.isoformat(),
            "stated_by": event.stated_by,
            "source": event.source,
        }
        rows.put(_of(rows, event.code).but(ambition=ambition))

    @on(Dependencies.DependencyDeclared)
    def needed(
        self, event: Dependencies.DependencyDeclared, rows: Solutions, position: int
    ) -> None:
        row = _of(rows, event.solution)
        others = [each for each in row.needs if each["solution"] != event.needs]
        needs = [*others, {"solution": event.needs, "must": event.must}]
        rows.put(row.but(needs=needs))

    @on(Dependencies.DependencyWithdrawn)
    def needed_no_more(
        self, event: Dependencies.DependencyWithdrawn, rows: Solutions, position: int
    ) -> None:
        row = _of(rows, event.solution)
        rows.put(row.but(needs=[n for n in row.needs if n["solution"] != event.needs]))

    @on(Readiness.Opened, Readiness.RoundOpened)
    def assessed(self, event: Any, rows: Solutions, position: int) -> None:
        row = _of(rows, event.solution)
        # A new round changes nothing about the decision that stands.
        standing = row.readiness.get(event.scope_code, {"outcome": None, "unmet": []})
        _ready(rows, event, standing | {"in_assessment": True})

    @on(Readiness.DeclaredReady)
    def ready(self, event: Readiness.DeclaredReady, rows: Solutions, position: int) -> None:
        _ready(rows, event, _decided(event, event.outcome, []))

    @on(Readiness.DeclaredNotReady)
    def not_ready(self, event: Readiness.DeclaredNotReady, rows: Solutions, position: int) -> None:
        _ready(rows, event, _decided(event, "not_ready", event.unmet))

    @on(Readiness.Suspended, Readiness.Resumed, Readiness.Revoked)
    def stopped(self, event: Any, rows: Solutions, position: int) -> None:
        standing = _of(rows, event.solution).readiness[event.scope_code]
        # The decision that stands is told beside the suspension, which is what gates ask first.
        told: dict[str, Any] = {"suspended": isinstance(event, Readiness.Suspended)}
        if isinstance(event, Readiness.Revoked):
            told |= {"outcome": "revoked"}
        _ready(rows, event, standing | told)

    @on(Figures.Reported, Figures.Corrected)
    def figured(self, event: Any, rows: Solutions, position: int) -> None:
        row = _of(rows, event.solution)
        figure = {
            "value": event.value,
            "precision": event.precision,
            "as_of": event.as_of.isoformat(),
            "source": event.source,
        }
        newest = row.figures.get(event.measure)
        if newest is None or newest["as_of"] <= figure["as_of"]:
            rows.put(row.but(figures=row.figures | {event.measure: figure}))


def _of(rows: Solutions, code: str) -> SolutionRow:
    row = rows.get(code)
    assert row is not None, f"an event of a solution that is not registered: {code}"
    return row


def _decided(event: Any, outcome: str, unmet: list[str]) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "unmet": unmet,
        "round": event.round,
        "on": event.on.isoformat(),
        "readiness": str(event.originator_id),
        "in_assessment": False,
    }


def _ready(rows: Solutions, event: Any, standing: dict[str, Any]) -> None:
    row = _of(rows, event.solution)
    standing = standing | {"readiness": str(event.originator_id)}
    rows.put(row.but(readiness=row.readiness | {event.scope_code: standing}))

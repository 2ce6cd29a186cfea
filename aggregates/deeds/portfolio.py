"""Declaring that one solution needs another: both must be there, and the graph has no circle."""

from __future__ import annotations

from aggregates.kernel.desk import Desk
from aggregates.portfolio.dependencies import Dependencies
from aggregates.portfolio.solution import Solution


def declare_dependency(
    desk: Desk, *, solution: str, needs: str, must: bool, source: str
) -> Dependencies:
    """Record that `solution` needs `needs` (C02-04). Refuses as `Dependencies.declare` does."""
    for code in (solution, needs):
        desk.get(Solution, Solution.id_of(code))
    graph = desk.find(Dependencies, Dependencies.ID) or desk.found(Dependencies.open(desk.act))
    graph.declare(desk.act, solution=solution, needs=needs, must=must, source=source)
    return graph

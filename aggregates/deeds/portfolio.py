"""What is said of several solutions at once: what needs what, and which are agreed on."""

from __future__ import annotations

from aggregates.kernel.desk import Desk
from aggregates.portfolio.dependencies import Dependencies
from aggregates.portfolio.endorsement import Endorsement
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


def propose_portfolio(desk: Desk, *, solutions: list[str], reason: str) -> Endorsement:
    """Propose the next version of the portfolio, of solutions that there are (C02-02)."""
    for code in solutions:
        desk.get(Solution, Solution.id_of(code))
    known = desk.find(Endorsement, Endorsement.ID)
    endorsement = known or desk.found(Endorsement.open(desk.act))
    endorsement.propose(desk.act, solutions=solutions, reason=reason)
    return endorsement

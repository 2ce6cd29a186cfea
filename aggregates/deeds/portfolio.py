"""What is said of several solutions at once: what needs what, and which are agreed on."""

from __future__ import annotations

from uuid import UUID

from aggregates.evaluation.learning import Learning
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.material.package import Package
from aggregates.portfolio.dependencies import Dependencies
from aggregates.portfolio.endorsement import Endorsement
from aggregates.portfolio.pilot import Pilot
from aggregates.portfolio.solution import Handover, Solution
from aggregates.rules import C02_05
from aggregates.territory.organisation import Organisation
from aggregates.territory.register import Register


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


def nominate_pilot(desk: Desk, *, solution: str, number: str, reason: str) -> Pilot:
    """Ask the municipality with this number to try a solution out (C02-10)."""
    desk.get(Solution, Solution.id_of(solution))
    register, today = desk.get(Register, Register.ID), desk.act.today
    municipality = register.id_of(number, today)
    region = register.county_of(municipality, today)
    known = desk.find(Pilot, Pilot.id_of(solution, municipality))
    if known is not None:
        known.nominate_again(desk.act, region=region, reason=reason)
        return known
    return desk.found(
        Pilot.nominate(
            desk.act, solution=solution, municipality=municipality,
            number=number, region=region, reason=reason,
        )
    )  # fmt: skip


def propose_handover(
    desk: Desk, *, solution: str, owner: str, defects: list[str], learnings: list[UUID]
) -> Solution:
    """Propose that an organisation owns a solution from when it accepts (C02-05).

    The shared material that is valid is listed as it stands. Refuses a learning point of another
    solution, and as `Solution.propose_handover` does.
    """
    handed = desk.get(Solution, Solution.id_of(solution))
    desk.get(Organisation, Organisation.id_of(owner))
    for each in learnings:
        if (other := desk.get(Learning, each).solution) != solution:
            raise Refused(C02_05, "other_learning", learning=str(each), solution=other)
    package = desk.find(Package, Package.id_of(solution))
    valid = {} if package is None else {each: package.valid(each) for each in package.versions}
    offer = Handover(
        owner, defects, [f"{type} v{number}" for type, number in sorted(valid.items()) if number],
        [str(each) for each in learnings],
    )  # fmt: skip
    handed.propose_handover(desk.act, offer=offer)
    return handed

"""What a solution rests on, and whether a municipality that is to be invited has it in place."""

from __future__ import annotations

from uuid import UUID

from aggregates.adoption.adoption import Adoption
from aggregates.kernel.desk import Desk
from aggregates.kernel.gate import Gate
from aggregates.kernel.root import ref
from aggregates.portfolio.dependencies import Dependencies
from aggregates.rules import C02_04

REACHED = frozenset({"technically_introduced", "in_use", "benefit_realised"})
"""The stages at which what others rest on is in place; inferred."""


def ask_prerequisites(gate: Gate, desk: Desk, *, solution: str, municipality: UUID) -> None:
    """Ask for each solution that this one needs whether the municipality has it (C02-04).

    Where it is not known to have come so far, that is a warning in the trace; only what the
    solution must have keeps anybody from inviting.
    """
    graph = desk.find(Dependencies, Dependencies.ID)
    for needed, must in sorted(({} if graph is None else graph.needs(solution)).items()):
        adoption = desk.find(Adoption, Adoption.id_of(municipality, needed))
        reached = adoption is not None and adoption.stage in REACHED
        seen = {"adoption": ref(adoption) if adoption else "none"}
        if must:
            gate.check(
                C02_04, reached, "prerequisite_missing", seen, solution=solution, needs=needed
            )
        else:
            gate.warn(
                C02_04, reached, "prerequisite_missing", seen, solution=solution, needs=needed
            )

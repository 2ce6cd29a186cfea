"""What a solution rests on, and whether a municipality that is to be invited has it in place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.service import ServiceAdoption
from aggregates.adoption.services import SERVICES, weighed
from aggregates.adoption.use_rule import UseRule
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
        stage, seen = _stage(desk, municipality, needed)
        reached = stage in REACHED
        if must:
            gate.check(
                C02_04, reached, "prerequisite_missing", seen, solution=solution, needs=needed
            )
        else:
            gate.warn(
                C02_04, reached, "prerequisite_missing", seen, solution=solution, needs=needed
            )


def _stage(desk: Desk, municipality: UUID, solution: str) -> tuple[str | None, dict[str, Any]]:
    """How far a municipality is known to be, and what was looked at: its own stage, or what its
    service areas are weighed for where a rule says so (C09-03)."""
    adoption = desk.find(Adoption, Adoption.id_of(municipality, solution))
    seen = {"adoption": ref(adoption) if adoption else "none"}
    rule = desk.find(UseRule, UseRule.id_of(solution))
    if rule is not None and rule.weights is not None:
        ids = [ServiceAdoption.id_of(municipality, solution, each) for each in SERVICES]
        found = [each for id in ids if (each := desk.find(ServiceAdoption, id)) is not None]
        told = {each.service: each.stage for each in found if each.stage is not None}
        if told:
            seen |= {"rule": ref(rule)} | {each.service: ref(each) for each in found}
            return weighed(*rule.weights, told), seen
    return None if adoption is None else adoption.stage, seen

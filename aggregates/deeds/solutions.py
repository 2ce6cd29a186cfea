"""What is said of one solution beside its life cycle: order, management, modules."""

from __future__ import annotations

from collections.abc import Mapping

from aggregates.kernel.desk import Desk
from aggregates.portfolio.management import Management
from aggregates.portfolio.modules import Modules
from aggregates.portfolio.priority import Priority
from aggregates.portfolio.solution import Solution


def register(
    desk: Desk, *,
    code: str, name: str, kind: str, owner: str, source: str,
    details: Mapping[str, str] | None = None,
) -> Solution:  # fmt: skip
    """Enter a solution. Refuses as `Solution.register` does (C02-01).

    New functionality is part of a solution that there is: raises `Missing` otherwise.
    """
    if whole := (details or {}).get("part_of"):
        desk.get(Solution, Solution.id_of(whole))
    return desk.found(
        Solution.register(
            desk.act, code=code, name=name, kind=kind, owner=owner, source=source, details=details
        )
    )


def advise_order(
    desk: Desk, *, giver: str, mandate: str, ranking: list[str], reason: str
) -> Priority:
    """Advise an order of solutions that there are (C02-11)."""
    priority = _priority(desk, ranking)
    priority.advise(desk.act, giver=giver, mandate=mandate, ranking=ranking, reason=reason)
    return priority


def decide_order(
    desk: Desk, *, ranking: list[str], deciding_body: str, decision: str, reason: str
) -> Priority:
    """Note the order of solutions that was decided (C02-11)."""
    priority = _priority(desk, ranking)
    priority.decide(
        desk.act, ranking=ranking, deciding_body=deciding_body, decision=decision, reason=reason
    )
    return priority


def answer_management(
    desk: Desk, *, solution: str, question: str, answer: str, agreement: str
) -> Management:
    """Answer who manages a solution, who answers for it, or who pays (C02-06)."""
    desk.get(Solution, Solution.id_of(solution))
    known = desk.find(Management, Management.id_of(solution))
    management = known or desk.found(Management.open(desk.act, solution=solution))
    management.answer(desk.act, question=question, answer=answer, agreement=agreement)
    return management


def declare_module(desk: Desk, *, solution: str, module: str) -> Modules:
    """State that one registered solution is a module of another (C02-09)."""
    desk.get(Solution, Solution.id_of(module))
    modules = _modules(desk, solution)
    modules.declare(desk.act, module=module)
    return modules


def release_version(
    desk: Desk, *, solution: str, version_name: str, change: str, reduced: bool, reason: str
) -> Modules:
    """Note that a version of a solution came out (C02-09)."""
    modules = _modules(desk, solution)
    modules.release(
        desk.act, version_name=version_name, change=change, reduced=reduced, reason=reason
    )
    return modules


def _priority(desk: Desk, ranking: list[str]) -> Priority:
    for code in ranking:
        desk.get(Solution, Solution.id_of(code))
    return desk.find(Priority, Priority.ID) or desk.found(Priority.open(desk.act))


def _modules(desk: Desk, solution: str) -> Modules:
    desk.get(Solution, Solution.id_of(solution))
    known = desk.find(Modules, Modules.id_of(solution))
    return known or desk.found(Modules.open(desk.act, solution=solution))

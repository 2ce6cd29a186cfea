"""Handing a solution over, with all that is open in it: nothing is left out without a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from aggregates.evaluation.learning import Learning
from aggregates.evaluation.lessons import SOLUTION, Lessons
from aggregates.execution.open_issues import OpenIssues
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.material.package import Package
from aggregates.portfolio.solution import Handover, Solution
from aggregates.rules import C02_05
from aggregates.territory.organisation import Organisation


def propose_handover(
    desk: Desk, *,
    solution: str, owner: str, defects: Sequence[str] = (), learnings: Sequence[UUID] = (),
    left_out: Mapping[UUID, str] | None = None,
) -> Solution:  # fmt: skip
    """Propose that an organisation owns a solution from when it accepts (C02-05).

    Every open learning point and every unanswered issue of it goes with it, but for those in
    `left_out`, each with a reason; `defects` and `learnings` are listed beside. The shared material
    that is valid is listed as it stands. Refuses a learning point of another solution, what is left
    out and is not open, and as `Solution.propose_handover` does.
    """
    handed = desk.get(Solution, Solution.id_of(solution))
    desk.get(Organisation, Organisation.id_of(owner))
    for each in learnings:
        if (other := desk.get(Learning, each).solution) != solution:
            raise Refused(C02_05, "other_learning", learning=str(each), solution=other)
    out = dict(left_out or {})
    lessons, issues = _open(desk, solution)
    _check_left_out(out, {*lessons, *issues})
    learned = dict.fromkeys([*learnings, *(each for each in lessons if each not in out)])
    broken = [*defects, *(title for each, title in issues.items() if each not in out)]
    offer = Handover(
        owner, broken, _material(desk, solution), [str(each) for each in learned],
        {str(each): reason for each, reason in out.items()},
    )  # fmt: skip
    handed.propose_handover(desk.act, offer=offer)
    return handed


def _open(desk: Desk, solution: str) -> tuple[dict[UUID, str], dict[UUID, str]]:
    lessons = desk.find(Lessons, Lessons.id_of(SOLUTION, solution))
    issues = desk.find(OpenIssues, OpenIssues.id_of(solution))
    return {} if lessons is None else lessons.open, {} if issues is None else issues.titles


def _check_left_out(left_out: Mapping[UUID, str], there: set[UUID]) -> None:
    for each, reason in left_out.items():
        if each not in there:
            raise Refused(C02_05, "not_open", left_out=str(each))
        if not reason.strip():
            raise Refused(C02_05, "left_out_without_reason", left_out=str(each))


def _material(desk: Desk, solution: str) -> list[str]:
    package = desk.find(Package, Package.id_of(solution))
    valid = {} if package is None else {each: package.valid(each) for each in package.versions}
    return [f"{type} v{number}" for type, number in sorted(valid.items()) if number]

"""What is known of what a solution does: studies, and who did them together (evidensregister)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from aggregates.adoption.study import EffectStudy
from aggregates.kernel.desk import Desk
from aggregates.portfolio.solution import Solution
from aggregates.territory.organisation import Organisation


def register_study(
    desk: Desk, *,
    solution: str, title: str, population: str, finding: str, limits: str, source: str,
    published: date, criterion: str, strength: str | None, partners: Sequence[str] = (),
) -> EffectStudy:  # fmt: skip
    """Enter a study of a known solution, by known organisations. Raises `Missing`.

    Refuses as `EffectStudy.register` does.
    """
    desk.get(Solution, Solution.id_of(solution))
    for each in partners:
        desk.get(Organisation, Organisation.id_of(each))
    return desk.found(
        EffectStudy.register(
            desk.act, solution=solution, title=title, population=population, finding=finding,
            limits=limits, source=source, published=published, criterion=criterion,
            strength=strength, partners=partners,
        )
    )  # fmt: skip

"""What a programme and those around it agree on before anything is assessed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.portfolio.solution import Solution
from aggregates.readiness.acknowledgement import Acknowledgement
from aggregates.readiness.aims import Party, ProfessionalAims
from aggregates.readiness.criteria import CriteriaSet
from aggregates.rules import C03_02

BEFORE_ITS_END = frozenset({"registered", "development", "trial"})
"""Phases of a solution whose trial has not ended."""


def acknowledge(desk: Desk, *, criteria_set: UUID, solution: str) -> Acknowledgement:
    """A programme acknowledges the criteria for its solution, before its trial ends (C03-02).

    Refuses criteria that are not published, and as `Acknowledgement.give` does.
    """
    criteria = _published(desk, criteria_set)
    owned = desk.get(Solution, Solution.id_of(solution))
    known = desk.find(Acknowledgement, Acknowledgement.id_of(criteria_set, solution))
    return known or desk.found(
        Acknowledgement.give(
            desk.act, criteria_set=criteria_set, name=criteria.name, version=criteria.number,
            solution=solution, owner=owned.owner, trial_over=owned.phase not in BEFORE_ITS_END,
        )
    )  # fmt: skip


def propose_change(
    desk: Desk, *,
    criteria_set: UUID, solution: str, successor: UUID, transition: str, reason: str,
    from_day: date | None = None,
) -> Acknowledgement:  # fmt: skip
    """Propose later criteria to a programme that has acknowledged others (C03-02).

    Refuses a successor that is not published, and as `Acknowledgement.propose_change` does.
    """
    _published(desk, successor)
    running = desk.get(Acknowledgement, Acknowledgement.id_of(criteria_set, solution))
    running.propose_change(
        desk.act, successor=successor, transition=transition, reason=reason, from_day=from_day
    )
    return running


def propose_aims(
    desk: Desk, *, solution: str, text: str, parties: Sequence[Party]
) -> ProfessionalAims:
    """Put forward professional requirements for a solution, or another version of them (C03-06)."""
    desk.get(Solution, Solution.id_of(solution))
    known = desk.find(ProfessionalAims, ProfessionalAims.id_of(solution))
    if known is None:
        return desk.found(
            ProfessionalAims.propose(desk.act, solution=solution, text=text, parties=parties)
        )
    known.revise(desk.act, text=text, parties=parties)
    return known


def _published(desk: Desk, criteria_set: UUID) -> CriteriaSet:
    criteria = desk.get(CriteriaSet, criteria_set)
    if criteria.published_on is None:
        raise Refused(C03_02, "not_published", name=criteria.name, number=criteria.number)
    return criteria

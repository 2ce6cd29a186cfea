"""Notes about a municipality, and from whom what is withheld."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from aggregates.access.grading import Grading
from aggregates.access.note import Note
from aggregates.kernel.act import Act, Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Missing, Refused
from aggregates.kernel.root import KINDS, Root, derived
from aggregates.rules import C23_09
from aggregates.territory.register import Register


def write_note(desk: Desk, *, number: str, solution: str | None, text: str) -> Note:
    """Note an insight about the municipality that has this number today."""
    register = desk.get(Register, Register.ID)
    today = desk.act.today
    municipality = register.id_of(number, today)
    return desk.found(
        Note.write(
            desk.act, id=derived("notes", desk.act.command), municipality=municipality,
            region=register.county_of(municipality, today), solution=solution, text=text,
        )
    )  # fmt: skip


def grade(desk: Desk, *, kind: str, of: UUID, decide: Callable[[Grading], None]) -> Grading:
    """Put a decision to the grading of an aggregate, which begins with the first one.

    Raises `Missing` where there is no aggregate of that kind under the id. Refuses everybody but
    KS and the municipality that it is about (C23-09).
    """
    graded: type[Root] | None = KINDS.get(kind)
    if graded is None:
        raise Missing(kind, of)
    _check_concerned(desk.act, desk.get(graded, of))
    known = desk.find(Grading, Grading.id_of(of))
    grading = known or Grading.begin(desk.act, of=of, kind=kind)
    decide(grading)
    return grading if known else desk.found(grading)


def _check_concerned(act: Act, graded: Root) -> None:
    own = getattr(graded, "municipality", None)
    if act.role != Role.PORTFOLIO_OWNER and (own is None or own != act.municipality):
        raise Refused(C23_09, "not_concerned")

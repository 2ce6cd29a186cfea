"""What public pages and the report say of adoption: single municipalities, and totals apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.figures import Figures
from aggregates.kernel.act import Act
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.portfolio.solution import Solution
from aggregates.territory.register import Register
from ops.imports.rows import DATA, Row, read
from ops.imports.steps import Step, portions
from ops.imports.territory import DIVISION

IN_USE, SURE = "in_use", "high"


def steps(folder: Path = DATA) -> Iterator[Step]:
    """Totals stay totals; municipalities without a row stay unknown (C09-02, I29)."""
    yield Step("figures", _figures(read("figures.csv", folder)))
    for number, rows in portions(read("adoption_evidence.csv", folder)):
        yield Step(f"adoption evidence {number}", _adoptions(rows))


def _figures(rows: list[Row]) -> Callable[[Desk], Root]:
    def deed(desk: Desk) -> Root:
        for row in rows:
            act, code = row.causes(desk.act), row["solution"]
            desk.get(Solution, Solution.id_of(code))
            figures = desk.find(Figures, Figures.id_of(code)) or desk.found(
                Figures.begin(act, solution=code)
            )
            figures.report(
                act, measure=row["measure"], value=int(row["value"]), precision=row["precision"],
                as_of=date.fromisoformat(row["as_of"]), source=row["source"],
            )  # fmt: skip
        return figures

    return deed


def _adoptions(rows: Sequence[Row]) -> Callable[[Desk], Root]:
    def deed(desk: Desk) -> Root:
        register = desk.get(Register, Register.ID)
        whose = [(row, register.id_of(row["kommunenummer"], DIVISION)) for row in rows]
        known = [_known(desk, municipality, row["solution_id"]) for row, municipality in whose]
        for (row, municipality), adoption in zip(whose, known, strict=True):
            act = row.causes(desk.act)
            adoption = adoption or desk.found(
                Adoption.begin(act, municipality=municipality, solution=row["solution_id"])
            )
            _tell(adoption, act, row)
        return register

    return deed


def _known(desk: Desk, municipality: UUID, solution: str) -> Adoption | None:
    desk.get(Solution, Solution.id_of(solution))
    return desk.find(Adoption, Adoption.id_of(municipality, solution))


def _tell(adoption: Adoption, act: Act, row: Row) -> None:
    """Use that is sure becomes a stage; a pilot, a plan or a guess is evidence and no stage."""
    dated, precision = row["date"] or None, row["date_precision"]
    if (row["status"], row["confidence"]) != (IN_USE, SURE):
        adoption.note_evidence(
            act, status=row["status"], dated=dated, precision=precision,
            product=row["supplier_or_product"] or None, evidence=row["evidence"],
            source=row["source"], confidence=row["confidence"],
        )  # fmt: skip
        return
    evidence = row["evidence"]
    if row["date_means"] == "seen":  # in use by then; since when, nobody says
        evidence, dated, precision = f"{evidence} ({dated})", None, "unknown"
    adoption.reach(
        act, stage=IN_USE, reached_on=dated, precision=precision,
        source_kind="import", source=row["source"], evidence=evidence,
    )  # fmt: skip

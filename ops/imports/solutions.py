"""The solutions of the portfolio, what they need, and how far they are meant to reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.portfolio.dependencies import Dependencies
from aggregates.portfolio.solution import Solution
from ops.imports.rows import DATA, Row, read
from ops.imports.steps import Step

METHODS = "process"  # what the file calls something without technology


def steps(folder: Path = DATA) -> Iterator[Step]:
    """Solutions first, then what is said about them."""
    organisations = read("organisations.csv", folder)
    yield Step("solutions", _solutions(read("solutions.csv", folder), organisations))
    yield Step("dependencies", _dependencies(read("dependencies.csv", folder)))
    yield Step("ambitions", _ambitions(read("ambitions.csv", folder)))


def owner(stated: str, organisations: list[Row]) -> str:
    """The number of the organisation that the statement names first; else the statement itself."""
    for row in organisations:
        rest = stated.removeprefix(row["name"])
        if rest != stated and (not rest or rest.startswith((" (", " /"))):
            return row["number"]
    return stated


def kind(stated: str) -> str:
    """Our word for the file's kind of solution."""
    return "method" if stated == METHODS else stated.replace(" ", "_")


def _solutions(rows: list[Row], organisations: list[Row]) -> Callable[[Desk], Root]:
    def deed(desk: Desk) -> Root:
        for row in [
            r for r in rows if desk.find(Solution, Solution.id_of(r["solution_id"])) is None
        ]:
            desk.found(
                Solution.register(
                    row.causes(desk.act), code=row["solution_id"], name=row["name"],
                    kind=kind(row["kind"]), owner=owner(row["owner"], organisations),
                    source=row["source_ref"],
                )
            )  # fmt: skip
        return desk.get(Solution, Solution.id_of(rows[-1]["solution_id"]))

    return deed


def _dependencies(rows: list[Row]) -> Callable[[Desk], Root]:
    def deed(desk: Desk) -> Root:
        dependencies = desk.find(Dependencies, Dependencies.ID) or desk.found(
            Dependencies.open(rows[0].causes(desk.act))
        )
        for row in rows:
            for code in (row["solution"], row["needs"]):
                desk.get(Solution, Solution.id_of(code))
            dependencies.declare(
                row.causes(desk.act), solution=row["solution"], needs=row["needs"],
                must=row["must"] == "true", source=row["source"],
            )  # fmt: skip
        return dependencies

    return deed


def _ambitions(rows: list[Row]) -> Callable[[Desk], Root]:
    def deed(desk: Desk) -> Root:
        for row in rows:
            solution = desk.get(Solution, Solution.id_of(row["solution"]))
            solution.set_ambition(
                row.causes(desk.act), rule=row["rule"],
                target=int(row["target"]) if row["target"] else None,
                precision=row["precision"], as_of=date.fromisoformat(row["as_of"]),
                stated_by=row["stated_by"], source=row["source"],
            )  # fmt: skip
        return solution

    return deed

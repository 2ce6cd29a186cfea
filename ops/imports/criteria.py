"""The starter criteria for «klar til bruk», as a draft: anchoring and publishing them is KS's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.readiness.criteria import CriteriaSet
from ops.imports.rows import DATA, Row, read, span
from ops.imports.steps import Step

NAME, VERSION = "Klar til bruk", 1


def steps(folder: Path = DATA) -> Iterator[Step]:
    """The ten groups of criteria that the report implies (C03-03), as version 1."""
    yield Step("criteria", _draft(read("criteria.csv", folder)))


def _draft(rows: list[Row]) -> Callable[[Desk], Root]:
    def deed(desk: Desk) -> Root:
        known = desk.find(CriteriaSet, CriteriaSet.id_of(NAME, VERSION))
        return known or desk.found(
            CriteriaSet.draft(
                span(rows, desk.act), name=NAME, version=VERSION, criteria=list(map(_one, rows))
            )
        )

    return deed


def _one(row: Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "text": row["text"],
        "mandatory": row["mandatory"] == "true",
        "evidence_type": row["evidence_type"],
        "applies_to": [kind for kind in row["applies_to"].split(";") if kind],
        "source": row["source"],
    }

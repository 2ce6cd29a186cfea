"""Rows of a reference file, each able to say where it stood."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from io import StringIO
from pathlib import Path

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.rules import I67
from people.screening import markers_in

DATA = Path(__file__).parents[2] / "data"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a CSV file with a header; the header is line 1. `sha` is that of the file."""

    file: str
    number: int
    sha: str
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def causes(self, act: Act, numbers: str | None = None) -> Act:
        """The same act, caused by this row, or by these of its file (C24-04)."""
        return replace(act, cause=f"import:{self.file}#{numbers or self.number}@{self.sha}")


def read(file: str, folder: Path = DATA) -> list[Row]:
    """All rows of a file of the reference data. Refuses what points at a person (I67)."""
    raw = (folder / file).read_bytes()
    sha = sha256(raw).hexdigest()[:12]
    lines = csv.DictReader(StringIO(raw.decode("utf-8"), newline=""))
    rows = [Row(file, number, sha, values) for number, values in enumerate(lines, start=2)]
    for row in rows:
        _screen(row)
    return rows


def _screen(row: Row) -> None:
    for column, kind in markers_in(row.values):
        field = f"{row.file}#{row.number} {column}"
        raise Refused(I67, "personal", field=field, marker=kind)


def span(rows: Iterable[Row], act: Act) -> Act:
    """The same act, caused by several rows of one file together: `#2-5,9`."""
    rows = list(rows)
    return rows[0].causes(act, ranges([row.number for row in rows]))


def ranges(numbers: list[int]) -> str:
    """Numbers in order, those that follow each other drawn together."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ",".join(f"{p[0]}-{p[-1]}" if len(p) > 1 else f"{p[0]}" for p in parts)

"""How the country's municipalities became what they are, told forward from a file of changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from aggregates.kernel.act import Act
from aggregates.territory.register import Register
from aggregates.territory.timeline import Name
from ops.imports.rows import Row, span

# Within a day: what ends in parts first, then what its parts join, then new numbers and names.
ORDER = ("split", "merge", "renumber", "rename")
Naming = Callable[[str], Name]


@dataclass(frozen=True, slots=True)
class Change:
    """One territorial change: all rows of a day that speak of the same split or merger."""

    on: date
    kind: str
    rows: list[Row]

    def put(self, register: Register, act: Act, named: Naming) -> None:
        """Ask the register for it; what it knows already it records no second time."""
        row = self.rows[0]
        act, on, name = span(self.rows, act), self.on, named(row["new_name"])
        old, new = row["old_number"], row["new_number"]
        match self.kind:
            case "split":
                heirs = {each["new_number"]: named(each["new_name"]) for each in self.rows}
                register.split(act, predecessor=old, successors=heirs, on=on)
            case "merge":
                olds = [each["old_number"] for each in self.rows]
                register.merge(act, predecessors=olds, number=new, name=name, on=on)
            case "renumber":
                register.renumber(act, number=old, to=new, on=on)
                register.rename(act, number=new, name=name, on=on)
            case "rename":
                exact = bool(row["valid_from"])
                register.rename(act, number=new, name=name, on=on, exact=exact)


def changes(rows: list[Row]) -> list[Change]:
    """The changes in the order in which the register can take them."""
    found: dict[tuple[date, str, str], list[Row]] = {}
    for row in rows:
        for kind, number in _parts(row, rows):
            found.setdefault((day(row), kind, number), []).append(row)
    ordered = sorted(found, key=lambda key: (key[0], ORDER.index(key[1]), key[2]))
    return [Change(on, kind, found[on, kind, number]) for on, kind, number in ordered]


def day(row: Row) -> date:
    """The day of a change; where it is not known, the day by which it had certainly happened."""
    stated = row["valid_from"] or re.findall(r"and (\d{4}-\d\d-\d\d)", row["note"])[-1]
    return date.fromisoformat(stated)


def eve(rows: list[Row]) -> date:
    """The day before the first change, from which the register can tell."""
    return min(day(row) for row in rows) - timedelta(days=1)


def at_first(rows: list[Row], today: list[Row]) -> dict[str, tuple[str, Row]]:
    """Number and name of every municipality before the first change, and the row that says so.

    Found by going back from `today`, the municipalities there are after the last change.
    """
    numbers = {row["kommunenummer"] for row in today}
    for change in reversed(changes(rows)):
        numbers -= {row["new_number"] for row in change.rows}
        numbers |= {row["old_number"] for row in change.rows}
    said = {row["kommunenummer"]: (row["navn"], row) for row in today}
    for row in sorted(rows, key=day, reverse=True):
        said[row["old_number"]] = (row["old_name"], row)
    return {number: said[number] for number in sorted(numbers)}


def _parts(row: Row, rows: list[Row]) -> list[tuple[str, str]]:
    """What a row speaks of: a split part that joins others belongs to a merger as well."""
    if row["kind"] != "split":
        return [(row["kind"], row["new_number"])]
    joins = any(
        each["kind"] == "merge"
        and (each["new_number"], day(each)) == (row["new_number"], day(row))
        for each in rows
    )  # fmt: skip
    split = ("split", row["old_number"])
    return [split, ("merge", row["new_number"])] if joins else [split]

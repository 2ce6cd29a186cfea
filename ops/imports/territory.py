"""The register of municipalities, health regions and organisations, from the reference files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from aggregates.kernel.act import Act
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.territory.grouping import Grouping
from aggregates.territory.organisation import MUNICIPALITY, Organisation
from aggregates.territory.register import Register
from ops.imports.changes import at_first, changes, eve
from ops.imports.names import naming
from ops.imports.rows import DATA, Row, read, span
from ops.imports.steps import Step, portions

DIVISION = date(2024, 1, 1)
"""From when the municipalities of the file, with their numbers, are valid."""
COUNTIES_BEFORE = date(2020, 1, 1)
HEALTH_REGION = "helseregion"
LETTERS = str.maketrans({" ": "-", "æ": "ae", "ø": "o", "å": "a"})


def steps(folder: Path = DATA) -> Iterator[Step]:
    """Everything about territory, in the order in which it can be recorded."""
    municipalities = read("municipalities.csv", folder)
    history, counties = read("municipality_changes.csv", folder), read("counties.csv", folder)
    yield Step("register", _register(municipalities, history, counties))
    yield Step("health regions", _health_regions(municipalities))
    numbered = [row for row in municipalities if row["orgnr"]]
    for number, rows in portions(numbered):
        yield Step(f"municipalities as organisations {number}", _municipal(rows))
    yield Step("organisations", _organisations(read("organisations.csv", folder)))


def _register(
    municipalities: list[Row], history: list[Row], counties: list[Row]
) -> Callable[[Desk], Register]:
    named, ordered = naming(municipalities), changes(history)
    first, beginning = eve(history), at_first(history, municipalities)

    def deed(desk: Desk) -> Register:
        register = desk.find(Register, Register.ID) or desk.found(
            Register.open(span(history, desk.act), on=first)
        )
        for number, (name, row) in beginning.items():
            register.register(row.causes(desk.act), number=number, name=named(name))
        for change in ordered:
            change.put(register, desk.act, named)
        _name_counties(register, desk.act, counties)
        _state_organisations(register, desk.act, municipalities)
        return register

    return deed


def _name_counties(register: Register, act: Act, counties: list[Row]) -> None:
    for row in counties:
        register.name_county(
            row.causes(act), county=row["fylkesnummer_2020_2023"],
            name=row["fylkesnavn_2020_2023"], on=COUNTIES_BEFORE,
        )  # fmt: skip
    for row in counties:
        register.name_county(
            row.causes(act), county=row["fylkesnummer"],
            name=row["fylkesnavn_offisielt"], on=DIVISION,
        )  # fmt: skip


def _state_organisations(register: Register, act: Act, municipalities: list[Row]) -> None:
    for row in municipalities:
        if row["orgnr"]:
            register.state_organisation(
                row.causes(act), number=row["kommunenummer"], orgnr=row["orgnr"], on=DIVISION
            )


def _health_regions(municipalities: list[Row]) -> Callable[[Desk], Register]:
    regions = defaultdict(list)
    for row in municipalities:
        regions[row["rhf"]].append(row)

    def deed(desk: Desk) -> Register:
        register = desk.get(Register, Register.ID)
        for name, rows in regions.items():
            act = span(rows, desk.act)
            code = _code(name)
            grouping = desk.find(Grouping, Grouping.id_of(HEALTH_REGION, code)) or desk.found(
                Grouping.establish(act, kind=HEALTH_REGION, code=code, name=name)
            )
            members = {register.id_of(row["kommunenummer"], DIVISION) for row in rows}
            grouping.state_members(act, members=members, since=DIVISION)
        return register

    return deed


def _code(name: str) -> str:
    """What a scope calls a health region: `helse-sor-ost` for Helse Sør-Øst RHF."""
    return name.removesuffix(" RHF").lower().translate(LETTERS)


def _municipal(rows: Sequence[Row]) -> Callable[[Desk], Root]:
    def deed(desk: Desk) -> Root:
        register = desk.get(Register, Register.ID)
        missing = _missing(desk, rows, "orgnr")
        for row in missing:
            desk.found(
                Organisation.register(
                    row.causes(desk.act), number=row["orgnr"], name=row["navn"],
                    kind=MUNICIPALITY, municipality=register.id_of(row["kommunenummer"], DIVISION),
                )
            )  # fmt: skip
        return desk.get(Organisation, Organisation.id_of(rows[-1]["orgnr"]))

    return deed


def _organisations(rows: Sequence[Row]) -> Callable[[Desk], Root]:
    def deed(desk: Desk) -> Root:
        for row in _missing(desk, rows, "number"):
            desk.found(
                Organisation.register(
                    row.causes(desk.act), number=row["number"], name=row["name"],
                    kind=row["kind"], region=row["region"] or None,
                    number_kind=row["number_kind"],
                )
            )  # fmt: skip
        return desk.get(Organisation, Organisation.id_of(rows[-1]["number"]))

    return deed


def _missing(desk: Desk, rows: Sequence[Row], column: str) -> list[Row]:
    return [r for r in rows if desk.find(Organisation, Organisation.id_of(r[column])) is None]

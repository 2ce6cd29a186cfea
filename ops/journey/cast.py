"""Who takes part: municipalities and organisations of the reference data, by their numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ops.imports.rows import read

KS, NHN, DIRECTORATE = "971032146", "994598759", "983544622"
AT_HOME, ELSEWHERE = 15, 10


@dataclass(frozen=True, slots=True)
class Municipality:
    """One that is asked, and the organisation that decides for it."""

    number: str
    name: str
    county: str
    organisation: str


def body_of(kind: str, region: str = "") -> str:
    """The number of the organisation of that kind, in that county."""
    rows = read("organisations.csv")
    return next(r["number"] for r in rows if (r["kind"], r["region"]) == (kind, region))


def names() -> dict[str, str]:
    """Every organisation's name, by its number."""
    named = {row["orgnr"]: row["navn_norsk"] for row in read("municipalities.csv")}
    return named | {row["number"]: row["name"] for row in read("organisations.csv")}


def chosen(not_known: Sequence[dict[str, Any]]) -> list[Municipality]:
    """25 of those that nobody has told about: 15 of one county, the rest from all over."""
    rows = {row["kommunenummer"]: row for row in read("municipalities.csv") if row["orgnr"]}
    found = [
        _one(each, rows[each["number"]].values) for each in not_known if each["number"] in rows
    ]
    home = Counter(each.county for each in found).most_common(1)[0][0]
    there = [each for each in found if each.county == home]
    elsewhere = [each for each in found if each.county != home]
    return there[:AT_HOME] + elsewhere[:: max(1, len(elsewhere) // ELSEWHERE)][:ELSEWHERE]


def of_county(county: str) -> list[Municipality]:
    """The municipalities of a county whose organisation is known."""
    rows = [row for row in read("municipalities.csv") if row["fylkesnummer"] == county]
    return [
        Municipality(row["kommunenummer"], row["navn_norsk"], county, row["orgnr"])
        for row in rows
        if row["orgnr"]
    ]


def listed(several: Sequence[Municipality]) -> str:
    """Their names, as they are read."""
    *first, last = [each.name for each in several]
    return f"{', '.join(first)} og {last}" if first else last


def _one(told: dict[str, Any], row: dict[str, str]) -> Municipality:
    return Municipality(told["number"], row["navn_norsk"], told["county"], row["orgnr"])

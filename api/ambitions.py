"""Whom an ambition is meant for: its rule, counted in municipalities on its own day (C02-07)."""

from __future__ import annotations

from datetime import date

from projections.groupings import Groupings
from projections.municipalities import Municipalities, Municipality
from projections.tables import Tables

EVERYBODY = "all municipalities"
REGIONAL = "regional:"


def meant_for(tables: Tables, rule: str, day: date) -> list[Municipality] | None:
    """The municipalities of a rule on a day: all of them, or those of `regional:46+helse-vest`.

    None where the rule is in other words: they say whom it is for, and cannot be counted.
    """
    there = [row for row in tables.page(Municipalities) if row.valid(day)]
    if rule == EVERYBODY:
        return there
    if not rule.startswith(REGIONAL):
        return None
    regions = set(rule.removeprefix(REGIONAL).split("+"))
    members = {
        each for row in tables.page(Groupings) if row.code in regions for each in row.members(day)
    }
    return [row for row in there if row.county in regions or row.municipality in members]


def share(reached: int, target: int) -> float | None:
    """How many of a hundred, with one decimal; None where there is nobody to reach."""
    return round(100 * reached / target, 1) if target else None

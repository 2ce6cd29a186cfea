"""What the sector and its municipalities stated beside the runs."""

from __future__ import annotations

from datetime import date
from functools import partial

from aggregates.deeds.territory import state_technology
from aggregates.territory.technology import MUNICIPALITY
from tests.kit.history.past import BERGEN, Past


def technology(past: Past) -> None:
    """Bergen worked with one journal, and works with another since 2023."""
    for product, since in (("Profil", date(2020, 1, 1)), ("Gerica", date(2023, 1, 1))):
        stating = partial(
            state_technology, municipality=BERGEN, key="epj", values=[product],
            source_kind=MUNICIPALITY, source="Bergen", since=since,
        )  # fmt: skip
        past.municipality(BERGEN, stating)

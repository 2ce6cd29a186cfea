"""What KS has stated of its practice, as the tests of several contexts need it."""

from __future__ import annotations

from datetime import date

from aggregates.deeds.practice import MATTERS
from aggregates.practice.practice import Practice, Value
from tests.kit.given import MORNING, act

TODAY = MORNING.date()


def stated(name: str, value: Value, since: date = TODAY) -> Practice:
    """A practice of which one value is stated, from a day on."""
    practice = Practice.begin(act())
    default = MATTERS[name].default
    practice.state(
        act(), name=name, value=value, default=default, since=since, decision="KS 26/311"
    )
    return practice

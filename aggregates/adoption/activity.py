"""What measured months say of use. A month that nobody measured says nothing (I30)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from aggregates.adoption.reports import (
    BENEFIT_REALISED,
    IN_USE,
    TECHNICALLY_INTRODUCED,
    USE_LAPSED,
)

ACTIVE, BELOW = "active", "below"
REPORTED, LAPSED, NOT_USED = "reported", "lapsed", "not_used"
UNUSED = frozenset({BELOW, LAPSED, NOT_USED})
"""What stands on the list of those who have introduced a solution and do not use it (C09-06)."""


def month_of(day: date) -> str:
    """The month of a day, as a period is written."""
    return day.isoformat()[:7]


def earlier(period: str, months: int) -> str:
    """The period so many months before another."""
    year, month = divmod(int(period[:4]) * 12 + int(period[5:]) - 1 - months, 12)
    return f"{year:04}-{month + 1:02}"


def activity(values: Mapping[str, int], threshold: int, within: int, until: str) -> str | None:
    """`active` where one of the last `within` months reached the threshold, or `below`.

    None where none of these months, up to and with `until`, was measured.
    """
    first = earlier(until, within - 1)
    measured = [value for period, value in values.items() if first <= period <= until]
    if not measured:
        return None
    return ACTIVE if max(measured) >= threshold else BELOW


def below_in_a_row(
    values: Mapping[str, int], threshold: int, count: int, after: str = ""
) -> list[str]:
    """The last `count` months, where all were measured and below; none where that is not so.

    A gap ends the row: what was not measured is not known to be below. Months up to and with
    `after` do not count, as they have been looked at.
    """
    last = max(values, default="")
    row = [earlier(last, back) for back in reversed(range(count))] if last else []
    below = all(each > after and each in values and values[each] < threshold for each in row)
    return row if below else []


def standing_use(stage: str | None, measured: str | None) -> str | None:
    """What is known of the use of one who has introduced it; None of one who has not, or nobody
    knows.

    What is measured outranks what is told (C09-02). Use that is only told of is `reported`.
    """
    if stage is None or stage not in _SAYS:
        return None
    return measured or _SAYS[stage]


_SAYS = {
    TECHNICALLY_INTRODUCED: NOT_USED,
    USE_LAPSED: LAPSED,
    IN_USE: REPORTED,
    BENEFIT_REALISED: REPORTED,
}

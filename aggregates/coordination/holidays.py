"""Days on which nobody starts anything: Norwegian public holidays, and the common leave in July.

The movable ones follow from Easter, so a year needs no table. `data/public_holidays_no.csv` is
what this is tested against.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

FIXED = {(1, 1): "new_year", (5, 1): "labour_day", (5, 17): "constitution_day",
         (12, 25): "christmas_day", (12, 26): "boxing_day"}  # fmt: skip
FROM_EASTER = {-3: "maundy_thursday", -2: "good_friday", 0: "easter_sunday", 1: "easter_monday",
               39: "ascension_day", 49: "whit_sunday", 50: "whit_monday"}  # fmt: skip
LEAVE_MONTH = 7
"""The common leave [inf]: the sources speak of holidays and give no dates."""


def holiday(day: date) -> str | None:
    """Which holiday a day is, the common leave included; None for an ordinary one."""
    if day.month == LEAVE_MONTH:
        return "common_leave"
    return FIXED.get((day.month, day.day)) or FROM_EASTER.get((day - easter(day.year)).days)


@lru_cache(64)
def easter(year: int) -> date:
    """Easter Sunday of a year, by the Gregorian rule."""
    golden, century = year % 19, year // 100
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (29 // (moon + 1)) * ((21 - golden) // 11))
    sunday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    return date(year, 3, 1) + timedelta(days=moon - sunday + 27)

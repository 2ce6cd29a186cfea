"""What was done in the run while it went on, and how Kinn was followed up until it was done."""

from __future__ import annotations

from datetime import date
from functools import partial

from aggregates.deeds import follow_up
from aggregates.deeds import pulje as puljer
from tests.kit.history.past import KINN, RUN, Past, participation

SUMMER, AUTUMN, WINTER = date(2024, 6, 2), date(2024, 9, 2), date(2024, 11, 1)


def following_up(past: Past) -> None:
    """Pulje 1 starts and is followed up; Kinn does without all that it is owed, and it closes."""
    past.leader(partial(puljer.start, run=RUN, number=1), SUMMER)
    past.leader(partial(puljer.begin_follow_up, run=RUN, number=1), AUTUMN)
    for lacks in ("follow_up_plan", "use_measurements", "handover"):
        without = partial(
            follow_up.do_without, participation=participation(KINN), lacks=lacks, reason="Egen."
        )
        past.municipality(KINN, without, WINTER)
    past.leader(partial(puljer.close, run=RUN, number=1), WINTER)

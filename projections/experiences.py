"""What municipalities have experienced with solutions, and whether they let it be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.evaluation.experience import Experience
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class ExperienceRow(Row):
    municipality: str
    solution: str
    text: str
    context: str
    collected_on: date
    consented: bool
    published_on: date | None


class Experiences(View[ExperienceRow]):
    name = "experiences"
    row = ExperienceRow
    order = ("collected_on",)
    indexes = (("solution",), ("municipality",))

    @on(Experience.Collected)
    def collected(
        self, event: Experience.Collected, rows: Rows[ExperienceRow], position: int
    ) -> None:
        rows.put(
            ExperienceRow(
                str(event.originator_id), str(event.municipality), event.solution, event.text,
                event.context, event.on, False, None,
            )
        )  # fmt: skip

    @on(Experience.ConsentGiven)
    def consented(
        self, event: Experience.ConsentGiven, rows: Rows[ExperienceRow], position: int
    ) -> None:
        rows.put(_of(rows, event).but(consented=True))

    @on(Experience.ConsentWithdrawn)
    def withdrawn(
        self, event: Experience.ConsentWithdrawn, rows: Rows[ExperienceRow], position: int
    ) -> None:
        rows.put(_of(rows, event).but(consented=False, published_on=None))

    @on(Experience.Published)
    def published(
        self, event: Experience.Published, rows: Rows[ExperienceRow], position: int
    ) -> None:
        rows.put(_of(rows, event).but(published_on=event.on))


def _of(rows: Rows[ExperienceRow], event: Any) -> ExperienceRow:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before it was collected"
    return row

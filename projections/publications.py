"""What was published and registered of adoption: figures as they were then, and studies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.adoption.published import PublishedFigures
from aggregates.adoption.study import EffectStudy
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class FiguresRow(Row):
    """What was published once, by one version of the rule. No later rule changes it (I34)."""

    solution: str
    number: int
    as_of: date
    published_on: date
    municipalities: int
    introduced: int
    active: int
    reported: int
    unknown: int
    use_rule: int | None
    counted_at: int


class FiguresPublished(View[FiguresRow]):
    name = "published_figures"
    row = FiguresRow
    order = ("solution", "number")
    indexes = (("solution",),)

    @on(PublishedFigures.Published)
    def published(
        self, event: PublishedFigures.Published, rows: Rows[FiguresRow], position: int
    ) -> None:
        rows.put(
            FiguresRow(
                f"{event.originator_id}/{event.number}", event.solution, event.number, event.as_of,
                event.on, event.municipalities, event.introduced, event.active, event.reported,
                event.unknown, event.use_rule, event.position,
            )
        )  # fmt: skip


@dataclass(frozen=True)
class StudyRow(Row):
    """A study of what a solution does, of whom, and what it does not show; it is no stage.

    `strength` is None where nobody has graded it. `partners` did the research together.
    """

    solution: str
    title: str
    published: date
    population: str
    finding: str
    limits: str
    source: str
    criterion: str
    strength: str | None
    partners: list[str]


class Studies(View[StudyRow]):
    name = "studies_graded"
    row = StudyRow
    order = ("solution", "published")
    indexes = (("solution",),)

    @on(EffectStudy.Registered)
    def registered(
        self, event: EffectStudy.Registered, rows: Rows[StudyRow], position: int
    ) -> None:
        rows.put(
            StudyRow(
                str(event.originator_id), event.solution, event.title, event.on, event.population,
                event.finding, event.limits, event.source, event.criterion, None, [],
            )
        )  # fmt: skip

    @on(EffectStudy.Graded)
    def graded(self, event: EffectStudy.Graded, rows: Rows[StudyRow], position: int) -> None:
        _note(rows, event, strength=event.strength)

    @on(EffectStudy.PartnersNamed)
    def named(self, event: EffectStudy.PartnersNamed, rows: Rows[StudyRow], position: int) -> None:
        _note(rows, event, partners=event.partners)


def _note(rows: Rows[StudyRow], event: Any, **changed: Any) -> None:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before the registration"
    rows.put(row.but(**changed))

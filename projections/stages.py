"""Every stage that was ever told of, so that it can be said how far somebody had come on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.reports import BENEFIT_REALISED, INHERITED, USE_LAPSED, higher
from projections.kernel import Row, Rows, View, on
from projections.region_board import Standing


@dataclass(frozen=True)
class StageTold(Row):
    """A stage of one municipality. `by` is the first day on which it surely was reached.

    One that `ends` takes the place of what stood, also where that was further on; None is what is
    left where nothing is.
    """

    municipality: str
    solution: str
    stage: str | None
    reached_on: str | None
    precision: str | None
    source_kind: str | None
    by: date
    ends: bool
    position: int


class Stages(View[StageTold]):
    name = "stages_with_losses"
    row = StageTold
    order = ("position",)
    indexes = (("municipality",), ("solution",))

    @on(Adoption.StageReached)
    def reached(self, event: Adoption.StageReached, rows: Rows[StageTold], position: int) -> None:
        # Who tells of it in the middle of the year in which it was, knows that it has been.
        by = min(event.latest or event.on, event.on)
        told = (event.stage, event.reached_on, event.precision, event.source_kind, by)
        _note(rows, event, position, *told)

    @on(Adoption.UseLapsed)
    def lapsed(self, event: Adoption.UseLapsed, rows: Rows[StageTold], position: int) -> None:
        told = (USE_LAPSED, event.on.isoformat(), "day", event.source_kind, event.on)
        _note(rows, event, position, *told, ends=True)

    @on(Adoption.StageLost)
    def lost(self, event: Adoption.StageLost, rows: Rows[StageTold], position: int) -> None:
        left = (event.stage, event.reached_on, event.precision, event.standing_source_kind)
        _note(rows, event, position, *left, event.on, ends=True)

    @on(Adoption.BenefitConfirmed)
    def benefited(
        self, event: Adoption.BenefitConfirmed, rows: Rows[StageTold], position: int
    ) -> None:
        told = (BENEFIT_REALISED, event.on.isoformat(), "day", "municipality", event.on)
        _note(rows, event, position, *told, ends=True)

    @on(Adoption.Inherited)
    def inherited(self, event: Adoption.Inherited, rows: Rows[StageTold], position: int) -> None:
        by = min(event.latest or event.on, event.on)
        told = (event.stage, event.reached_on, event.precision, INHERITED, by)
        _note(rows, event, position, *told, id=_taken(event))

    @on(Adoption.InheritanceWithdrawn)
    def given_back(
        self, event: Adoption.InheritanceWithdrawn, rows: Rows[StageTold], position: int
    ) -> None:
        rows.remove(_taken(event))


def stood(standing: Standing, told: Iterable[StageTold], day: date) -> Standing:
    """The standing with the stage that had surely been reached by `day`, of all that was told.

    `told` is in the order in which it was told. Invitation and answer stay as they are.
    """
    reached: StageTold | None = None
    for each in told:
        if each.by <= day and _follows(each, reached):
            reached = each
    if reached is None:
        return standing.but(stage=None, reached_on=None, precision=None, source_kind=None)
    return standing.but(
        stage=reached.stage, reached_on=reached.reached_on,
        precision=reached.precision, source_kind=reached.source_kind,
    )  # fmt: skip


def _follows(told: StageTold, reached: StageTold | None) -> bool:
    """Whether a stage takes the place of the one before it, as on the board of today."""
    former = None if reached is None else reached.stage
    return told.ends or (told.stage is not None and higher(told.stage, former))


def _taken(event: Any) -> str:
    return f"{event.originator_id}/{event.inheritance}"


def _note(
    rows: Rows[StageTold], event: Any, position: int, *told: Any,
    id: str | None = None, ends: bool = False,
) -> None:  # fmt: skip
    id = id or f"{event.originator_id}/{event.originator_version}"
    municipality, solution = str(event.municipality), event.solution
    stage, reached_on, precision, source_kind, by = told
    rows.put(
        StageTold(
            id, municipality, solution, stage, reached_on, precision, source_kind, by, ends,
            position,
        )
    )  # fmt: skip

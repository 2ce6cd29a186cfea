"""Days by which something is to be answered or looked at anew, for the calendar; who is in none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.material.maintenance import Maintenance
from aggregates.runs import preparing
from aggregates.runs.run import Run
from aggregates.runs.survey import Survey
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class DateRow(Row):
    """`kind` is survey, completion or material. Where there is no run, `title` says of what, or
    is the code of a solution."""

    kind: str
    run: str | None
    title: str
    day: date


class Dates(View[DateRow]):
    name = "dates"
    row = DateRow
    order = ("day",)

    @on(Survey.Opened)
    def surveyed(self, event: Survey.Opened, rows: Rows[DateRow], position: int) -> None:
        id, run = str(event.originator_id), str(event.run)
        rows.put(DateRow(id, "survey", run, event.solution, event.deadline))

    @on(Survey.MoreAsked)
    def extended(self, event: Survey.MoreAsked, rows: Rows[DateRow], position: int) -> None:
        row = rows.get(str(event.originator_id))
        assert row is not None, "an event before the survey"
        rows.put(row.but(day=event.deadline))

    @on(Survey.OpenedInRegion)
    def surveyed_in_region(
        self, event: Survey.OpenedInRegion, rows: Rows[DateRow], position: int
    ) -> None:
        id, title = str(event.originator_id), f"{event.title} ({event.county})"
        rows.put(DateRow(id, "survey", None, title, event.deadline))

    @on(Run.CompletionAssigned)
    def completed(
        self, event: preparing.CompletionAssigned, rows: Rows[DateRow], position: int
    ) -> None:
        run = str(event.originator_id)
        rows.put(DateRow(f"{run}/completion", "completion", run, event.solution, event.review_on))

    @on(Maintenance.MaintainerAppointed, Maintenance.HandedOver, Maintenance.Reviewed)
    def maintained(self, event: Any, rows: Rows[DateRow], position: int) -> None:
        """Each review says when the next one is, so a package has one day at a time."""
        package = str(event.package)
        rows.put(DateRow(package, "material", None, event.solution, event.review_on))

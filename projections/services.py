"""How far each service area has come, and when its use was last measured, beside the board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.adoption.reports import USE_LAPSED, higher
from aggregates.adoption.service import ServiceAdoption
from aggregates.adoption.use import UseSeries
from projections.kernel import Row, Rows, View, on, text


@dataclass(frozen=True)
class InService(Row):
    """One municipality and one solution. `stages` holds, by service area, every stage told of,
    with the first day on which it surely was reached. `used` is the last month measured of all.
    """

    municipality: str
    solution: str
    stages: dict[str, Any]
    used: dict[str, Any] | None

    def stages_on(self, day: date) -> dict[str, str]:
        """How far each service area surely had come on a day."""
        told = {service: _reached(each, day) for service, each in self.stages.items()}
        return {service: stage for service, stage in told.items() if stage is not None}


InServices = Rows[InService]


class ServiceBoard(View[InService]):
    name = "service_board"
    row = InService
    order = ("municipality", "solution")
    indexes = (("municipality",), ("solution",))

    @on(ServiceAdoption.StageReached)
    def reached(self, event: ServiceAdoption.StageReached, rows: InServices, position: int) -> None:
        by = min(event.latest or event.on, event.on)
        _tell(rows, event, event.stage, by)

    @on(ServiceAdoption.UseLapsed)
    def lapsed(self, event: ServiceAdoption.UseLapsed, rows: InServices, position: int) -> None:
        _tell(rows, event, USE_LAPSED, event.on)

    @on(ServiceAdoption.Inherited)
    def inherited(
        self, event: ServiceAdoption.Inherited, rows: InServices, position: int
    ) -> None:  # fmt: skip
        by = min(event.latest or event.on, event.on)
        _tell(rows, event, event.stage, by, inheritance=str(event.inheritance))

    @on(ServiceAdoption.InheritanceWithdrawn)
    def given_back(
        self, event: ServiceAdoption.InheritanceWithdrawn, rows: InServices, position: int
    ) -> None:  # fmt: skip
        row, taken = _of(rows, event), str(event.inheritance)
        told = [e for e in row.stages[event.service] if e.get("inheritance") != taken]
        rows.put(row.but(stages=row.stages | {event.service: told}))

    @on(UseSeries.Measured, UseSeries.Corrected)
    def measured(self, event: Any, rows: InServices, position: int) -> None:
        row = _of(rows, event)
        if row.used is None or row.used["period"] <= event.period:
            used = {"period": event.period, "service": event.service, "value": event.value}
            rows.put(row.but(used=used))


def _of(rows: InServices, event: Any) -> InService:
    municipality = text(event.municipality)
    id = f"{municipality}/{event.solution}"
    return rows.get(id) or InService(id, municipality, event.solution, {}, None)


def _tell(rows: InServices, event: Any, stage: str, by: date, **how: str) -> None:
    row = _of(rows, event)
    told = [*row.stages.get(event.service, ()), {"stage": stage, "by": by.isoformat(), **how}]
    rows.put(row.but(stages=row.stages | {event.service: told}))


def _reached(told: list[dict[str, str]], day: date) -> str | None:
    reached: str | None = None
    for each in told:
        if date.fromisoformat(each["by"]) <= day and (
            each["stage"] == USE_LAPSED or higher(each["stage"], reached)
        ):
            reached = each["stage"]
    return reached

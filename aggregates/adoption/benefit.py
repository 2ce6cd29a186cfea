"""What a municipality got out of a solution, measured before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.kernel.refusals import Refused
from aggregates.rules import I31


@dataclass(frozen=True, slots=True)
class Measurement:
    """So much of what, on which day."""

    value: int
    unit: str
    on: date

    def told(self) -> dict[str, Any]:
        """The measurement as an event tells it."""
        return {"value": self.value, "unit": self.unit, "on": self.on.isoformat()}


def check_benefit(
    baseline: Measurement | None, measured: Measurement | None, owner: str
) -> tuple[Measurement, Measurement]:
    """Both measurements. Refuses where one lacks, they do not compare, or nobody owns it (I31)."""
    if baseline is None:
        raise Refused(I31, "baseline_missing")
    if measured is None:
        raise Refused(I31, "measurement_missing")
    if measured.unit != baseline.unit:
        raise Refused(I31, "units_differ", baseline=baseline.unit, measured=measured.unit)
    if measured.on <= baseline.on:
        raise Refused(I31, "measured_too_early", baseline=baseline.on.isoformat())
    if not owner:
        raise Refused(I31, "owner_missing")
    return baseline, measured

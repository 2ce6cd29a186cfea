"""What a figure is, what it must not fall below, and how it is told."""

from __future__ import annotations

import operator
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

ROUNDS = 3

FLOORS = {
    "commands_vs_crud": (">=", 6.0),
    "commands_sealed_vs_crud": (">=", 6.0),
    "commands_vs_raw": (">=", 1.7),
    "commands_vs_stock": (">=", 6.0),
    "latency_vs_crud": ("<=", 0.5),
    "conflicts_kept": (">=", 0.7),
    "rebuild_vs_stock": (">=", 50.0),
    "view_lag_p99": ("<=", 50.0),
    "subscriber_lag_p99": ("<=", 50.0),
    "relay_vs_sequential": (">=", 8.0),
    "history_growth": ("<=", 1.3),
    "startup": ("<=", 5.0),
    "verify_events_per_s": (">=", 100_000 / 30),
}
HOLDS = {">=": operator.ge, "<=": operator.le}


@dataclass(frozen=True, slots=True)
class Figure:
    """The median of what its rounds gave; one in FLOORS is demanded, others are told of."""

    name: str
    rounds: Sequence[float]
    unit: str

    @property
    def value(self) -> float:
        return median(self.rounds)

    @property
    def holds(self) -> bool:
        if self.name not in FLOORS:
            return True
        relation, floor = FLOORS[self.name]
        return bool(HOLDS[relation](self.value, floor))

    def tell(self) -> None:
        """One line: name, value and unit; then the floor, and what each round gave."""
        line = f"{self.name} {short(self.value)} {self.unit}"
        if self.name in FLOORS:
            relation, floor = FLOORS[self.name]
            verdict = "ok" if self.holds else "FAILS"
            line = f"{line:<44} floor {relation} {short(floor)} {verdict}"
        if len(self.rounds) > 1:
            line = f"{line:<68} rounds {' '.join(short(each) for each in self.rounds)}"
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def short(value: float) -> str:
    """Three digits that count, or a whole number."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def ratios(over: Sequence[float], under: Sequence[float]) -> list[float]:
    """Round by round: both of a pair were measured in the same minute."""
    return [a / b for a, b in zip(over, under, strict=True)]


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

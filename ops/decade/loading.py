"""Loading the decade into an empty log: reference data first, then day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from aggregates.territory.register import Register
from log.log import Log
from ops.decade import runs, solutions
from ops.decade.cast import Cast
from ops.decade.world import World
from ops.imports import criteria, territory
from ops.imports.running import import_steps, importing

SEED = 2024
FIRST, LAST = date(2017, 1, 2), date(2026, 11, 24)
"""From when the register is known with its changes, to the day before it was written."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was loaded; `refused` is by rule, what somebody asked for in vain."""

    events: int
    runs: int
    solutions: int
    refused: dict[str, int]


async def load(
    log: Log,
    *,
    seed: int = SEED,
    count: int = runs.RUNS,
    kinds: int = solutions.SOLUTIONS,
    first: date = FIRST,
    last: date = LAST,
) -> Told:
    """Load a decade of so many runs of so many solutions. The same seed, the same decade."""
    act = importing(datetime(first.year, first.month, first.day, tzinfo=UTC))
    await import_steps(log, act, (territory, criteria))
    cast = Cast(await log.read(Register, Register.ID), seed)
    world = World(log, seed, first)
    await solutions.constitute(world, cast)
    several = solutions.chosen(seed, first, last, kinds)
    solutions.tell(world, several)
    planned = runs.chosen(seed, several, cast, last, count)
    for each in planned:
        runs.tell(world, cast, each)
    await world.pass_until(last)
    return Told(log.store.head(), len(planned), len(several), world.refused)

"""Running an import: first the difference to the log, then, unless it is a dry run, the record."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import get_type_hints

from aggregates.kernel.act import Act, Role
from aggregates.kernel.root import Founding, Root, derived
from log.log import Log
from log.store import Unavailable
from ops.imports import criteria, evidence, solutions, territory
from ops.imports.rehearsal import rehearse
from ops.imports.rows import DATA
from ops.imports.steps import Step

logger = logging.getLogger(__name__)

KS = "971032146"
TRIES, PAUSE_SECONDS = 10, 0.5
SOURCES = (territory, solutions, criteria, evidence)
ENVELOPE = frozenset(get_type_hints(Founding))
Difference = list[tuple[Step, list[Root.Event]]]


def importing(at: datetime) -> Act:
    """The act of an import that is recorded at that time, on behalf of KS (C09-12)."""
    return Act("import", Role.SYSTEM, KS, at, derived("imports", at.isoformat()))


def steps(folder: Path = DATA) -> Iterator[Step]:
    """All steps of all files, in the order in which they rest on each other."""
    return chain.from_iterable(source.steps(folder) for source in SOURCES)


async def run(log: Log, act: Act, *, dry: bool = False, folder: Path = DATA) -> Difference:
    """Record what the log lacks and tell it; a dry run only tells. Raises what is refused.

    The same files a second time: nothing new, and nothing asked of the log (C09-12, C24-04).
    """
    difference = rehearse(log.store, act, steps(folder))
    if not dry:
        await _record(log, act, difference)
    return difference


async def import_steps(log: Log, act: Act, sources: Sequence[ModuleType]) -> None:
    """Record what the log lacks of some of the sources, in their order."""
    several = chain.from_iterable(source.steps(DATA) for source in sources)
    await _record(log, act, rehearse(log.store, act, several))


async def _record(log: Log, act: Act, difference: Difference) -> None:
    for step, missing in difference:
        if missing:
            await _asked(log, step.commanded(act), step)


async def _asked(log: Log, act: Act, step: Step) -> None:
    """Ask until it is stored: a step of a thousand rows may outlast the wait on a busy machine.

    Asked again under the same command, it is recorded once.
    """
    for _ in range(TRIES):
        try:
            await log.ask(act, step.deed)
            return
        except Unavailable as error:
            logger.warning("%s: %s Trying again.", step.name, error)
            await asyncio.sleep(PAUSE_SECONDS)
    await log.ask(act, step.deed)


def told(difference: Difference, *, each: bool) -> Iterator[str]:
    """The difference in lines: the sums of each step, and on demand each event."""
    for step, missing in difference:
        yield f"{step.name}: {len(missing) or 'nothing'} new"
        topics = Counter(type(event).TOPIC for event in missing)  # type: ignore[attr-defined]
        yield from (f"  {count:5} {topic}" for topic, count in sorted(topics.items()))
        if each:
            yield from (f"    + {_line(event)}" for event in missing)


def _line(event: Root.Event) -> str:
    said = [f"{name}={value}" for name, value in vars(event).items() if name not in ENVELOPE]
    return f"{event.on} {type(event).TOPIC} {', '.join(said)} ({event.cause})"  # type: ignore[attr-defined]

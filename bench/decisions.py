"""What a decision costs the log itself: when others interfere, and when history grows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from uuid import uuid4

from aggregates.deeds.decision import decide
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Act, Role
from bench.arena import Arena
from bench.figures import ROUNDS, Figure, percentile, ratios
from bench.history import acting, invited, open_run, past, places, recorded, stored
from log.log import Log
from log.opening import open_store

AT_ONCE = 50
CONFLICTING = 10
LONG, SHORT = 10_000, 10
DECISIONS = 200


def conflicts(arena: Arena) -> Iterator[Figure]:
    """Every tenth decision rests on what another process has changed meanwhile."""
    with arena.database() as url, Log(open_store(url)) as log, Log(open_store(url)) as other:
        invitations = past(12)  # shorter rounds tell more of the machine
        stored(log.store, recorded(invitations.roots))
        decided = invitations.participations
        calm, stormy = asyncio.run(_weather(log, other, decided))
    yield Figure("conflicts_kept", ratios(stormy, calm), "x")
    yield Figure("appends_without_conflicts", calm, "appends/s")
    yield Figure("appends_with_conflicts", stormy, "appends/s")


async def _weather(
    log: Log, other: Log, decided: Sequence[Participation]
) -> tuple[list[float], list[float]]:
    await _rate(log, decided, "postpone")
    calm, stormy = [], []
    for _ in range(ROUNDS):
        calm.append(await _rate(log, decided, "join"))
        await _rate(other, decided[::CONFLICTING], "more_information")
        stormy.append(await _rate(log, decided, "decline"))
    return calm, stormy


async def _rate(log: Log, decided: Sequence[Participation], answer: str) -> float:
    waiting = iter(decided)

    async def ask() -> None:
        for each in waiting:
            await _decide(log, each, answer)

    begun = time.perf_counter()
    await asyncio.gather(*(ask() for _ in range(AT_ONCE)))
    return len(decided) / (time.perf_counter() - begun)


async def _decide(log: Log, participation: Participation, answer: str) -> float:
    """Ask one decision of the log; how long the receipt took."""
    begun = time.perf_counter()
    deed = partial(
        decide, participation=participation.id, answer=answer, basis_version=1,
        level="kommunedirektor",
    )  # fmt: skip
    await log.ask(_own(participation), deed)
    return time.perf_counter() - begun


def _own(participation: Participation) -> Act:
    act = acting(Role.MUNICIPAL_DECIDER)
    now, municipality = datetime.now(UTC), participation.municipality
    return replace(act, at=now, command=uuid4(), municipality=municipality)


def history(arena: Arena) -> Iterator[Figure]:
    """A decision on an aggregate with a long past, beside one on an aggregate with a short one."""
    with ExitStack() as stack:
        store = open_store(stack.enter_context(arena.database()))
        log = stack.enter_context(Log(store))
        run = open_run(0)
        aged = [_aged(invited(run, places()[0]), LONG), _aged(invited(run, places()[1]), SHORT)]
        stored(store, recorded([run, *aged]))
        first, rounds = asyncio.run(_beside(log, *aged))
    long, short = ([1000 * each[which] for each in rounds] for which in (0, 1))
    yield Figure("history_growth", ratios(long, short), "x")
    yield Figure(f"decision_on_{LONG}_events", long, "ms")
    yield Figure(f"decision_on_{SHORT}_events", short, "ms")
    yield Figure(f"decision_on_{LONG}_events_first", [1000 * first], "ms")


def _aged(participation: Participation, events: int) -> Participation:
    """A municipality that has changed its mind very often."""
    act = _own(participation)
    for number in range(events - participation.version):
        participation.decide(act, answer=_answer(number), basis_version=1, level="kommunedirektor")
    return participation


async def _beside(
    log: Log, long: Participation, short: Participation
) -> tuple[float, list[tuple[float, float]]]:
    first = await _decide(log, long, "more_information")
    await _decide(log, short, "more_information")
    rounds = []
    for _ in range(ROUNDS):
        pairs = [
            (await _decide(log, long, _answer(n)), await _decide(log, short, _answer(n)))
            for n in range(DECISIONS)
        ]
        longs, shorts = zip(*pairs, strict=True)
        rounds.append((percentile(longs, 0.5), percentile(shorts, 0.5)))
    return first, rounds


def _answer(number: int) -> str:
    return "decline" if number % 2 else "join"

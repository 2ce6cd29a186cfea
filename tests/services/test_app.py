from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from aggregates.deeds.decision import decide
from aggregates.deeds.sign_up import withdraw
from aggregates.invitations.participation import Participation
from aggregates.runs.pulje import Pulje
from aggregates.tasks.task import Task
from log.log import Log
from log.opening import open_store
from ops.nats_server import NatsServer
from projections.tables import Tables
from services.app import hear, reacting
from services.running import stop
from tests.bus.kit import connected, relaying, until, within
from tests.kit.runs import BERGEN, RUN, VOSS, basis, decider, invited, opened, pulje
from tests.services.past import done, happened, recorded

MINE, THEIRS = Participation.id_of(RUN, BERGEN), Participation.id_of(RUN, VOSS)
NOWHERE = "nats://127.0.0.1:1"


@pytest.fixture
def invitations(log: Log) -> Log:
    """A run with one place, to which Bergen and Voss are invited."""
    happened(log, opened(), pulje(capacity=1), pulje(2), basis(), invited(), invited(VOSS, "4621"))
    return log


@asynccontextmanager
async def everything(log: Log, tables: Tables, nats: NatsServer) -> AsyncIterator[None]:
    async with (
        connected(nats) as client,
        relaying(log.store, client),
        reacting(log, tables, nats.url("services")),
    ):
        yield


async def join(log: Log, municipality: UUID) -> None:
    """A municipality decides to join, and wishes pulje 1. It asks for nothing else."""
    deciding = partial(
        decide, participation=Participation.id_of(RUN, municipality),
        answer="join", basis_version=1, level="kommunedirektor", wished_pulje=1,
    )  # fmt: skip
    await done(log, decider(municipality), deciding)


def gets(log: Log, participation: UUID, outcome: str) -> Callable[[], Awaitable[bool]]:
    async def got() -> bool:
        return (await log.read(Participation, participation)).outcome == outcome

    return got


def offered(log: Log, participation: UUID) -> Callable[[], Awaitable[bool]]:
    async def has_offer() -> bool:
        return participation in (await log.read(Pulje, Pulje.id_of(RUN, 1))).offered

    return has_offer


def test_who_joins_gets_a_place_and_who_waits_is_offered_one_without_asking(
    invitations: Log, tables: Tables, nats: NatsServer
) -> None:
    log = invitations

    async def story() -> None:
        async with everything(log, tables, nats):
            await join(log, BERGEN)
            await until(gets(log, MINE, "place"))
            await join(log, VOSS)
            await until(gets(log, THEIRS, "waiting"))
            await done(log, decider(), partial(withdraw, participation=MINE))
            await until(offered(log, THEIRS))

    asyncio.run(story())
    assert [each.municipality for each in recorded(log, Pulje.PlaceOffered)] == [VOSS]
    assert len(recorded(log, Pulje.PlaceTaken)) == 1


@pytest.fixture
def one_log(tmp_path: Path) -> Log:
    """A log of the one kind, where the kind does not matter."""
    return Log(open_store(f"sqlite:///{tmp_path / 'log.db'}"))


def test_a_bus_that_is_away_keeps_nobody_from_deciding(one_log: Log, nats: NatsServer) -> None:
    async def story(log: Log) -> None:
        happened(log, opened(), pulje(), invited())
        await asyncio.to_thread(nats.kill)
        listening = asyncio.create_task(hear(log, nats.url("services")))
        await within(join(log, BERGEN))
        await asyncio.to_thread(nats.start)
        async with connected(nats) as client, relaying(log.store, client):
            await until(gets(log, MINE, "place"))
        await within(stop(listening))

    with one_log as log:
        asyncio.run(story(log))


def test_reactions_go_on_over_a_new_connection_where_the_old_one_was_lost_for_long(
    one_log: Log, nats: NatsServer, caplog: pytest.LogCaptureFixture
) -> None:
    async def given_up() -> bool:
        return "connecting anew" in caplog.text

    async def story(log: Log) -> None:
        happened(log, opened(), pulje(), invited(), invited(VOSS, "4621"))
        listening = asyncio.create_task(hear(log, nats.url("services"), patience=0.05))
        async with connected(nats) as client, relaying(log.store, client):
            await join(log, BERGEN)
            await until(gets(log, MINE, "place"))
            await asyncio.to_thread(nats.kill)
            await until(given_up)
            await asyncio.to_thread(nats.start)
            await join(log, VOSS)
            await until(gets(log, THEIRS, "place"))
        await within(stop(listening))

    with one_log as log:
        asyncio.run(story(log))
        assert len(recorded(log, Task.Opened)) == 4


def test_it_stops_at_once_though_the_bus_never_came(log: Log, tables: Tables) -> None:
    async def story() -> None:
        async with reacting(log, tables, NOWHERE):
            await asyncio.to_thread(log.store.head)

    asyncio.run(within(story()))

"""One small story through the processes of production: each of them, and PostgreSQL and NATS."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from aggregates.kernel.act import Role
from bus import streams
from bus.connection import connect
from bus.contracts.evaluation import EvaluationDelivered
from bus.contracts.kernel import CloudEvent
from log.opening import open_store
from log.store import Entry
from log.tail import follow
from ops.nats_server import NatsServer
from tests.architecture.composed import ROLES
from tests.journeys.processes import PATIENCE_SECONDS, ended, until
from tests.journeys.production import Production
from tests.kit.stores import fresh_url

GROUP = "320000106"
DELIVERY = {
    "summary": "Alle som var med, kjenner modellen.",
    "heard": [{"party": "Bergen kommune", "kind": "participant", "answered": True}],
    "learnings": [{"id": "L1", "text": "Start tidligere.", "type": "model", "owner": "KS"}],
}


@pytest.fixture
def production(tmp_path: Path) -> Iterator[Production]:
    with (
        fresh_url("postgres", tmp_path) as log_url,
        NatsServer(tmp_path) as nats,
        Production(log_url, nats, tmp_path) as processes,
    ):
        yield processes


def test_a_delivered_evaluation_is_seen_told_outside_and_put_on_the_agenda(
    production: Production,
) -> None:
    async def story() -> None:
        await until(production.ready)
        run = production.post(
            "/runs",
            {
                "title": "Helhetlig tjenestemodell i Vestland", "kind": "common_process",
                "solution": "helhetlig-tjenestemodell", "scope": "regional:46",
                "proposer": "DigiVestland",
            },
            Role.COORDINATING_GROUP, GROUP,
        )["id"]  # fmt: skip
        evaluation = production.post(
            f"/runs/{run}/evaluation", {"due": "2100-01-01"}, Role.COORDINATING_GROUP, GROUP
        )["id"]
        delivered = production.post(
            f"/evaluations/{evaluation}/delivery", DELIVERY, Role.ROLLOUT_LEADER
        )

        seen = production.get(f"/runs/{run}?at_least={delivered['position']}")
        assert seen["item"]["run"]["evaluation_delivered_on"] is not None

        message = await heard(production, EvaluationDelivered.subject)
        assert message.data["evaluation"] == evaluation

        case = await caused(production, message.id, "case.queued")
        work = production.get(f"/work?role=koordineringsgruppe&at_least={case.position}")
        assert [each["item"]["about"] for each in work["items"]] == [evaluation]

        await until(production.healthy)
        codes = {role: ended(process) for role, process in production.roles.items()}
        # Once it has let go of everything, the web server ends by the signal it was sent.
        assert codes == dict.fromkeys(ROLES, 0) | {"api": -signal.SIGTERM}

    asyncio.run(story())


async def heard(production: Production, subject: str) -> CloudEvent:
    """The first message on a subject, as an outsider with a durable consumer hears it."""
    client = await connect(production.nats.url("subscriber"), "test")
    try:
        place = await client.jetstream().pull_subscribe(
            subject, durable="subscriber", stream=streams.PUBLISHED
        )
        [message] = await place.fetch(1, PATIENCE_SECONDS)
        await message.ack()
        return CloudEvent.model_validate_json(message.data)
    finally:
        await client.close()


async def caused(production: Production, cause: str, topic: str) -> Entry:
    """The entry of that kind that a message led to."""
    store = await asyncio.to_thread(open_store, production.log_url)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            async for entries in follow(store, 0):
                for entry in entries:
                    if entry.topic == topic and json.loads(entry.state)["cause"] == cause:
                        return entry
    finally:
        store.close()
    raise AssertionError("the log ended")

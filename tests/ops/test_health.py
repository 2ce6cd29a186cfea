"""A health check looks at the work, not at the process."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from log.store import Store
from ops.health import main
from ops.nats_server import NatsServer
from people.opening import open_vault
from projections.catalogue import VIEWS
from projections.opening import open_tables
from projections.projector import Projector
from seal.opening import open_seal
from tests.bus.conftest import nats as nats
from tests.bus.conftest import nats_server as nats_server
from tests.bus.kit import caught_up, connected, happen, relaying
from tests.people.kit import KEY
from tests.seal.kit import sealer


@pytest.fixture
def past(store: Store, log_url: str, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A log in which something happened more than a minute ago."""
    happen(store)
    monkeypatch.setenv("LOG_URL", log_url)
    return store


def fold(store: Store, log_url: str) -> None:
    tables = open_tables(log_url)
    Projector(store, tables, VIEWS).catch_up()
    tables.close()


def test_views_are_unwell_until_they_have_come_to_what_was_recorded_a_minute_ago(
    past: Store, log_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = open_tables(log_url)
    for view in VIEWS:
        tables.create(view)
    tables.close()
    assert main("projections") == 1
    assert "has not come to position 1" in capsys.readouterr().err
    fold(past, log_url)
    assert main("projections") == 0


def test_the_clock_is_well_where_the_deadlines_can_be_read(past: Store, log_url: str) -> None:
    fold(past, log_url)
    assert main("clock") == 0


def test_the_relay_is_unwell_until_the_stream_tells_what_was_recorded_a_minute_ago(
    past: Store,
    nats: NatsServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def relay() -> None:
        async with connected(nats) as client, relaying(past, client) as relay:
            await caught_up(relay)

    monkeypatch.setenv("NATS_URL", nats.url("relay"))
    assert main("relay") == 1
    assert "The stream has not come to position 1" in capsys.readouterr().err
    asyncio.run(relay())
    assert main("relay") == 0


def test_services_are_unwell_where_nobody_listens(
    nats: NatsServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NATS_URL", nats.url("services"))
    assert main("services") == 1
    assert "NotFoundError" in capsys.readouterr().err


def test_the_seal_is_unwell_until_what_was_recorded_a_minute_ago_is_signed(
    past: Store, log_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main("seal") == 1
    assert "The seal has not come to position 1" in capsys.readouterr().err
    with (
        closing(open_seal(log_url)) as seal,
        closing(open_vault(f"sqlite:///{tmp_path / 'vault.db'}", KEY)) as vault,
    ):
        sealer(past, seal, vault).catch_up()
    assert main("seal") == 0


def test_an_api_that_does_not_answer_is_unwell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "1")
    assert main("api") == 1


def test_a_log_that_is_away_is_said_and_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOG_URL", "postgresql://nobody@127.0.0.1:1/nowhere")
    assert main("clock") == 1
    assert capsys.readouterr().err.startswith("clock: ")

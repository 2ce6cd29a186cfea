from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from aggregates.portfolio.solution import Solution
from log.log import Log, founding
from log.opening import open_store
from ops.markers.__main__ import main
from ops.markers.wanted import Wanted
from tests.kit.given import act
from tests.kit.stores import fresh_url

NAME, ADDRESS, NUMBER = "Prøve Oppdiktsen", "test@example.no", "912 34 567"


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_in_a_clean_folder_nothing_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.log").write_text("INFO: 971032146, KS 26/114, 2026-11-25T08:30:11.012345Z\n")
    assert main([str(tmp_path)]) == 0
    assert told(capsys) == ["nothing found"]


def test_what_has_the_form_of_a_marker_is_told_by_place_and_kind_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "nats").mkdir()
    stream = tmp_path / "nats" / "1.blk"
    stream.write_bytes(b"\x00\xff\x01" + json.dumps({"text": f"Ring {NUMBER}"}).encode() + b"\x00")
    (tmp_path / "relay.log").write_text(f"ERROR: {ADDRESS}\n")
    assert main([str(tmp_path)]) == 1
    assert told(capsys) == [
        f"{stream} : telephone", f"{tmp_path / 'relay.log'} : email", "2 found"
    ]  # fmt: skip


def test_an_event_is_looked_through_field_by_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "log.db"

    async def story() -> None:
        with Log(open_store(f"sqlite:///{path}")) as log:
            registering = founding(
                Solution.register, code="x", name="X", kind="method", owner="1", source=ADDRESS
            )
            await log.ask(act(), registering)

    asyncio.run(story())
    assert main([str(tmp_path)]) == 1
    assert told(capsys) == [f"{path} log_events.state source: email", "1 found"]


def test_given_markers_are_found_in_any_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, given = tmp_path / "data", tmp_path / "given.txt"
    data.mkdir()
    given.write_text(f"Noe Annet\n{NAME}\n", "utf-8")
    with closing(sqlite3.connect(data / "views.db")) as views:
        views.execute("CREATE TABLE board (who BLOB)")
        views.execute("INSERT INTO board VALUES (?)", (b"\x00" + NAME.upper().encode(),))
        views.commit()
    assert main([str(data), "--given", str(given)]) == 1
    assert told(capsys) == [f"{data / 'views.db'}: given marker 2", "1 found"]


@pytest.mark.parametrize(
    "written", [NAME, NAME.upper(), json.dumps(NAME), "/sok?navn=Pr%C3%B8ve%20Oppdiktsen"]
)
def test_a_given_marker_is_found_however_it_is_written(written: str) -> None:
    wanted = Wanted(["Prøve Oppdiktset", NAME, "Prøv"])
    assert wanted.numbers_in(b"\xff\x00" + written.encode() + b"\xfe") == {2}


def test_among_many_given_markers_each_is_found() -> None:
    many = [f"{first}{second}x" for first in "abcæ" for second in ("", "abc", "abcdef", "zz")]
    wanted = Wanted(many)
    assert [wanted.numbers_in(f"-{each}-".encode()) for each in many] == [
        {number} for number in range(1, len(many) + 1)
    ]
    assert Wanted([]).numbers_in(b"anything") == set()


def test_every_table_of_a_database_is_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "given.txt"
    given.write_text(f"{NAME}\n", "utf-8")
    (tmp_path / "data").mkdir()
    with fresh_url("postgres", tmp_path) as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE board (who text, state bytea, row jsonb)")
            connection.execute(
                "INSERT INTO board VALUES (%s, %s, %s)",
                (f"ved {NAME}", json.dumps({"a": [ADDRESS]}).encode(), json.dumps({"b": NUMBER})),
            )
        monkeypatch.setenv("LOG_URL", url)
        assert main([str(tmp_path / "data"), "--given", str(given)]) == 1
    assert told(capsys) == [
        "board.who body: given marker 1", "board.state a.0: email", "board.row b: telephone",
        "3 found",
    ]  # fmt: skip

"""The whole system as `make up` runs it, and as production does, and the stories told of it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from ops.nats_server import NatsServer
from tests.faults.tree import embedded
from tests.journeys.processes import until
from tests.journeys.production import Production
from tests.kit.stores import fresh_url

STORY_SECONDS = 400.0


def test_a_story_can_be_told_again_after_a_restart_that_leaves_no_process_behind(
    tmp_path: Path,
) -> None:
    with embedded(tmp_path / "data") as tree:
        assert_told(tell(tree.data, "S-A"))
        assert len(tree.children()) == 5
        assert tree.stop() == 0
        assert_not_told(tell(tree.data, "S-A"))
        tree.start()
        assert_told(tell(tree.data, "all"))
        assert tree.stop() == 0


def test_every_story_is_so_in_production_too(tmp_path: Path) -> None:
    with (
        fresh_url("postgres", tmp_path) as log_url,
        NatsServer(tmp_path) as nats,
        Production(log_url, nats, tmp_path) as production,
    ):
        asyncio.run(until(production.ready))
        assert_told(tell(tmp_path, "all"))


def test_a_story_that_nobody_knows_is_not_begun(tmp_path: Path) -> None:
    told = tell(tmp_path, "S-X")
    assert (told.returncode, "S-A" in told.stdout) == (2, True)


def test_a_story_without_a_system_says_so(tmp_path: Path) -> None:
    assert_not_told(tell(tmp_path, "S-A"))


def tell(data: Path, story: str) -> subprocess.CompletedProcess[str]:
    """What a story about the system on this folder came to, and all that it said."""
    return subprocess.run(
        [sys.executable, "-m", "ops.journey"],
        env=os.environ | {"DATA": str(data), "STORY": story},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=STORY_SECONDS,
        check=False,
    )


def assert_told(story: subprocess.CompletedProcess[str]) -> None:
    assert story.returncode == 0, story.stdout


def assert_not_told(story: subprocess.CompletedProcess[str]) -> None:
    assert story.returncode == 1, story.stdout
    assert "make up" in story.stdout

"""The whole system as `make up` runs it, and the whole story as `make journey` tells it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.faults.tree import embedded

STORY_SECONDS = 150.0


def test_the_story_can_be_told_again_after_a_restart_that_leaves_no_process_behind(
    tmp_path: Path,
) -> None:
    with embedded(tmp_path / "data") as tree:
        assert_told(tell(tree.data))
        assert len(tree.children()) == 5
        assert tree.stop() == 0
        assert_not_told(tell(tree.data))
        tree.start()
        assert_told(tell(tree.data))
        assert tree.stop() == 0


def test_a_story_without_a_system_says_so(tmp_path: Path) -> None:
    assert_not_told(tell(tmp_path))


def tell(data: Path) -> subprocess.CompletedProcess[str]:
    """What the story about the system on this folder came to, and all that it said."""
    return subprocess.run(
        [sys.executable, "-m", "ops.journey"],
        env=os.environ | {"DATA": str(data)},
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

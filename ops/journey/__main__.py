"""Whole stories against a running system: `python -m ops.journey`, after `make up`.

STORY says which, by its code; `all` tells them all. They go over HTTP and NATS only, as the first
client of the system, and end with an error at the first thing that is not so. Told again, a story
tells of a new run.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType

from ops.journey import national, partly, process, regional, suspended, territory
from ops.journey.story import against
from ops.journey.telling import NotSo, Teller

STORIES: dict[str, ModuleType] = {
    "S-A": national,
    "S-B": regional,
    "S-C": partly,
    "S-P": process,
    "S-R": suspended,
    "S-T": territory,
}
"""The package that tells a story (`tell`), with its own texts beside it, by the story's code."""


def main() -> int:
    """The exit status: 0 where everything was so. DATA says where the system has its data."""
    wanted = os.environ.get("STORY") or "S-A"
    if wanted != "all" and wanted not in STORIES:
        sys.stderr.write(f"STORY is one of all, {', '.join(STORIES)}\n")
        return 2
    told = [_told(code) for code in STORIES if wanted in {"all", code}]
    return max(told)


def _told(code: str) -> int:
    package = STORIES[code]
    tell = Teller(sys.stdout, package.__name__.rpartition(".")[2])
    try:
        with against(Path(os.environ.get("DATA", ".data")), tell) as story:
            package.tell(story)
    except NotSo as why:
        tell.failed(why)
        return 1
    except KeyboardInterrupt:
        return 130
    tell.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Measures ours beside its peers, in one run: `python -m bench [FAMILY ...]`.

Prints one line for each figure, and ends with 1 if one does not hold its floor.
"""

from __future__ import annotations

import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.arena import Arena
from bench.commands import commands
from bench.decisions import conflicts, history
from bench.figures import Figure
from bench.lags import lags
from bench.rebuild import rebuild
from bench.relaying import relaying
from bench.sealing import sealed
from bench.starting import starting

FAMILIES: dict[str, Callable[[Arena], Iterator[Figure]]] = {
    "commands": commands,
    "conflicts": conflicts,
    "history": history,
    "rebuild": rebuild,
    "lags": lags,
    "relay": relaying,
    "startup": starting,
    "seal": sealed,
}


def main(wanted: list[str]) -> int:
    """Measure the families asked for, or all; 0 if every floor holds."""
    if unknown := set(wanted) - set(FAMILIES):
        sys.exit(f"No figures named {', '.join(sorted(unknown))}. Known: {', '.join(FAMILIES)}")
    # Ended from outside, it ends its servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    fails = []
    with tempfile.TemporaryDirectory(prefix="fellestakt-bench-") as folder:
        arena = Arena(Path(folder))
        arena.tell_machine()
        for name in wanted or FAMILIES:
            begun = time.monotonic()
            for figure in FAMILIES[name](arena):
                figure.tell()
                if not figure.holds:
                    fails.append(figure.name)
            sys.stdout.write(f"# {name} took {time.monotonic() - begun:.0f} s\n")
    sys.stdout.write(f"# floors that do not hold: {', '.join(fails) or 'none'}\n")
    return 1 if fails else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

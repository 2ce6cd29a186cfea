"""`python -m ops.imports [--dry-run]`: the reference data into the log that LOG_URL names."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from aggregates.kernel.refusals import Exists, Missing, Refused
from log.log import Log
from log.opening import open_store
from log.store import Unavailable
from ops.imports.running import importing, run, told

DONE, REFUSED, UNREACHABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Import, and say what came of it. The exit code is 1 on a refusal, 2 without a log."""
    parser = argparse.ArgumentParser(prog="python -m ops.imports", description=__doc__)
    parser.add_argument(
        "--dry-run", action="store_true", help="tell the difference, record nothing"
    )
    dry = parser.parse_args(arguments).dry_run
    try:
        store = open_store(os.environ["LOG_URL"])
    except (KeyError, ValueError, Unavailable) as fault:
        sys.stderr.write(f"No log at LOG_URL: {fault}\n")
        return UNREACHABLE
    try:
        with Log(store) as log:
            difference = asyncio.run(run(log, importing(datetime.now(UTC)), dry=dry))
    except Refused as refusal:
        sys.stderr.write(f"Refused, and stopped there: {refusal} {refusal.facts}\n")
        return REFUSED
    except (Missing, Exists) as refusal:
        sys.stderr.write(f"Refused, and stopped there: {refusal}\n")
        return REFUSED
    for line in told(difference, each=dry):
        sys.stdout.write(f"{line}\n")
    return DONE


if __name__ == "__main__":
    sys.exit(main())

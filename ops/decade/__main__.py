"""A simulated decade: `python -m ops.decade [--figures]`.

Without more it is loaded into the log that LOG_URL names, which has to be empty; that is what
`make up DEMO=1` does. With --figures it is loaded into a folder that is then removed, compared
with a recount of its raw events, and measured.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys

from log.log import Log
from log.opening import open_store
from ops.decade import figures
from ops.decade.loading import Told, load
from people.lines import write_lines

logger = logging.getLogger(__name__)


def main() -> int:
    """The exit status: 1 where a board is not what the raw events come to."""
    parser = argparse.ArgumentParser(prog="python -m ops.decade", description=__doc__)
    parser.add_argument("--figures", action="store_true", help="load it elsewhere, and measure")
    write_lines()
    if parser.parse_args().figures:
        return figures.show()
    with Log(open_store(os.environ["LOG_URL"])) as log:
        if log.store.head():
            sys.stderr.write("The log is not empty; the decade begins with an empty one.\n")
            return 2
        told: Told = asyncio.run(load(log))
    logger.info("%s events of %s runs.", told.events, told.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The reactions alone: `python -m services`. LOG_URL and NATS_URL say where log and bus are."""

from __future__ import annotations

import asyncio
import os

from log.log import Log
from log.opening import open_store
from services.app import hear
from services.running import run


async def main() -> None:
    """React until cancelled. What time does not mend is raised."""
    url = os.environ["NATS_URL"]
    with Log(await asyncio.to_thread(open_store, os.environ["LOG_URL"])) as log:
        await hear(log, url)


if __name__ == "__main__":
    run(main())

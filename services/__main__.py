"""The reactions alone, and the erasures: `python -m services`.

LOG_URL and NATS_URL say where log and bus are, VAULT_URL and VAULT_KEY what is known of persons.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import closing
from pathlib import Path

from log.log import Log
from log.opening import open_store
from people.keys import read_key
from people.opening import open_vault
from services.app import hear
from services.erasures import carry_out
from services.running import run


async def main() -> None:
    """React until cancelled. What time does not mend is raised."""
    url = os.environ["NATS_URL"]
    key = read_key(Path(os.environ["VAULT_KEY"]))
    vault = await asyncio.to_thread(open_vault, os.environ["VAULT_URL"], key)
    with closing(vault), Log(await asyncio.to_thread(open_store, os.environ["LOG_URL"])) as log:
        async with asyncio.TaskGroup() as group:
            group.create_task(hear(log, url))
            group.create_task(carry_out(log.store, vault))


if __name__ == "__main__":
    run(main())

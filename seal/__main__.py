"""Seals the log and signs checkpoints of it: `python -m seal`."""

from __future__ import annotations

import logging
import os
import signal
import threading
from pathlib import Path

from log.opening import open_store
from people.keys import read_key
from people.lines import write_lines
from people.opening import open_vault
from seal.notes import made_signer
from seal.opening import open_seal
from seal.sealer import Sealer

logger = logging.getLogger("seal")

SECONDS = "0.5"


def main() -> None:
    """Seal until asked to stop. SEAL_KEY is made where it is not there yet."""
    write_lines()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    url = os.environ["LOG_URL"]
    signer = made_signer(Path(os.environ["SEAL_KEY"]), os.environ["SEAL_ORIGIN"])
    vault = open_vault(os.environ["VAULT_URL"], read_key(Path(os.environ["VAULT_KEY"])))
    store, seal = open_store(url), open_seal(url)
    logger.info("Others verify with %s", signer.verification_key())
    try:
        seconds = float(os.environ.get("SEAL_SECONDS", SECONDS))
        Sealer(store, seal, vault, signer).run(stop, seconds)
    finally:
        for each in (store, seal, vault):
            each.close()


if __name__ == "__main__":
    main()

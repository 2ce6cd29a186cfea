"""Serves one peer as ours is served (`api.main`): `python -m bench.peers crud|raw|stock`."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import uvicorn

peer = import_module(f"bench.peers.{sys.argv[1]}")
gc.freeze()  # as ours does
gc.set_threshold(50_000, 20, 50)
uvicorn.run(
    peer.application(),
    host="127.0.0.1",
    port=int(os.environ["PORT"]),
    loop="uvloop",
    http="httptools",
    access_log=False,
    log_level="warning",
    server_header=False,
    proxy_headers=False,
)

"""Serves HTTP: `python -m api.main`. The environment says where the log is and whom to believe."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

from api.app import Settings, create_app, with_resources
from people.lines import WEB_SERVER

HOST = "127.0.0.1"


def settings() -> Settings:
    """LOG_URL, ISSUERS (docs/identity.md), VAULT_URL, VAULT_KEY (a file) and SEAL_WITNESSES (a
    file, docs/audit.md), all required."""
    return Settings(
        log_url=os.environ["LOG_URL"],
        issuers=Path(os.environ["ISSUERS"]),
        vault_url=os.environ["VAULT_URL"],
        vault_key=Path(os.environ["VAULT_KEY"]),
        witnesses=Path(os.environ["SEAL_WITNESSES"]),
    )


def application() -> FastAPI:
    """The application of a process that only serves HTTP."""
    return create_app(with_resources(settings()))


def serving() -> dict[str, Any]:
    """How uvicorn serves: the fast loop and parser, no access log, no banner of its own."""
    return {
        "loop": "uvloop",
        "http": "httptools",
        "access_log": False,
        "log_level": "warning",
        "log_config": WEB_SERVER,
        "server_header": False,
        "proxy_headers": False,  # nothing is decided by where a request came from
        "timeout_graceful_shutdown": 5,
    }


def serve(app: FastAPI, host: str = HOST) -> None:
    """Answer on PORT until told to stop.

    The aggregates in memory are looked through for cycles at every collection, and have none: done
    as seldom as this, the slowest answers under load take a third of the time.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    uvicorn.run(app, host=host, port=int(os.environ.get("PORT", "8000")), **serving())


if __name__ == "__main__":
    serve(application(), os.environ.get("HOST", HOST))

"""The embedded core, `python -m ops.core`: HTTP, reactions and clock in one process.

SQLite is fastest with one writing process. In production each is a process of its own.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from api.app import create_app, with_resources
from api.main import serve, settings
from projections.opening import open_tables
from services.app import reacting
from services.erasures import carry_out


def embedded() -> FastAPI:
    """The HTTP application, with reactions and clock running beside it on the same log."""
    configured = settings()
    resources = with_resources(configured)

    @asynccontextmanager
    async def everything(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
        tables = open_tables(configured.log_url)
        try:
            async with (
                resources(app) as state,
                reacting(
                    state["log"], tables, os.environ["NATS_URL"],
                    carry_out(state["log"].store, state["vault"]),
                ),
            ):  # fmt: skip
                yield state
        finally:
            tables.close()

    return create_app(everything)


if __name__ == "__main__":
    serve(embedded())

"""Whether the process answers, and whether the log does."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request
from pydantic import BaseModel

from log.log import Log

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """The position of the last entry in the log."""

    position: int


@router.get("/livez")
async def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def ready(request: Request) -> Health:
    """The log answers too. Otherwise 503."""
    log: Log = request.state.log
    return Health(position=await asyncio.to_thread(log.store.head))

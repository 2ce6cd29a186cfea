"""Bounds on what a request may be, before anything is made of it."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException

from api.problems import answer

LARGEST_BODY = 256 * 1024


class BodyLimit:
    """Answers 413 to a body over the limit, also one that does not say its length."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _stated(scope) > LARGEST_BODY:
            await answer(Request(scope), 413, "too_large")(scope, receive, send)
            return
        got = 0

        async def counted() -> Any:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > LARGEST_BODY:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)


def install(app: FastAPI) -> None:
    """Put the limit before everything else."""
    app.add_middleware(BodyLimit)


def _stated(scope: Any) -> int:
    """The length that a request says its body has; the server has checked that it is a number."""
    return next((int(value) for name, value in scope["headers"] if name == b"content-length"), 0)

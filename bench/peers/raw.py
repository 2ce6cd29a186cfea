"""Peer (b): the same tables in hand-written SQL on asyncpg."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]
from fastapi import FastAPI, Request

from bench.peers import edge
from bench.peers.relational import SUBJECT, TAKES_SIGN_UPS, message, told

ATTEMPTS = 5
CONNECTIONS = 20

KNOWN = "SELECT digest, id, version, position FROM commands WHERE command = $1"
STANDING = """
SELECT p.municipality, p.region, p.basis_version, p.puljer, p.deadline, p.version,
       p.answer, p.level, p.reason, p.wished_pulje, p.document, r.stage,
       o.number AS body, o.municipality AS body_municipality, o.region AS body_region
FROM participations p JOIN runs r ON r.id = p.run LEFT JOIN organisations o ON o.number = $2
WHERE p.id = $1 FOR UPDATE OF p
"""
CHANGE = """
UPDATE participations
SET version = $2, answer = $3, level = $4, reason = $5, wished_pulje = $6, document = $7
WHERE id = $1
"""
AUDIT = """
INSERT INTO audit (at, by, role, body, participation, version, what)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
OUTBOX = "INSERT INTO outbox (subject, payload) VALUES ($1, $2) RETURNING id"
COMMAND = "INSERT INTO commands VALUES ($1, $2, $3, $4, $5)"


def application() -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with asyncpg.create_pool(
            os.environ["LOG_URL"], min_size=CONNECTIONS, max_size=CONNECTIONS
        ) as pool:
            app.state.pool = pool
            yield

    app = edge.application(lifespan)

    @app.post("/api/participations/{id}/decision")
    async def decide(
        id: UUID, decision: edge.Decision, request: Request, caller: edge.Calling
    ) -> edge.Receipt:
        asked = edge.asked(request, caller, id, decision)
        for _ in range(ATTEMPTS):
            try:
                async with app.state.pool.acquire() as connection, connection.transaction():
                    return await _decided(connection, id, decision, asked)
            except asyncpg.UniqueViolationError:  # the same command at the same time
                continue
        raise edge.Refusal(503, "crowded")

    return app


async def _decided(
    connection: Any, id: UUID, decision: edge.Decision, asked: edge.Asked
) -> edge.Receipt:
    if known := await connection.fetchrow(KNOWN, asked.command):
        digest, *receipt = known
        return asked.again(digest, _receipt(*receipt))
    at = await connection.fetchrow(STANDING, id, asked.caller.organisation)
    if at is None:
        raise edge.Refusal(404, "missing")
    if at["body"] is None:
        raise edge.Refusal(403, "unknown_body")
    standing = edge.Standing(
        at["body_municipality"], at["body_region"], at["municipality"], at["region"],
        at["basis_version"], at["puljer"], at["stage"] in TAKES_SIGN_UPS,
    )  # fmt: skip
    behalf = edge.check(asked, decision, standing)
    given = decision.model_dump(exclude={"basis_version"})
    if all(at[name] == value for name, value in given.items()):
        return _receipt(id, at["version"], 0)
    what = told(decision, at["answer"], behalf, at["deadline"])
    return await _recorded(connection, id, at["version"] + 1, given, asked, what)


async def _recorded(
    connection: Any,
    id: UUID,
    version: int,
    given: dict[str, Any],
    asked: edge.Asked,
    what: dict[str, Any],
) -> edge.Receipt:
    caller = asked.caller
    await connection.execute(CHANGE, id, version, *given.values())
    await connection.execute(
        AUDIT, datetime.now(UTC), caller.subject, str(asked.role), caller.organisation,
        id, version, json.dumps(what),
    )  # fmt: skip
    position = await connection.fetchval(OUTBOX, SUBJECT, json.dumps(message(id, asked, what)))
    await connection.execute(COMMAND, asked.command, asked.digest, id, version, position)
    return _receipt(id, version, position)


def _receipt(id: UUID, version: int, position: int) -> edge.Receipt:
    return edge.Receipt(id=id, version=version, position=position)

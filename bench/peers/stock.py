"""Peer (c): our aggregates on the library as it comes: its application, recorder and repository."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Self
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.persistence import IntegrityError, JSONTranscoder, Transcoding
from fastapi import FastAPI, Request
from psycopg.conninfo import conninfo_to_dict

from aggregates.invitations.authority import DECLINE
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root
from aggregates.runs.run import Run
from aggregates.territory.organisation import Organisation
from bench.history import Past
from bench.peers import edge

ATTEMPTS = 20
CONNECTIONS = 10


class Command(Root):
    """What was done under a key: the library's own way to have it happen once."""

    TOPIC = "bench-command"

    class Done(Founding):
        TOPIC = "bench-command.done"
        digest: str
        participation: UUID
        version: int

        def apply(self, command: Command) -> None:
            command.digest, command.participation = self.digest, self.participation
            command.seen = self.version

    digest: str
    participation: UUID
    seen: int

    @classmethod
    def done(cls, act: Act, digest: str, participation: Participation) -> Self:
        return cls.found(
            cls.Done, act.command, act,
            digest=digest, participation=participation.id, version=participation.version,
        )  # fmt: skip


class DateAsISO(Transcoding):
    type = date
    name = "date_iso"

    def encode(self, obj: date) -> str:
        return obj.isoformat()

    def decode(self, data: str) -> date:
        return date.fromisoformat(data)


class Stock(Application[UUID]):
    def register_transcodings(self, transcoder: JSONTranscoder) -> None:
        super().register_transcodings(transcoder)
        transcoder.register(DateAsISO())


def environment(url: str) -> dict[str, str]:
    """How the library is told where its PostgreSQL is."""
    parts = conninfo_to_dict(url)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(parts["dbname"]),
        "POSTGRES_HOST": str(parts["host"]),
        "POSTGRES_PORT": str(parts.get("port", 5432)),
        "POSTGRES_USER": str(parts["user"]),
        "POSTGRES_PASSWORD": str(parts.get("password") or "-"),
        "POSTGRES_POOL_SIZE": str(CONNECTIONS),
        "POSTGRES_MAX_OVERFLOW": "0",
    }


def fill(url: str, past: Past) -> None:
    """Put a past in the library's own tables."""
    with Stock(environment(url)) as stock:
        roots = [*past.organisations, *past.runs, *past.participations]
        for begin in range(0, len(roots), 100):  # its pipelined insert hangs on thousands
            stock.save(*roots[begin : begin + 100])


def application() -> FastAPI:
    stock = Stock(environment(os.environ["LOG_URL"]))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        stock.close()

    app = edge.application(lifespan)

    @app.post("/api/participations/{id}/decision")
    def decide(
        id: UUID, decision: edge.Decision, request: Request, caller: edge.Calling
    ) -> edge.Receipt:
        asked = edge.asked(request, caller, id, decision)
        for _ in range(ATTEMPTS):
            try:
                return _known(stock, asked) or _decided(stock, id, decision, asked)
            except IntegrityError:  # somebody else was first
                continue
            except Refused as refused:
                raise edge.Refusal(409, refused.reason) from refused
        raise edge.Refusal(503, "crowded")

    return app


def _known(stock: Stock, asked: edge.Asked) -> edge.Receipt | None:
    try:
        known: Command = stock.repository.get(asked.command)
    except AggregateNotFoundError:
        return None
    position = stock.recorder.max_notification_id() or 0
    receipt = edge.Receipt(id=known.participation, version=known.seen, position=position)
    return asked.again(known.digest, receipt)


def _decided(stock: Stock, id: UUID, decision: edge.Decision, asked: edge.Asked) -> edge.Receipt:
    caller = asked.caller
    try:
        participation: Participation = stock.repository.get(id)
    except AggregateNotFoundError:
        raise edge.Refusal(404, "missing") from None
    try:
        body: Organisation = stock.repository.get(Organisation.id_of(caller.organisation))
    except AggregateNotFoundError:
        raise edge.Refusal(403, "unknown_body") from None
    act = Act(
        caller.subject, asked.role, caller.organisation, datetime.now(UTC), asked.command,
        None, body.municipality, body.region,
    )  # fmt: skip
    takes = decision.answer == DECLINE or _takes_sign_ups(stock, participation)
    participation.decide(act, sign_ups=takes, **decision.model_dump())
    position = stock.recorder.max_notification_id() or 0
    if participation.pending_events:
        recorded = stock.save(participation, Command.done(act, asked.digest, participation))
        position = recorded[-1].notification.id
    return edge.Receipt(id=participation.id, version=participation.version, position=position)


def _takes_sign_ups(stock: Stock, participation: Participation) -> bool:
    run: Run = stock.repository.get(participation.run)
    return run.takes_sign_ups

"""Peer (a): FastAPI and SQLAlchemy 2 the usual way, with an audit table and an outbox table."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from fastapi import FastAPI, Request
from sqlalchemy import ARRAY, Engine, ForeignKey, Identity, Integer, create_engine
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from bench.peers import edge
from bench.peers.relational import SUBJECT, TAKES_SIGN_UPS, message, told

ATTEMPTS = 5
CONNECTIONS = 20


class Table(DeclarativeBase):
    type_annotation_map = {dict[str, Any]: JSONB, list[int]: ARRAY(Integer)}


class Organisation(Table):
    __tablename__ = "organisations"
    number: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    municipality: Mapped[UUID | None]
    region: Mapped[str | None]


class Run(Table):
    __tablename__ = "runs"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    stage: Mapped[str]


class Participation(Table):
    __tablename__ = "participations"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    run: Mapped[UUID] = mapped_column(ForeignKey("runs.id"))
    solution: Mapped[str]
    municipality: Mapped[UUID]
    number: Mapped[str]
    region: Mapped[str]
    basis_version: Mapped[int]
    puljer: Mapped[list[int]]
    deadline: Mapped[date]
    version: Mapped[int]
    answer: Mapped[str | None]
    level: Mapped[str | None]
    reason: Mapped[str | None]
    wished_pulje: Mapped[int | None]
    document: Mapped[str | None]


class Audit(Table):
    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str]
    role: Mapped[str]
    body: Mapped[str]
    participation: Mapped[UUID] = mapped_column(ForeignKey("participations.id"))
    version: Mapped[int]
    what: Mapped[dict[str, Any]]


class Outbox(Table):
    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    subject: Mapped[str]
    payload: Mapped[dict[str, Any]]


class Command(Table):
    __tablename__ = "commands"
    command: Mapped[UUID] = mapped_column(primary_key=True)
    digest: Mapped[str]
    id: Mapped[UUID]
    version: Mapped[int]
    position: Mapped[int]


def application() -> FastAPI:
    url = os.environ["LOG_URL"].replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(url, pool_size=CONNECTIONS, max_overflow=0)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        engine.dispose()

    app = edge.application(lifespan)

    @app.post("/api/participations/{id}/decision")
    def decide(
        id: UUID, decision: edge.Decision, request: Request, caller: edge.Calling
    ) -> edge.Receipt:
        asked = edge.asked(request, caller, id, decision)
        for _ in range(ATTEMPTS):
            try:
                return _decided(engine, id, decision, asked)
            except IntegrityError:  # the same command at the same time
                continue
        raise edge.Refusal(503, "crowded")

    return app


def _decided(engine: Engine, id: UUID, decision: edge.Decision, asked: edge.Asked) -> edge.Receipt:
    with Session(engine) as session, session.begin():
        known = session.get(Command, asked.command)
        if known is not None:
            receipt = edge.Receipt(id=known.id, version=known.version, position=known.position)
            return asked.again(known.digest, receipt)
        participation = session.get(Participation, id, with_for_update=True)
        if participation is None:
            raise edge.Refusal(404, "missing")
        what = _checked(session, participation, decision, asked)
        return _recorded(session, participation, decision, asked, what)


def _checked(
    session: Session, participation: Participation, decision: edge.Decision, asked: edge.Asked
) -> dict[str, Any]:
    organisation = session.get(Organisation, asked.caller.organisation)
    if organisation is None:
        raise edge.Refusal(403, "unknown_body")
    declines = decision.answer == "decline"
    takes_sign_ups = declines or session.get_one(Run, participation.run).stage in TAKES_SIGN_UPS
    standing = edge.Standing(
        organisation.municipality, organisation.region, participation.municipality,
        participation.region, participation.basis_version, participation.puljer,
        takes_sign_ups,
    )  # fmt: skip
    behalf = edge.check(asked, decision, standing)
    return told(decision, participation.answer, behalf, participation.deadline)


def _recorded(
    session: Session,
    participation: Participation,
    decision: edge.Decision,
    asked: edge.Asked,
    what: dict[str, Any],
) -> edge.Receipt:
    given = decision.model_dump(exclude={"basis_version"})
    if all(getattr(participation, name) == value for name, value in given.items()):
        return edge.Receipt(id=participation.id, version=participation.version, position=0)
    for name, value in given.items():
        setattr(participation, name, value)
    participation.version += 1
    caller = asked.caller
    outbox = Outbox(subject=SUBJECT, payload=message(participation.id, asked, what))
    audit = Audit(
        at=datetime.now(UTC), by=caller.subject, role=str(asked.role), body=caller.organisation,
        participation=participation.id, version=participation.version, what=what,
    )  # fmt: skip
    session.add_all([audit, outbox])
    session.flush()
    done = {"id": participation.id, "version": participation.version, "position": outbox.id}
    session.add(Command(command=asked.command, digest=asked.digest, **done))
    return edge.Receipt(**done)

"""The tables of both relational peers, and how a past gets into them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from bench.history import Past
from bench.peers.edge import Asked, Decision

SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
TAKES_SIGN_UPS = frozenset({"open", "running"})
SUBJECT = "fellestakt.invitations.decision-made.v1"


def fill(url: str, past: Past) -> None:
    """Make the tables and put a past in them."""
    with psycopg.connect(url) as connection:
        connection.execute(SCHEMA)
        cursor = connection.cursor()
        cursor.executemany(
            "INSERT INTO organisations VALUES (%s, %s, %s, %s)",
            [(o.number, o.name, o.municipality, o.region) for o in past.organisations],
        )
        cursor.executemany(
            "INSERT INTO runs VALUES (%s, %s)", [(run.id, run.stage) for run in past.runs]
        )
        cursor.executemany(
            "INSERT INTO participations VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                (p.id, p.run, p.solution, p.municipality, p.number, p.region, p.basis_version,
                 p.puljer, p.deadline, p.version)
                for p in past.participations
            ],
        )  # fmt: skip


def late(deadline: date) -> bool:
    """Whether the time to answer was out."""
    return datetime.now(UTC).date() > deadline


def told(decision: Decision, former: str | None, behalf: bool, deadline: date) -> dict[str, Any]:
    """What audit and outbox say of a decision."""
    more = {"former_answer": former, "on_behalf": behalf, "late": late(deadline)}
    return decision.model_dump() | more


def message(id: UUID, asked: Asked, what: dict[str, Any]) -> dict[str, Any]:
    """What subscribers are to be told, in an envelope like ours."""
    return {
        "specversion": "1.0",
        "type": SUBJECT,
        "subject": str(id),
        "time": datetime.now(UTC).isoformat(),
        "role": asked.role,
        "body": asked.caller.organisation,
        "data": what,
    }

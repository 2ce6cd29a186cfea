"""Who remains, with its own answer, and what its regional contact knows: two different things."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from api.asking import Asker
from api.reading import Municipal
from api.standing import Shown
from api.texts import words
from api.withholding import Shown as Read
from api.withholding import shown
from projections.insights import InsightRow
from projections.municipalities import Municipality

STEPS = {
    "join": "carry_out",
    "decline": "await_own_wish",
    "withdrawn": "await_own_wish",
    "postpone": "invite_later",
    "more_information": "inform",
}
"""What an answer leads to: who declined is invited again only at its own wish (C07-05)."""
LABEL = "contacts_insight"


class Insight(BaseModel):
    """What somebody in the region or KS knows. `label` says in words that it is not the word of
    the municipality (C06-09). Where `withheld` names a paragraph, it is not given out."""

    note: UUID
    label: str
    said_by: str
    on: date
    text: str | None
    withheld: str | None


class Left(BaseModel):
    """One that remains. `reason` is its own answer, where it has given one; silence is no reason.
    `contact` is the regional group that serves its county, `next_step` what the answer leads to.
    `insights` are what others know of why; never its own reason.
    """

    municipality: Municipal
    stage: str | None
    reason: str | None
    said_by: str | None
    contact: str | None
    next_step: str
    insights: list[Insight] = []


def left_of(row: Municipality, standing: Shown | None, groups: dict[str, str]) -> Left:
    """A municipality as it remains; `groups` are the regional groups by county."""
    answer = None if standing is None else standing.answer
    return Left(
        municipality=Municipal.model_validate(row, from_attributes=True),
        stage=None if standing is None else standing.stage,
        reason=answer, said_by=None if answer is None else "municipality",
        contact=groups.get(row.county), next_step=_next_step(standing),
    )  # fmt: skip


async def put_beside(
    asker: Asker, rows: Iterable[Left], notes: Sequence[InsightRow], purpose: str | None
) -> None:
    """Put beside each one what is known of it, whole to whom it concerns and withheld from others.

    Records the reading first. Raises what recording it raises.
    """
    there = {each.municipality.municipality: each for each in rows}
    positions = [each.position for each in notes if each.municipality in there]
    entries = await asyncio.to_thread(asker.log.store.at, positions)
    said: dict[str, list[Insight]] = defaultdict(list)
    for each in await shown(asker, entries, purpose):
        said[each.said["municipality"]].append(_insight(each))
    for municipality, insights in said.items():
        there[municipality].insights = insights


def _insight(event: Read) -> Insight:
    whole = event.paragraph is None
    said: dict[str, Any] = dict(event.said)
    return Insight(
        note=event.entry.aggregate, label=words()[LABEL], said_by=said["role"], on=said["on"],
        text=said["text"] if whole else None, withheld=event.paragraph,
    )  # fmt: skip


def _next_step(standing: Shown | None) -> str:
    """What is to be done next; nothing of it puts anybody into a run."""
    if standing is None or standing.invitation is None:
        return "invite"
    if standing.answer is not None:
        return STEPS.get(standing.answer, "contact")
    return "await_answer" if standing.invitation == "open" else "contact"

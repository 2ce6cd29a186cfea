"""What is withheld from a reader: every stored event passes here before anything leaves.

An internal note, a municipality's own words, and what is graded as withheld, is given out to whom
it concerns (C23-09). To the municipality that it is about without more ado (I68); to others only
for a stated purpose, and that they read it is itself recorded before they do (C23-08).
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import Query

from aggregates.access.grading import WITHHELD, Grading, concerns
from aggregates.audit.reading import Reading
from aggregates.evaluation.evaluation import Evaluation
from aggregates.invitations.assessment import OwnAssessment
from aggregates.kernel.act import Role
from api.asking import Asker
from log.log import folded, founding
from log.store import Entry, Store
from projections.participations import Participant
from seal.leaf import unnamed

INTERNAL = "14"
"""The paragraph that lets a body keep its own internal documents to itself."""
NOTES = "note."
OWN_WORDS = ("local-work.", "support.")
"""What a municipality writes for itself, or says to those who help it (C08-03, C08-04)."""
PRIVATE = "own-assessment."
"""What a municipality keeps to itself until it shares it (C07-10)."""
KEPT = (NOTES, PRIVATE, "local-copies.", *OWN_WORDS)
"""What is a body's own until it says otherwise: insights, and what a municipality filled in."""
RESPONSE = "evaluation.response-given"
Purpose = Annotated[
    str | None,
    Query(
        min_length=1, max_length=300,
        description="What it is read for: demanded for, and recorded with, what is withheld.",
    ),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A stored event as a reader may have it; `paragraph`, if any, is what it is withheld by."""

    entry: Entry
    said: Mapping[str, Any]
    paragraph: str | None = None


async def shown(asker: Asker, entries: Iterable[Entry], purpose: str | None) -> list[Shown]:
    """The events in their order, each whole or withheld.

    Records the reading of what is withheld from others. Raises what recording it raises.
    """
    read = [Shown(entry, orjson.loads(entry.state)) for entry in entries]
    graded = await asyncio.to_thread(_graded, asker.log.store, read)
    unshared = await asyncio.to_thread(_unshared, asker.log.store, read)
    nameless = await asyncio.to_thread(_nameless, asker, read)
    judged = [
        Shown(each.entry, each.said, INTERNAL)
        if each.entry.position in nameless
        or (each.entry.aggregate in unshared and not _about(asker, each))
        else _judged(asker, each, graded.get(each.entry.aggregate), purpose)
        for each in read
    ]
    noted = [
        each.entry
        for each in judged
        if each.paragraph is None and each.entry.aggregate in graded and not _about(asker, each)
    ]
    if noted:
        assert purpose is not None
        of, at = {entry.aggregate for entry in noted}, [entry.position for entry in noted]
        await asker.ask(founding(Reading.note, of=list(of), at=at, purpose=purpose))
    return judged


def _judged(asker: Asker, event: Shown, paragraph: str | None, purpose: str | None) -> Shown:
    if paragraph is None or _about(asker, event):
        return event
    concerned = concerns(asker.role, asker.municipality, asker.region, event.said)
    if event.entry.topic.startswith(OWN_WORDS):
        # A leader sees how far it has come, also in its own region, and not what it says.
        concerned &= asker.role != Role.ROLLOUT_LEADER
    return event if concerned and purpose else Shown(event.entry, event.said, paragraph)


def sees_who(asker: Asker, role: str, bodies: Collection[str], party: str) -> bool:
    """Whether a reader sees that this party gave an anonymous response to an evaluation (C10-02).

    The party itself does, and those it was given to: whoever is to deliver, in that role and in
    one of those bodies where any is known, and the coordinating group, which receives it.
    """
    own = asker.caller.organisation
    delivers = asker.role == role and (not bodies or own in bodies)
    return delivers or own == party or asker.role == Role.COORDINATING_GROUP


async def covered(asker: Asker, rows: Sequence[Participant]) -> list[Participant]:
    """Rows of a view without the document of a participation that is withheld."""
    ids = [UUID(row.id) for row in rows]
    grades = await asyncio.to_thread(_paragraphs, asker.log.store, ids)
    own = str(asker.municipality)
    return [
        row.but(document=None) if UUID(row.id) in grades and row.municipality != own else row
        for row in rows
    ]


def _about(asker: Asker, event: Shown) -> bool:
    """Whether the reader is the municipality that the event is about (I68)."""
    own = asker.municipality
    return own is not None and event.said.get("municipality") == str(own)


def _graded(store: Store, read: Iterable[Shown]) -> dict[UUID, str]:
    """By which paragraph each of the events' aggregates is withheld, if it is."""
    notes = {e.entry.aggregate: INTERNAL for e in read if e.entry.topic.startswith(KEPT)}
    return notes | _paragraphs(store, {e.entry.aggregate for e in read})


def _unshared(store: Store, read: Iterable[Shown]) -> set[UUID]:
    """The municipalities' own assessments that are private, as they stand now (C07-10)."""
    own = {e.entry.aggregate for e in read if e.entry.topic.startswith(PRIVATE)}
    found = (folded(list(store.history(each))) for each in own)
    return {each.id for each in found if isinstance(each, OwnAssessment) and not each.shared}


def _nameless(asker: Asker, read: Iterable[Shown]) -> set[int]:
    """The positions of anonymous responses whose party the reader is not to see, as it stands."""
    found = set()
    for each in read:
        if each.entry.topic == RESPONSE and each.said["anonymous"]:
            asked = folded(list(asker.log.store.history(each.entry.aggregate)))
            assert isinstance(asked, Evaluation)
            owing = asked.responsible_role, asked.deliverers
            if not sees_who(asker, *owing, each.said["party"]):
                found.add(each.entry.position)
    return found


def _paragraphs(store: Store, aggregates: Iterable[UUID]) -> dict[UUID, str]:
    found = {}
    wanted = [Grading.id_of(aggregate) for aggregate in aggregates]
    stored = sorted(store.histories(wanted), key=lambda entry: str(entry.aggregate))
    for _, history in groupby(stored, key=lambda entry: entry.aggregate):
        grading = folded(list(history))
        assert isinstance(grading, Grading)
        if grading.grade == WITHHELD and grading.paragraph is not None:
            found[grading.of] = grading.paragraph
    return found


def released(entry: Entry) -> Shown:
    """A released event, as the public has it: without any reference to a person."""
    return Shown(entry, unnamed(orjson.loads(entry.state)))

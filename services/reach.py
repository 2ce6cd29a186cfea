"""What a suspension or a new version reaches: invitations, puljer, assessments, from the log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from aggregates.invitations.participation import Participation
from aggregates.kernel.clearance import covers
from aggregates.readiness.readiness import Readiness
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from log.store import Entry, Store

PAGE = 5_000
LOOKED_AT = frozenset({Run.Proposed.TOPIC, Participation.Invited.TOPIC, Pulje.Planned.TOPIC})


@dataclass(slots=True)
class Reach:
    """Participations and puljer, each in the order in which they came to be."""

    participations: list[UUID] = field(default_factory=list)
    puljer: list[UUID] = field(default_factory=list)


def reach_of(store: Store, solution: str, scope_code: str) -> Reach:
    """All that there is in the scope by now. It reads the whole log, in pages, and blocks.

    No view is asked: it might lag, and a suspension is seldom. Whoever is not found here was not
    invited before it, and is not invited after it (I14).
    """
    reach, runs = Reach(), set[UUID]()
    for entry in _entries(store):
        if entry.topic in LOOKED_AT:
            _look(entry, solution, scope_code, runs, reach)
    return reach


def assessed(store: Store, solution: str) -> list[UUID]:
    """Every readiness of a solution, in whatever scope. It reads the whole log, and blocks."""
    return [
        entry.aggregate
        for entry in _entries(store)
        if entry.topic == Readiness.Opened.TOPIC and json.loads(entry.state)["solution"] == solution
    ]


def _look(entry: Entry, solution: str, scope_code: str, runs: set[UUID], reach: Reach) -> None:
    state = json.loads(entry.state)
    if entry.topic == Run.Proposed.TOPIC:
        if state["solution"] == solution and covers(scope_code, state["scope_code"]):
            runs.add(entry.aggregate)
    elif UUID(state["run"]) in runs:
        invited = entry.topic == Participation.Invited.TOPIC
        (reach.participations if invited else reach.puljer).append(entry.aggregate)


def _entries(store: Store) -> Iterator[Entry]:
    after = 0
    while page := store.read(after, PAGE):
        yield from page
        after = page[-1].position

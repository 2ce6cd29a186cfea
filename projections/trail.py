"""The trail: at which positions of the log something is told of an aggregate or by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from aggregates.audit.refusal import Refusal
from aggregates.catalogue import EVENTS
from projections.kernel import Row, Rows, View, on

UNLISTED = frozenset({"command", "cause", "trace"})
"""What every event has, and what its gate looked at, which is found by who reads the event."""
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Mention(Row):
    """`subject` is the id of an aggregate, a command's cause, or anything else an event names."""

    subject: str
    position: int


class Trail(View[Mention]):
    """An index into the log; what was said is read from the log itself."""

    name = "mentions"
    row = Mention
    order = ("position",)
    indexes = (("subject", "position"),)

    @on(*EVENTS)
    def told(self, event: Any, rows: Rows[Mention], position: int) -> None:
        for subject in set(_subjects(event)):
            rows.put(Mention(f"{subject}/{position:012}", subject, position))


def _subjects(event: Any) -> Iterator[str]:
    if event.cause is not None:
        yield event.cause
    for name, value in vars(event).items():
        if name not in UNLISTED:
            yield from _named(value)
    if isinstance(event, Refusal.Noted):
        yield from (each.partition("/")[2].partition("@")[0] for each in event.about)


def _named(value: Any) -> Iterator[str]:
    """Every id that a value holds, however deep: whom an event names in a list is told of, too."""
    held = [*value, *value.values()] if isinstance(value, dict) else value
    if isinstance(held, list):
        yield from chain.from_iterable(map(_named, held))
    elif isinstance(held, UUID) or (isinstance(held, str) and _is_id(held)):
        yield str(held)


def _is_id(word: str) -> bool:
    return len(word) == 36 and ID.fullmatch(word) is not None

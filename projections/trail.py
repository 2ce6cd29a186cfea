"""The trail: at which positions of the log something is told of an aggregate or by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from aggregates.audit.refusal import Refusal
from aggregates.catalogue import EVENTS
from projections.kernel import Row, Rows, View, on

LISTED = ("predecessors", "successors", "members", "read", "affected", "participations")


@dataclass(frozen=True)
class Mention(Row):
    """`subject` is the id of an aggregate, a command's cause, or anything else an event names."""

    subject: str
    position: int


class Trail(View[Mention]):
    """An index into the log; what was said is read from the log itself."""

    name = "trail"
    row = Mention
    order = ("position",)
    indexes = (("subject", "position"),)

    @on(*EVENTS)
    def told(self, event: Any, rows: Rows[Mention], position: int) -> None:
        for subject in set(_subjects(event)):
            rows.put(Mention(f"{subject}/{position:012}", subject, position))


def _subjects(event: Any) -> Iterator[str]:
    yield str(event.originator_id)
    if event.cause is not None:
        yield event.cause
    for name, value in vars(event).items():
        if isinstance(value, UUID) and name not in {"originator_id", "command"}:
            yield str(value)
    for name in LISTED:
        # The members of a verdict's group are no aggregates, and not told by their ids.
        yield from (each for each in getattr(event, name, ()) if isinstance(each, str))
    if isinstance(event, Refusal.Noted):
        yield from (each.partition("/")[2].partition("@")[0] for each in event.about)

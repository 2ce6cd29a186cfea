"""What every aggregate and every event shares."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import AggregateCreated, AggregateEvent, BaseAggregate

from aggregates.kernel.act import Act

KINDS: dict[str, type[Root]] = {}
"""Every aggregate class by its topic."""


class Root(BaseAggregate[UUID]):
    """An aggregate: its file holds its events, its state and its decisions, in that order.

    Decisions refuse or record; they read no clock and roll no dice. State changes only in the
    `apply` of an event, which never refuses: history is not up for discussion.
    """

    TOPIC: ClassVar[str]

    class Event(AggregateEvent):
        """The envelope (I63). `on` is when it was true, `timestamp` when it was recorded."""

        by: str
        role: str
        body: str
        on: date
        command: UUID
        cause: str | None

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        KINDS[cls.TOPIC] = cls

    def record(
        self, event: type[Event], act: Act, *, on: date | None = None, **fields: Any
    ) -> None:
        """Add one event to the aggregate's history; `on` defaults to the day it is recorded."""
        self.trigger_event(event, **_envelope(act, on), **fields)

    @classmethod
    def found(
        cls, event: type[Founding], id: UUID, act: Act, *, on: date | None = None, **fields: Any
    ) -> Self:
        """A new aggregate whose history begins with `event`."""
        return cls._create(event, id=id, **_envelope(act, on), **fields)


class Founding(Root.Event, AggregateCreated):
    """An aggregate's first event. Its `apply` gives every attribute of the state a value."""

    def mutate(self, aggregate: Any) -> Any:
        # The library would call an `__init__` with the event's fields; ours have none to call.
        root = KINDS[self.originator_topic].__new__(KINDS[self.originator_topic])
        root.__base_init__(self.originator_id, self.originator_version, self.timestamp)
        self.apply(root)
        return root


def derived(*path: object) -> UUID:
    """The id that follows from what a thing is, so that it can be founded only once."""
    return uuid5(NAMESPACE_URL, "fellestakt:/" + "/".join(str(part) for part in path))


def ref(root: Root) -> str:
    """An aggregate as it was consulted: `<topic>/<id>@<version>`."""
    return f"{root.TOPIC}/{root.id}@{root.version}"


def _envelope(act: Act, on: date | None) -> dict[str, Any]:
    return {
        "timestamp": act.at,
        "by": act.by,
        "role": str(act.role),
        "body": act.body,
        "on": on or act.today,
        "command": act.command,
        "cause": act.cause,
    }

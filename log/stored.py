"""Events as JSON and back. The stored form is a file format: what was written must always load."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, cast, get_args, get_type_hints
from uuid import UUID

import orjson
from eventsourcing.utils import resolve_topic

from aggregates.kernel.root import Root
from log.store import Entry, NewEvent

READERS: dict[Any, Callable[[str], Any]] = {
    UUID: lru_cache(65_536)(UUID),  # the same municipalities and runs come again and again
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}


def encode(event: Root.Event) -> bytes:
    """An event's fields as JSON with sorted keys; dates and ids as text."""
    state = dict(vars(event))
    del state["originator_id"], state["originator_version"]
    class_version = getattr(type(event), "class_version", 1)
    if class_version > 1:
        state["class_version"] = class_version
    return orjson.dumps(state, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z)


def new_event(event: Root.Event) -> NewEvent:
    """An event as the store takes it: (aggregate, version, topic, JSON)."""
    topic: str = type(event).TOPIC  # type: ignore[attr-defined]
    return event.originator_id, event.originator_version, topic, encode(event)


def decode(entry: Entry, *, whole: bool = True) -> Root.Event:
    """The event of a stored entry, brought up to the newest version of its class.

    Not `whole`: `command` stays text. No view asks for it, and an id that never comes again takes
    a tenth of the time to read. Raises the library's `TopicError` for a topic that no class has.
    """
    kind, readers, class_version = _reading(entry.topic, whole)
    state = orjson.loads(entry.state)
    stored_version = state.pop("class_version", 1)
    for version in range(stored_version, class_version):
        getattr(kind, f"upcast_v{version}_v{version + 1}")(state)
    for name, read in readers:
        if state[name] is not None:
            state[name] = read(state[name])
    state["originator_id"], state["originator_version"] = entry.aggregate, entry.version
    event = object.__new__(kind)
    event.__dict__.update(state)
    return event


def recorded(entry: Entry) -> datetime:
    """When a stored entry was recorded."""
    return datetime.fromisoformat(orjson.loads(entry.state)["timestamp"])


@cache
def _reading(
    topic: str, whole: bool
) -> tuple[type[Root.Event], list[tuple[str, Callable[[str], Any]]], int]:
    kind = cast("type[Root.Event]", resolve_topic(topic))
    hints = get_type_hints(kind)
    readers = [
        (name, READERS[each])
        for name, hint in hints.items()
        for each in (hint, *get_args(hint))
        if each in READERS and name != "originator_id" and (whole or name != "command")
    ]
    return kind, readers, getattr(kind, "class_version", 1)

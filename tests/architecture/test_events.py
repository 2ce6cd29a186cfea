"""Events are a file format: what was ever stored loads for ever, and says what it said."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest

from aggregates.catalogue import AGGREGATES, EVENTS
from aggregates.kernel.root import KINDS, Founding, Root
from log.store import Entry
from log.stored import decode, encode

STORED: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("stored.json").read_text("utf-8")
)
"""One real stored form of every event ever released. A line is added, never edited."""
WORD = r"[a-z]+(-[a-z]+)*"
PLAIN = {str, int, bool, UUID, date, datetime, Any, type(None)}
TYPES: dict[Any, type] = {UUID: UUID, date: date, datetime: datetime}


def topic(event: type[Root.Event]) -> str:
    return str(event.TOPIC)  # type: ignore[attr-defined]


def entry(stored: dict[str, Any]) -> Entry:
    state = json.dumps(stored["state"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    aggregate, number = UUID(stored["aggregate"]), stored["version"]
    return Entry(1, aggregate, number, stored["topic"], state.encode())


def test_the_library_is_the_one_that_the_log_was_written_with() -> None:
    assert version("eventsourcing") == "9.5.6"


def test_every_aggregate_is_in_the_catalogue() -> None:
    assert set(KINDS.values()) == set(AGGREGATES)
    assert len({each.TOPIC for each in AGGREGATES}) == len(AGGREGATES)


@pytest.mark.parametrize("event", EVENTS, ids=topic)
def test_every_event_is_stored_under_a_name_that_no_move_of_code_changes(
    event: type[Root.Event],
) -> None:
    owner = next(each for each in AGGREGATES if event in vars(each).values())
    assert re.fullmatch(rf"{re.escape(owner.TOPIC)}\.{WORD}", topic(event))


def test_no_two_events_have_one_name() -> None:
    assert len({topic(event) for event in EVENTS}) == len(EVENTS)


@pytest.mark.parametrize("event", EVENTS, ids=topic)
def test_every_event_says_only_what_json_can_hold(event: type[Root.Event]) -> None:
    for name, hint in get_type_hints(event).items():
        if not get_origin(hint) and hint in PLAIN:
            continue
        assert name == "originator_id" or plain(hint), f"{name}: {hint}"


def plain(hint: Any) -> bool:
    """Text, numbers, ids and days, and lists and dicts of them. No enum, no float, no model."""
    return hint in PLAIN or hint in {list, dict} or (
        bool(get_args(hint)) and all(plain(each) for each in get_args(hint))
    )  # fmt: skip


def test_every_event_ever_released_has_a_stored_example() -> None:
    assert {each["topic"] for each in STORED} >= {topic(event) for event in EVENTS}


@pytest.mark.parametrize("stored", STORED, ids=lambda each: each["topic"])
def test_what_was_stored_loads_and_says_what_it_said(stored: dict[str, Any]) -> None:
    event = decode(entry(stored))
    hints = get_type_hints(type(event))
    for name, value in stored["state"].items():
        said = getattr(event, name)
        kinds = [TYPES[each] for each in (hints[name], *get_args(hints[name])) if each in TYPES]
        assert said == value or (isinstance(said, kinds[0]) and read(said) == value), name
    assert {**stored["state"], **vars(event)}.keys() == vars(event).keys()
    assert hints.keys() - {"originator_topic", "originator_id_type"} <= vars(event).keys()


@pytest.mark.parametrize("stored", STORED, ids=lambda each: each["topic"])
def test_what_was_stored_is_stored_again_in_the_same_bytes(stored: dict[str, Any]) -> None:
    assert encode(decode(entry(stored))) == entry(stored).state


@pytest.mark.parametrize("event", [e for e in EVENTS if issubclass(e, Founding)], ids=topic)
def test_a_founding_event_gives_every_attribute_of_the_state_a_value(
    event: type[Root.Event],
) -> None:
    stored = next(each for each in STORED if each["topic"] == topic(event))
    founded = decode(entry(stored)).mutate(None)
    assert founded is not None
    declared = {
        name for kind in type(founded).__mro__ for name in vars(kind).get("__annotations__", {})
    }
    missing = declared - vars(founded).keys() - set(dir(type(founded)))
    assert {name for name in missing if not name.startswith("_")} == set()


def read(value: Any) -> str:
    """A day, a time or an id as it is stored."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return str(value)

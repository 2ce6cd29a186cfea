"""The leaf of an event: the bytes that are sealed, in which no person can be read or guessed.

A leaf is the canonical JSON (RFC 8785) of what was recorded: aggregate, position, state, topic and
version. Where the state refers to a person, a commitment stands instead: the SHA-256 of a salt and
the reference. The salt follows from a key of that person, and is gone with it (I67), and the leaf
stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import orjson
import rfc8785

from log.store import Entry
from seal.tiles import LONGEST_ENTRY
from seal.verify import NO_SALT, commitment, holder

REFERENCE = re.compile(r"[ps]-[0-9a-f]{20}")
"""A person or a machine, wherever it stands."""
PERSONAL = frozenset({"by", "leader", "former_leader", "owner", "former_owner", "ref"})
"""Fields that may name a person, or else an import, a clock or an organisation."""
LIKE_REFERENCE = re.compile(r"[ps]-[0-9A-Za-z-]{1,60}")
"""How a person is referred to in such a field, also by those who came before the vault."""
LONG = 1024

NewSalt = Callable[[str, str], bytes]
"""The salt of a person about one place in one event."""
Salt = Callable[[str, str], bytes | None]
"""The same again, or None where it is gone."""
Commit = Callable[[str, str], dict[str, str]]
"""What stands for a person in a leaf, by the place's pointer and the reference."""


def event_of(entry: Entry) -> dict[str, Any]:
    """What was recorded, as it is in the log."""
    return {
        "aggregate": str(entry.aggregate),
        "position": entry.position,
        "state": orjson.loads(entry.state),
        "topic": entry.topic,
        "version": entry.version,
    }


def leaf_of(entry: Entry, commit: Commit) -> bytes:
    """The leaf of an entry, with what `commit` gives in the place of persons."""
    event = event_of(entry)
    places = list(_persons(event["state"], "/state"))
    for pointer, reference in places:
        _put(event, pointer, commit(pointer, reference))
    leaf = rfc8785.dumps(event)
    if len(leaf) > LONGEST_ENTRY:
        for pointer, value in _long(event["state"], [pointer for pointer, _ in places]):
            _put(event, pointer, commitment(NO_SALT, value))
        leaf = rfc8785.dumps(event)
    return leaf


def sealing(entry: Entry, salt: NewSalt) -> Commit:
    """Commitments of an entry that is sealed for the first time."""

    def commit(pointer: str, reference: str) -> dict[str, str]:
        return commitment(salt(reference, about(entry, pointer)), reference)

    return commit


def resealing(entry: Entry, salt: Salt, sealed: bytes) -> Commit:
    """Commitments of an entry anew; where the salt is gone, what was sealed must be believed."""
    leaf = orjson.loads(sealed)

    def commit(pointer: str, reference: str) -> dict[str, str]:
        found = salt(reference, about(entry, pointer))
        return commitment(found, reference) if found else _at(leaf, pointer) or {}

    return commit


def opened(entry: Entry, salt: Salt, sealed: bytes) -> tuple[dict[str, Any], dict[str, str]]:
    """A sealed event with all in it that can be opened, and the salts that show that it is that.

    Whoever was erased stays a commitment.
    """
    event, salts = orjson.loads(sealed), dict[str, str]()
    source = event_of(entry)
    places = list(_persons(source["state"], "/state"))
    for pointer, value in _long(source["state"], [pointer for pointer, _ in places]):
        if _at(event, pointer) == commitment(NO_SALT, value):
            _put(event, pointer, value)
            salts[pointer] = NO_SALT.hex()
    for pointer, reference in places:
        found = salt(reference, about(entry, pointer))
        if found and _at(event, pointer) == commitment(found, reference):
            _put(event, pointer, reference)
            salts[pointer] = found.hex()
    return event, salts


def unnamed(state: dict[str, Any]) -> dict[str, Any]:
    """What an event says, with nothing where it refers to a person."""
    left = deepcopy(state)
    for pointer, _ in _persons(state, ""):
        _put(left, pointer, None)
    return left


def about(entry: Entry, pointer: str) -> str:
    """The one place that a salt is for: no two have the same, so nobody can be followed."""
    return f"{entry.aggregate}@{entry.version}{pointer}"


def _persons(value: Any, pointer: str, name: str = "") -> Iterator[tuple[str, str]]:
    """Every place that refers to a person, as (pointer, reference)."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _persons(each, f"{pointer}/{_escaped(key)}", key)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _persons(each, f"{pointer}/{index}", name)
    elif isinstance(value, str) and _refers(name, value):
        yield pointer, value


def _refers(name: str, value: str) -> bool:
    return bool((LIKE_REFERENCE if name in PERSONAL else REFERENCE).fullmatch(value))


def _long(state: dict[str, Any], persons: list[str]) -> Iterator[tuple[str, Any]]:
    """The fields that a leaf does without if it would be too long, as (pointer, value).

    Their commitments have no salt: there is nobody in them, and what is long cannot be guessed.
    """
    for name, value in state.items():
        pointer = f"/state/{_escaped(name)}"
        personal = any(each.startswith(pointer) for each in persons)
        if not personal and len(orjson.dumps(value)) > LONG:
            yield pointer, value


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _put(event: dict[str, Any], pointer: str, value: Any) -> None:
    inside, name = holder(event, pointer)
    inside[name] = value


def _at(event: dict[str, Any], pointer: str) -> Any:
    """What stands there, or None where the place itself is not."""
    try:
        inside, name = holder(event, pointer)
        return inside[name]
    except (LookupError, TypeError, ValueError):
        return None

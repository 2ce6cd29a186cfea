from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any, get_args, get_type_hints
from uuid import UUID

import pytest

from aggregates.catalogue import EVENTS
from aggregates.kernel.root import Root
from bus.contracts.catalogue import MESSAGES
from bus.translations import WORDS, translate
from bus.translations.internal import INTERNAL

INSIDE = {
    "by", "command", "reason", "late_verdict_reason", "remark", "dissent", "text", "summary",
    "evidence", "facts", "leader", "former_leader", "document", "level", "source", "trace",
    "parts", "members", "heard", "learnings", "answers", "plan",
}  # fmt: skip
"""Fields that never leave the house: persons, free text, and what is only for those who decide."""

SHAPES: dict[str, Any] = {
    "originator_id": UUID(int=7),
    "predecessors": [str(UUID(int=1))],
    "successors": [str(UUID(int=2))],
    "conditions": [{"id": "B1", "text": "inside: a condition", "due": "2024-06-01"}],
    "to": [{"role": "regional_kontakt", "body": None}],
    "puljer": [1, 2],
    "themes": [{"theme": "outside", "common": "inside: what is done"}],
    "omitted": {"outside": "inside: a reason"},
    "tasks": [{"key": "outside", "title": "inside: what to do"}],
    "attended": {"middle_managers": 3},
    "clashes": [{"kind": "leader", "subject": "inside: who leads", "others": []}],
    "recipients": [{"role": "regional_kontakt", "body": None}],
    "affected": [str(UUID(int=4))],
    "participations": [str(UUID(int=5))],
    "offered": [str(UUID(int=6))],
    "waiting": [str(UUID(int=8))],
}
VALUES: dict[Any, Any] = {
    UUID: UUID(int=7),
    date: date(2024, 2, 16),
    datetime: datetime(2024, 2, 16, 8, 0, tzinfo=UTC),
    int: 3,
    bool: True,
}


def made_up(kind: type[Root.Event]) -> Root.Event:
    """An event of that kind, whose texts tell which field they are of."""
    event = object.__new__(kind)
    for name, hint in get_type_hints(kind).items():
        event.__dict__[name] = _value(name, hint)
    return event


def _value(name: str, hint: Any) -> Any:
    if name in SHAPES:
        return SHAPES[name]
    plain = next((each for each in (hint, *get_args(hint)) if each in VALUES), None)
    if plain is not None:
        return VALUES[plain]
    told = f"{'inside' if name in INSIDE else 'outside'}: {name}"
    match str(hint):
        case text if text.startswith("list"):
            return [told]
        case text if text.startswith("dict"):
            return {"said": told}
    return told


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.TOPIC)
def test_an_event_is_translated_or_internal_for_a_reason(event: type[Root.Event]) -> None:
    said = translate(made_up(event))
    assert (said is None) == (event in INTERNAL)
    assert bool(INTERNAL.get(event)) == (said is None)


@pytest.mark.parametrize("event", WORDS, ids=lambda event: event.TOPIC)
def test_neither_persons_nor_free_text_leave_the_house(event: type[Root.Event]) -> None:
    said = translate(made_up(event))
    assert said is not None
    assert "inside" not in said.model_dump_json()
    assert said.on == date(2024, 2, 16)


def test_every_message_is_said_of_some_event() -> None:
    assert {type(translate(made_up(event))) for event in WORDS} == set(MESSAGES)


def test_a_municipality_is_never_asked_why_it_decided_as_it_did() -> None:
    [decided] = [event for event in WORDS if event.__qualname__ == "Participation.DecisionMade"]
    said = translate(made_up(decided))
    assert said is not None
    assert not set(json.loads(said.model_dump_json())) & {"reason", "document", "level", "by"}

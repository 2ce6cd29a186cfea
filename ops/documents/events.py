"""Every event there is: what it says, and as what it is told outside."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import ValidationError

from aggregates.catalogue import AGGREGATES, EVENTS
from aggregates.kernel.root import Founding, Root
from bus.contracts.catalogue import MESSAGES
from bus.translations import translate
from bus.translations.internal import INTERNAL
from ops.documents.markdown import page, table

INTRODUCTION = (
    "What is stored, for ever. Beside its own fields, each event says **by** whom (an opaque"
    " reference), in which **role**, for which **body** (organisation number), **on** which day"
    " it was true, its **timestamp** (when it was recorded), the **command** that made it happen"
    " once, and the **cause** that led to it, if there was one.\n\n"
    "A stored event never leaves the house. What is told outside is a language of its own"
    " ([asyncapi.json](asyncapi.json)), translated in `bus/translations/`."
)
HEAD = ("Event", "Says", "Told outside as")
ENVELOPE = frozenset(get_type_hints(Founding))
BY_NAME = {message.__name__: message for message in MESSAGES}
WORDS: dict[Any, str] = {
    str: "text", int: "number", bool: "yes or no", UUID: "id", date: "date", list: "list",
    dict: "object", NoneType: "nothing",
}  # fmt: skip
VALUES: dict[Any, Any] = {
    str: "-", int: 1, bool: True, UUID: UUID(int=0), date: date(2024, 2, 16), list: [], dict: {},
}  # fmt: skip


def written() -> str:
    """The whole catalogue, by context and aggregate."""
    blocks = [INTRODUCTION, f"{len(AGGREGATES)} aggregates, {len(EVENTS)} events."]
    for context, kinds in groupby(sorted(AGGREGATES, key=_place), lambda kind: _place(kind)[0]):
        blocks.append(f"## {context}")
        for kind in kinds:
            blocks += [f"### {kind.TOPIC}", _about(kind), table(HEAD, _rows(kind))]
    return page("Events", *blocks)


def _place(kind: type[Root]) -> tuple[str, str]:
    return kind.__module__.split(".")[1], kind.TOPIC


def _about(kind: type[Root]) -> str:
    module = inspect.getmodule(kind)
    assert module is not None
    about = inspect.cleandoc(module.__doc__ or "")
    return f"{about} (`{kind.__module__.replace('.', '/')}.py`)"


def _rows(kind: type[Root]) -> Iterator[tuple[str, str, str]]:
    for event in EVENTS:
        topic: str = event.TOPIC  # type: ignore[attr-defined]
        if topic.partition(".")[0] == kind.TOPIC:
            yield f"`{topic}`", _says(event), _outside(event)


def _says(event: type[Root.Event]) -> str:
    told = ", ".join(f"{name}: *{_word(hint)}*" for name, hint in _own(event).items())
    return told or "only that it is so"


def _outside(event: type[Root.Event]) -> str:
    if event in INTERNAL:
        return f"not told: {INTERNAL[event]}"
    try:
        message = translate(_made_up(event))
        assert message is not None, f"{event} is neither translated nor internal"
        return f"`{message.subject}`"
    except ValidationError as refused:  # made-up values are not always what a message may say
        return f"`{BY_NAME[refused.title].subject}`"


def _made_up(kind: type[Root.Event]) -> Root.Event:
    """Some event of that kind, to see what becomes of it."""
    event = object.__new__(kind)
    told = {name: VALUES[_classes(hint)[0]] for name, hint in _own(kind).items()}
    event.__dict__.update(told, originator_id=UUID(int=0), on=VALUES[date])
    return event


def _own(event: type[Root.Event]) -> dict[str, Any]:
    return {name: hint for name, hint in get_type_hints(event).items() if name not in ENVELOPE}


def _word(hint: Any) -> str:
    return " or ".join(WORDS[each] for each in _classes(hint))


def _classes(hint: Any) -> list[Any]:
    """What a field may be: `list[str] | None` is a list or None."""
    if get_origin(hint) in {list, dict}:
        return [get_origin(hint)]
    return [each for inside in get_args(hint) for each in _classes(inside)] or [hint]

"""How an event becomes a message: of its fields, only those that the contract names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aggregates.kernel.root import Root
from bus.contracts.kernel import Message

Says = Callable[[Any], Message]
Words = dict[type[Root.Event], Says]
"""What is said of each event of a context. A pure function of the event, and of nothing else."""

ID = "originator_id"


def says(message: type[Message], **named: str) -> Says:
    """An event as `message`: each field is the event's of the same name, or as `named` tells.

    `named` maps a field of the message to the event's, as `run=ID`. The translation raises
    AttributeError where the event has none.
    """

    def say(event: Root.Event) -> Message:
        return message(**{each: getattr(event, named.get(each, each)) for each in fields})

    fields = tuple(message.model_fields)
    return say

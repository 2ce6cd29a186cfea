"""Every message there is, by the name of its class and by its subject."""

from __future__ import annotations

from bus.contracts import (
    adoption,
    coordination,
    evaluation,
    execution,
    funding,
    invitations,
    mandates,
    material,
    needs,
    portfolio,
    readiness,
    regions,
    runs,
    tasks,
    territory,
    vendors,
)
from bus.contracts.kernel import Message

_CONTEXTS = (
    adoption,
    coordination,
    evaluation,
    execution,
    funding,
    invitations,
    mandates,
    material,
    needs,
    portfolio,
    readiness,
    regions,
    runs,
    tasks,
    territory,
    vendors,
)

MESSAGES: tuple[type[Message], ...] = tuple(
    message
    for context in _CONTEXTS
    for message in vars(context).values()
    if isinstance(message, type) and issubclass(message, Message) and "subject" in vars(message)
)
SUBJECTS: dict[str, type[Message]] = {message.subject: message for message in MESSAGES}

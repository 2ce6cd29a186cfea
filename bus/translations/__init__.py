"""Which events leave the house, and in what words. The stored event itself never does."""

from __future__ import annotations

from bus.contracts.kernel import Message
from bus.translations import (
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
from bus.translations.wording import Words

CONTEXTS = (
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
WORDS: Words = {event: says for context in CONTEXTS for event, says in context.WORDS.items()}


def translate(event: object) -> Message | None:
    """What `event` is called outside, or None where it concerns nobody there (`internal.py`)."""
    says = WORDS.get(type(event))  # type: ignore[arg-type]
    return says(event) if says else None

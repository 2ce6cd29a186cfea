"""What messages look like: their schemas, and an example of each made from them."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from bus.contracts.catalogue import MESSAGES
from bus.contracts.kernel import CloudEvent, Message

REF = "#/components/schemas/{model}"


def example(message: type[Message]) -> Message:
    """A message as it may look, made from the examples in its fields."""
    return message.model_validate(_example(schemas()[message.__name__]))


@cache
def schemas() -> dict[str, Any]:
    """The JSON schema of every message and of the envelope, by name."""
    told = [(message, "serialization") for message in MESSAGES]
    _, made = models_json_schema(
        [*told, (CloudEvent, "validation")],  # type: ignore[list-item]
        ref_template=REF,
    )
    definitions: dict[str, Any] = made["$defs"]
    return definitions


def _example(schema: dict[str, Any]) -> Any:
    """What a schema describes, made from its examples. Raises ValueError where it has none."""
    match schema:
        case {"examples": [first, *_]}:
            return first
        case {"properties": fields}:
            return {name: _example(field) for name, field in fields.items()}
        case {"type": "array", "items": items}:
            return [_example(items)]
        case {"type": "boolean"}:
            return False
    return _example(_meant(schema))


def _meant(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema that this one refers to, or the first of those it leaves to choose."""
    found: dict[str, Any] | None = None
    match schema:
        case {"$ref": ref}:
            found = schemas()[ref.rpartition("/")[2]]
        case {"anyOf": [first, *_]}:
            found = first
    if found is None:
        raise ValueError(f"There is no example of {schema}.")
    return found

"""The published language as an AsyncAPI 3.0 document: `python -m bus.asyncapi [file]`.

FastStream's own generator tells only what an application subscribes to; this one tells every
message with its envelope, a schema and an example, and is the same at every run.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from bus.contracts.catalogue import MESSAGES
from bus.contracts.kernel import CONTENT_TYPE, CloudEvent, Message, envelope, schema_name
from bus.examples import REF, example, schemas
from bus.publishing import HEAD, MESSAGE_ID
from bus.streams import PUBLISHED

LOG_ID = "3f1c2a9b7d40"
AGGREGATE = UUID("c7d35202-9ff0-5776-9fc7-e3c3d28e000d")
ABOUT = (
    "What happens in Fellestakt, told to others in an order that can be checked: `previous` in "
    "each message is the `position` of the one published before it. Fields are added, never "
    "changed; what must say something else gets a new version of its subject. No message holds "
    "free text of a municipality, or says which person it was. Read the stream with a durable "
    "consumer of your own; a message may come more than once, always under the same id."
)


def document() -> dict[str, Any]:
    """The whole document, as JSON can hold it."""
    return {
        "asyncapi": "3.0.0",
        "id": "urn:fellestakt:published-language",
        "info": {
            "title": "Fellestakt: the published language",
            "version": "1",
            "description": ABOUT,
            "license": {"name": "EUPL-1.2"},
        },
        "defaultContentType": CONTENT_TYPE,
        "servers": {"nats": _server()},
        "channels": {message.subject: _channel(message) for message in MESSAGES},
        "operations": {f"tell{message.__name__}": _operation(message) for message in MESSAGES},
        "components": {
            "messages": {message.__name__: _message(message) for message in MESSAGES},
            "schemas": schemas(),
            "securitySchemes": {"userPassword": {"type": "userPassword"}},
        },
    }


def _server() -> dict[str, Any]:
    return {
        "host": "{host}:{port}",
        "protocol": "nats",
        "description": f"NATS JetStream; everything is on the stream {PUBLISHED}.",
        "variables": {
            "host": {"default": "127.0.0.1", "description": "Told with the password."},
            "port": {"default": "4222"},
        },
        "security": [{"$ref": "#/components/securitySchemes/userPassword"}],
    }


def _channel(message: type[Message]) -> dict[str, Any]:
    name = message.__name__
    return {
        "address": message.subject,
        "description": _summary(message),
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
    }


def _operation(message: type[Message]) -> dict[str, Any]:
    channel = f"#/channels/{message.subject}"
    return {
        "action": "send",
        "summary": _summary(message),
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{message.__name__}"}],
    }


def _message(message: type[Message]) -> dict[str, Any]:
    told = {
        "type": {"const": message.subject},
        "dataschema": {"const": schema_name(message)},
        "data": {"$ref": REF.format(model=message.__name__)},
    }
    return {
        "name": message.subject,
        "title": message.__name__,
        "summary": _summary(message),
        "contentType": CONTENT_TYPE,
        "headers": _headers(),
        "payload": {
            "allOf": [
                {"$ref": REF.format(model=CloudEvent.__name__)},
                {"type": "object", "properties": told},
            ]
        },
        "examples": [{"payload": json.loads(_told(message).sent())}],
    }


def _headers() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            MESSAGE_ID: {"type": "string", "description": "The id of the message, or of a refill."},
            HEAD: {"type": "string", "description": "The highest position told so far."},
        },
    }


def _told(message: type[Message]) -> CloudEvent:
    return envelope(
        example(message),
        log_id=LOG_ID,
        position=4711,
        previous=4709,
        aggregate=AGGREGATE,
        recorded=datetime(2024, 2, 16, 8, 0, tzinfo=UTC),
        role="koordineringsgruppe",
        body="971032146",
        cause=None,
    )


def _summary(message: type[Message]) -> str:
    return " ".join((message.__doc__ or "").split())


def written() -> str:
    """The document as the file `docs/asyncapi.json` holds it."""
    return json.dumps(document(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    text = written()
    if sys.argv[1:]:
        Path(sys.argv[1]).write_text(text)
    else:
        sys.stdout.write(text)

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from bus.asyncapi import document, written
from bus.contracts.catalogue import MESSAGES, SUBJECTS
from bus.contracts.kernel import CloudEvent, Message, envelope
from bus.examples import example

PUBLISHED = Path(__file__).with_name("published.json")
"""One message of each kind as it was first published. Lines are added, never edited."""

AGGREGATE = UUID(int=1)
RECORDED = datetime(2024, 2, 16, 8, 0, tzinfo=UTC)


def enveloped(message: Message) -> dict[str, Any]:
    sent = envelope(
        message,
        log_id="3f1c2a9b7d40",
        position=7,
        previous=5,
        aggregate=AGGREGATE,
        recorded=RECORDED,
        role="program",
        body="971032146",
        cause="import:row-7",
    ).sent()
    told: dict[str, Any] = json.loads(sent)
    return told


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.__name__)
def test_a_message_is_a_cloud_event(message: type[Message]) -> None:
    told = enveloped(example(message))
    required = {"specversion": "1.0", "source": "/fellestakt/3f1c2a9b7d40", "type": message.subject}
    assert required.items() <= told.items()
    assert told["id"] == "3f1c2a9b7d40-7"
    assert datetime.fromisoformat(told["time"]) == RECORDED
    assert (told["subject"], told["datacontenttype"]) == (str(AGGREGATE), "application/json")
    assert (told["position"], told["previous"], told["causeid"]) == (7, 5, "import:row-7")
    assert all(re.fullmatch(r"[a-z0-9]{1,20}", attribute) for attribute in told)
    assert re.fullmatch(r"[a-z]+:\S+", told["dataschema"])
    assert "refill" not in told


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.__name__)
def test_a_message_is_named_by_its_context_and_version(message: type[Message]) -> None:
    context = message.__module__.rpartition(".")[2]
    assert re.fullmatch(rf"fellestakt\.{context}\.[a-z]+(-[a-z]+)*\.v[1-9]", message.subject)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.__name__)
def test_a_message_is_never_changed(message: type[Message]) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        example(message).on = RECORDED.date()  # type: ignore[misc]


def test_what_was_published_is_understood_for_ever() -> None:
    published: dict[str, dict[str, Any]] = json.loads(PUBLISHED.read_text())
    assert set(published) == set(SUBJECTS)
    for subject, data in published.items():
        understood = SUBJECTS[subject].model_validate(data).model_dump(mode="json")
        assert {field: understood.get(field) for field in data} == data


def test_no_two_messages_have_one_name_or_subject() -> None:
    assert len({message.__name__ for message in MESSAGES}) == len(MESSAGES) == len(SUBJECTS)


def test_an_envelope_of_another_version_is_no_message() -> None:
    told = enveloped(example(MESSAGES[0])) | {"specversion": "0.3"}
    with pytest.raises(ValidationError, match="specversion"):
        CloudEvent.model_validate(told)


def test_the_document_of_the_language_is_current() -> None:
    assert Path("docs/asyncapi.json").read_text() == written()


def test_every_example_in_the_document_is_what_it_says() -> None:
    told = document()
    components = {"components": told["components"]}
    for message in told["components"]["messages"].values():
        [shown] = message["examples"]
        Draft202012Validator(message["payload"] | components).validate(shown["payload"])


def test_every_reference_in_the_document_leads_somewhere() -> None:
    told = document()
    references = re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(told))
    assert references
    for reference in references:
        found: Any = told
        for step in reference.split("/"):
            found = found[step]

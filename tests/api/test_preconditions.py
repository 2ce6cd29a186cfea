"""Who edits says what was read, so that nobody's words are overwritten unseen."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.kit.http import Api, refused
from tests.kit.story import CRITERION, Story

PART = {"text": "Kommunen kan bli med senere.", "sources": ["S3 L296"], "dated": "2026-11-01"}


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture
def basis(story: Story) -> str:
    """Where one part of a basis without any part is written."""
    return f"/runs/{story.proposed(story.solution())}/basis/resources"


def test_an_edit_that_does_not_say_what_was_read_is_refused(
    api: Api, story: Story, basis: str
) -> None:
    head = api.store.head()
    refused(story.leader.put(basis, PART), 428)
    refused(story.leader.put(basis, PART, if_none_match='"1"'), 428)
    assert api.store.head() == head


def test_the_first_part_is_written_where_there_was_none(api: Api, story: Story, basis: str) -> None:
    refused(story.leader.put(basis, PART, if_match='"1"'), 412, rule="C24-01", reason="changed")
    written = story.leader.put(basis, PART, if_none_match="*")
    assert (written.status_code, written.json()["version"]) == (200, 2)
    head = api.store.head()
    other = PART | {"text": "Noe annet."}
    refused(story.leader.put(basis, other, if_none_match="*"), 412, rule="C24-01", reason="changed")
    assert api.store.head() == head


def test_an_edit_of_what_was_read_is_accepted_once(api: Api, story: Story, basis: str) -> None:
    story.leader.put(basis, PART, if_none_match="*")
    read = story.leader.get(basis.removesuffix("/resources"))
    assert read.headers["etag"] == '"2"'
    assert read.json()["draft"]["resources"]["text"] == PART["text"]
    other = PART | {"text": "Noe annet."}
    assert story.leader.put(basis, other, if_match=read.headers["etag"]).status_code == 200
    head = api.store.head()
    refused(
        story.leader.put(basis, PART, if_match=read.headers["etag"]),
        412, rule="C24-01", reason="changed",
    )  # fmt: skip
    assert api.store.head() == head


def test_criteria_are_rewritten_as_they_were_read(api: Api, story: Story) -> None:
    draft = {"name": uuid4().hex, "version": 1, "criteria": [CRITERION]}
    path = f"/criteria-sets/{story.owner.does('/criteria-sets', draft)['id']}"
    tag = story.owner.get(path).headers["etag"]
    changed = {"criteria": [CRITERION | {"text": "Dekker behovene."}]}
    refused(story.owner.put(path, changed), 428)
    refused(story.owner.put(path, changed, if_match='"7"'), 412, rule="C24-01", reason="changed")
    assert story.owner.put(path, changed, if_match=tag).status_code == 200
    assert story.owner.sees(path)["criteria"][0]["text"] == "Dekker behovene."


def test_criteria_that_there_are_not_cannot_be_edited(api: Api, story: Story, head: int) -> None:
    path, criteria = f"/criteria-sets/{uuid4()}", {"criteria": [CRITERION]}
    refused(story.owner.put(path, criteria, if_none_match="*"), 404)
    refused(story.owner.put(path, criteria, if_match='"1"'), 412, rule="C24-01", reason="changed")
    assert api.store.head() == head

"""A request that is sent again does nothing again: same key, same answer."""

from __future__ import annotations

from uuid import uuid4

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import NHN, Api, refused
from tests.kit.story import Story, join


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


def body(code: str | None = None) -> dict[str, str]:
    code = code or f"s-{uuid4().hex[:12]}"
    return {"code": code, "name": code, "kind": "method", "owner": "971032146", "source": "S3"}


def test_the_same_key_and_body_give_the_first_receipt(api: Api, story: Story, head: int) -> None:
    key, same = uuid4().hex, body()
    first = story.owner.does("/solutions", same, idempotency_key=key)
    assert (first["version"], first["position"]) == (1, head + 1)
    again = story.owner.post("/solutions", same, idempotency_key=key)
    assert (again.status_code, again.json()) == (201, first)
    assert api.store.head() == head + 1


def test_the_same_key_with_another_body_or_path_is_refused(
    api: Api, story: Story, head: int
) -> None:
    key, same = uuid4().hex, body()
    story.owner.does("/solutions", same, idempotency_key=key)
    for path, other in (
        ("/solutions", same | {"name": "Annet"}),
        (f"/solutions/{same['code']}/phase", {"phase": "trial", "decision": "KS 1/26"}),
    ):
        problem = refused(story.owner.post(path, other, idempotency_key=key), 422)
        assert problem["type"] == "/api/problems/key_reused"
    assert api.store.head() == head + 1


def test_the_key_of_another_caller_is_another_key(api: Api, story: Story) -> None:
    key = uuid4().hex
    others = (
        api.caller(Role.PORTFOLIO_OWNER, subject="p-2"),
        api.caller(Role.PORTFOLIO_OWNER, NHN, "p-2"),
    )
    receipts = [
        caller.does("/solutions", body(), idempotency_key=key) for caller in (story.owner, *others)
    ]
    assert len({receipt["id"] for receipt in receipts}) == 3


def test_a_key_is_free_again_after_a_refusal(story: Story) -> None:
    key = uuid4().hex
    code = story.solution()
    moving = f"/solutions/{code}/phase"
    for phase in ("nowhere", "phase_out"):
        refused(
            story.owner.post(moving, {"phase": phase, "decision": "KS 1"}, idempotency_key=key),
            409, rule="C02-03", reason="move_not_listed",
        )  # fmt: skip
    receipt = story.owner.does(
        moving, {"phase": "trial", "decision": "KS 1/26"}, idempotency_key=key
    )
    assert receipt["version"] == 2


def test_a_repeated_decision_is_the_municipalitys_one_decision(api: Api, story: Story) -> None:
    invited = story.invited(story.open(story.ready()))
    head, key = api.store.head(), uuid4().hex
    path = f"/participations/{invited}/decision"
    receipts = [story.bergen.does(path, join(), idempotency_key=key) for _ in range(3)]
    assert receipts[0] == receipts[1] == receipts[2]
    assert api.store.head() == head + 1


def test_an_edit_that_is_sent_again_gives_its_first_receipt(story: Story) -> None:
    run = story.proposed(story.solution())
    part = {"text": "Ingen.", "sources": [], "dated": "2026-11-01"}
    story.leader.put(f"/runs/{run}/basis/resources", part, if_none_match="*")
    first, again = (
        story.leader.put(
            f"/runs/{run}/basis/prerequisites", part, if_match='"2"', idempotency_key=f"e-{run}"
        )
        for _ in range(2)
    )
    assert first.json() == again.json() == {"id": first.json()["id"], "version": 3,
                                            "position": first.json()["position"]}  # fmt: skip


@pytest.mark.parametrize("key", ["", "x" * 201], ids=["empty", "long"])
def test_a_key_has_one_to_two_hundred_characters(
    api: Api, story: Story, head: int, key: str
) -> None:
    refused(story.owner.post("/solutions", body(), idempotency_key=key), 422)
    assert api.store.head() == head

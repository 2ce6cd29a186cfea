from __future__ import annotations

import pytest

from tests.kit.http import ASSESSORS, KS, NHN, Api, refused
from tests.kit.story import Story


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.mark.rule("C03-02")
def test_an_acknowledgement_and_a_change_that_nobody_has_answered_are_shown(story: Story) -> None:
    code, first, second = story.solution(), story.criteria(), story.criteria()
    path = f"/criteria-sets/{first}/acknowledgements"
    story.programme.does(path, {"solution": code})
    change = {"successor": second, "transition": "next_round", "reason": "Skjerpet."}
    story.owner.does(f"{path}/{code}/changes", change)
    page = story.reader.get(f"{path}/{code}").json()
    assert (page["programme"], page["transition"], page["unanswered"]) == (NHN, "next_round", True)
    story.programme.does(f"{path}/{code}/changes/answer", {"answer": "accepted"})
    page = story.reader.get(f"{path}/{code}").json()
    assert (page["answer"], page["unanswered"]) == ("accepted", False)


@pytest.mark.rule("C03-06")
def test_who_has_not_agreed_is_shown_as_missing(story: Story) -> None:
    code = story.solution()
    parties = [
        {"kind": "programme", "body": NHN}, {"kind": "ks", "body": KS},
        {"kind": "professionals", "body": ASSESSORS},
    ]  # fmt: skip
    path = f"/solutions/{code}/aims"
    without = story.owner.post(path, {"text": "Raskt.", "parties": parties[:2]})
    refused(without, 409, rule="C03-06", reason="party_missing")
    story.owner.does(path, {"text": "Raskt.", "parties": parties})
    story.programme.does(f"{path}/agreements", {"version": 1, "document": "NHN 26/301"})
    page = story.reader.get(path).json()
    assert (list(page["agreed"]), page["missing_kinds"]) == ([NHN], ["ks", "professionals"])

"""What people read is in their own words, not in the codes that programs use."""

from __future__ import annotations

from aggregates.deeds.practice import MATTERS
from aggregates.runs.tracks import QUESTIONS
from api import texts


def test_a_refusal_calls_things_by_what_people_call_them() -> None:
    said = texts.sentence("I04", "parts_missing", {"missing": ["resources"]})
    assert said == "Beslutningsgrunnlaget mangler: hvilke ressurser kommunen stiller med."


def test_a_scope_is_told_in_words() -> None:
    for scope, words in (("national", "hele landet"), ("regional:46+50", "region 46+50")):
        facts = {"solution": "Kjernejournal", "scope": scope}
        assert texts.subject("ready_for_use", facts).endswith(f"(omfang: {words}).")


def test_what_has_no_word_is_shown_as_it_is() -> None:
    facts = {"here": "i-en-ny-fase", "needed": "open"}
    said = texts.sentence("C06-01", "stage_wrong", facts)
    assert said == "Løpet er i fasen «i-en-ny-fase». Dette kan gjøres i fasen «åpnet»."


def test_every_question_of_a_track_has_words() -> None:
    assert set(QUESTIONS) <= texts.words().keys()


def test_all_that_ks_can_state_has_words() -> None:
    assert MATTERS.keys() <= texts.words().keys()

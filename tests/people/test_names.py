from __future__ import annotations

import time

import pytest

from people.names import possible_names, ways_to_write

NAME = "Testine Oppdiktet Eksempelsen"


@pytest.mark.parametrize(
    "text",
    [
        "Testine Oppdiktet Eksempelsen", "TESTINE EKSEMPELSEN", "Eksempelsen, Testine",
        "leder: testine eksempelsen.", "Eksempelsen Testine Oppdiktet møtte",
        "(Testine-Eksempelsen)",
        "Møtet ble ledet av Testine\nEksempelsen fra kommunen",
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert possible_names(text) & set(ways_to_write(NAME))


@pytest.mark.parametrize("text", ["Testine", "Eksempelsen", "Testine og Eksempelsen", "", "1 2 3"])
def test_part_of_a_name_is_no_name(text: str) -> None:
    assert not possible_names(text) & set(ways_to_write(NAME))


def test_letters_are_compared_and_not_how_they_are_put_together() -> None:
    assert possible_names("A\u030asa Prøve") & set(ways_to_write("ÅSA PRØVE"))


def test_a_name_of_one_word_is_not_looked_for() -> None:
    assert ways_to_write("Eksempelsen") == []


def test_a_long_text_is_looked_through_in_bounded_time() -> None:
    begun = time.process_time()
    assert len(possible_names("ab cd " * 3_000)) == 8
    assert time.process_time() - begun < 0.5

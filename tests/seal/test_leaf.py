"""What is sealed of an event: all that was said, and of persons nothing that can be guessed."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints
from uuid import UUID

import orjson
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from aggregates.catalogue import EVENTS
from log.store import Entry
from people.vault import Vault
from seal.leaf import PERSONAL, leaf_of, opened, resealing, sealing
from seal.tiles import LONGEST_ENTRY
from seal.verify import canonical
from seal.verify import leaf_of as outsiders_leaf_of
from tests.seal.kit import PERSON

ID = UUID(int=7)
SYSTEM = "s-00000000000000000000"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def entry(**state: Any) -> Entry:
    return Entry(9, ID, 3, "thing.happened", orjson.dumps(state))


def salt(reference: str, about: str) -> bytes:
    """Everybody has a key that is easy to know."""
    return hmac.digest(reference.encode(), about.encode(), hashlib.sha256)


def gone(reference: str, about: str) -> bytes | None:
    """Everybody was erased."""
    return None


def sealed(found: Entry) -> dict[str, Any]:
    leaf: dict[str, Any] = orjson.loads(leaf_of(found, sealing(found, salt)))
    return leaf


@given(JSON)
def test_the_outsiders_canonical_form_is_that_of_the_library(value: Any) -> None:
    assert canonical(value).encode() == rfc8785.dumps(value)


def test_no_event_holds_a_number_that_is_not_whole() -> None:
    for event in EVENTS:
        for name, hint in get_type_hints(event).items():
            inside = {hint, *get_args(hint)}
            assert float not in inside, f"{event}.{name}"
            assert not any(is_dataclass(each) and fields(each) for each in inside)


def test_a_leaf_is_what_was_recorded_in_canonical_form() -> None:
    found = entry(by="import:municipalities", role="system", about={"å": 1, "a": [2, None]})
    assert leaf_of(found, sealing(found, salt)).decode() == (
        '{"aggregate":"00000000-0000-0000-0000-000000000007","position":9,'
        '"state":{"about":{"a":[2,null],"å":1},"by":"import:municipalities","role":"system"},'
        '"topic":"thing.happened","version":3}'
    )


def test_persons_stand_in_it_only_as_commitments_that_differ_from_place_to_place() -> None:
    state = {
        "by": PERSON, "leader": "p-77", "former_leader": None, "owner": "971032146",
        "members": [{"ref": PERSON, "competence": "clinical"}, {"ref": PERSON}],
        "facts": {"asked": [SYSTEM]}, "solution": "s-ny-losning",
    }  # fmt: skip
    leaf = sealed(entry(**state))["state"]
    commitments = [
        leaf["by"], leaf["leader"], leaf["members"][0]["ref"], leaf["members"][1]["ref"],
        leaf["facts"]["asked"][0],
    ]  # fmt: skip
    assert all(set(each) == {"commitment"} for each in commitments)
    assert len({each["commitment"] for each in commitments}) == len(commitments)
    assert (leaf["owner"], leaf["solution"]) == ("971032146", "s-ny-losning")
    assert (leaf["former_leader"], leaf["members"][0]["competence"]) == (None, "clinical")
    text = orjson.dumps(leaf).decode()
    assert PERSON not in text
    assert "p-77" not in text


def test_the_fields_that_may_name_a_person_are_there() -> None:
    named = {name for event in EVENTS for name in get_type_hints(event)}
    assert PERSONAL - named == {"ref"}  # of the members of a group that gives a verdict


def test_what_is_opened_is_shown_to_be_what_was_sealed() -> None:
    found = entry(by=PERSON, members=[{"ref": PERSON}], text="Ja.")
    leaf = leaf_of(found, sealing(found, salt))
    event, salts = opened(found, salt, leaf)
    assert event["state"] == {"by": PERSON, "members": [{"ref": PERSON}], "text": "Ja."}
    assert salts.keys() == {"/state/by", "/state/members/0/ref"}
    assert outsiders_leaf_of(event, salts) == leaf


def test_a_person_who_was_erased_stays_a_commitment_and_the_rest_is_readable() -> None:
    found = entry(by=PERSON, role="kommunal_beslutter", body="964338531")
    leaf = leaf_of(found, sealing(found, salt))
    event, salts = opened(found, gone, leaf)
    assert event["state"]["by"] == sealed(found)["state"]["by"]
    assert (event["state"]["role"], event["state"]["body"]) == ("kommunal_beslutter", "964338531")
    assert outsiders_leaf_of(event, salts) == leaf


def test_an_entry_is_sealed_the_same_again_also_when_the_salt_is_gone() -> None:
    found = entry(by=PERSON, text="Ja.")
    leaf = leaf_of(found, sealing(found, salt))
    for known in (salt, gone):
        assert leaf_of(found, resealing(found, known, leaf)) == leaf
        other = entry(by=PERSON, text="Nei.")
        assert leaf_of(other, resealing(other, known, leaf)) != leaf
    somebody_else = entry(by=SYSTEM, text="Ja.")
    assert leaf_of(somebody_else, resealing(somebody_else, salt, leaf)) != leaf
    nobody = entry(by=PERSON, leader=PERSON, text="Ja.")
    assert leaf_of(nobody, resealing(nobody, gone, leaf)) != leaf


def test_a_leaf_that_would_be_too_long_for_a_bundle_holds_digests_of_what_is_long() -> None:
    found = entry(by=PERSON, **{f"a~/{number}": "å" * 20_000 for number in range(4)}, text="Ja.")
    leaf = leaf_of(found, sealing(found, salt))
    assert len(leaf) < LONGEST_ENTRY
    assert orjson.loads(leaf)["state"]["text"] == "Ja."
    event, salts = opened(found, salt, leaf)
    assert event["state"] == orjson.loads(found.state)
    assert len(salts) == 5
    assert outsiders_leaf_of(event, salts) == leaf
    assert leaf_of(found, resealing(found, gone, leaf)) == leaf


@pytest.mark.parametrize("erased", [False, True])
def test_the_vault_gives_the_salts_and_forgets_them_with_the_person(
    vault: Vault, erased: bool
) -> None:
    found = entry(by=PERSON)
    leaf = leaf_of(found, sealing(found, vault.salt))
    if erased:
        vault.erase(PERSON)
    event, _ = opened(found, vault.opened, leaf)
    assert (event["state"]["by"] == PERSON) is not erased
    assert leaf_of(found, resealing(found, vault.opened, leaf)) == leaf

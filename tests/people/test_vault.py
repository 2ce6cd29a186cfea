from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from people.cabinet import Cabinet
from people.opening import open_vault
from people.remembering import BELIEVED_SECONDS
from people.vault import Details, Vault, WrongKey
from tests.people.kit import ISSUER, KEY, SOMEBODY, held

NUMBER = "00000000000"


def cabinet(vault: Vault) -> Cabinet:
    return vault._cabinet


def test_a_subject_has_one_reference_at_random_that_says_nothing(
    vault: Vault, log_url: str
) -> None:
    reference = vault.reference(ISSUER, NUMBER)
    assert re.fullmatch(r"p-[0-9a-f]{20}", reference)
    assert vault.reference(ISSUER, NUMBER) == reference
    again = open_vault(log_url, KEY)
    assert again.reference(ISSUER, NUMBER) == reference
    again.close()
    others = {vault.reference("https://another.example", NUMBER), vault.reference(ISSUER, "1")}
    assert reference not in others
    assert len(others) == 2


def test_a_machine_has_a_reference_of_its_own_kind(vault: Vault) -> None:
    assert re.fullmatch(r"s-[0-9a-f]{20}", vault.reference(ISSUER, "client", kind="s"))
    assert vault.reference(ISSUER, "client").startswith("p-")


def test_issuer_and_subject_are_not_run_together(vault: Vault) -> None:
    assert vault.reference("https://a", "bc") != vault.reference("https://ab", "c")


def test_many_who_ask_at_once_get_the_same_reference(vault: Vault, log_url: str) -> None:
    other = open_vault(log_url, KEY)
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(v.reference, ISSUER, "x") for v in (vault, other) * 8]
        assert len({each.result() for each in asked}) == 1
    other.close()


def test_neither_subject_nor_details_are_in_the_store_in_clear(vault: Vault, log_url: str) -> None:
    reference = vault.reference(ISSUER, NUMBER)
    vault.keep(reference, SOMEBODY)
    said = [NUMBER, ISSUER, SOMEBODY.name, str(SOMEBODY.email), "Eksempelsen"]
    clear = [text.encode() for text in [*said, reference]]
    assert held(log_url, *clear) == [reference.encode()]


def test_details_are_as_they_were_last_kept(vault: Vault) -> None:
    reference = vault.reference(ISSUER, "x")
    assert vault.details(reference) is None
    vault.keep(reference, SOMEBODY)
    assert vault.details(reference) == SOMEBODY
    vault.keep(reference, Details("Prøve Øvelsen"))
    assert vault.details(reference) == Details("Prøve Øvelsen")


def test_a_salt_is_the_same_each_time_and_another_for_anything_else(vault: Vault) -> None:
    salt = vault.salt("p-1", "1/by")
    assert len(salt) == 32
    assert vault.salt("p-1", "1/by") == salt == vault.opened("p-1", "1/by")
    assert len({salt, vault.salt("p-1", "2/by"), vault.salt("p-2", "1/by")}) == 3


def test_where_nobody_has_a_key_nothing_is_opened_and_none_is_made(vault: Vault) -> None:
    assert vault.opened("p-1", "1/by") is None
    assert vault.opened("p-1", "1/by") is None


def test_an_erased_person_has_no_details_no_name_and_no_salt_any_more(vault: Vault) -> None:
    reference = vault.reference(ISSUER, "x")
    vault.keep(reference, SOMEBODY)
    salt = vault.salt(reference, "1/by")
    vault.erase(reference)
    vault.erase(reference)
    vault.keep(reference, SOMEBODY)
    assert vault.details(reference) is None
    assert not vault.names_in(SOMEBODY.name)
    assert vault.opened(reference, "1/by") is None
    fresh = {vault.salt(reference, "1/by") for _ in range(3)}
    assert len(fresh | {salt}) == 4


def test_somebody_erased_who_comes_again_is_somebody_new(vault: Vault) -> None:
    reference = vault.reference(ISSUER, "x")
    vault.erase(reference)
    assert vault.reference(ISSUER, "x") != reference


def test_an_erasure_by_another_process_is_believed_within_its_bound(
    vault: Vault, log_url: str
) -> None:
    near = Vault(cabinet(open_vault(log_url, KEY)), KEY, believed=0.0)
    reference, salt = near.reference(ISSUER, "x"), near.salt("p-2", "1/by")
    vault.erase(reference, "p-2")
    assert near.reference(ISSUER, "x") != reference
    assert near.salt("p-2", "1/by") != salt
    near.close()
    assert BELIEVED_SECONDS <= 1.0


def test_nothing_of_an_erased_person_is_left_in_the_files_of_the_store(
    vault: Vault, log_url: str
) -> None:
    references = [vault.reference(ISSUER, f"{n}") for n in range(30)]
    for reference in references:
        vault.keep(reference, SOMEBODY)
    kept = [cabinet(vault).details(reference) for reference in references]
    boxes = [box for each in kept if each for box in each if box]
    marks = cabinet(vault).ask("SELECT mark FROM vault_names")
    subjects = cabinet(vault).ask("SELECT subject FROM vault_subjects")
    boxes += [bytes(value) for (value,) in marks + subjects]
    assert len(boxes) == 30 * (2 + 4 + 1)
    assert held(log_url, *boxes) == boxes
    vault.erase(*references)
    assert held(log_url, *boxes) == []


def test_the_vault_finds_a_name_however_it_is_written(vault: Vault) -> None:
    vault.keep("p-1", SOMEBODY)
    assert vault.names_in("En Annen, og Eksempelsen, Testine")
    assert vault.names_in("testine eksempelsen")
    assert not vault.names_in("testine oppdiktet")
    assert not vault.names_in("")


def test_a_vault_opens_with_its_own_key_only(vault: Vault, log_url: str) -> None:
    with pytest.raises(WrongKey):
        open_vault(log_url, bytes(32))
    with pytest.raises(ValueError, match="32 bytes"):
        open_vault(log_url, b"short")
    with pytest.raises(ValueError, match="not at mysql:"):
        open_vault("mysql://x", KEY)

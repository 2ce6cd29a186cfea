from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager

import pytest

from aggregates.people.person import Person
from log.log import Log, founding, upon
from people.opening import open_vault
from people.vault import Vault
from services.erasures import carry_out
from tests.bus.kit import until
from tests.kit.given import act
from tests.people.kit import ISSUER, KEY, SOMEBODY
from tests.services.past import done


@pytest.fixture
def vault(log_url: str) -> Iterator[Vault]:
    with opened(log_url.replace(".db", "-vault.db")) as vault:
        yield vault


@contextmanager
def opened(url: str) -> Iterator[Vault]:
    vault = open_vault(url, KEY)
    yield vault
    vault.close()


async def erased_in_the_log(log: Log, reference: str) -> None:
    """The event is there, and whoever recorded it came no further."""
    who = act(by=reference)
    await done(log, who, founding(Person.register, reference=reference))
    await done(log, who, upon(Person, Person.id_of(reference), Person.erase, reason="own_wish"))


async def carried_out(log: Log, vault: Vault, before: Coroutine[None, None, None]) -> None:
    """Carry out erasures, with something happening before, until the whole log is done."""
    task = asyncio.create_task(carry_out(log.store, vault))

    async def all_done() -> bool:
        return vault.position() == log.store.head()

    await before
    await until(all_done)
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()


def gone(vault: Vault, reference: str) -> bool:
    return vault.details(reference) is None and vault.opened(reference, "x") is None


def test_what_a_crash_left_undone_between_log_and_vault_is_carried_out_at_the_next_start(
    log: Log, vault: Vault
) -> None:
    reference, other = vault.reference(ISSUER, "x"), vault.reference(ISSUER, "y")
    for each in (reference, other):
        vault.keep(each, SOMEBODY)
    asyncio.run(erased_in_the_log(log, reference))
    assert vault.details(reference) == SOMEBODY
    asyncio.run(carried_out(log, vault, asyncio.sleep(0)))
    assert gone(vault, reference)
    assert vault.details(other) == SOMEBODY


def test_an_erasure_that_comes_later_is_carried_out_then(log: Log, vault: Vault) -> None:
    reference = vault.reference(ISSUER, "x")
    vault.keep(reference, SOMEBODY)
    asyncio.run(carried_out(log, vault, erased_in_the_log(log, reference)))
    assert gone(vault, reference)


def test_an_older_copy_of_the_log_is_gone_through_from_its_beginning(
    log: Log, vault: Vault
) -> None:
    reference = vault.reference(ISSUER, "x")
    vault.reach(10_000)
    vault.keep(reference, SOMEBODY)
    asyncio.run(erased_in_the_log(log, reference))
    asyncio.run(carried_out(log, vault, asyncio.sleep(0)))
    assert gone(vault, reference)


def test_somebody_who_is_erased_in_the_log_is_kept_out_of_the_vault_from_then_on(
    log: Log, vault: Vault
) -> None:
    reference = vault.reference(ISSUER, "x")
    asyncio.run(carried_out(log, vault, erased_in_the_log(log, reference)))
    vault.keep(reference, SOMEBODY)
    assert gone(vault, reference)

from __future__ import annotations

from collections.abc import Iterator

import pytest

from people.opening import open_vault
from people.vault import Vault
from seal.opening import open_seal
from seal.store import SealStore
from tests.people.kit import KEY


@pytest.fixture
def seal(log_url: str) -> Iterator[SealStore]:
    """The empty seal of an empty log of each kind."""
    seal = open_seal(log_url)
    yield seal
    seal.close()


@pytest.fixture
def vault(log_url: str) -> Iterator[Vault]:
    """An empty vault beside it."""
    vault = open_vault(log_url.replace(".db", "-vault.db"), KEY)
    yield vault
    vault.close()

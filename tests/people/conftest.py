from __future__ import annotations

from collections.abc import Iterator

import pytest

from people.opening import open_vault
from people.vault import Vault
from tests.people.kit import KEY


@pytest.fixture
def vault(log_url: str) -> Iterator[Vault]:
    """An empty vault of each kind."""
    vault = open_vault(log_url, KEY)
    yield vault
    vault.close()

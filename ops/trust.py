"""What the processes of one folder need in order to know their callers: issuers and vault."""

from __future__ import annotations

from pathlib import Path

from ops.issuer import Issuer
from people.keys import made_key


def trusting(data: Path) -> dict[str, str]:
    """Environment for the issuer and the vault in `data`, whose keys are made on first use."""
    issuer, key = Issuer(data / "issuer"), data / "vault.key"
    made_key(key)
    return {
        "ISSUERS": str(issuer.configured),
        "VAULT_URL": f"sqlite:///{data.resolve() / 'vault.db'}",
        "VAULT_KEY": str(key),
    }

"""Settings of an application whose issuer and vault are in a folder of its own."""

from __future__ import annotations

from pathlib import Path

from api.app import Settings
from ops.trust import trusting


def settings_of(url: str, folder: Path) -> Settings:
    """The application on the log at `url`, with a vault beside it."""
    told = trusting(folder)
    vault = url.replace("/log.db", "/vault.db")
    issuers, key = Path(told["ISSUERS"]), Path(told["VAULT_KEY"])
    return Settings(url, issuers, vault, key, Path(told["SEAL_WITNESSES"]))

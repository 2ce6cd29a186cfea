"""Settings of an application whose issuer and vault are in a folder of its own."""

from __future__ import annotations

from pathlib import Path

from api.app import Settings
from ops.trust import trusting


def settings_of(url: str, folder: Path) -> Settings:
    """The application on the log at `url`."""
    told = trusting(folder)
    return Settings(url, Path(told["ISSUERS"]), told["VAULT_URL"], Path(told["VAULT_KEY"]))

"""What the processes of one folder trust and are trusted by: issuers, vault, seal, witnesses."""

from __future__ import annotations

import json
from pathlib import Path

from ops.issuer import Issuer
from people.keys import made_key

SEAL_ORIGIN = "fellestakt.localhost/log"


def trusting(data: Path) -> dict[str, str]:
    """Environment for issuer, vault and seal in `data`, whose keys are made on first use."""
    issuer, key = Issuer(data / "issuer"), data / "vault.key"
    made_key(key)
    witnesses = data / "seal" / "witnesses.json"
    if not witnesses.exists():
        witnesses.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        witnesses.write_text(json.dumps({"witnesses": []}))
    return {
        "ISSUERS": str(issuer.configured),
        "VAULT_URL": f"sqlite:///{data.resolve() / 'vault.db'}",
        "VAULT_KEY": str(key),
        "SEAL_KEY": str(witnesses.with_name("seal.key")),
        "SEAL_ORIGIN": SEAL_ORIGIN,
        "SEAL_WITNESSES": str(witnesses),
    }

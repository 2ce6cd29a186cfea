"""The embedded issuer of tokens: a key of its own, made on first start. Not for production."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import ECKey

from aggregates.kernel.act import Role

ISSUER = "https://fellestakt.localhost"
AUDIENCE = "fellestakt"
HOURS = 12
CONFIGURED = {"kind": "embedded", "issuer": ISSUER, "audience": AUDIENCE}


class Issuer:
    """Signs tokens with the key in `folder`, which it makes where there is none (0600)."""

    def __init__(self, folder: Path) -> None:
        self.public = folder / "jwks.json"
        self.configured = folder / "issuers.json"
        self._private = folder / "private-key.json"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self._private.exists():
            key = ECKey.generate_key("P-256", auto_kid=True)
            _write(self._private, key.as_dict(private=True))
            _write(self.public, {"keys": [key.as_dict(private=False)]})
        if not self.configured.exists():
            _write(self.configured, {"issuers": [CONFIGURED | {"keys": self.public.name}]})
        self._key = ECKey.import_key(json.loads(self._private.read_text()))

    def token(
        self, role: Role, organisation: str, subject: str | None = None, hours: float = HOURS
    ) -> str:
        """A token for an opaque subject that acts in `role` for an organisation number."""
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": subject or f"p-{uuid4().hex[:12]}",
            "org": organisation,
            "role": str(role),
            "iat": now,
            "exp": now + int(hours * 3600),
        }
        return jwt.encode({"alg": "ES256", "kid": self._key.kid}, claims, self._key)


def main() -> None:
    """Print a token: `python -m ops.issuer ROLE ORG [SUBJECT]`."""
    if len(sys.argv) not in {3, 4} or sys.argv[1] not in set(Role):
        roles = ", ".join(Role)
        sys.exit(f"usage: make token ROLE=<role> ORG=<organisation number>\nroles: {roles}")
    data = Path(os.environ.get("DATA", ".data"))
    subject = sys.argv[3] if len(sys.argv) == 4 else None
    print(Issuer(data / "issuer").token(Role(sys.argv[1]), sys.argv[2], subject))  # noqa: T201


def _write(path: Path, content: object) -> None:
    partial = path.with_suffix(".partial")
    partial.touch(mode=0o600)
    partial.write_text(json.dumps(content))
    partial.rename(path)


if __name__ == "__main__":
    main()

"""Signing: the key of the log, and the notes that are signed with it (c2sp.org/signed-note)."""

from __future__ import annotations

import base64
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from seal.verify import NOTE, Key

LENGTH = 32
PRIVATE = "PRIVATE+KEY+"
NAME = re.compile(r"[^\s+]+")


@dataclass(frozen=True, slots=True)
class Signer:
    """Whoever signs notes in a name: a log, or with kind `COSIGNATURE` a witness."""

    name: str
    seed: bytes
    kind: bytes = NOTE

    @classmethod
    def generate(cls, name: str, kind: bytes = NOTE) -> Signer:
        """A new one at random. Raises ValueError for what cannot be a name."""
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} cannot be the name of a key.")
        return cls(name, secrets.token_bytes(LENGTH), kind)

    @classmethod
    def read(cls, text: str) -> Signer:
        """The one that is written PRIVATE+KEY+name+id+base64. Raises ValueError."""
        name, id, encoded = [*text.strip().removeprefix(PRIVATE).split("+", 2), "", ""][:3]
        material = base64.b64decode(encoded, validate=True)
        signer = cls(name, material[1:], material[:1])
        if len(signer.seed) != LENGTH or signer.key.id.hex() != id or PRIVATE not in text:
            raise ValueError("This is no private key of a note.")
        return signer

    @property
    def key(self) -> Key:
        """What others verify with."""
        public = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return Key(self.name, self.kind + public)

    def note(self, text: str) -> str:
        """The text, which ends a line, signed."""
        return f"{text}\n{self._line(self._private.sign(text.encode()))}"

    def cosigned(self, text: str, at: int) -> str:
        """The line in which a witness says that it saw this checkpoint, `at` in Unix seconds."""
        said = f"cosignature/v1\ntime {at}\n{text}"
        return self._line(at.to_bytes(8) + self._private.sign(said.encode()))

    def written(self) -> str:
        """The private key, as it is kept."""
        return PRIVATE + _written(self.key, self.kind + self.seed)

    def verification_key(self) -> str:
        """The public key, as it is given to others."""
        return _written(self.key, self.key.material)

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def _line(self, signature: bytes) -> str:
        return f"— {self.name} {base64.b64encode(self.key.id + signature).decode()}\n"


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """The text of a checkpoint (c2sp.org/tlog-checkpoint)."""
    return f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"


def read_signer(path: Path, origin: str) -> Signer:
    """Whose key is in a file that only its owner may read.

    Raises ValueError for any other file, and for the key of another origin.
    """
    if path.stat().st_mode & 0o077:
        raise ValueError(f"Others than its owner may read {path}; it has to be 0600.")
    signer = Signer.read(path.read_text("utf-8"))
    if signer.name != origin:
        raise ValueError(f"The key in {path} signs for {signer.name}, not for {origin}.")
    return signer


def made_signer(path: Path, origin: str, kind: bytes = NOTE) -> Signer:
    """The same; where there is no such file, a key is made at random."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = path.with_suffix(".partial")
        partial.touch(mode=0o600)
        partial.write_text(f"{Signer.generate(origin, kind).written()}\n", "utf-8")
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.rename(path)
    return read_signer(path, origin)


def _written(key: Key, material: bytes) -> str:
    return f"{key.name}+{key.id.hex()}+{base64.b64encode(material).decode()}"

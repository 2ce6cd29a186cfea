"""The vault's one key, kept in a file, and what is derived from it and sealed under it."""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LENGTH = 32
NONCE = 12


def read_key(path: Path) -> bytes:
    """The key in a file that only its owner may read. Raises ValueError for any other file."""
    if path.stat().st_mode & 0o077:
        raise ValueError(f"Others than its owner may read {path}; it has to be 0600.")
    key = path.read_bytes()
    if len(key) != LENGTH:
        raise ValueError(f"A key of the vault is {LENGTH} bytes; {path} has {len(key)}.")
    return key


def made_key(path: Path) -> bytes:
    """The key in the file, which is made, at random, where there is none."""
    if not path.exists():
        partial = path.with_suffix(".partial")
        partial.touch(mode=0o600)
        partial.write_bytes(secrets.token_bytes(LENGTH))
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.rename(path)
    return read_key(path)


def derived(key: bytes, *path: str) -> bytes:
    """32 bytes that follow from the key and the path, and tell nothing of either (HMAC-SHA256)."""
    said = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in path)
    return hmac.digest(key, said, "sha256")


def sealed(key: bytes, secret: bytes, about: str) -> bytes:
    """The secret under the key, with AES-256-GCM; it opens only as what it is `about`."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, secret, about.encode())


def unsealed(key: bytes, box: bytes, about: str) -> bytes:
    """The secret again. Raises `InvalidTag` for another key, another box or another `about`."""
    return AESGCM(key).decrypt(box[:NONCE], box[NONCE:], about.encode())

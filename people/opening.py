"""Opens the vault that a URL names."""

from __future__ import annotations

from pathlib import Path

from people.cabinet import Cabinet
from people.vault import Vault


def open_vault(url: str, key: bytes) -> Vault:
    """The vault at `sqlite:///relative.db`, `sqlite:////absolute.db` or `postgresql://...`.

    `key` is the 32 bytes that everything in it is wrapped under (`people.keys`). Raises
    ValueError for other schemes and keys, `WrongKey` for a key it was not made with, and
    `Unavailable` where it cannot be reached.
    """
    cabinet = _open_cabinet(url)
    try:
        return Vault(cabinet, key)
    except BaseException:
        cabinet.close()
        raise


def _open_cabinet(url: str) -> Cabinet:
    if url.startswith("sqlite:///"):
        from people.sqlite import SQLiteCabinet  # each role loads only its own driver

        return SQLiteCabinet(Path(url.removeprefix("sqlite:///")))
    if url.startswith("postgresql://"):
        from people.postgres import PostgresCabinet

        return PostgresCabinet(url)
    raise ValueError(
        f"A vault is at sqlite:///... or postgresql://..., not at {url.partition(':')[0]}:"
    )

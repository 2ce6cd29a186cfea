"""The paths of tiles and entry bundles, as c2sp.org/tlog-tiles writes them."""

from __future__ import annotations

import re

WIDTH = 256
HIGHEST = 63
LONGEST_ENTRY = 65_535
_PATH = re.compile(r"((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


def path_of(number: int, width: int = WIDTH) -> str:
    """Where the tile of that number is, in its level: 1234067 is at x001/x234/067."""
    parts = [f"{number % 1000:03}"]
    while number >= 1000:
        number //= 1000
        parts.insert(0, f"x{number % 1000:03}")
    return "/".join(parts) + ("" if width == WIDTH else f".p/{width}")


def tile_at(path: str) -> tuple[int, int]:
    """Number and width of the tile at a path. Raises ValueError for one that is none."""
    found = _PATH.fullmatch(path)
    if found is None:
        raise ValueError(path)
    number = int(re.sub("[x/]", "", found[1]))
    width = int(found[2] or WIDTH)
    if path_of(number, width) != path:  # a leading x000, or a full tile called partial
        raise ValueError(path)
    return number, width


def bundle(leaves: list[bytes]) -> bytes:
    """An entry bundle: each leaf behind its length. Raises ValueError for one that is too long."""
    if any(len(leaf) > LONGEST_ENTRY for leaf in leaves):
        raise ValueError("A leaf is longer than a bundle can say.")
    return b"".join(len(leaf).to_bytes(2) + leaf for leaf in leaves)

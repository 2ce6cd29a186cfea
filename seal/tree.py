"""The Merkle tree over sealed leaves (RFC 6962), read from the hashes that are stored of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from seal.tiles import WIDTH
from seal.verify import node_hash, roots

Hashes = Callable[[int, int, int], list[bytes]]
"""So many hashes of a level of tiles, from an index on: level 0 are the leaves' own."""

HEIGHT = 8
"""How many levels of the tree one level of tiles spans."""


class Tree:
    """Roots and proofs of a tree that only grows. Remembers tiles: make one for each request."""

    def __init__(self, hashes: Hashes) -> None:
        self._hashes = hashes
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def root(self, size: int) -> bytes:
        """The root of the first `size` leaves, which have to be there."""
        return self._range(0, size) if size else roots([], [0])[0]

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The proof that the leaf at `index` is in the tree of `size` leaves (2.1.1)."""
        return self._path(index, 0, size)

    def consistency(self, old: int, new: int) -> list[bytes]:
        """The proof that the tree of `new` leaves begins with that of `old` (2.1.2)."""
        return self._grown(old, 0, new, True) if 0 < old < new else []

    def _path(self, index: int, begin: int, end: int) -> list[bytes]:
        if end - begin == 1:
            return []
        middle = begin + split(end - begin)
        if index < middle:
            return [*self._path(index, begin, middle), self._range(middle, end)]
        return [*self._path(index, middle, end), self._range(begin, middle)]

    def _grown(self, old: int, begin: int, end: int, whole: bool) -> list[bytes]:
        if old == end:
            return [] if whole else [self._range(begin, end)]
        middle = begin + split(end - begin)
        if old <= middle:
            return [*self._grown(old, begin, middle, whole), self._range(middle, end)]
        return [*self._grown(old, middle, end, False), self._range(begin, middle)]

    def _range(self, begin: int, end: int) -> bytes:
        size = end - begin
        if size & (size - 1) == 0:
            return self._perfect(size.bit_length() - 1, begin // size)
        middle = begin + split(size)
        return node_hash(self._range(begin, middle), self._range(middle, end))

    def _perfect(self, height: int, index: int) -> bytes:
        """The root of the subtree of 2^height leaves that begins at index * 2^height."""
        level, above = divmod(height, HEIGHT)
        number, start = divmod(index << above, WIDTH)
        return folded(self._tile(level, number)[start : start + (1 << above)])

    def _tile(self, level: int, number: int) -> list[bytes]:
        if (level, number) not in self._tiles:
            self._tiles[level, number] = self._hashes(level, number * WIDTH, WIDTH)
        return self._tiles[level, number]


def split(size: int) -> int:
    """How many of `size` leaves are in the left subtree: the largest power of two below it."""
    return 1 << (size - 1).bit_length() - 1


def folded(row: Sequence[bytes]) -> bytes:
    """The root of a perfect subtree by the hashes of one of its levels."""
    while len(row) > 1:
        row = [node_hash(*pair) for pair in zip(row[::2], row[1::2], strict=True)]
    [root] = row
    return root


def completed(hashes: Hashes, size: int, added: Sequence[bytes]) -> list[tuple[int, int, bytes]]:
    """The hashes above the leaves, as (level, index, hash), that are whole once leaves are added.

    `hashes` are those of the tree of `size` leaves.
    """
    nodes: list[tuple[int, int, bytes]] = []
    level, start, row = 0, size, list(added)
    while (first := start // WIDTH) < (last := (start + len(row)) // WIDTH):
        row = hashes(level, first * WIDTH, start - first * WIDTH) + row
        made = [folded(row[at * WIDTH : (at + 1) * WIDTH]) for at in range(last - first)]
        level, start, row = level + 1, first, made
        nodes += [(level, first + at, hash) for at, hash in enumerate(made)]
    return nodes

"""Tiles are where c2sp.org/tlog-tiles has them, and hold what it says."""

from __future__ import annotations

import pytest

from seal.tiles import bundle, path_of, tile_at
from seal.tree import completed
from seal.verify import node_hash, roots
from tests.seal.kit import in_memory, many


@pytest.mark.parametrize(
    ("number", "width", "path"),
    [
        (0, 256, "000"), (999, 256, "999"), (1000, 256, "x001/000"),
        (1234067, 256, "x001/x234/067"), (273, 112, "273.p/112"), (1000, 1, "x001/000.p/1"),
    ],
)  # fmt: skip
def test_a_tile_is_where_the_specification_has_it(number: int, width: int, path: str) -> None:
    assert path_of(number, width) == path
    assert tile_at(path) == (number, width)


@pytest.mark.parametrize(
    "path",
    ["", "0", "00", "0000", "1000", "x000/000", "x001/0", "000.p/0", "000.p/256", "000.p/01",
     "001/000", "x001/x000", "../000", "000/", "\u0660\u0660\u0660"],
)  # fmt: skip
def test_a_path_that_is_written_otherwise_is_none(path: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the path is all there is to say
        tile_at(path)


def test_the_tiles_of_a_tree_of_70000_leaves_are_those_of_the_specification() -> None:
    hashes = many(70_000)
    stored = in_memory(hashes)
    widths = [len(stored(level, 0, 100_000)) for level in range(4)]
    assert widths == [70_000, 273, 1, 0]  # 273 full and 112 wide; one full and 17 wide; one of 1
    assert stored(1, 272, 1) == [roots(hashes[272 * 256 : 273 * 256], [256])[256]]
    assert stored(2, 0, 1) == [roots(hashes[: 256 * 256], [65_536])[65_536]]


@pytest.mark.parametrize("steps", [[1] * 600, [255, 1, 256, 300], [700, 70_000 - 700]])
def test_the_tiles_are_the_same_however_the_tree_has_grown(steps: list[int]) -> None:
    hashes, size, nodes = many(sum(steps)), 0, []
    rows: dict[int, list[bytes]] = {0: []}

    def stored(level: int, begin: int, count: int) -> list[bytes]:
        return rows.get(level, [])[begin : begin + count]

    for step in steps:
        added = hashes[size : size + step]
        nodes = completed(stored, size, added)
        rows[0] += added
        for level, index, hash in nodes:
            assert len(rows.setdefault(level, [])) == index
            rows[level].append(hash)
        size += step
    assert rows == {
        level: in_memory(hashes)(level, 0, size) for level in range(3) if size >= 256**level
    }


def test_a_bundle_says_how_long_each_leaf_is() -> None:
    assert bundle([b"ab", b"", b"c"]) == b"\0\2ab\0\0\0\1c"
    with pytest.raises(ValueError, match="longer"):
        bundle([b"x" * 65_536])


def test_a_node_is_not_a_leaf() -> None:
    one, other = many(2)
    assert node_hash(one, other) != node_hash(other, one)

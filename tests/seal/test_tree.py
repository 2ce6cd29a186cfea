"""The tree is that of RFC 6962, and its proofs hold at all sizes and for nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seal.verify import Checkpoint, consistent, included, leaf_hash, roots
from tests.seal.kit import checkpoint, grown, many

# The inputs of Certificate Transparency's own tests, and the roots after each of them.
LEAVES = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
HASHES = [leaf_hash(bytes.fromhex(each)) for each in LEAVES]
LARGEST = 1500
EVERY = many(LARGEST)
TREE = grown(EVERY)
SIZES = st.integers(1, LARGEST)


def of_size(size: int) -> Checkpoint:
    return checkpoint(EVERY[:size])


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_certificate_transparency(size: int) -> None:
    expected = bytes.fromhex([EMPTY, *ROOTS][size])
    assert grown(HASHES[:size]).root(size) == expected
    assert roots(HASHES, [size])[size] == expected


def test_the_proofs_are_those_of_certificate_transparency() -> None:
    tree = grown(HASHES)
    assert [each.hex() for each in tree.inclusion(0, 8)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert [each.hex() for each in tree.consistency(6, 8)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_every_inclusion_and_every_growth_of_small_trees_is_proven() -> None:
    for size in range(1, 40):
        for index in range(size):
            proof = TREE.inclusion(index, size)
            assert included(EVERY[index], index, size, proof) == of_size(size).root
        for old in range(size + 1):
            assert consistent(of_size(old), of_size(size), TREE.consistency(old, size))


@given(SIZES, st.data())
@settings(max_examples=150, deadline=None)
def test_a_leaf_is_proven_in_a_tree_of_any_size_and_nowhere_else(
    size: int, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1))
    proof = TREE.inclusion(index, size)
    assert included(EVERY[index], index, size, proof) == of_size(size).root
    if other != index:
        assert included(EVERY[index], other, size, proof) != of_size(size).root
        assert included(EVERY[other], index, size, proof) != of_size(size).root
    assert included(EVERY[index], index, size, [*proof, proof[-1] if proof else b""]) is None
    assert included(EVERY[index], size, size, proof) is None


@given(SIZES, SIZES, st.data())
@settings(max_examples=150, deadline=None)
def test_growth_is_proven_between_any_sizes_and_a_fork_is_not(
    one: int, other: int, data: st.DataObject
) -> None:
    old, new = sorted((one, other))
    proof = TREE.consistency(old, new)
    assert consistent(of_size(old), of_size(new), proof)
    at = data.draw(st.integers(0, old - 1))
    fork = checkpoint([*EVERY[:at], leaf_hash(b"another"), *EVERY[at + 1 : new]])
    assert not consistent(of_size(old), fork, proof)
    if old < new:
        assert not consistent(of_size(new), of_size(old), proof)
        assert not consistent(of_size(old), of_size(new), proof[:-1])
        assert not consistent(of_size(old), of_size(new), [*proof, proof[0]])


def test_a_proof_is_small() -> None:
    assert len(TREE.inclusion(3, LARGEST)) == 11
    assert len(TREE.consistency(7, LARGEST)) <= 12

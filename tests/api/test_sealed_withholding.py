"""What is withheld is not shown, and cannot be taken for something that is not there."""

from __future__ import annotations

from api.sealed import line_of
from seal.store import Leaf
from seal.verify import check_log, leaf_hash
from tests.seal.kit import checkpoint
from tests.seal.test_tampering import line


def test_a_log_with_withheld_events_holds_as_a_whole() -> None:
    contents = [line(at + 1, at % 7, at // 7 + 1, f"Grunn {at}.") for at in range(50)]
    leaves = [Leaf(at, at + 1, leaf_hash(each), each) for at, each in enumerate(contents)]
    held = [checkpoint([leaf.hash for leaf in leaves])]
    shown = [line_of(leaf, "offentleglova § 14" if leaf.number % 3 else None) for leaf in leaves]
    assert list(check_log(shown, [], held)) == []
    assert b"Grunn 3." in b"".join(shown)
    assert b"Grunn 4." not in b"".join(shown)
    shown[4] = line_of(leaves[5], "offentleglova § 14")
    found = list(check_log(shown, [leaf.hash for leaf in leaves], held))
    assert [leaf for leaf, _ in found] == [None, 4]

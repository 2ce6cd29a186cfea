from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from people.keys import derived, made_key, read_key, sealed, unsealed

KEY = bytes(32)


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "vault.key"
    key = made_key(path)
    assert len(key) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert made_key(path) == read_key(path) == key
    assert made_key(tmp_path / "other.key") != key


def test_a_key_that_others_may_read_or_of_another_length_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vault.key"
    made_key(path)
    path.chmod(0o640)
    with pytest.raises(ValueError, match="0600"):
        read_key(path)
    path.chmod(0o600)
    path.write_bytes(b"short")
    with pytest.raises(ValueError, match="32 bytes"):
        read_key(path)


def test_what_is_derived_depends_on_each_part_of_its_path() -> None:
    paths = [("a", "b"), ("ab", ""), ("", "ab"), ("a", "b", ""), ("ab",)]
    assert len({derived(KEY, *path) for path in paths}) == len(paths)


@pytest.mark.parametrize(
    ("key", "about"), [(KEY, "p-2"), (bytes(31) + b"1", "p-1")], ids=["about", "key"]
)
def test_what_is_sealed_opens_with_its_key_and_for_its_person_only(key: bytes, about: str) -> None:
    box = sealed(KEY, b"secret", "p-1")
    assert unsealed(KEY, box, "p-1") == b"secret"
    assert box != sealed(KEY, b"secret", "p-1")
    with pytest.raises(InvalidTag):
        unsealed(key, box, about)
    with pytest.raises(InvalidTag):
        unsealed(KEY, box[:-1] + bytes([box[-1] ^ 1]), "p-1")

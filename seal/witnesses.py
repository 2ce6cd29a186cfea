"""Who may cosign: a settings file, because a log cannot say itself who is to check it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from seal.verify import COSIGNATURE, Key, read_key


@dataclass(frozen=True, slots=True)
class Witness:
    """An organisation that has seen the log grow, and what its cosignatures are verified with."""

    name: str
    organisation: str
    key: Key
    verification_key: str


def read_witnesses(path: Path) -> list[Witness]:
    """The witnesses in a file: `{"witnesses": [{"name", "organisation", "key"}]}`.

    Raises ValueError for a key that is not one for cosignatures, and for one that comes twice: a
    cosignature does not say whose it is.
    """
    listed = json.loads(path.read_text("utf-8"))["witnesses"]
    witnesses = [
        Witness(each["name"], each["organisation"], read_key(each["key"]), each["key"])
        for each in listed
    ]
    if any(each.key.material[:1] != COSIGNATURE for each in witnesses):
        raise ValueError(f"{path} has a key that is not one for cosignatures.")
    if len({each.key.material for each in witnesses}) != len(witnesses):
        raise ValueError(f"{path} has the same key twice.")
    return witnesses

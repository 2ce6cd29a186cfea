"""Checks what Fellestakt has recorded, without trusting Fellestakt.

One file: read it, then run it with Python 3.11 and the package `cryptography`.

    python verify.py log leaves.ndjson --hashes hashes.bin --checkpoint held.txt --key KEY
    python verify.py dossier dossier.json --checkpoint held.txt --key KEY
    python verify.py consistency proof.json --checkpoint old.txt --checkpoint new.txt --key KEY

A checkpoint is one that a witness holds. KEY is a verification key (name+id+base64) that must have
signed each checkpoint; take it from the witness. Ends with 0 if all holds, with 1 if something does
not, and says where, with 2 if it cannot tell. Formats: RFC 6962, RFC 8785, and those of c2sp.org.
"""

from __future__ import annotations

import argparse
import base64
import copy
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

NO_SALT = bytes(32)
KINDS = NOTE, COSIGNATURE = b"\1", b"\4"
SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/=]+)")
CONSULTED = re.compile(r"[a-z-]+/([0-9a-f-]{36}@[1-9][0-9]{0,8})")
WITHHELD = re.compile(rb'{"hash":"([0-9a-f]{64})","withheld":"[^"\\]*"}')
SHAPES = ({"leaf", "proof", "event", "salts"}, {"leaf", "proof", "hash", "withheld"})
MOST = 100

Hashes = Sequence[bytes]
Finding = tuple[int | None, str]  # at which leaf something does not hold, if one can tell, and what


class Key(NamedTuple):
    """Whose signatures are believed; `material` is their kind and the public key."""

    name: str
    material: bytes

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + self.material).digest()[:4]

    def signed(self, text: str, signature: bytes) -> bool:
        """Whether this key made the signature of that text."""
        if self.material[:1] == COSIGNATURE:
            at, signature = int.from_bytes(signature[:8]), signature[8:]
            text = f"cosignature/v1\ntime {at}\n{text}"
        try:
            Ed25519PublicKey.from_public_bytes(self.material[1:]).verify(signature, text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


def read_key(text: str) -> Key:
    """The key that is written `name+id+base64`. Raises ValueError."""
    name, id, encoded = [*text.strip().split("+", 2), "", ""][:3]
    key = Key(name, base64.b64decode(encoded, validate=True))
    if key.material[:1] not in KINDS or len(key.material) != 33 or key.id.hex() != id:
        raise ValueError(f"{text} is no verification key")
    return key


class Checkpoint(NamedTuple):
    """The state of a log at a size: everything in it follows from the root."""

    origin: str
    size: int
    root: bytes
    text: str


def opened(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text of a note, and its signatures as (name, id and signature). Raises ValueError."""
    text, _, rest = note.rpartition("\n\n")
    lines = rest.split("\n")[:-1]
    found = [each for line in lines if (each := SIGNATURE.fullmatch(line))]
    fits = text and note.endswith("\n") and 0 < len(found) == len(lines) <= MOST
    if not fits or re.search(r"[\x00-\x09\x0b-\x1f]", note):
        raise ValueError("This is no signed note")
    return text + "\n", [(each[1], base64.b64decode(each[2], validate=True)) for each in found]


def checkpoint_of(note: str, keys: Sequence[Key]) -> Checkpoint:
    """The checkpoint in a note that every one of the keys has signed. Raises ValueError."""
    text, signatures = opened(note)
    for key in keys:
        mine = [s[4:] for name, s in signatures if (name, s[:4]) == (key.name, key.id)]
        if not mine or not all(key.signed(text, each) for each in mine):
            raise ValueError(f"{key.name} has not signed this checkpoint")
    origin, size, encoded = [*text.split("\n"), "", ""][:3]
    root = base64.b64decode(encoded, validate=True)
    if not origin or not re.fullmatch("0|[1-9][0-9]{0,17}", size) or len(root) != 32:
        raise ValueError("This is no checkpoint")
    return Checkpoint(origin, int(size), root, text)


def leaf_hash(leaf: bytes) -> bytes:
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def roots(hashes: Iterable[bytes], sizes: Iterable[int]) -> dict[int, bytes]:
    """The roots that a tree with these leaf hashes had at each of the sizes that it reached."""
    wanted, edge = set(sizes), list[bytes]()
    found = {0: sha256().digest()}
    for size, hash in enumerate(hashes, 1):
        for _ in range((size & -size).bit_length() - 1):
            hash = node_hash(edge.pop(), hash)
        edge.append(hash)
        if size in wanted:
            found[size] = reduce(lambda right, left: node_hash(left, right), reversed(edge))
    return found


def included(leaf: bytes, index: int, size: int, proof: Hashes) -> bytes | None:
    """The root that follows from the hash of a leaf and its inclusion proof (RFC 6962, 2.1.1)."""
    inner = (index ^ (size - 1)).bit_length()
    fits = 0 <= index < size and len(proof) == inner + (index >> inner).bit_count()
    return _chained(leaf, proof, index, inner) if fits else None


def consistent(old: Checkpoint, new: Checkpoint, proof: Hashes) -> bool:
    """Whether `new` is `old` with leaves added (RFC 6962, 2.1.2)."""
    if old.size in {0, new.size}:
        return not proof and (old.size == 0 or old.root == new.root)
    low = (old.size & -old.size).bit_length() - 1
    path = [old.root, *proof] if old.size == 1 << low else proof
    last = old.size - 1 >> low
    inner = (last ^ (new.size - 1 >> low)).bit_length()
    if old.size > new.size or len(path) != 1 + inner + (last >> inner).bit_count():
        return False
    both = [_chained(path[0], path[1:], last, inner, right) for right in (False, True)]
    return both == [old.root, new.root]


def _chained(hash: bytes, path: Hashes, index: int, inner: int, right: bool = True) -> bytes:
    """Up from a hash; beyond `inner` all that is beside it is to the left of it."""
    for level, beside in enumerate(path):
        if level >= inner or index >> level & 1:
            hash = node_hash(beside, hash)
        elif right:
            hash = node_hash(hash, beside)
    return hash


def canonical(value: Any) -> str:
    """A JSON value as RFC 8785 writes it; no event holds a number that is not whole."""
    if isinstance(value, dict):
        ordered = sorted(value.items(), key=lambda pair: pair[0].encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(k)}:{canonical(v)}" for k, v in ordered) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def commitment(salt: bytes, value: Any) -> dict[str, str]:
    """What stands in a leaf for a value that can be forgotten, or is long (then with no salt)."""
    if len(salt) != len(NO_SALT):  # or where the salt ends would be for the reader to say
        raise ValueError("A salt has 32 bytes")
    return {"commitment": sha256(salt + canonical(value).encode()).hexdigest()}


def holder(tree: Any, pointer: str) -> tuple[Any, Any]:
    """What holds the value at a JSON pointer (RFC 6901), and under which name or number."""
    *path, last = [p.replace("~1", "/").replace("~0", "~") for p in pointer.split("/")[1:]]
    for part in path:
        tree = tree[int(part) if isinstance(tree, list) else part]
    return tree, int(last) if isinstance(tree, list) else last


def leaf_of(event: Any, salts: Mapping[str, str]) -> bytes:
    """The leaf of an event as a dossier shows it, with `salts` for what it opens."""
    leaf = copy.deepcopy(event)
    for pointer, salt in salts.items():
        inside, name = holder(leaf, pointer)
        inside[name] = commitment(bytes.fromhex(salt), inside[name])
    return canonical(leaf).encode()


def check_log(lines: Hashes, hashes: Hashes, held: Sequence[Checkpoint]) -> Iterator[Finding]:
    """What does not hold in a whole log, a line for each leaf, against checkpoints of it by size.

    `hashes` of the leaves need not be trusted: they say where only if they are those signed.
    """
    size, pairs = held[-1].size, [(WITHHELD.fullmatch(line), line) for line in lines]
    own = [bytes.fromhex(h[1].decode()) if h else leaf_hash(line) for h, line in pairs]
    grown = roots(own, [each.size for each in held])
    wrong = [each.size for each in held if grown.get(each.size) != each.root]
    if not wrong and len(own) == size:
        return (yield from _in_order(lines))
    right = max((each.size for each in held if each.size < min([*wrong, size + 1])), default=0)
    yield None, f"{len(own)} leaves of {size} signed; as signed before {right}"
    if roots(hashes[:size], [size]).get(size) == held[-1].root:
        both = enumerate(zip_longest(own, hashes[:size]))
        parted = [leaf for leaf, (one, other) in both if one != other]
        # What was taken out or put in moves all that follows, so only the first says where.
        for leaf in parted if len(own) == size else parted[:1]:
            yield leaf, "is not what was sealed there"


def _in_order(lines: Hashes) -> Iterator[Finding]:
    before = dict[str, int]()
    for leaf, event in enumerate(map(json.loads, lines)):
        for name, number in (("", "position"), (event.get("aggregate"), "version")):
            if number in event and event[number] <= before.get(name, 0):
                yield leaf, f"has {number} {event[number]} after {before[name]}"
            before[name] = event.get(number, before.get(name, 0))


def check_dossier(dossier: Any, checkpoint: Checkpoint) -> Iterator[Finding]:
    """What does not hold in the dossier of a decision against a checkpoint of the same size."""
    if (size := dossier["size"]) != checkpoint.size:
        raise ValueError(f"Ask for the dossier with size={checkpoint.size}; this one has {size}")
    if opened(dossier["checkpoint"])[0] != checkpoint.text:
        yield None, "the dossier is from another history than the checkpoint"
    last = -1
    for item in dossier["items"]:
        leaf, event = item["leaf"], item.get("event")
        proof = [bytes.fromhex(each) for each in item["proof"]]
        hash = leaf_hash(leaf_of(event, item["salts"])) if event else bytes.fromhex(item["hash"])
        sealed = included(hash, leaf, size, proof) == checkpoint.root
        if not sealed or leaf <= last or set(item) not in SHAPES:
            yield leaf, "is not what was sealed there"
        last = leaf
    for each in sorted(_missing(dossier)):
        yield None, f"{each} has been left out"


def _missing(dossier: Any) -> set[str]:
    """Versions of the decision, and what its gates looked at, that are neither there nor hidden."""
    events = [item["event"] for item in dossier["items"] if "event" in item]
    own = [each for each in events if each["aggregate"] == dossier["decision"]]
    found = [finding for event in own for finding in event["state"].get("trace") or ()]
    inputs = [str(value) for each in found for value in each["inputs"].values()]
    last = max((each["version"] for each in own), default=1)
    named = {f"{dossier['decision']}@{version}" for version in range(1, last + 1)}
    named |= {each[1] for value in inputs if (each := CONSULTED.fullmatch(value))}
    missing = named - {f"{each['aggregate']}@{each['version']}" for each in events}
    return missing if len(missing) > len(dossier["items"]) - len(events) else set()


def main(arguments: Sequence[str] | None = None) -> int:
    """Check what the command line names, and say what was found; the exit code."""
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("what", choices=["log", "dossier", "consistency"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--checkpoint", type=Path, action="append", required=True)
    parser.add_argument("--key", action="append", required=True)
    parser.add_argument("--hashes", type=Path)
    asked = parser.parse_args(arguments)
    try:
        keys = [read_key(each) for each in asked.key]
        held = [checkpoint_of(each.read_text("utf-8"), keys) for each in asked.checkpoint]
        held.sort(key=lambda each: each.size)
        found = list(_found(asked, held))
        hidden = asked.file.read_bytes().count(b'"withheld":"')
    except (AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError) as error:
        sys.stderr.write(f"Cannot be checked: {error!r}\n")
        return 2
    for leaf, what in found[:MOST]:
        sys.stdout.write(f"DOES NOT HOLD: {'' if leaf is None else f'leaf {leaf} '}{what}\n")
    if not found:
        signers = ", ".join(key.name for key in keys)
        told = f"{held[-1].origin}, {held[-1].size} leaves, signed by {signers}"
        sys.stdout.write(f"HOLDS: {told}, {hidden} events withheld\n")
    return bool(found)


def _found(asked: Any, held: Sequence[Checkpoint]) -> Iterator[Finding]:
    content = asked.file.read_bytes()
    if asked.what == "log":
        tiles = asked.hashes.read_bytes() if asked.hashes else b""
        hashes = [tiles[at : at + 32] for at in range(0, len(tiles), 32)]
        return (yield from check_log(content.splitlines(), hashes, held))
    given = json.loads(content)
    if canonical(given).encode() != content.removesuffix(b"\n"):
        raise ValueError(f"{asked.file} is not in canonical form: others may read it otherwise")
    if asked.what == "dossier":
        yield from check_dossier(given, held[-1])
    elif not consistent(held[0], held[-1], [bytes.fromhex(each) for each in given["proof"]]):
        yield None, f"the first {held[0].size} leaves are not the same in both: a fork"


if __name__ == "__main__":
    sys.exit(main())

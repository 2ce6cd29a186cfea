"""Who a reference is: kept beside the log, under a key for each person, until it is erased."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from people.cabinet import Cabinet
from people.keys import LENGTH, derived, sealed, unsealed
from people.names import ways_to_write
from people.remembering import BELIEVED_SECONDS, Remembered


class WrongKey(Exception):
    """The vault was made with another key than the one it is opened with."""


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of a person beside the log: the name and how to get in touch."""

    name: str
    email: str | None = None
    telephone: str | None = None


class Vault:
    """References, salts and details. Calls block, and may come from several threads.

    What a token calls somebody is kept only as a keyed digest, so that a national identity number
    used as a subject cannot be guessed back. Every person has a key at random; details are sealed
    under it and salts follow from it, so that with the key all of it is gone (C23-05, I67).

    References, keys and marks of names are remembered. Another process may have erased somebody
    meanwhile, so that is asked at most a second later; within it an event may still get the old
    reference, or a commitment a salt that nobody can open any more, and neither tells who it was.
    Details and `opened` are asked for every time. Every call raises `Unavailable` where the store
    is away.
    """

    def __init__(self, cabinet: Cabinet, key: bytes, believed: float = BELIEVED_SECONDS) -> None:
        if len(key) != LENGTH:
            raise ValueError(f"A key of the vault is {LENGTH} bytes, not {len(key)}.")
        self._cabinet = cabinet
        self._wrapping, self._subjects = derived(key, "wrapping"), derived(key, "subjects")
        self._names = derived(key, "names")
        self._references: Remembered[str] = Remembered(cabinet.changes, believed)
        self._keys: Remembered[bytes] = Remembered(cabinet.changes, believed)
        self._known: Remembered[frozenset[bytes]] = Remembered(cabinet.changes, believed)
        proof = derived(key, "proof")
        if not secrets.compare_digest(proof, cabinet.proof(proof)):
            raise WrongKey("This is not the key that the vault was made with.")

    def reference(self, issuer: str, subject: str, kind: str = "p") -> str:
        """The opaque reference of a subject: `p-` or `s-` and 20 hex digits, at random, once."""
        digest = derived(self._subjects, kind, issuer, subject)
        found = self._references.get(digest.hex(), lambda: self._cabinet.reference(digest))
        return found or self._cabinet.link(digest, f"{kind}-{secrets.token_hex(10)}")

    def salt(self, reference: str, about: str) -> bytes:
        """32 bytes that only the person's key gives; random and kept nowhere for an erased one."""
        key = self._key(reference)
        return secrets.token_bytes(LENGTH) if key is None else derived(key, "salt", about)

    def opened(self, reference: str, about: str) -> bytes | None:
        """The salt again, or None where the person has no key, which may be for ever."""
        wrapped = self._cabinet.key(reference)
        return None if wrapped is None else derived(self._own(reference, wrapped), "salt", about)

    def keep(self, reference: str, details: Details) -> None:
        """Keep details in place of earlier ones. Of somebody who was erased nothing is kept."""
        key = self._key(reference)
        if key is not None:
            said = json.dumps(asdict(details)).encode()
            box = sealed(derived(key, "details"), said, reference)
            self._cabinet.keep(reference, box, self._marks(ways_to_write(details.name)))
            self._known.forget()

    def details(self, reference: str) -> Details | None:
        """What is known of the person, or None where nothing is, perhaps no longer."""
        found = self._cabinet.details(reference)
        if found is None or found[1] is None:
            return None
        key = self._own(reference, found[0])
        return Details(**json.loads(unsealed(derived(key, "details"), found[1], reference)))

    def names_among(self, names: Iterable[str]) -> bool:
        """Whether one of these is the name of somebody, written as `people.names` writes it."""
        known = self._known.get("", self._cabinet.marks) or frozenset()
        return bool(known) and not known.isdisjoint(self._marks(names))

    def erase(self, *references: str) -> None:
        """Delete keys, details and links, for good and leaving only that it was done. Idempotent.

        A human who comes again is somebody new. An `Unavailable` means that it may be done in
        part, or that traces may be left in the store's files: ask again.
        """
        if references:
            self._cabinet.erase(references)
            self._references.forget()
            self._keys.forget()
            self._known.forget()

    def position(self) -> int:
        """How far the erasures that the log tells of have been carried out."""
        return self._cabinet.position()

    def reach(self, position: int) -> None:
        """Remember that they have been carried out up to this position of the log."""
        self._cabinet.reach(position)

    def close(self) -> None:
        """Let go of the store."""
        self._cabinet.close()

    def _key(self, reference: str) -> bytes | None:
        return self._keys.get(reference, lambda: self._found(reference))

    def _found(self, reference: str) -> bytes | None:
        wrapped = self._cabinet.key(reference)
        if wrapped is None:
            made = sealed(self._wrapping, secrets.token_bytes(LENGTH), reference)
            wrapped = self._cabinet.add_key(reference, made)
        return None if wrapped is None else self._own(reference, wrapped)

    def _own(self, reference: str, wrapped: bytes) -> bytes:
        return unsealed(self._wrapping, wrapped, reference)

    def _marks(self, names: Iterable[str]) -> list[bytes]:
        return [derived(self._names, name) for name in names]

"""Seals the log: adds its entries to a tree, and signs what the tree has come to.

Leaves, and the hashes that they complete, are stored in one transaction, so a process that is
killed goes on where that was. A root is signed only once its leaves are on disk, and only if they
still give the root that was signed before. What is sealed is compared with the log again and
again: a log that says something else is a reason to stop, not to sign.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from typing import Protocol

from log.store import Entry, Store, Unavailable
from log.tail import tail
from seal.leaf import leaf_of, resealing, sealing
from seal.notes import Signer, checkpoint_text
from seal.store import Leaf, Overtaken, SealStore
from seal.tree import Tree, completed
from seal.verify import checkpoint_of, leaf_hash

logger = logging.getLogger(__name__)

BATCH = 2000
COMPARED = 50
PAUSE_SECONDS = 0.2


class Altered(Exception):
    """What was sealed is not what is there now. Nothing is signed any more."""


class Salts(Protocol):
    """What sealing asks of the vault (`people.vault.Vault`)."""

    def salt(self, reference: str, about: str) -> bytes: ...

    def opened(self, reference: str, about: str) -> bytes | None: ...


class Sealer:
    """Seals one log. There may be two: the one that is late finds that and goes on."""

    def __init__(self, log: Store, seal: SealStore, salts: Salts, signer: Signer) -> None:
        self._log, self._seal, self._salts, self._signer = log, seal, salts, signer
        self._compared = 0
        self.size, self.position = seal.reach()

    def run(self, stop: threading.Event, seconds: float) -> None:
        """Seal what comes, and sign it at most every so many seconds, until `stop` is set.

        Raises `Altered`, and any other fault but that a store is away.
        """
        self._compared = max(0, self.size - BATCH)
        self.compare(BATCH)
        for batch in tail(self._log, self.position, BATCH, stop):
            while not stop.is_set() and not self._done(batch):
                stop.wait(PAUSE_SECONDS)
            if len(batch) < BATCH:
                stop.wait(seconds)

    def catch_up(self) -> None:
        """Seal and sign what there is by now."""
        while batch := self._log.read(self.position, BATCH):
            self.take(batch)
        self.sign()

    def take(self, batch: Sequence[Entry]) -> None:
        """Seal those entries of a batch that are not sealed."""
        entries = [entry for entry in batch if entry.position > self.position]
        leaves = [self._leaf(entry, number) for number, entry in enumerate(entries, self.size)]
        nodes = completed(self._seal.hashes, self.size, [leaf.hash for leaf in leaves])
        try:
            if leaves:
                self._seal.grow(leaves, nodes)
                self.size, self.position = self.size + len(leaves), leaves[-1].position
        except Overtaken:
            self.size, self.position = self._seal.reach()
            self.take(batch)

    def sign(self) -> None:
        """Sign what is sealed, unless that is done. Raises `Altered`."""
        tree, newest = Tree(self._seal.hashes), self._seal.checkpoint()
        self.size, self.position = self._seal.reach()  # another sealer may be ahead
        if newest is not None:
            self._require_signed(tree, newest[1])
        if newest is None or newest[0] < self.size:
            text = checkpoint_text(self._signer.name, self.size, tree.root(self.size))
            try:
                self._seal.keep_checkpoint(self.size, self._signer.note(text))
            except Overtaken:
                _, note = self._seal.checkpoint(self.size) or (0, "")
                self._require_signed(tree, note)

    def compare(self, count: int = COMPARED) -> None:
        """Compare the newest leaf with the log, and the next ones; after the last come the first.

        Raises `Altered`.
        """
        leaves = self._seal.leaves(self._compared, count)
        self._require_told(self._seal.leaves(self.size - 1, 1))
        self._require_told(leaves)
        self._compared = self._compared + len(leaves) if len(leaves) == count else 0

    def _require_told(self, leaves: Sequence[Leaf]) -> None:
        """Raise `Altered` unless the log tells these leaves, and nothing between them."""
        begin = leaves[0].position - 1 if leaves else 0
        entries = self._log.read(begin, len(leaves))
        for leaf, entry in zip(leaves, entries, strict=False):
            if entry.position < leaf.position:
                raise Altered(f"Position {entry.position} came after what follows was sealed.")
        found = {entry.position: entry for entry in entries}
        for leaf in leaves:
            self._require_same(leaf, found.get(leaf.position))

    def _require_same(self, leaf: Leaf, entry: Entry | None) -> None:
        if entry is None:
            raise Altered(f"Position {leaf.position}, which is leaf {leaf.number}, is gone.")
        again = leaf_of(entry, resealing(entry, self._salts.opened, leaf.content))
        if again != leaf.content or leaf_hash(again) != leaf.hash:
            raise Altered(f"Position {leaf.position} is not what was sealed as leaf {leaf.number}.")

    def _leaf(self, entry: Entry, number: int) -> Leaf:
        content = leaf_of(entry, sealing(entry, self._salts.salt))
        return Leaf(number, entry.position, leaf_hash(content), content)

    def _require_signed(self, tree: Tree, note: str) -> None:
        """Raise `Altered` unless the tree still is what a note of ours says."""
        signed = checkpoint_of(note, [self._signer.key])
        if signed.size > self.size or tree.root(signed.size) != signed.root:
            raise Altered(f"The tree of {signed.size} leaves is not the one that was signed.")

    def _done(self, batch: Sequence[Entry]) -> bool:
        """Whether the batch is sealed and signed; a store may have been away just now."""
        try:
            self.take(batch)
            self.sign()
            self.compare()
        except Unavailable as error:
            logger.warning("A store is away (%s); trying again.", error)
            return False
        return True

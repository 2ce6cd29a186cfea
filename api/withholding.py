"""What of the sealed log is given to whom: every event that leaves sealed passes here."""

from __future__ import annotations

import rfc8785

from api.asking import Asker
from seal.store import Leaf


def paragraph(asker: Asker, leaf: Leaf) -> str | None:
    """The paragraph by which what was sealed is withheld from the asker; None where it is not.

    Whoever may read the trail reads all of it.
    """
    return None


def given_out(asker: Asker, leaf: Leaf) -> bytes:
    """A leaf as it was sealed, or its hash and the paragraph by which it is withheld."""
    withheld = paragraph(asker, leaf)
    if withheld is None:
        return leaf.content
    return rfc8785.dumps({"hash": leaf.hash.hex(), "withheld": withheld})

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


def hidden(leaf: Leaf, paragraph: str) -> dict[str, str]:
    """What stands for a leaf that is withheld: that it is there is proven all the same."""
    return {"hash": leaf.hash.hex(), "withheld": paragraph}


def line_of(leaf: Leaf, paragraph: str | None) -> bytes:
    """A leaf in an export: as it was sealed, or what stands for it where it is withheld."""
    return leaf.content if paragraph is None else rfc8785.dumps(hidden(leaf, paragraph))

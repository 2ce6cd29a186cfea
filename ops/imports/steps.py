"""An import as steps: each a deed that records what the log does not hold yet, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from aggregates.kernel.act import Act
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root, derived

T = TypeVar("T")
AT_ONCE = 100  # aggregates in one deed: the log wants an answer within seconds


@dataclass(frozen=True, slots=True)
class Step:
    """A part of an import that is stored all or nothing. `name` says what it is about."""

    name: str
    deed: Callable[[Desk], Root]

    def commanded(self, act: Act) -> Act:
        """The act under a command of this step's own."""
        return replace(act, command=derived("imports", act.command, self.name))


def portions(things: Sequence[T]) -> Iterator[tuple[int, Sequence[T]]]:
    """Numbered portions that fit into one deed each."""
    for start in range(0, len(things), AT_ONCE):
        yield start // AT_ONCE + 1, things[start : start + AT_ONCE]

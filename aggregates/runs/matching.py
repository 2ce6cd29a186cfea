"""Whom a pulje is for: what those in it have in common, beside the run that they share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Root
from aggregates.rules import C06_10


class Matching(ABC):
    """The part of a pulje that says whom it is for; for all whom its run is for, until it does."""

    # State

    run: UUID
    number: int
    is_open: bool
    matching: tuple[str, dict[str, list[str]]] | None
    MatchingStated: type[Root.Event]
    record: Callable[..., None]

    # Decisions

    @abstractmethod
    def check_alive(self) -> None:
        """Refuse what is not done to a pulje that is cancelled."""

    def state_matching(self, act: Act, *, words: str, keys: Mapping[str, Sequence[str]]) -> None:
        """State the matching rule of the pulje, before it is opened (C06-10).

        No keys leaves the words to whoever invites. Refuses no words, and another rule once
        somebody may have been invited by the former.
        """
        shared = {key: sorted(set(values)) for key, values in sorted(keys.items()) if values}
        if (words, shared) == self.matching:
            return
        self.check_alive()
        if self.is_open:
            raise Refused(C06_10, "matching_in_force", pulje=self.number)
        if not words.strip():
            raise Refused(C06_10, "matching_untold", pulje=self.number)
        self.record(
            self.MatchingStated, act, run=self.run, number=self.number, words=words, keys=shared
        )

"""Which position the log had come to at a time: the answer never changes, whatever comes later."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from datetime import UTC, datetime, timedelta

from log.store import Store
from log.stored import recorded

BATCH = 5000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Timeline:
    """The recorded times of a log, read from it as far as was asked. For one thread at a time.

    Several writers stamp what they record before the log orders it, so times may run backwards.
    What counts at a position is the latest time of all entries up to it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._latest = array("q")

    def position(self, moment: datetime) -> int:
        """The end of the longest beginning of the log that holds nothing recorded after `moment`.

        Once anything later is recorded, that is final. Raises `Unavailable`.
        """
        wanted = _microseconds(moment)
        while not self._latest or self._latest[-1] <= wanted:
            if not self._read_on():
                break
        return bisect_right(self._latest, wanted)

    def _read_on(self) -> bool:
        """Take in what comes next; whether there was anything."""
        batch = self._store.read(len(self._latest), BATCH)
        for entry in batch:
            at = _microseconds(recorded(entry))
            self._latest.append(max(at, self._latest[-1]) if self._latest else at)
        return bool(batch)


def _microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND

"""The event log, and the one way to change what it says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Concatenate, ParamSpec, Self, TypeVar
from uuid import UUID

from aggregates.audit.refusal import Refusal
from aggregates.catalogue import AGGREGATES
from aggregates.kernel.act import Act
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Exists, Forbidden, Missing, Refused
from aggregates.kernel.root import Root
from log.live import Live, LiveAggregates
from log.reader import Reader
from log.store import Append, Entry, Outcome, Receipt, Reused, Stale, Store, Unavailable
from log.stored import decode, new_event
from log.writer import Writer

P = ParamSpec("P")
R = TypeVar("R", bound=Root)
T = TypeVar("T")
Deed = Callable[[Desk], Root]

ATTEMPTS = 20
ANSWER_SECONDS = 2.8


class KeyReused(Exception):
    """An idempotency key came back with another request."""


class Crowded(Exception):
    """Others kept changing the same aggregates; asking again may help."""


def upon(
    kind: type[R],
    id: UUID,
    decide: Callable[Concatenate[R, Act, P], None],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> Deed:
    """The deed of putting one decision to one aggregate."""

    def deed(desk: Desk) -> Root:
        root = desk.get(kind, id)
        decide(root, desk.act, *args, **kwargs)
        return root

    return deed


def founding(
    found: Callable[Concatenate[Act, P], Root], /, *args: P.args, **kwargs: P.kwargs
) -> Deed:
    """The deed of founding one aggregate."""

    def deed(desk: Desk) -> Root:
        return desk.found(found(desk.act, *args, **kwargs))

    return deed


class Log:
    """One total order of everything that happened. For the coroutines of one event loop."""

    holds = AGGREGATES  # importing them is what makes their events readable

    def __init__(self, store: Store, remembers: int = 20_000) -> None:
        self.store = store
        self._live = LiveAggregates(remembers)
        self._reader = Reader(store)
        self._writer = Writer(store)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.close()
        self.store.close()

    async def ask(self, act: Act, deed: Deed, digest: str | None = None) -> Receipt:
        """Do a deed, and give a receipt once what it recorded is on disk.

        The same `act.command` again gives the first receipt, with the same `digest` of the
        request. A deed that records nothing gets the position the log stood at.
        Raises what the deed refuses (`Refused`, `Missing`, `Exists`, `Forbidden`), `KeyReused`,
        `Crowded`, and `Unavailable` where the store does not answer in time.
        """
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await self._ask(act, deed, digest)
        except TimeoutError:
            raise Unavailable("The log did not answer in time.") from None

    async def read(self, kind: type[R], id: UUID) -> R:
        """An aggregate as it stands, for reading only. Raises `Missing`."""
        return await self.look(lambda desk: desk.get(kind, id))

    async def look(self, see: Callable[[Desk], T]) -> T:
        """What `see` takes from a desk, all of it as it stands at one moment, for reading only.

        Raises `Missing` and `Forbidden` where `see` does.
        """
        for _ in range(ATTEMPTS):
            desk = _Desk(self._live, _NOBODY)
            try:
                seen = await self._laid_out(desk, see)
            except (Missing, Forbidden):
                if await self._overtaken(desk):
                    continue
                raise
            if not await self._overtaken(desk):
                return seen
        raise Crowded

    async def read_at(self, kind: type[R], id: UUID, position: int) -> R:
        """An aggregate as it stood at a position of the log, for reading only. Raises `Missing`."""
        root = await asyncio.to_thread(self._stood, id, position)
        if not isinstance(root, kind):
            raise Missing(kind.TOPIC, id)
        return root

    def _stood(self, id: UUID, position: int) -> Root | None:
        history = [each for each in self.store.history(id) if each.position <= position]
        return folded(history) if history else None

    async def _ask(self, act: Act, deed: Deed, digest: str | None) -> Receipt:
        for _ in range(ATTEMPTS):
            desk = _Desk(self._live, act)
            try:
                desk.made = await self._laid_out(desk, deed)
            except (Refused, Missing, Exists, Forbidden) as refusal:
                if await self._overtaken(desk):
                    continue
                if known := await self._known(act.command, digest):
                    return known
                await self._note(act, refusal)
                raise
            if receipt := await self._stored(desk, digest):
                return receipt
        raise Crowded

    async def _laid_out(self, desk: _Desk, deed: Callable[[Desk], T]) -> T:
        """Do the deed in one go; fetch what the desk lacked and begin again, until it has all."""
        while True:
            try:
                return deed(desk)
            except _Lacking as lacking:
                self._forget(desk.changed())
                await self._fetch(desk, lacking.id)
                desk.clear()
            except BaseException:
                self._forget(desk.changed())
                raise

    async def _fetch(self, desk: _Desk, id: UUID) -> None:
        history = await self._reader.history(id)
        if history:
            self._live.keep(folded(history))
        else:
            self._live.miss(id)
            desk.absent.add(id)

    async def _stored(self, desk: _Desk, digest: str | None) -> Receipt | None:
        """The receipt of what the desk holds, or None where it must be done again."""
        changed = desk.changed()
        if not changed:
            if await self._overtaken(desk):
                return None
            if digest is None:
                head = await asyncio.to_thread(self.store.head)
                return Receipt(desk.made.id, desk.made.version, head)
            # Nothing to record, but the key is used: with another request it is refused.
        storing = self._writer.submit(desk.gather(changed, digest))
        for root in changed:
            self._live.keep(root).storing = storing
        try:
            outcome = await storing
        except BaseException:
            self._forget(changed)
            raise
        return self._receipt(desk, changed, outcome)

    def _receipt(self, desk: _Desk, changed: list[Root], outcome: Outcome) -> Receipt | None:
        match outcome:
            case Receipt():
                return outcome
            case Reused():
                self._forget(changed)
                raise KeyReused
            case Stale(moved):
                self._forget(changed)
                for id in moved:
                    self._live.drop(id)
                if taken := [each for each in desk.new if each.id in moved - desk.absent]:
                    raise Exists(taken[0].TOPIC, taken[0].id)
        return None

    async def _overtaken(self, desk: _Desk) -> bool:
        """Whether memory was ahead of the store or behind it; it is set right in both cases.

        A refusal, and the finding that there is nothing to do, must rest on what is stored.
        """
        storing = [live.storing for live in desk.taken if live.storing and not live.settled]
        if storing:
            await asyncio.wait(storing)
            return True
        stored = await asyncio.to_thread(self.store.versions, list(desk.seen))
        moved = [id for id, version in desk.seen.items() if stored[id] != version]
        for id in moved:
            self._live.drop(id)
        return bool(moved)

    async def _known(self, command: UUID, digest: str | None) -> Receipt | None:
        """The first receipt of a command that was stored before."""
        known = await asyncio.to_thread(self.store.receipt, command)
        if known is None:
            return None
        if known[0] != digest:
            raise KeyReused
        return known[1]

    async def _note(self, act: Act, refusal: Exception) -> None:
        """A gate that refused leaves its trace in the log too (I66)."""
        if isinstance(refusal, Refused) and refusal.trace is not None:
            noted = Refusal.note(act, refusal)
            desk = _Desk(self._live, act)
            desk.found(noted)
            append = desk.gather([noted], None)
            append.command = noted.id  # the refused command itself stays free to be tried again
            await self._writer.submit(append)

    def _forget(self, roots: Iterable[Root]) -> None:
        for root in roots:
            self._live.drop(root.id)


_NOBODY: Act = None  # type: ignore[assignment]  # reading records nothing


class _Lacking(BaseException):
    """The desk was asked for an aggregate that is not in memory."""

    def __init__(self, id: UUID) -> None:
        self.id = id


class _Desk:
    """The aggregates of one request, and the versions they were seen at."""

    def __init__(self, live: LiveAggregates, act: Act) -> None:
        self.act = act
        self.absent: set[UUID] = set()
        self._live = live
        self.made: Root
        self.clear()

    def clear(self) -> None:
        self.seen: dict[UUID, int] = {}
        self.taken: list[Live] = []
        self.roots: dict[UUID, Root] = {}
        self.new: list[Root] = []

    def get(self, kind: type[R], id: UUID) -> R:
        root = self.find(kind, id)
        if root is None:
            raise Missing(kind.TOPIC, id)
        return root

    def find(self, kind: type[R], id: UUID) -> R | None:
        if id in self.roots:
            root = self.roots[id]
        elif live := self._live.get(id):
            root = self.roots[id] = live.root
            self.taken.append(live)
            self.seen[id] = root.version
        elif id in self.absent or self._live.absent(id):
            self.absent.add(id)
            self.seen[id] = 0
            return None
        else:
            raise _Lacking(id)
        if not isinstance(root, kind):
            raise Missing(kind.TOPIC, id)
        return root

    def found(self, root: R) -> R:
        if root.id in self.roots:
            raise Exists(root.TOPIC, root.id)
        self.roots[root.id] = root
        self.new.append(root)
        self.seen[root.id] = 0
        return root

    def changed(self) -> list[Root]:
        return [root for root in self.roots.values() if root.pending_events]

    def gather(self, changed: list[Root], digest: str | None) -> Append:
        events = [new_event(event) for root in changed for event in root.collect_events()]  # type: ignore[arg-type]
        made = self.made if hasattr(self, "made") else changed[0]
        return Append(self.act.command, digest, dict(self.seen), events, (made.id, made.version))


def folded(history: list[Entry]) -> Root:
    """The aggregate that its stored events, from the first one on, come to."""
    root: Root | None = None
    for entry in history:
        root = decode(entry).mutate(root)
    assert root is not None
    return root

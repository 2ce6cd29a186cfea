"""Accepted commands a second over HTTP, and how long one takes: ours and the three peers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from bench.arena import RUNS, Arena, Contestant, nats_server
from bench.figures import ROUNDS, Figure, percentile, ratios
from bench.history import Past, past
from bench.load import Result
from bench.peers import relational, stock
from bench.servers import running, serving
from ops.trust import trusting

CLIENTS = 50
WARM_SECONDS = 2.0
SECONDS = 4.0
ALONE_SECONDS = 1.5

PEERS: dict[str, Callable[[str, Past], None]] = {
    "crud": relational.fill,
    "raw": relational.fill,
    "stock": stock.fill,
}
Results = dict[str, list[Result]]


def commands(arena: Arena) -> Iterator[Figure]:
    """`ours` keeps its views current meanwhile; alone it does not, relayed it also publishes."""
    with ExitStack() as stack:
        contestants = {
            name: stack.enter_context(_peer(arena, name, fill)) for name, fill in PEERS.items()
        }
        contestants["ours"] = stack.enter_context(_with_views(arena))
        contestants["ours_alone"] = stack.enter_context(arena.ours())
        contestants["ours_relayed"] = stack.enter_context(_relayed(arena))
        for contestant in contestants.values():
            contestant.load(CLIENTS, WARM_SECONDS)
        many = _interleaved(contestants, CLIENTS, SECONDS)
        alone = _interleaved(contestants, 1, ALONE_SECONDS)
    yield from _rates(many)
    yield from _latencies(alone)
    yield from _beside_the_seal(arena)


def _beside_the_seal(arena: Arena) -> Iterator[Figure]:
    """The same while what comes is sealed and signed; after the others have left the database."""
    with (
        _peer(arena, "crud", PEERS["crud"]) as crud,
        _with_views(arena) as ours,
        running("seal", LOG_URL=ours.url, **trusting(arena.folder)),
    ):
        both = {"crud": crud, "ours": ours}
        for contestant in both.values():
            contestant.load(CLIENTS, WARM_SECONDS)
        found = _interleaved(both, CLIENTS, SECONDS)
    rates = {name: [len(r.latencies) / r.seconds for r in each] for name, each in found.items()}
    yield Figure("commands_sealed_vs_crud", ratios(rates["ours"], rates["crud"]), "x")
    yield Figure("commands_ours_sealed", rates["ours"], "commands/s")


def _interleaved(contestants: dict[str, Contestant], clients: int, seconds: float) -> Results:
    results: Results = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, contestant in contestants.items():
            results[name].append(contestant.load(clients, seconds))
    return results


def _rates(results: Results) -> Iterator[Figure]:
    rates = {
        name: [len(each.latencies) / each.seconds for each in found]
        for name, found in results.items()
    }
    for peer in PEERS:
        yield Figure(f"commands_vs_{peer}", ratios(rates["ours"], rates[peer]), "x")
    for how in ("alone", "relayed"):
        for peer in PEERS:
            compared = ratios(rates[f"ours_{how}"], rates[peer])
            yield Figure(f"commands_{how}_vs_{peer}", compared, "x")
    for name, found in results.items():
        yield Figure(f"commands_{name}", rates[name], "commands/s")
        for share in (0.5, 0.99):
            times = [1000 * percentile(each.latencies, share) for each in found]
            yield Figure(f"commands_{name}_p{share * 100:.0f}", times, "ms")


def _latencies(results: Results) -> Iterator[Figure]:
    medians = {
        name: [1000 * percentile(each.latencies, 0.5) for each in found]
        for name, found in results.items()
    }
    yield Figure("latency_vs_crud", ratios(medians["ours"], medians["crud"]), "x")
    for name, found in results.items():
        yield Figure(f"latency_{name}", medians[name], "ms")
        times = [1000 * percentile(each.latencies, 0.99) for each in found]
        yield Figure(f"latency_{name}_p99", times, "ms")


@contextmanager
def _peer(arena: Arena, name: str, fill: Callable[[str, Past], None]) -> Iterator[Contestant]:
    with arena.database() as url:
        invitations = past(RUNS)
        targets = arena.targets(invitations)
        fill(url, invitations)
        with serving(arena.issuer, "bench.peers", name, LOG_URL=url) as port:
            yield Contestant(url, port, targets)


@contextmanager
def _with_views(arena: Arena) -> Iterator[Contestant]:
    with arena.ours() as contestant, running("projections", LOG_URL=contestant.url):
        yield contestant


@contextmanager
def _relayed(arena: Arena) -> Iterator[Contestant]:
    with (
        nats_server(arena.folder / "commands") as nats,
        _with_views(arena) as contestant,
        running("bus.relay", LOG_URL=contestant.url, NATS_URL=nats.url("relay")),
    ):
        yield contestant

"""How soon what was recorded is signed, and how fast an outsider verifies a whole log."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path

from bench.arena import Arena, Contestant
from bench.figures import ROUNDS, Figure, percentile
from bench.history import lived
from bench.lags import CLIENTS, RATE, SECONDS, SETTLE_SECONDS, Seen, lags_of
from bench.load import Result
from bench.servers import running
from log.store import Entry
from log.stored import new_event
from ops.trust import SEAL_ORIGIN, trusting
from people.keys import read_key
from people.opening import open_vault
from seal import verify
from seal.leaf import leaf_of, sealing
from seal.notes import checkpoint_text, made_signer
from seal.opening import open_seal

LOOK_SECONDS = 0.005
EVENTS = 100_000


def sealed(arena: Arena) -> Iterator[Figure]:
    """API and seal each in its own process; the verifier in one that has nothing of ours."""
    trust = trusting(arena.folder)
    with arena.ours() as contestant, running("seal", LOG_URL=contestant.url, **trust):
        contestant.load(1, SETTLE_SECONDS)
        results, seen = _watched(contestant)
    lags = [lags_of(result, seen) for result in results]
    for share in (0.99, 0.5):
        times = [percentile(each, share) for each in lags]
        yield Figure(f"seal_lag_p{share * 100:.0f}", times, "ms")
    yield Figure("verify_events_per_s", list(_verified(arena.folder, trust)), "events/s")


def _watched(contestant: Contestant) -> tuple[list[Result], Seen]:
    """Send at a steady rate, and note how far the newest checkpoint has come."""
    seen: Seen = []
    stop = threading.Event()
    results = []
    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(_look, contestant.url, seen, stop)
        for _ in range(ROUNDS):
            results.append(contestant.load(CLIENTS, SECONDS, RATE))
            time.sleep(SETTLE_SECONDS)
        stop.set()
        looking.result()
    return results, seen


def _look(url: str, seen: Seen, stop: threading.Event) -> None:
    with closing(open_seal(url)) as seal:
        while not stop.wait(LOOK_SECONDS):
            size, _ = seal.checkpoint() or (0, "")
            seen.extend((leaf.position, time.monotonic()) for leaf in seal.leaves(size - 1, 1))


def _verified(folder: Path, trust: dict[str, str]) -> Iterator[float]:
    """Events a second, from the start of the verifier to its end."""
    lines = _leaves(trust)
    hashes = [verify.leaf_hash(line) for line in lines]
    signer = made_signer(Path(trust["SEAL_KEY"]), SEAL_ORIGIN)
    root = verify.roots(hashes, [EVENTS])[EVENTS]
    (folder / "leaves.ndjson").write_bytes(b"\n".join(lines))
    (folder / "hashes.bin").write_bytes(b"".join(hashes))
    note = signer.note(checkpoint_text(SEAL_ORIGIN, EVENTS, root))
    (folder / "held.txt").write_text(note, "utf-8")
    command = [
        sys.executable, "-I", verify.__file__, "log", "leaves.ndjson", "--hashes", "hashes.bin",
        "--checkpoint", "held.txt", "--key", signer.verification_key(),
    ]  # fmt: skip
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        yield EVENTS / (time.perf_counter() - begun)


def _leaves(trust: dict[str, str]) -> list[bytes]:
    """A past as it is sealed."""
    made = enumerate(map(new_event, islice(lived(), EVENTS)), 1)
    entries = [Entry(position, *event) for position, event in made]
    with closing(open_vault(trust["VAULT_URL"], read_key(Path(trust["VAULT_KEY"])))) as vault:
        return [leaf_of(entry, sealing(entry, vault.salt)) for entry in entries]

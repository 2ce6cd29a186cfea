"""The sealing process itself, killed at any moment and started again."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from log.opening import open_store
from log.store import Store
from people.keys import made_key
from seal.notes import read_signer
from seal.opening import open_seal
from seal.store import SealStore
from seal.verify import checkpoint_of, leaf_hash, roots
from tests.journeys.processes import ended, started
from tests.seal.kit import ORIGIN, recorded, round_the_defences, said

KILLS = 5
EACH = 400


def process(log_url: str, folder: Path) -> subprocess.Popen[bytes]:
    """`python -m seal` on the log, with keys of its own."""
    made_key(folder / "vault.key")
    environment = {
        "LOG_URL": log_url,
        "VAULT_URL": log_url.replace(".db", "-vault.db"),
        "VAULT_KEY": str(folder / "vault.key"),
        "SEAL_KEY": str(folder / "seal.key"),
        "SEAL_ORIGIN": ORIGIN,
        "SEAL_SECONDS": "0",
    }
    return started([sys.executable, "-m", "seal"], environment, folder / "seal.log")


def sealed(seal: SealStore, running: subprocess.Popen[bytes], size: int) -> None:
    """Wait until so many leaves are signed for."""
    while (seal.checkpoint() or (0, ""))[0] < size:
        assert running.poll() is None


def test_killed_at_any_moment_it_goes_on_and_has_never_signed_two_trees(
    store: Store, seal: SealStore, log_url: str, tmp_path: Path
) -> None:
    random = Random(1)
    seen: dict[int, str] = {}
    for kill in range(1, KILLS + 1):
        running = process(log_url, tmp_path)
        for part in range(8):
            recorded(store, map(said, range(EACH // 8)))
            if part == 1:
                sealed(seal, running, (kill - 1) * EACH + 1)
        sealed(seal, running, (kill - 1) * EACH + random.randrange(1, EACH))
        running.send_signal(signal.SIGKILL)
        running.wait()
        for size, note in seal.ask("SELECT size, note FROM seal_checkpoints"):
            assert seen.setdefault(size, note) == note
    running = process(log_url, tmp_path)
    sealed(seal, running, recorded(store, [said(0)]))
    assert ended(running) == 0
    leaves = seal.leaves(0, 2 * KILLS * EACH)
    assert [leaf.position for leaf in leaves] == list(range(1, KILLS * EACH + 2))
    own = [leaf_hash(leaf.content) for leaf in leaves]
    key = read_signer(tmp_path / "seal.key", ORIGIN).key
    signed = {size: checkpoint_of(note, [key]).root for size, note in seen.items()}
    assert signed == {size: root for size, root in roots(own, signed).items() if size in signed}


def test_it_ends_and_says_why_where_the_log_is_not_what_was_sealed(
    store: Store, seal: SealStore, log_url: str, tmp_path: Path
) -> None:
    recorded(store, map(said, range(10)))
    running = process(log_url, tmp_path)
    sealed(seal, running, 10)
    ended(running)
    round_the_defences(log_url, "DELETE FROM log_events WHERE position = 7")
    assert process(log_url, tmp_path).wait(30) == 1
    assert "Position 7, which is leaf 6, is gone" in (tmp_path / "seal.log").read_text()


def test_others_are_told_the_key_that_it_signs_with(tmp_path: Path) -> None:
    environment = {"SEAL_KEY": str(tmp_path / "seal.key"), "SEAL_ORIGIN": ORIGIN}
    for number in range(2):
        told = tmp_path / f"told-{number}"
        assert started([sys.executable, "-m", "seal.key"], environment, told).wait(30) == 0
        signer = read_signer(tmp_path / "seal.key", ORIGIN)
        assert told.read_text() == f"{signer.verification_key()}\n"


@pytest.mark.parametrize("log_url", ["sqlite"], indirect=True)
def test_it_does_not_sign_with_a_key_that_others_may_read(log_url: str, tmp_path: Path) -> None:
    open_store(log_url).close()
    open_seal(log_url).close()
    running = process(log_url, tmp_path)
    while not (tmp_path / "seal.key").exists():
        assert running.poll() is None
    ended(running)
    (tmp_path / "seal.key").chmod(0o644)
    assert process(log_url, tmp_path).wait(30) == 1
    assert "it has to be 0600" in (tmp_path / "seal.log").read_text()

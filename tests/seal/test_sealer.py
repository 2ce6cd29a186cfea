"""The log is sealed once, in order, and what was sealed is not signed when it is something else."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from log.opening import open_store
from log.store import Store
from people.vault import Vault
from seal.opening import open_seal
from seal.sealer import Altered
from seal.store import SealStore
from seal.tree import Tree
from seal.verify import Checkpoint, checkpoint_of, included, leaf_hash, roots
from tests.seal.kit import ANOTHER, LOG, PERSON, recorded, round_the_defences, said, sealer


def signed(seal: SealStore) -> Checkpoint:
    """The newest checkpoint."""
    found = seal.checkpoint()
    assert found is not None
    return checkpoint_of(found[1], [LOG.key])


def test_every_entry_becomes_a_leaf_and_the_root_is_signed(
    store: Store, seal: SealStore, vault: Vault
) -> None:
    recorded(store, map(said, range(600)))
    sealer(store, seal, vault).catch_up()
    leaves = seal.leaves(0, 1000)
    assert [(leaf.number, leaf.position) for leaf in leaves] == [(n, n + 1) for n in range(600)]
    assert all(leaf.hash == leaf_hash(leaf.content) for leaf in leaves)
    assert signed(seal).size == 600
    assert signed(seal).root == roots([leaf.hash for leaf in leaves], [600])[600]
    proof = Tree(seal.hashes).inclusion(300, 600)
    assert included(leaves[300].hash, 300, 600, proof) == signed(seal).root


def test_an_empty_log_has_a_checkpoint_too(store: Store, seal: SealStore, vault: Vault) -> None:
    sealer(store, seal, vault).catch_up()
    assert (signed(seal).size, signed(seal).root) == (0, roots([], [])[0])


def test_leaves_are_dense_where_positions_are_not(
    store: Store, seal: SealStore, vault: Vault
) -> None:
    recorded(store, map(said, range(9)))
    first, *others = store.read(0, 9)
    gaps = [first, *(each._replace(position=each.position * 10) for each in others)]
    sealing = sealer(store, seal, vault)
    sealing.take(gaps)
    assert [(leaf.number, leaf.position) for leaf in seal.leaves(0, 10)] == [
        (0, 1), *((number, (number + 1) * 10) for number in range(1, 9)),
    ]  # fmt: skip
    assert [leaf.number for leaf in seal.at([31, 50, 30])] == [2, 4]
    assert seal.at([]) == []


def test_sealing_goes_on_where_it_was(store: Store, seal: SealStore, vault: Vault) -> None:
    for size in (3, 300, 301):
        recorded(store, map(said, range(size - store.head())))
        sealer(store, seal, vault).catch_up()
        assert signed(seal).size == size
    hashes = seal.hashes(0, 0, 400)
    for size in (3, 300, 301):
        found = seal.checkpoint(size)
        assert found is not None
        assert checkpoint_of(found[1], [LOG.key]).root == roots(hashes, [size])[size]


def test_two_sealers_make_one_tree(store: Store, log_url: str, vault: Vault) -> None:
    def run(_: int) -> None:
        seal = open_seal(log_url)
        log = open_store(log_url)
        try:
            sealing = sealer(log, seal, vault)
            for begin in range(0, 400, 20):
                sealing.take(log.read(begin, 20))
                sealing.sign()
        finally:
            seal.close()
            log.close()

    vault.erase(PERSON)  # so that each of them makes other leaves of the same entries
    recorded(store, map(said, range(400)))
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(run, range(2)))
    seal = open_seal(log_url)
    leaves = seal.leaves(0, 500)
    assert [leaf.position for leaf in leaves] == list(range(1, 401))
    for size, note in seal.ask("SELECT size, note FROM seal_checkpoints"):
        root = roots([leaf.hash for leaf in leaves], [size])[size]
        assert checkpoint_of(note, [LOG.key]).root == root
    seal.close()


def test_a_running_sealer_seals_what_comes_and_stops_when_it_is_told(
    store: Store, seal: SealStore, vault: Vault, log_url: str
) -> None:
    stop = threading.Event()
    running = threading.Thread(target=sealer(store, seal, vault).run, args=(stop, 0.01))
    running.start()
    other = open_store(log_url)
    try:
        recorded(other, map(said, range(5)))
        while (seal.checkpoint() or (0, ""))[0] < 5:
            assert running.is_alive()
    finally:
        stop.set()
        running.join()
        other.close()


@pytest.mark.parametrize("log_url", ["sqlite"], indirect=True)
def test_a_store_that_is_away_is_tried_again_until_it_is_back(
    store: Store, seal: SealStore, vault: Vault, log_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    stop = threading.Event()
    sealing = sealer(store, seal, vault)
    sealing.catch_up()
    path = log_url.removeprefix("sqlite:///").replace(".db", "-seal.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as holding:
        holding.execute("BEGIN IMMEDIATE")  # as a full disk would, it lets nobody write
        running = threading.Thread(target=sealing.run, args=(stop, 0.01))
        running.start()
        recorded(store, map(said, range(5)))
        while "A store is away" not in caplog.text:
            assert running.is_alive()
    try:
        while (seal.checkpoint() or (0, ""))[0] < 5:
            assert running.is_alive()
    finally:
        stop.set()
        running.join()


OTHERWISE = {
    "changed": ["UPDATE log_events SET version = version + 10 WHERE position = 5"],
    "taken out": ["DELETE FROM log_events WHERE position = 5"],
    "put in": [
        "INSERT INTO log_events SELECT 50, aggregate, 50, topic, state"
        " FROM log_events WHERE position = 9"
    ],
    "swapped": [
        f"UPDATE log_events SET position = {new} WHERE position = {old}"
        for old, new in ((5, 70), (6, 5), (70, 6))
    ],
    "moved": ["UPDATE log_events SET position = 90 WHERE position = 100"],
    "rolled back": ["DELETE FROM log_events WHERE position > 4"],
}


@pytest.mark.parametrize("how", OTHERWISE)
def test_a_log_that_says_something_else_than_was_sealed_is_not_signed_any_more(
    store: Store, seal: SealStore, vault: Vault, log_url: str, how: str
) -> None:
    recorded(store, map(said, range(10)))
    round_the_defences(log_url, "UPDATE log_events SET position = 100 WHERE position = 10")
    sealer(store, seal, vault).catch_up()
    sealer(store, seal, vault).compare()
    round_the_defences(log_url, *OTHERWISE[how])
    recorded(store, [said(11)])
    with pytest.raises(Altered, match="osition"):
        sealer(store, seal, vault).run(threading.Event(), 0.01)
    assert signed(seal).size == 10


def test_a_log_that_was_rolled_back_and_went_on_otherwise_is_found_at_once(
    store: Store, seal: SealStore, vault: Vault, log_url: str
) -> None:
    recorded(store, map(said, range(200)))
    sealing = sealer(store, seal, vault)
    sealing.catch_up()
    sealing.compare()
    round_the_defences(log_url, "DELETE FROM log_events WHERE position > 190")
    recorded(store, map(said, range(10)))
    with pytest.raises(Altered, match="Position 200 is not what was sealed as leaf 199"):
        sealing.compare()


def test_an_act_that_was_given_to_somebody_else_is_found(
    store: Store, seal: SealStore, vault: Vault, log_url: str
) -> None:
    recorded(store, map(said, range(10)))
    recorded(store, [said(11, ANOTHER)])
    sealer(store, seal, vault).catch_up()
    other = store.read(4, 1)[0].state.replace(PERSON.encode(), ANOTHER.encode())
    text = f"x'{other.hex()}'" if log_url.startswith("sqlite") else f"'\\x{other.hex()}'"
    round_the_defences(log_url, f"UPDATE log_events SET state = {text} WHERE position = 5")
    with pytest.raises(Altered, match="Position 5 is not what was sealed as leaf 4"):
        sealer(store, seal, vault).compare()


def test_what_was_sealed_is_compared_again_and_again_from_the_first_to_the_last(
    store: Store, seal: SealStore, vault: Vault, log_url: str
) -> None:
    recorded(store, map(said, range(10)))
    comparing = sealer(store, seal, vault)
    comparing.catch_up()
    for _ in range(4):
        comparing.compare(4)  # the last four belong to the next round
    round_the_defences(log_url, *OTHERWISE["changed"])
    with pytest.raises(Altered, match="Position 5 is not what was sealed as leaf 4"):
        comparing.compare(4)


def test_a_tree_that_is_not_the_one_that_was_signed_is_not_signed(
    store: Store, seal: SealStore, vault: Vault, log_url: str
) -> None:
    recorded(store, map(said, range(10)))
    sealer(store, seal, vault).catch_up()
    other = "SELECT hash FROM seal_leaves WHERE leaf = 1"
    url = log_url.replace(".db", "-seal.db")
    round_the_defences(url, f"UPDATE seal_leaves SET hash = ({other}) WHERE leaf = 0")
    recorded(store, [said(11)])
    with pytest.raises(Altered, match="is not the one that was signed"):
        sealer(store, seal, vault).catch_up()
    assert signed(seal).size == 10


def test_who_is_erased_before_being_sealed_is_sealed_for_good(
    store: Store, seal: SealStore, vault: Vault
) -> None:
    vault.erase(PERSON)
    recorded(store, map(said, range(5)))
    sealer(store, seal, vault).catch_up()
    sealer(store, seal, vault).compare()
    assert all(PERSON.encode() not in leaf.content for leaf in seal.leaves(0, 5))


def test_who_is_erased_after_being_sealed_breaks_no_seal(
    store: Store, seal: SealStore, vault: Vault
) -> None:
    recorded(store, map(said, range(5)))
    sealer(store, seal, vault).catch_up()
    before = signed(seal)
    vault.erase(PERSON)
    recorded(store, map(said, range(5)))
    sealer(store, seal, vault).catch_up()
    sealer(store, seal, vault).compare()
    assert signed(seal).size == 10
    assert roots(seal.hashes(0, 0, 10), [5])[5] == before.root

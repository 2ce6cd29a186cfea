"""A witness cosigns a log that has only grown, and no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError

import pytest

from aggregates.kernel.act import Role
from log.opening import open_store
from people.opening import open_vault
from seal.opening import open_seal
from seal.verify import checkpoint_of
from seal.witness import Forked, witness
from seal.witnesses import read_witnesses
from tests.api.sealing import WITNESSES, registered
from tests.kit.http import KS, NHN
from tests.kit.rosters import SOMEBODY, referred, settle
from tests.kit.served import served
from tests.kit.stores import fresh_url
from tests.people.kit import KEY
from tests.seal.kit import LOG, recorded, said, sealer

SIGNER = WITNESSES[KS]


@dataclass
class Served:
    """A log of its own behind the real server, sealed with the same key as every other here."""

    url: str
    api: str
    token: str
    folder: Path
    began: int

    def tell(self, *numbers: int) -> None:
        with (
            closing(open_store(self.url)) as store,
            closing(open_seal(self.url)) as seal,
            closing(open_vault(f"sqlite:///{self.folder / 'salts.db'}", KEY)) as vault,
        ):
            recorded(store, map(said, numbers))
            sealer(store, seal, vault).catch_up()


@contextmanager
def log_of(folder: Path, organisation: str = KS) -> Iterator[Served]:
    folder.mkdir()
    registered(folder)
    ks = organisation == KS
    role = Role.PORTFOLIO_OWNER if ks else Role.SERVICE_PROVIDER
    with fresh_url("sqlite", folder) as url, served(url, folder) as (port, issuer):
        with closing(open_store(url)) as store:
            person = referred(url, folder, SOMEBODY)
            settle(store, organisation, "ks" if ks else "service_provider", person)
            began = store.head()
        token = issuer.token(role, organisation, SOMEBODY)
        yield Served(url, f"http://127.0.0.1:{port}/api", token, folder, began)


def test_it_cosigns_what_it_saw_grown_and_holds_it(tmp_path: Path) -> None:
    held = tmp_path / "held.txt"
    with log_of(tmp_path / "log") as log:
        for numbers in ((1, 2, 3), (), (4, 5)):
            log.tell(*numbers)
            seen = witness(log.api, log.token, SIGNER, LOG.key, held)
            assert checkpoint_of(held.read_text(), [LOG.key, SIGNER.key]) == seen
            with closing(open_seal(log.url)) as seal:
                [line] = seal.cosignatures(seen.size)
            assert line.startswith("— vitne.example/ks ")
        assert seen.size == log.began + 5


def test_it_does_not_cosign_another_history_or_one_that_was_rolled_back(tmp_path: Path) -> None:
    held = tmp_path / "held.txt"
    with log_of(tmp_path / "log") as log, log_of(tmp_path / "fork") as fork:
        log.tell(1, 2, 3)
        witness(log.api, log.token, SIGNER, LOG.key, held)
        before = held.read_text()
        for numbers in ((1, 2), (9,), (10, 11)):
            fork.tell(*numbers)
            with pytest.raises(Forked):
                witness(fork.api, fork.token, SIGNER, LOG.key, held)
        with closing(open_seal(fork.url)) as seal:
            assert not any(seal.cosignatures(fork.began + size) for size in (2, 3, 5))
    assert held.read_text() == before


def test_it_believes_only_the_log_that_it_was_told_of(tmp_path: Path) -> None:
    with log_of(tmp_path / "log") as log:
        log.tell(1)
        with pytest.raises(ValueError, match="has not signed"):
            witness(log.api, log.token, SIGNER, SIGNER.key, tmp_path / "held.txt")
    assert not (tmp_path / "held.txt").exists()


def test_it_hears_that_it_is_not_accepted_for_another_organisation(tmp_path: Path) -> None:
    with log_of(tmp_path / "log", NHN) as log:
        log.tell(1)
        with pytest.raises(HTTPError, match="409"):
            witness(log.api, log.token, SIGNER, LOG.key, tmp_path / "held.txt")


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ([LOG.verification_key()], "not one for cosignatures"),
        ([SIGNER.verification_key()] * 2, "the same key twice"),
        (["vitne.example/ks+00000000+AAAA"], "no verification key"),
    ],
)
def test_settings_with_a_key_that_is_not_a_witnesss_own_are_refused(
    tmp_path: Path, keys: list[str], why: str
) -> None:
    listed = [{"name": "KS", "organisation": KS, "key": key} for key in keys]
    (tmp_path / "witnesses.json").write_text(json.dumps({"witnesses": listed}))
    with pytest.raises(ValueError, match=why):
        read_witnesses(tmp_path / "witnesses.json")

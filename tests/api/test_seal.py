"""An outsider gets the sealed log, proofs and cosignatures, and checks them without us."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from aggregates.kernel.act import Role
from seal.tiles import path_of
from seal.verify import Checkpoint, checkpoint_of, included, leaf_hash, roots
from tests.api.sealing import WITNESSES, checked, log_key, registered, sealed
from tests.kit.http import BERGEN, KS, NHN, VESTLAND, Api, Caller, refused, running
from tests.kit.reference import reference_url
from tests.kit.story import Story

AT = 1_800_000_000


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("api")
    registered(folder)
    with reference_url(request.param, folder) as url, running(url, folder) as api:
        sealed(api)
        yield api


@pytest.fixture
def reader(api: Api) -> Caller:
    return api.caller(Role.AUDITOR)


def note(api: Api, **query: int) -> str:
    """A checkpoint, for which nobody has to say who asks."""
    response = api.client.get("/api/seal/checkpoint", params=query)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    return response.text


def checkpoint(api: Api, **query: int) -> Checkpoint:
    return checkpoint_of(note(api, **query), [log_key(api).key])


def cosigned(api: Api, body: str, size: int, line: str, role: Role = Role.PORTFOLIO_OWNER) -> None:
    api.caller(role, body).does("/seal/cosignatures", {"size": size, "line": line})


def test_the_checkpoint_is_of_all_that_was_recorded(api: Api) -> None:
    assert checkpoint(api).size == api.store.head()
    assert checkpoint(api).origin == log_key(api).name


def test_the_leaves_and_hashes_that_are_given_out_are_those_that_were_signed(
    api: Api, reader: Caller
) -> None:
    signed = checkpoint(api)
    lines = reader.get("/seal/leaves", size=signed.size).content.splitlines()
    assert roots([leaf_hash(line) for line in lines], [signed.size])[signed.size] == signed.root
    hashes = reader.get("/seal/hashes", size=signed.size).content
    assert hashes == b"".join(map(leaf_hash, lines))
    rest = reader.get("/seal/leaves", size=signed.size, start=signed.size - 7).content
    assert rest.splitlines() == lines[-7:]


def test_tiles_and_bundles_are_where_others_look_for_them(api: Api, reader: Caller) -> None:
    size = checkpoint(api).size
    hashes = reader.get("/seal/hashes", size=size).content
    assert reader.get("/seal/tile/0/001").content == hashes[256 * 32 : 512 * 32]
    partial = path_of(size // 256, size % 256)
    assert reader.get(f"/seal/tile/0/{partial}").content == hashes[size // 256 * 256 * 32 :]
    above = reader.get(f"/seal/tile/1/000.p/{size // 256}").content
    assert (
        above[32:64] == roots([hashes[i * 32 : i * 32 + 32] for i in range(256, 512)], [256])[256]
    )
    bundle = reader.get("/seal/tile/entries/000.p/2").content
    first = int.from_bytes(bundle[:2])
    assert leaf_hash(bundle[2 : 2 + first]) == hashes[:32]
    assert leaf_hash(bundle[4 + first :]) == hashes[32:64]


@pytest.mark.parametrize(
    "path", ["0/x999/999", "entries/x999/999", "0/1", "entries/1", "7/000", "1/x001/000.p/300"]
)
def test_a_tile_that_is_not_there_is_missing(reader: Caller, path: str) -> None:
    refused(reader.get(f"/seal/tile/{path}"), 404)


def test_an_event_is_proven_to_be_in_the_log(api: Api, reader: Caller) -> None:
    size = checkpoint(api).size
    for position in (1, size // 2, size):
        response = reader.get("/seal/inclusion", position=position)
        proof = response.json()
        root = included(
            bytes.fromhex(proof["hash"]), proof["leaf"], size,
            [bytes.fromhex(each) for each in proof["proof"]],
        )  # fmt: skip
        assert root == checkpoint(api).root
        assert checkpoint_of(proof["checkpoint"], [log_key(api).key]) == checkpoint(api)
        assert len(response.content) < 4096


def test_what_is_not_sealed_or_signed_is_missing(api: Api, reader: Caller) -> None:
    size = checkpoint(api).size
    refused(reader.get("/seal/inclusion", position=size + 1000), 404)
    refused(reader.get("/seal/inclusion", position=1, size=size + 1000), 404)
    refused(api.client.get("/api/seal/checkpoint", params={"size": size + 1000}), 404)
    refused(api.client.get("/api/seal/consistency", params={"old": size + 1000}), 404)
    refused(reader.get("/seal/leaves", size=size + 1000), 404)


def test_a_cosignature_of_a_witness_is_kept_and_shown(api: Api) -> None:
    signed = checkpoint(api)
    for body, role in (
        (KS, Role.PORTFOLIO_OWNER), (NHN, Role.SERVICE_PROVIDER), (VESTLAND, Role.REGIONAL_CONTACT),
    ):  # fmt: skip
        line = WITNESSES[body].cosigned(signed.text, AT)
        cosigned(api, body, signed.size, line, role)
        cosigned(api, body, signed.size, line, role)
    keys = [log_key(api).key, *(each.key for each in WITNESSES.values())]
    assert checkpoint_of(note(api, size=signed.size), keys) == signed
    assert note(api, size=signed.size).count("—") == 4
    told = api.client.get("/api/seal/witnesses").json()
    assert {each["key"] for each in told} == {w.verification_key() for w in WITNESSES.values()}


def test_a_cosignature_that_is_not_the_callers_on_what_was_issued_is_refused(api: Api) -> None:
    signed = checkpoint(api)
    line = WITNESSES[KS].cosigned(signed.text, AT)
    forged = WITNESSES[KS].cosigned(signed.text.replace("\n", "\n1", 1), AT)
    sent = [
        (NHN, Role.SERVICE_PROVIDER, line, "witness_unknown"),
        (KS, Role.PORTFOLIO_OWNER, log_key(api).cosigned(signed.text, AT), "witness_unknown"),
        (KS, Role.PORTFOLIO_OWNER, forged, "cosignature_invalid"),
        (KS, Role.PORTFOLIO_OWNER, line + line, "cosignature_invalid"),
        (KS, Role.PORTFOLIO_OWNER, "— vitne.example/ks eA==", "witness_unknown"),
        (KS, Role.PORTFOLIO_OWNER, "noe annet", "cosignature_invalid"),
    ]
    for body, role, said, reason in sent:
        response = api.caller(role, body).post(
            "/seal/cosignatures", {"size": signed.size, "line": said}
        )
        refused(response, 409, rule="C23-04", reason=reason)
    ks = api.caller(Role.PORTFOLIO_OWNER)
    refused(ks.post("/seal/cosignatures", {"size": signed.size + 1, "line": line}), 404)
    bergen = api.caller(Role.MUNICIPAL_DECIDER, BERGEN)
    refused(bergen.post("/seal/cosignatures", {"size": signed.size, "line": line}), 403)


def test_whoever_has_an_export_and_a_witness_checks_it_without_us(
    api: Api, reader: Caller, tmp_path: Path
) -> None:
    Story(api).solution()
    size, ks = sealed(api), WITNESSES[KS]
    cosigned(api, KS, size, ks.cosigned(checkpoint(api).text, AT))
    (tmp_path / "held.txt").write_text(note(api, size=size), "utf-8")
    exported = reader.get("/seal/leaves", size=size).content
    (tmp_path / "leaves.ndjson").write_bytes(exported)
    (tmp_path / "hashes.bin").write_bytes(reader.get("/seal/hashes", size=size).content)
    verifier = api.client.get("/api/seal/verifier").content
    command = [
        "log", "leaves.ndjson", "--hashes", "hashes.bin", "--checkpoint", "held.txt",
        "--key", ks.verification_key(),
    ]  # fmt: skip
    holds = checked(tmp_path, verifier, *command)
    assert (holds.returncode, holds.stderr) == (0, "")
    assert holds.stdout.startswith("HOLDS: ")
    (tmp_path / "leaves.ndjson").write_bytes(exported.replace(b'"Bergen"', b'"Voss"', 1))
    at = next(i for i, line in enumerate(exported.splitlines()) if b'"Bergen"' in line)
    fails = checked(tmp_path, verifier, *command)
    assert fails.returncode == 1
    assert f"DOES NOT HOLD: leaf {at} is not what was sealed there" in fails.stdout
    stranger = checked(tmp_path, verifier, *command[:-1], WITNESSES[NHN].verification_key())
    assert (stranger.returncode, stranger.stdout) == (2, "")
    assert "vitne.example/nhn has not signed this checkpoint" in stranger.stderr


def test_whoever_holds_an_older_checkpoint_sees_that_the_log_has_only_grown(
    api: Api, tmp_path: Path
) -> None:
    old = checkpoint(api).size
    (tmp_path / "old.txt").write_text(note(api), "utf-8")
    Story(api).solution()
    new = sealed(api)
    (tmp_path / "new.txt").write_text(note(api), "utf-8")
    proof = api.client.get("/api/seal/consistency", params={"old": old, "new": new}).content
    (tmp_path / "proof.json").write_bytes(proof)
    command = ["consistency", "proof.json", "--key", log_key(api).verification_key()]
    held = ["--checkpoint", "old.txt", "--checkpoint", "new.txt"]
    verifier = api.client.get("/api/seal/verifier").content
    assert checked(tmp_path, verifier, *command, *held).returncode == 0
    forged = json.loads(proof)
    forged["proof"][0] = "00" * 32
    (tmp_path / "proof.json").write_text(json.dumps(forged, separators=(",", ":")))
    assert "a fork" in checked(tmp_path, verifier, *command, *held).stdout

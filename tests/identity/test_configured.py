"""Whom to believe is checked before anything starts, and said where it is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aggregates.kernel.act import Role
from api.identity.addresses import metadata, secure
from api.identity.configured import read_issuers
from ops.issuer import CONFIGURED, ISSUER, Issuer

EMBEDDED = CONFIGURED | {"keys": "jwks.json"}
SYSTEMS: dict[str, Any] = {
    "kind": "systems", "issuer": "https://maskin.example/", "audience": "https://oss.example",
    "metadata": "oauth", "scopes": {"oss:skriv": [Role.PORTFOLIO_OWNER]},
}  # fmt: skip
PEOPLE: dict[str, Any] = {
    "kind": "people", "issuer": "https://folk.example", "audience": "oss",
    "requires": {"helseid://claims/identity/security_level": "4"},
}  # fmt: skip
ADDRESS = "https://fellestakt.example"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Issuer(tmp_path).configured


def told(file: Path, *issuers: dict[str, Any], **other: Any) -> Path:
    file.write_text(json.dumps({"address": ADDRESS, "issuers": issuers} | other))
    return file


def test_the_embedded_issuer_configures_itself(file: Path) -> None:
    [issuer] = read_issuers(file).issuers
    assert (issuer.issuer, issuer.keys) == (ISSUER, file.with_name("jwks.json"))


def test_issuers_of_every_kind_stand_beside_each_other(file: Path) -> None:
    systems, people, embedded = read_issuers(told(file, SYSTEMS, PEOPLE, EMBEDDED)).issuers
    assert (systems.algorithms, systems.bound, systems.keys) == (["RS256"], False, None)
    assert (people.types, people.bound) == (["at+jwt"], True)
    assert (embedded.algorithms, embedded.types) == (["ES256"], ["JWT"])


@pytest.mark.parametrize(
    ("issuers", "other"),
    [
        ([], {}),
        ([EMBEDDED, EMBEDDED], {}),
        ([EMBEDDED | {"kind": "alle"}], {}),
        ([EMBEDDED | {"keys": "borte.json"}], {}),
        ([EMBEDDED | {"algorithms": ["HS256"]}], {}),
        ([EMBEDDED | {"algorithms": ["none"]}], {}),
        ([EMBEDDED | {"algorithms": []}], {}),
        ([EMBEDDED | {"proofs": ["HS256"]}], {}),
        ([EMBEDDED | {"audience": ""}], {}),
        ([EMBEDDED | {"audiense": "fellestakt"}], {}),
        ([EMBEDDED | {"fresh_seconds": 0}], {}),
        ([SYSTEMS | {"issuer": "http://maskin.example"}], {}),
        ([SYSTEMS | {"issuer": "https://en:annen@maskin.example"}], {}),
        ([SYSTEMS | {"scopes": {}}], {}),
        ([SYSTEMS | {"scopes": {"oss:alt": ["system"]}}], {}),
        ([SYSTEMS | {"scopes": {"oss:alt": ["konge"]}}], {}),
        ([PEOPLE | {"subject": "pid"}], {}),
        ([PEOPLE | {"subject": "helseid://claims/identity/pid"}], {}),
        ([PEOPLE | {"organisation": "supplier"}], {}),
        ([PEOPLE], {"address": None}),
        ([EMBEDDED], {"address": "http://fellestakt.example"}),
        ([EMBEDDED], {"adress": ADDRESS}),
    ],
    ids=str,
)
def test_what_would_believe_too_much_or_nobody_does_not_start(
    file: Path, issuers: list[dict[str, Any]], other: dict[str, Any]
) -> None:
    with pytest.raises(SystemExit, match="ISSUERS"):
        read_issuers(told(file, *issuers, **other))


@pytest.mark.parametrize("content", ["", "{", "[]", "null"])
def test_a_file_that_is_no_configuration_does_not_start(file: Path, content: str) -> None:
    file.write_text(content)
    with pytest.raises(SystemExit, match="ISSUERS"):
        read_issuers(file)
    file.unlink()
    with pytest.raises(SystemExit, match="ISSUERS"):
        read_issuers(file)


def test_an_issuer_tells_of_itself_where_its_standard_says() -> None:
    openid, oauth = ".well-known/openid-configuration", ".well-known/oauth-authorization-server"
    assert metadata("https://folk.example", "openid") == f"https://folk.example/{openid}"
    assert metadata("https://maskin.example/", "oauth") == f"https://maskin.example/{oauth}"
    assert metadata("https://x.example/en", "oauth") == f"https://x.example/{oauth}/en"


@pytest.mark.parametrize(
    "url",
    ["http://folk.example", "ftp://127.0.0.1", "https://", "https://a@b", "//x", "", "http://["],
)
def test_nothing_is_asked_without_encryption_but_this_machine(url: str) -> None:
    assert not secure(url)
    assert secure("https://folk.example:8443/x")
    assert secure("http://127.0.0.1:1/x")

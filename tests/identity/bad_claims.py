"""Tokens with a right signature, which do not say what they have to."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from tests.identity.forge import MACHINES, PARENT, Forge
from tests.identity.kit import Headers, bearer
from tests.kit.http import KS

Kind = Callable[[Forge], Headers]
NOW = int(time.time())
FAR, DAY = 4_000_000_000, 86_400
CONSUMER = {"authority": "iso6523-actorid-upis", "ID": f"0192:{KS}"}

EMBEDDED: dict[str, dict[str, Any]] = {
    "expired": {"iat": NOW - 200, "exp": NOW - 80},
    "expired long ago": {"iat": 1, "exp": 2},
    "without end": {"exp": None},
    "an end in words": {"exp": "i morgen"},
    "an end that is true": {"exp": True},
    "an end that is a list": {"exp": [FAR]},
    "an end beyond all clocks": {"exp": 1e300},
    "an end as long as the token": {"exp": 10**400},
    "an end too far away": {"exp": NOW + 2 * DAY},
    "not valid yet": {"nbf": FAR},
    "not valid before a word": {"nbf": "nå"},
    "issued in the future": {"iat": NOW + 3600, "exp": NOW + 4000},
    "issued at no time": {"iat": None},
    "issued in words": {"iat": "nå"},
    "issued before all clocks": {"iat": -1e30},
    "another audience": {"aud": "en-annen"},
    "our audience in other letters": {"aud": "Fellestakt"},
    "a list of audiences without ours": {"aud": ["en", "annen"]},
    "a list of audiences that are none": {"aud": [["fellestakt"]]},
    "an empty list of audiences": {"aud": []},
    "an audience that is an object": {"aud": {"fellestakt": True}},
    "no audience": {"aud": None},
    "another issuer": {"iss": "https://en.annen.example"},
    "an issuer with a slash more": {"iss": "https://fellestakt.localhost/"},
    "an issuer in capital letters": {"iss": "HTTPS://FELLESTAKT.LOCALHOST"},
    "another issuer's name under this key": {"iss": MACHINES},
    "a list of issuers": {"iss": ["https://fellestakt.localhost"]},
    "no issuer": {"iss": None},
    "no subject": {"sub": None},
    "an empty subject": {"sub": ""},
    "a subject that is a number": {"sub": 7},
    "a subject that is too long": {"sub": "x" * 201},
    "a subject of half a character": {"sub": "p-\ud800"},
    "a subject with a line break": {"sub": "p-1\nSet-Cookie: a=b"},
    "a subject that ends with nothing": {"sub": "p-1\0"},
    "the role stripped": {"role": None},
    "an unknown role": {"role": "konge"},
    "the role of the system itself": {"role": "system"},
    "the role of the system in capitals": {"role": "SYSTEM"},
    "several roles": {"role": ["portefoljeeier", "revisor"]},
    "no organisation": {"org": None},
    "several organisations": {"org": [KS]},
    "an organisation with a wrong check digit": {"org": "971032147"},
    "an organisation in other digits": {"org": "٩٧١٠٣٢١٤٦"},
    "an organisation as a number": {"org": int(KS)},
    "bound to a certificate": {"cnf": {"x5t#S256": "x"}},
    "bound to something that is none": {"cnf": "x"},
    "bound to no key": {"cnf": {}},
}
MACHINE: dict[str, dict[str, Any]] = {
    "no consumer": {"consumer": None},
    "a consumer of another authority": {"consumer": CONSUMER | {"authority": "en-annen"}},
    "a consumer of another scheme": {"consumer": CONSUMER | {"ID": f"9908:{KS}"}},
    "a consumer without scheme": {"consumer": CONSUMER | {"ID": KS}},
    "a consumer with a wrong check digit": {"consumer": CONSUMER | {"ID": "0192:971032147"}},
    "a consumer with something behind": {"consumer": CONSUMER | {"ID": f"0192:{KS}:1"}},
    "a consumer that is a number only": {"consumer": f"0192:{KS}"},
    "a supplier that is none": {"supplier": {"ID": "0192:1"}},
    "a client without name": {"client_id": None},
    "scopes in a list": {"scope": ["skriv"]},
    "no scopes": {"scope": None},
    "a machine that brings an audience of its own": {"aud": MACHINES},
}
PERSON: dict[str, dict[str, Any]] = {
    "a person without organisation": {PARENT: None},
    "a person whose organisation is a wrong number": {PARENT: "964338532"},
    "a person whose token is bound to no key": {"cnf": None},
    "a person whose token is bound to another key": {"cnf": {"jkt": "x" * 43}},
    "a person without subject": {"sub": None},
}
RAW: dict[str, Callable[[dict[str, Any]], bytes]] = {
    "an end that is no number": lambda said: _with(said, '"exp": NaN'),
    "an end that never comes": lambda said: _with(said, '"exp": Infinity'),
    "an end that overflows": lambda said: _with(said, '"exp": 1e999'),
    "a claim twice": lambda said: _with(said, '"role": "revisor"'),
    "a claim twice, deep inside": lambda said: _with(said, '"x": {"a": 1, "a": 2}'),
    "claims in UTF-16": lambda said: json.dumps(said).encode("utf-16"),
    "claims behind a byte order mark": lambda said: b"\xef\xbb\xbf" + json.dumps(said).encode(),
    "claims that are no text": lambda _: b"\xff\xfe\xfd",
    "claims in a list": lambda said: json.dumps([said]).encode(),
    "claims that are a word": lambda _: b'"portefoljeeier"',
    "no claims": lambda _: b"{}",
    "claims that go on for ever": lambda _: b'{"a":' + b"[" * 2000 + b"]" * 2000 + b"}",
    "a number of five thousand digits": lambda said: _with(said, f'"n": {"9" * 5000}'),
    "half of the claims": lambda said: json.dumps(said).encode()[:-9],
    "claims with something behind": lambda said: json.dumps(said).encode() + b"{}",
}


def _with(said: dict[str, Any], more: str) -> bytes:
    kept = {name: value for name, value in said.items() if f'"{name}"' != more.partition(":")[0]}
    twice = said if more.startswith('"role"') else kept
    return f"{json.dumps(twice)[:-1]}, {more}}}".encode()


def _raw(make: Callable[[dict[str, Any]], bytes]) -> Kind:
    return lambda forge: bearer(forge.signed(forge.header(), make(forge.claims()), forge.key))


BAD: dict[str, Kind] = (
    {
        name: lambda forge, said=said: bearer(forge.embedded(**said))
        for name, said in EMBEDDED.items()
    }
    | {
        name: lambda forge, said=said: bearer(forge.machine(**said))
        for name, said in MACHINE.items()
    }
    | {
        name: lambda forge, said=said: forge.shown(forge.person(**said))
        for name, said in PERSON.items()
    }
    | {name: _raw(make) for name, make in RAW.items()}
)

"""What is not even a token, or is not presented as one."""

from __future__ import annotations

from collections.abc import Callable

from tests.identity.forge import Forge
from tests.identity.kit import Headers, bearer

TEXTS: dict[str, Callable[[str], str]] = {
    "cut short": lambda token: token[:-1],
    "cut in the middle": lambda token: token[: len(token) // 2],
    "one letter more": lambda token: f"{token}A",
    "a full stop behind": lambda token: f"{token}.",
    "a full stop before": lambda token: f".{token}",
    "two parts": lambda token: token.rpartition(".")[0],
    "one part": lambda token: token.partition(".")[0],
    "four parts": lambda token: f"{token}.AAAA",
    "five parts": lambda token: f"{token}.AAAA.AAAA",
    "an empty part": lambda token: token.replace(".", "..", 1),
    "padded": lambda token: f"{token}=",
    "padded twice": lambda token: f"{token}==",
    "a space inside": lambda token: f"{token[:40]} {token[40:]}",
    "a tab inside": lambda token: f"{token[:40]}\t{token[40:]}",
    "a space before": lambda token: f" {token}",
    "another comma": lambda token: f"{token},",
    "itself twice": lambda token: f"{token}, {token}",
    "letters of the other base64": lambda token: f"{token[:-4]}+/+/",
    "bits behind the last letter": lambda token: token[:-1] + chr(ord(token[-1]) + 1),
    "letters of another alphabet": lambda token: f"{token[:-2]}æø",
    "quoted": lambda token: f'"{token}"',
    "a parameter": lambda token: f'token="{token}"',
    "very long": lambda token: f"{token}{'A' * 9000}",
    "nothing": lambda _: "",
    "full stops": lambda _: "..",
    "a word": lambda _: "admin",
}
SCHEMES: dict[str, Callable[[str], str]] = {
    "without scheme": lambda token: token,
    "with a name and a password": lambda _: "Basic cC0xOnAtMQ==",
    "with a scheme that nobody knows": lambda token: f"Token {token}",
    "with the scheme twice": lambda token: f"Bearer Bearer {token}",
    "with the scheme behind": lambda token: f"{token} Bearer",
    "with no space": lambda token: f"Bearer{token}",
    "with a colon": lambda token: f"Bearer: {token}",
    "with a tab for a space": lambda token: f"Bearer\t{token}",
    "unbound, as if it were bound": lambda token: f"DPoP {token}",
}


def _with(token: str, *more: tuple[str, str]) -> Headers:
    return [*bearer(token), *more]


BAD: dict[str, Callable[[Forge], Headers]] = (
    {f"a token: {n}": lambda f, to=to: bearer(to(f.embedded())) for n, to in TEXTS.items()}
    | {
        f"a token {n}": lambda f, to=to: [("Authorization", to(f.embedded()))]
        for n, to in SCHEMES.items()
    }
    | {
        "no token": lambda _: [],
        "an empty header": lambda _: [("Authorization", "")],
        "two tokens": lambda f: _with(f.embedded(), *bearer(f.embedded())),
        "a token and an empty one": lambda f: _with(f.embedded(), ("Authorization", "")),
        "a bearer token and a bound one": lambda f: _with(f.embedded(), *f.shown()),
        "a bound token and a bearer token": lambda f: [*f.shown(), *bearer(f.embedded())],
        "a bearer token with a proof": lambda f: _with(f.embedded(), f.shown()[1]),
        "a bearer token with an empty proof": lambda f: _with(f.embedded(), ("DPoP", "")),
        "a proof alone": lambda f: [f.shown()[1]],
        "a token in another header": lambda f: [("X-Authorization", f"Bearer {f.embedded()}")],
        "a token in a cookie": lambda f: [("Cookie", f"access_token={f.embedded()}")],
    }
)

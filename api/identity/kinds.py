"""The kinds of issuer, as they are configured, and what each says in its tokens.

Sources: «Maskinporten: access token» (docs.digdir.no) and the claims of HelseID (Norsk helsenett).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from aggregates.kernel.act import Role
from api.identity import claims as said
from api.identity.addresses import secure
from api.identity.caller import Unfit

AUTHORITY, SCHEME = "iso6523-actorid-upis", "0192"
NATIONAL_NUMBERS = ("pid", "helseid://claims/identity/pid")
HELSEID = "helseid://claims/client/claims/orgnr_"

Algorithm = Literal["ES256", "ES384", "PS256", "PS384", "RS256", "RS384"]
"""What an issuer may be configured with: no symmetric one, and never `none`."""
Algorithms = Annotated[list[Algorithm], Field(min_length=1)]
Type = Literal["", "JWT", "at+jwt"]
Text = Annotated[str, Field(min_length=1, max_length=200)]


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a token names: the issuer's own word for it, `p` or `s`, for whom, in which roles."""

    subject: str
    kind: str
    organisation: str
    roles: frozenset[Role] | None


class Issuer(BaseModel, ABC):
    """What every issuer is configured with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    issuer: Text = Field(description="`iss`, to the letter.")
    audience: Text = Field(description="What `aud` has to hold: what we are called there.")
    keys: Path | None = Field(None, description="A JWKS file. Without it, keys are fetched.")
    metadata: Literal["openid", "oauth"] = Field(
        "openid", description="Where keys are told of: OpenID discovery, or RFC 8414."
    )
    algorithms: Algorithms = ["ES256"]
    types: list[Type] = Field(
        ["at+jwt"], description="What `typ` may be (RFC 9068); the empty one is that there is none."
    )
    bound: bool = Field(False, description="Whether a token has to be bound to a key (RFC 9449).")
    proofs: Algorithms = ["ES256", "PS256"]
    requires: dict[str, str] = Field({}, description="Claims that have to say exactly this.")
    longest_seconds: int = Field(86_400, gt=0, description="What a token may last at most.")
    fresh_seconds: float = Field(600, gt=0, le=86_400, description="How long keys are believed.")
    away_seconds: float = Field(
        21_600, ge=0, le=604_800, description="And how much longer where the issuer is away."
    )
    again_seconds: float = Field(30, gt=0, le=3600, description="Keys are fetched no oftener.")

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.keys is None and not secure(self.issuer):
            raise ValueError("Keys are fetched over https, or from this machine.")
        return self

    @abstractmethod
    def named(self, claims: dict[str, Any]) -> Named:
        """Whom verified claims name. Raises `Unfit` where they do not."""


class Systems(Issuer):
    """Machine clients of organisations, as Maskinporten tells of them. Scopes become roles.

    A supplier that acts on delegation acts for the consumer.
    """

    kind: Literal["systems"]
    scopes: Annotated[dict[Text, list[Role]], Field(min_length=1)]
    algorithms: Algorithms = ["RS256"]
    types: list[Type] = ["", "JWT", "at+jwt"]

    @model_validator(mode="after")
    def _no_system(self) -> Self:
        if any(Role.SYSTEM in roles for roles in self.scopes.values()):
            raise ValueError("Nobody acts as the system itself by a token.")
        return self

    def named(self, claims: dict[str, Any]) -> Named:
        if "supplier" in claims:
            _identified(claims["supplier"])
        given = _words(claims, "scope")
        roles = {role for scope in given & self.scopes.keys() for role in self.scopes[scope]}
        organisation = _identified(claims.get("consumer"))
        return Named(said.text(claims, "client_id"), "s", organisation, frozenset(roles))


class People(Issuer):
    """People, who act for the organisation of the client they use, as HelseID tells of them.

    In which role they act, the register says.
    """

    kind: Literal["people"]
    subject: Text = "sub"
    organisation: Literal["parent", "child"] = "parent"
    algorithms: Algorithms = ["RS256", "PS256", "ES256"]
    bound: bool = True

    @model_validator(mode="after")
    def _no_national_number(self) -> Self:
        if self.subject in NATIONAL_NUMBERS:
            raise ValueError("A national identity number is no subject.")
        return self

    def named(self, claims: dict[str, Any]) -> Named:
        organisation = said.organisation_number(claims.get(HELSEID + self.organisation))
        return Named(said.text(claims, self.subject), "p", organisation, None)


class Embedded(Issuer):
    """The issuer of `make up` (`ops/issuer.py`): one role, one organisation."""

    kind: Literal["embedded"]
    types: list[Type] = ["JWT"]

    def named(self, claims: dict[str, Any]) -> Named:
        role = said.text(claims, "role")
        if role not in set(Role) or role == Role.SYSTEM:
            # Reactions and imports act as the system, from within; nobody has it in a token.
            raise Unfit("role")
        organisation = said.organisation_number(claims.get("org"))
        return Named(said.text(claims, "sub"), "p", organisation, frozenset({Role(role)}))


def _identified(party: Any) -> str:
    """The number of a party in ISO 6523 notation, in the Norwegian register of organisations."""
    if not isinstance(party, dict) or party.get("authority") != AUTHORITY:
        raise Unfit("authority")
    scheme, _, number = said.text(party, "ID").partition(":")
    if scheme != SCHEME:
        raise Unfit("scheme")
    return said.organisation_number(number)


def _words(claims: dict[str, Any], name: str) -> set[str]:
    """A claim of words with a space between, each of which is one."""
    value = claims.get(name)
    if not isinstance(value, str):
        raise Unfit(name)
    return set(value.split(" "))

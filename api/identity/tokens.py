"""Validates what a request presents, and remembers for a while what it has validated."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import Request

from api.identity.caller import Caller, References, Unauthenticated, Unfit
from api.identity.claims import text
from api.identity.configured import Issuers
from api.identity.jose import Signed, read, verify
from api.identity.keys import Keys
from api.identity.kinds import Issuer
from api.identity.presented import BEARER, DPOP, Presented, presented
from api.identity.proofs import Replays, Target, proven
from api.identity.validity import bound_to, valid_until

HEADERS = ("alg", "kid", "typ", "x5t", "x5t#S256")
REMEMBERED = 10_000
REMEMBERED_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Known:
    """A validated token: who it names, until when that is remembered, the key it is bound to."""

    caller: Caller
    until: float
    bound_to: str | None
    issuer: Issuer


class Tokens:
    """The tokens of the configured issuers.

    A token that was validated is looked up, for a minute at most and never past its end, nor past
    the age of the key that signed it. The proof of a bound one is checked each time.
    """

    def __init__(self, issuers: Issuers, references: References) -> None:
        self._address = (issuers.address or "").rstrip("/")
        self._issuers = {each.issuer: (each, Keys(each)) for each in issuers.issuers}
        self._references = references
        self._known: OrderedDict[bytes, Known] = OrderedDict()
        self._replays = Replays()
        proofs = sorted({alg for each in issuers.issuers for alg in each.proofs})
        self._proofs = f'algs="{" ".join(proofs)}"'

    async def caller(self, request: Request, now: float | None = None) -> Caller:
        """Who calls. Raises `Unauthenticated` for anything doubtful, `IssuerAway` without keys."""
        scope = request.scope
        shown = presented(scope["headers"])
        now = time.time() if now is None else now
        try:
            known = self._known.get(shown.authorization)
            if known is None or now >= known.until:
                known = await self._remembered(shown, now)
            if known.bound_to is not None or shown.proofs:
                self._proven(known, shown, scope, now)
        except Unfit as unfit:
            raise Unauthenticated(self._challenge(shown, unfit.error)) from unfit
        return known.caller

    async def _remembered(self, shown: Presented, now: float) -> Known:
        known = await self._validated(shown, now)
        self._known[shown.authorization] = known
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return known

    async def _validated(self, shown: Presented, now: float) -> Known:
        if shown.scheme not in (BEARER, DPOP):
            raise Unfit("scheme")
        signed = read(shown.token, HEADERS)
        issuer, keys = self._issuer(signed)
        believed = await keys.named(text(signed.header, "kid"), now)
        verify(signed, believed.key, issuer.algorithms)
        expires = valid_until(signed.claims, issuer, now)
        key = bound_to(signed.claims)
        if (key is None) != (shown.scheme == BEARER) or (issuer.bound and key is None):
            raise Unfit("another scheme")
        caller = await self._caller(signed, issuer)
        until = min(expires, believed.until, now + REMEMBERED_SECONDS)
        return Known(caller, until, key, issuer)

    async def _caller(self, signed: Signed, issuer: Issuer) -> Caller:
        named = issuer.named(signed.claims)
        reference = await asyncio.to_thread(
            self._references.reference, issuer.issuer, named.subject, named.kind
        )
        return Caller(reference, named.organisation, named.roles)

    def _issuer(self, signed: Signed) -> tuple[Issuer, Keys]:
        """Who the token says has issued it; only that one's keys can prove it."""
        found = self._issuers.get(text(signed.claims, "iss"))
        if found is None:
            raise Unfit("issuer")
        if signed.header.get("typ", "") not in found[0].types:
            raise Unfit("typ")
        return found

    def _proven(self, known: Known, shown: Presented, scope: Mapping[str, Any], now: float) -> None:
        if known.bound_to is None or len(shown.proofs) != 1 or not self._address:
            raise Unfit("one proof of a bound token")
        target = Target(scope["method"], self._address + quote(scope["path"]))
        proof = shown.proofs[0].decode("latin-1")
        jti = proven(proof, shown.token, known.bound_to, target, known.issuer.proofs, now)
        self._replays.use(known.bound_to, jti, now)

    def _challenge(self, shown: Presented, error: str) -> str:
        """What it would take (RFC 6750, 3; RFC 9449, 7.1): both schemes, and what was wrong."""
        bearer = f'Bearer error="{error}"' if shown.scheme == BEARER else "Bearer"
        wrong = f'error="{error}", ' if shown.scheme == DPOP else ""
        return f"{bearer}, DPoP {wrong}{self._proofs}" if self._address else bearer

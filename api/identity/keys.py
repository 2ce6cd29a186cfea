"""The public keys of an issuer: remembered, fetched anew, and let go of when it lets go of them."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from api.identity.addresses import metadata, secure
from api.identity.caller import IssuerAway, Unfit
from api.identity.fetching import Away, fetched
from api.identity.jose import PublicKey, public_key, strict_object
from api.identity.kinds import Issuer

logger = logging.getLogger("fellestakt.identity")

MOST = 50


@dataclass(frozen=True, slots=True)
class Believed:
    """A key, and until when what it has signed may be remembered without asking again."""

    key: PublicKey
    until: float


class Keys:
    """The keys of one issuer. Times are seconds, as `now`.

    They are believed for `fresh_seconds` and then fetched anew; so is one that is not known. While
    the issuer is away, they are believed for `away_seconds` more. No fetch follows sooner than
    `again_seconds` after another, so that nobody makes us ask by sending keys that are none.
    """

    def __init__(self, issuer: Issuer) -> None:
        self._issuer = issuer
        self._keys: dict[str, PublicKey] = {}
        self._fresh_until = self._next = -math.inf
        self._away = False
        self._fetching = asyncio.Lock()

    async def named(self, kid: str, now: float) -> Believed:
        """The key of that name. Raises `Unfit` where there is none, `IssuerAway` without keys."""
        if now >= self._fresh_until or kid not in self._keys:
            await self._fetch(now)
        if now >= self._fresh_until + self._issuer.away_seconds:
            raise IssuerAway(self._issuer.issuer)
        if kid not in self._keys:
            raise Unfit("no such key")
        return Believed(self._keys[kid], max(self._fresh_until, self._next))

    async def _fetch(self, now: float) -> None:
        if self._away and self._fetching.locked():
            return  # one waits for an issuer that was away; the others go on with what is known
        async with self._fetching:
            if now < self._next:
                return
            self._next = now + self._issuer.again_seconds
            try:
                found = await asyncio.to_thread(_source(self._issuer))
                self._keys = _usable(found)
                self._fresh_until = now + self._issuer.fresh_seconds
                self._away = False
            except Away as away:
                self._away = True
                logger.warning("%s is away: %s", self._issuer.issuer, away)


def _source(issuer: Issuer) -> Callable[[], Any]:
    if issuer.keys is None:
        return partial(_discovered, issuer)
    return partial(_in_file, issuer.keys)


def _in_file(path: Path) -> dict[str, Any]:
    try:
        return strict_object(path.read_bytes())
    except (OSError, Unfit) as error:
        raise Away(f"{path}: {error!r}") from error


def _discovered(issuer: Issuer) -> dict[str, Any]:
    """The key set that an issuer tells of, if it is the very issuer that is configured."""
    told = fetched(metadata(issuer.issuer, issuer.metadata))
    if told.get("issuer") != issuer.issuer:
        raise Away(f"says that it is {told.get('issuer')!r}")
    where = told.get("jwks_uri")
    if not isinstance(where, str) or not _beside(issuer.issuer, where):
        raise Away(f"keys at {where!r}")
    return fetched(where)


def _beside(issuer: str, where: str) -> bool:
    """Whether keys may be there: nothing out in the world sends us to this machine."""
    return secure(where) and (where.startswith("https:") or issuer.startswith("http:"))


def _usable(told: dict[str, Any]) -> dict[str, PublicKey]:
    """The keys that can verify; others in the set are for other uses, or of kinds yet to come."""
    keys = told.get("keys")
    if not isinstance(keys, list) or len(keys) > MOST:
        raise Away("no key set")
    found: dict[str, PublicKey] = {}
    for jwk in keys:
        if isinstance(jwk, dict) and jwk.get("use", "sig") == "sig" and _name(jwk) not in found:
            with suppress(Unfit):
                found[_name(jwk)] = public_key(jwk)
    found.pop("", None)
    return found


def _name(jwk: dict[str, Any]) -> str:
    name = jwk.get("kid")
    return name if isinstance(name, str) else ""

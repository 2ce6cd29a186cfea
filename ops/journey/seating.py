"""Seeing to it, before any story, that the coordinating group can decide (I44)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from aggregates.kernel.act import Role
from ops.journey.cast import KS, NHN, body_of
from ops.journey.client import Api, Caller
from ops.journey.telling import Teller

PATH = "/coordinating-group"
TURN = timedelta(days=365)
ROLES = {
    "ks": Role.PORTFOLIO_OWNER,
    "national_service_provider": Role.SERVICE_PROVIDER,
    "region": Role.REGIONAL_CONTACT,
}
"""Who fills a seat of each standing kind."""


def seat(api: Api, tell: Teller, today: date) -> None:
    """Constitute it, give each standing kind a seat and let it be filled, unless all that is so.

    The region is the first of those that have had the fewest turns.
    """
    ks = api.acting(Role.PORTFOLIO_OWNER, KS)
    group = ks.find(PATH)
    if group is None:
        ks.post(PATH, {"mandate": tell.word("prepared", "mandate")})
        group = ks.find(PATH)
    for kind in ROLES:
        if kind in group["empty"]:
            ks.post(f"{PATH}/seats", _seat(ks, kind, group["turns"], today))
    for each in ks.find(PATH)["seats"]:
        if each["function"] is None and each["kind"] in ROLES:
            own = api.acting(ROLES[each["kind"]], each["organisation"])
            sitting = {"function": tell.word("prepared", "seat")}
            own.post(f"{PATH}/seats/{each['organisation']}/occupant", sitting)


def _seat(ks: Caller, kind: str, turns: dict[str, int], today: date) -> dict[str, str]:
    seat = {"organisation": KS, "kind": kind, "since": today.isoformat()}
    if kind == "national_service_provider":
        seat["organisation"] = NHN
    if kind == "region":
        seat["organisation"] = body_of("regional_group", _in_turn(ks.find("/counties"), turns))
        seat["until"] = (today + TURN).isoformat()
    return seat


def _in_turn(counties: list[dict[str, Any]], turns: dict[str, int]) -> str:
    numbers: list[str] = sorted(each["number"] for each in counties)
    return min(numbers, key=lambda each: turns.get(each, 0))

"""Single claims of a token, taken only where they are what they should be."""

from __future__ import annotations

import re
from typing import Any

from api.identity.caller import Unfit

LEEWAY_SECONDS = 10
LONGEST_TEXT = 200
LATEST = 1e11  # seconds; a number beyond all clocks could not be reckoned with
NUMBER = re.compile(r"[0-9]{9}")
WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def text(claims: dict[str, Any], name: str, longest: int = LONGEST_TEXT) -> str:
    """A claim that is a text of reasonable length, in characters that can be shown."""
    value = claims.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= longest or not value.isprintable():
        raise Unfit(name)
    return value


def number(claims: dict[str, Any], name: str) -> float:
    """A claim that is a number of seconds, as a clock shows them."""
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < LATEST:
        raise Unfit(name)
    return float(value)


def organisation_number(value: Any) -> str:
    """Nine digits, of which the last follows from the others (modulus 11).

    Source: Brønnøysundregistrene, «Om organisasjonsnummeret».
    """
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise Unfit("organisation number")
    rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, value, strict=False)) % 11
    if int(value[8]) != (11 - rest) % 11:  # a rest of 1 would take the digit 10, which is none
        raise Unfit("check digit")
    return value

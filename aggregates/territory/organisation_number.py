"""Whether nine digits can be a Norwegian organisation number."""

from __future__ import annotations

WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def is_valid(number: str) -> bool:
    """Nine digits whose last one is the control digit of the others (modulus 11)."""
    if len(number) != 9 or not (number.isascii() and number.isdigit()):
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(number[:8], WEIGHTS, strict=True))
    return -weighted % 11 == int(number[8])

"""Norwegian national identity numbers of every sort, told from other numbers by their digits.

The sorts and their check digits are the Tax Administration's (fødselsnummer, d-nummer; control
digits as they are from 2032 on too), the Norwegian Directorate of Health's (H- and FH-numbers),
and those of synthetic test populations, which must not stand in texts either.
"""

from __future__ import annotations

FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
DAYS = frozenset({*range(1, 32), *range(41, 72)})
"""As born, and with 40 added (d-nummer)."""
MONTHS = frozenset(month + more for more in (0, 20, 40, 60, 65, 80) for month in range(1, 13))
"""As born, and with 40 (H-number) or as much as synthetic populations add."""
WITHOUT_DATE = ("8", "9")
"""What an FH-number begins with: no date, and the old check digits."""
LOOSE = (0, 1, 2, 3)
"""What the first check may come to from 2032 on; before, only 0."""


def is_identity_number(digits: str) -> bool:
    """Whether eleven digits have the date and the check digits of an identity number."""
    if len(digits) != 11 or _sum(SECOND, digits) != 0:
        return False
    if digits.startswith(WITHOUT_DATE):
        return _sum(FIRST, digits) == 0
    dated = int(digits[:2]) in DAYS and int(digits[2:4]) in MONTHS
    return dated and _sum(FIRST, digits) in LOOSE


def _sum(weights: tuple[int, ...], digits: str) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False)) % 11

"""Numbers made up for tests: identity numbers of nobody, and numbers that only look like them."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from people.identity_number import FIRST, SECOND

SORTS = {
    "born": (0, 0), "d-number": (40, 0), "h-number": (0, 40), "synthetic": (0, 80),
    "synthetic d-number": (40, 80), "other synthetic": (0, 65), "another synthetic": (0, 20),
}  # fmt: skip
"""What is added to day and month."""


def identity_number(born: date, individual: int, sort: str = "born") -> str | None:
    """The number with its check digits, or None where no check digit fits."""
    day, month = SORTS[sort]
    nine = f"{born.day + day:02}{born.month + month:02}{born.year % 100:02}{individual:03}"
    first = -_weighed(FIRST, nine) % 11
    second = -_weighed(SECOND, f"{nine}{first % 10}") % 11
    return f"{nine}{first}{second}" if 10 not in (first, second) else None


identity_numbers = st.builds(
    identity_number,
    st.dates(date(1900, 1, 1), date(2039, 12, 31)),
    st.integers(0, 999),
    st.sampled_from(sorted(SORTS)),
).filter(bool)
"""Valid ones of every sort."""


@st.composite
def organisation_numbers(draw: st.DrawFn) -> str:
    """Valid ones, which begin with 8 or 9."""
    eight = draw(st.from_regex(r"[89][0-9]{7}", fullmatch=True))
    check = -_weighed((3, 2, 7, 6, 5, 4, 3, 2), eight) % 11
    return f"{eight}{check}" if check != 10 else draw(organisation_numbers())


def _weighed(weights: tuple[int, ...], digits: str) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))

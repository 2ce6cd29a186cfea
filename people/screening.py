"""What in a text points at a person: found by its form, so that it can be refused or searched for.

National identity numbers (with valid check digits), e-mail addresses and telephone numbers.
Organisation and municipality numbers, dates, amounts, case references and addresses of documents
look like them, and are not taken for them. Names have no form; `people.names` looks for known ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

from people.identity_number import is_identity_number

Place = tuple[str, ...]

EMAIL, TELEPHONE, IDENTITY_NUMBER = "email", "telephone", "identity_number"

_MAYBE = re.compile(r"[@(\[{]|(?:\d\D{0,3}){7}\d")
"""What every marker has something of, and nearly no other text: it is asked of each."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DIGIT = re.compile(r"\d")
_ID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_IDS = re.compile(
    r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{20,}\b", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)

_AT = r"\s?(?:@|[(\[{]\s?(?:at|krøllalfa|alfakrøll)\s?[)\]}])\s?"
_EMAIL = re.compile(
    rf"(?<![\w.+%-])[\w.+%'-]+{_AT}[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{{2,}}", re.IGNORECASE
)

_DATED = r"(?:\d{6}|\d\d([ .\-/])\d\d\1\d\d)[ .\-/]{0,3}\d{3}[ .\-]?\d{2}"
_ELEVEN = re.compile(rf"(?<!\d)(?<!\d[.,:])(?:{_DATED}|\d(?:[ .\-]\d){{10}})(?!\d)")

_ALONE, _ENDED = r"(?<![\w/+-])(?<!\d[.,])", r"(?![\w/]|[.,-]\d)"
_GROUPS = r"[2-9]\d([ .-])\d\d\1\d\d\1\d\d|[2-9]\d\d \d\d ?\d{3}"
_NORWEGIAN = re.compile(rf"{_ALONE}(?:[2-9]\d{{7}}|(?<!\d )(?:{_GROUPS})(?! \d)){_ENDED}")
_INTERNATIONAL = re.compile(
    r"(?<![\w/.,])(?:\+|(?<!\d )00) ?(?!(?:19|20)\d\d-)[1-9]\d?(?:[ .\-()]{0,3}\d){6,13}(?!\d)"
)
_GROUPED = re.compile(r"\+ ?\d{1,3}(?: \d{3})+")
_LONGEST_AMOUNT = 9
_MONEY_BEFORE = re.compile(r"(?:\b(?:kr|kroner|nok|beløp|sum)\b\.?:?|[$€£])\s?$", re.IGNORECASE)
_MONEY_AFTER = re.compile(r"\s?(?:,-|\b(?:kr|kroner|nok|mill|mrd)\b)", re.IGNORECASE)
_CASE_BEFORE = re.compile(
    r"\b(?:(?:arkiv|sak|saks|dok|dokument|journal|journalpost)[-. ]?(?:nr|nummer|id|ref)?|ref|id)"
    r"[.:]?\s?$",
    re.IGNORECASE,
)
_LOOK_BACK = 24
_FIELD = re.compile(r"[A-Za-z0-9_#.-]{1,60}")


def markers(text: str) -> Iterator[tuple[str, str]]:
    """Each kind of marker in a text, with what was taken for it."""
    if text.isascii() and (_ID.fullmatch(text) or not _MAYBE.search(text)):
        return
    text = _plain(text)
    yield from ((EMAIL, found[0]) for found in _EMAIL.finditer(text))
    if len(_DIGIT.findall(text)) < 8:
        return
    text = _IDS.sub("\n", text)
    for found in _ELEVEN.finditer(text):
        if is_identity_number(_digits(found[0])):
            yield IDENTITY_NUMBER, found[0]
    text = _ADDRESS.sub("\n", text)
    yield from ((TELEPHONE, found) for found in _telephones(text))


def markers_in(value: Any) -> Iterator[tuple[str, str]]:
    """Each kind of marker in a JSON value, with the name of the field where it stands."""
    for path, text in _walked(value):
        yield from ((_field(path), kind) for kind, _ in markers(text))


def texts_in(value: Any) -> Iterator[tuple[str, str]]:
    """Every text in a JSON value, with its field. The name of a field stands in what has it."""
    return ((_field(path), text) for path, text in _walked(value))


def _walked(value: Any) -> Iterator[tuple[Place, str]]:
    # With a list of its own instead of calling itself: the value may be nested deeper than that.
    left: list[tuple[Place, Any]] = [((), value)]
    while left:
        path, each = left.pop()
        if isinstance(each, str):
            yield path, each
        elif isinstance(each, dict):
            yield from ((path, name) for name in each)
            left += [((*path, name), inner) for name, inner in each.items()]
        elif isinstance(each, list):
            left += [((*path, str(place)), inner) for place, inner in enumerate(each)]
        elif isinstance(each, int) and 10**10 <= each < 10**11:
            yield path, str(each)


def without_markers(text: str) -> str:
    """The text with the kind of each marker in its place."""
    text = _plain(text)
    for kind, found in markers(text):
        text = text.replace(found, f"[{kind}]")
    return text


def _plain(text: str) -> str:
    return text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def _field(path: Place) -> str:
    """A field by its names, but for what is no such name and may be the text itself."""
    return ".".join(name if _FIELD.fullmatch(name) else "*" for name in path) or "body"


def _telephones(text: str) -> Iterator[str]:
    for found in _INTERNATIONAL.finditer(text):
        amount = _GROUPED.fullmatch(found[0]) and len(_digits(found[0])) <= _LONGEST_AMOUNT
        if not amount:
            yield found[0]
    for found in _NORWEGIAN.finditer(text):
        if not _is_something_else(text, found):
            yield found[0]


def _is_something_else(text: str, found: re.Match[str]) -> bool:
    """Whether eight digits are an amount, a day, or the number of a case."""
    before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
    return bool(
        _MONEY_BEFORE.search(before)
        or _MONEY_AFTER.match(text, found.end())
        or _CASE_BEFORE.search(before)
        or _is_day(found[0])
    )


def _is_day(digits: str) -> bool:
    if not digits.isdecimal() or digits[:2] not in {"19", "20", "21"}:
        return False
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _digits(text: str) -> str:
    return "".join(_DIGIT.findall(text))

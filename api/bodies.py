"""The form of what comes in. Form is checked here, history by the aggregates; neither does both."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from api.screening import refuse_personal

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)


def _written_out(day: Any) -> Any:
    # Otherwise a day could also be written as the seconds since 1970.
    if not isinstance(day, str) or len(day) != len("2024-01-01"):
        raise ValueError("A day is written as 2024-01-01.")
    return day


def _counted(number: Any) -> Any:
    # Otherwise true would be one place, and "1" a number.
    if isinstance(number, bool | str):
        raise ValueError("A number is written as a number.")
    return number


Text = Annotated[str, StringConstraints(max_length=20_000)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$", description="A solution's code.")]
Scope = Annotated[
    str,
    Field(
        pattern=r"^(national|regional:[A-Za-z0-9+-]{1,80}|limited:[a-z0-9-]{1,60})$",
        description="national, regional:46 or limited:<slug>.",
    ),
]
Number = Annotated[
    str, Field(pattern=r"^[0-9]{4}$", description="Municipality number (kommunenummer).")
]
Orgnr = Annotated[str, Field(pattern=r"^[0-9]{9}$", description="An organisation number.")]
DAY = {"type": "string", "format": "date", "pattern": "^(19[0-9]{2}|20[0-9]{2}|2100)-"}
Day = Annotated[
    date, Field(ge=EARLIEST, le=LATEST), BeforeValidator(_written_out), WithJsonSchema(DAY)
]
WHOLE = BeforeValidator(_counted)
Flag = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(ge=0, le=1_000_000), WHOLE]
PuljeNumber = Annotated[int, Field(ge=1, le=1000), WHOLE]

CodePath = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
NumberPath = Annotated[
    str, Path(pattern=r"^[0-9]{4}$", description="Municipality number (kommunenummer).")
]
CountyPath = Annotated[
    str, Path(pattern=r"^[0-9]{2}$", description="County number (fylkesnummer).")
]
OrgnrPath = Annotated[str, Path(pattern=r"^[0-9]{9}$", description="An organisation number.")]
PuljePath = Annotated[int, Path(ge=1, le=1000)]
On = Annotated[Day | None, Query(description="As it was true on this day; today.")]
CodeQuery = Annotated[Code | None, Query(description="Only of the solution with this code.")]


class Form(BaseModel):
    """A request body: nothing unknown in it, and no text that a store could not hold."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def storable(cls, value: Any) -> Any:
        _check(value)
        return value


class Body(Form):
    """A body whose text goes into history: nothing in it may point at a person (I67)."""

    @model_validator(mode="before")
    @classmethod
    def storable(cls, value: Any) -> Any:
        _check(value)
        refuse_personal(value)
        return value


def _check(value: Any) -> None:
    # With a list of its own instead of calling itself: the body may be nested deeper than that.
    left = [value]
    while left:
        match left.pop():
            case str(text) if "\x00" in text or not _encodes(text):
                raise ValueError("Text with characters that cannot be stored.")
            case dict(each):
                left += [*each, *each.values()]
            case list(each):
                left += each


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

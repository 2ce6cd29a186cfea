"""Where a need came from. Whatever is merged or split, each origin stays, and hears the answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

Origin = dict[str, Any]
"""{need, kind: municipality, resource or gathering, municipality, county, on}: `need` is the one it
was registered as, and so tells origins apart; `municipality` is an id, or None."""

KINDS = frozenset({"municipality", "resource", "gathering"})


def origin(need: UUID, kind: str, municipality: UUID | None, county: str, on: date) -> Origin:
    """What is kept of who raised a need."""
    return {
        "need": str(need),
        "kind": kind,
        "municipality": None if municipality is None else str(municipality),
        "county": county,
        "on": on.isoformat(),
    }


def municipality_of(origin: Origin) -> UUID | None:
    """The municipality that raised it, where it was one or was named."""
    said = origin["municipality"]
    return None if said is None else UUID(said)


def counties(origins: Iterable[Origin]) -> list[str]:
    """The counties that these came from."""
    return sorted({each["county"] for each in origins})


def municipalities(origins: Iterable[Origin]) -> list[str]:
    """The municipalities that these came from."""
    return sorted({each["municipality"] for each in origins if each["municipality"]})

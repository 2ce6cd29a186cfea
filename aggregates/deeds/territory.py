"""What is stated of one municipality, which begins with the first thing stated."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from aggregates.kernel.desk import Desk
from aggregates.territory.technology import Technology


def state_technology(
    desk: Desk, *,
    municipality: UUID, key: str, values: list[str], source_kind: str, source: str, since: date,
) -> Technology:  # fmt: skip
    """State what a municipality works with. Refuses as `Technology.state` does (C01-08)."""
    known = desk.find(Technology, Technology.id_of(municipality))
    profile = known or desk.found(Technology.begin(desk.act, municipality=municipality))
    profile.state(
        desk.act, key=key, values=values, source_kind=source_kind, source=source, since=since
    )
    return profile

"""What is stated of a municipality, and when an organisation ends."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.material.maintenance import Maintenance
from aggregates.rules import C01_09
from aggregates.territory.ceiling import LoadCeiling
from aggregates.territory.organisation import Organisation
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


def state_ceiling(
    desk: Desk, *, municipality: UUID, ceiling: int | None, reason: str
) -> LoadCeiling:
    """State how many runs a municipality can be in at once, or take that back (C01-09)."""
    known = desk.find(LoadCeiling, LoadCeiling.id_of(municipality))
    if known is not None:
        known.restate(desk.act, ceiling=ceiling, reason=reason)
        return known
    if ceiling is None:
        raise Refused(C01_09, "nothing_stated")
    stated = LoadCeiling.state(desk.act, municipality=municipality, ceiling=ceiling, reason=reason)
    return desk.found(stated)


def end_organisation(
    desk: Desk, *, number: str, on: date, successor: str | None = None
) -> Organisation:
    """End an organisation: a programme that is over, or one that another takes over from.

    Refuses while it maintains material: that is handed over first (I17).
    """
    organisation = desk.get(Organisation, Organisation.id_of(number))
    if (maintenance := desk.find(Maintenance, Maintenance.ID)) is not None:
        maintenance.may_end(number)
    if successor is not None:
        desk.get(Organisation, Organisation.id_of(successor))
    organisation.end(desk.act, on=on, successor=successor)
    return organisation

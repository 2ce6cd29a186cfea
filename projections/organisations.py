"""The map of actors: which organisations there are, what they are called, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.territory.organisation import Organisation
from projections.kernel import Row, Rows, View, on, text


@dataclass(frozen=True)
class OrganisationRow(Row):
    """One organisation. `names` are all that it has had, oldest first."""

    number: str
    name: str
    kind: str
    number_kind: str
    region: str | None
    municipality: str | None
    names: list[dict[str, Any]]
    ended_on: date | None
    successor: str | None

    def name_on(self, day: date) -> str:
        """What it was called that day; before it was entered, what it was entered as."""
        told = [each["name"] for each in self.names if each["since"] <= day.isoformat()]
        return str(told[-1] if told else self.names[0]["name"])


OrganisationRows = Rows[OrganisationRow]


class Organisations(View[OrganisationRow]):
    name = "organisations"
    row = OrganisationRow
    order = ("kind", "name")
    indexes = (("kind",),)

    @on(Organisation.Registered)
    def registered(
        self, event: Organisation.Registered, rows: OrganisationRows, position: int
    ) -> None:
        of = None if event.municipality is None else text(event.municipality)
        names = [{"since": event.on.isoformat(), "name": event.name}]
        rows.put(
            OrganisationRow(
                text(event.originator_id), event.number, event.name, event.kind,
                event.number_kind, event.region, of, names, None, None,
            )
        )  # fmt: skip

    @on(Organisation.Renamed)
    def renamed(self, event: Organisation.Renamed, rows: OrganisationRows, position: int) -> None:
        row = _of(rows, event)
        names = [*row.names, {"since": event.on.isoformat(), "name": event.name}]
        rows.put(row.but(name=event.name, names=names))

    @on(Organisation.Ended)
    def ended(self, event: Organisation.Ended, rows: OrganisationRows, position: int) -> None:
        rows.put(_of(rows, event).but(ended_on=event.on, successor=event.successor))


def _of(rows: OrganisationRows, event: Any) -> OrganisationRow:
    row = rows.get(text(event.originator_id))
    assert row is not None, "an event before the registration"
    return row

"""Every regional group: its counties, who holds which function when, and what they cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.mandates.roster import Roster
from aggregates.regions.competence import AREAS
from aggregates.regions.regional_group import RegionalGroup
from aggregates.regions.terms import CONTACT, FUNCTIONS
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class GroupRow(Row):
    """A group. A term ends where the group says so, or where its roster no longer lets act."""

    organisation: str
    network: str
    counties: list[str]
    confirmed: bool
    terms: list[dict[str, Any]]
    competence: dict[str, Any]
    representative: str | None
    agreement: str | None

    def held(self, function: str, day: date) -> list[dict[str, Any]]:
        """Who holds a function that day."""
        return [e for e in self.terms if e["function"] == function and _holds(e, day)]

    def missing(self, day: date) -> list[str]:
        """The functions that nobody holds that day (I41)."""
        return [function for function in FUNCTIONS if not self.held(function, day)]

    def contact(self, day: date) -> dict[str, Any] | None:
        """The one contact, or None in a gap."""
        return next(iter(self.held(CONTACT, day)), None)

    def vacant_since(self, day: date) -> date | None:
        """Since when there is no contact; None where there is one, or never was."""
        ended = [
            date.fromisoformat(each["until"])
            for each in self.terms
            if each["function"] == CONTACT and each["until"] and each["until"] <= day.isoformat()
        ]
        return max(ended, default=None) if self.contact(day) is None else None

    def matrix(self, day: date) -> dict[str, list[str]]:
        """Each area of competence, with those who cover it and hold a function that day."""
        holding = {each["person"] for each in self.terms if _holds(each, day)}
        return {
            area: sorted(person for person in holding if area in self.competence.get(person, ()))
            for area in AREAS
        }


GroupRows = Rows[GroupRow]


class RegionalGroups(View[GroupRow]):
    name = "regional_groups_2"
    row = GroupRow
    order = ("organisation",)
    indexes = (("organisation",),)

    @on(RegionalGroup.Established)
    def established(self, event: RegionalGroup.Established, rows: GroupRows, position: int) -> None:
        rows.put(
            GroupRow(
                str(event.originator_id), event.organisation, event.network, event.counties,
                False, [], {}, None, None,
            )
        )  # fmt: skip

    @on(RegionalGroup.Confirmed)
    def confirmed(self, event: RegionalGroup.Confirmed, rows: GroupRows, position: int) -> None:
        rows.put(_of(rows, event).but(confirmed=True))

    @on(RegionalGroup.CountiesChanged)
    def moved(self, event: RegionalGroup.CountiesChanged, rows: GroupRows, position: int) -> None:
        rows.put(_of(rows, event).but(counties=event.counties))

    @on(RegionalGroup.CountiesAgreed)
    def agreed(self, event: RegionalGroup.CountiesAgreed, rows: GroupRows, position: int) -> None:
        rows.put(_of(rows, event).but(agreement=event.agreement))

    @on(RegionalGroup.ContactAppointed)
    def appointed(
        self, event: RegionalGroup.ContactAppointed, rows: GroupRows, position: int
    ) -> None:
        _add(rows, event, CONTACT, acting=event.acting)

    @on(RegionalGroup.MemberNamed)
    def named(self, event: RegionalGroup.MemberNamed, rows: GroupRows, position: int) -> None:
        _add(rows, event, event.function, acting=False)

    @on(RegionalGroup.TermEnded)
    def ended(self, event: RegionalGroup.TermEnded, rows: GroupRows, position: int) -> None:
        rows.put(_shortened(_of(rows, event), event))

    @on(Roster.RoleEnded)
    def barred(self, event: Roster.RoleEnded, rows: GroupRows, position: int) -> None:
        for row in rows.where("organisation", event.organisation):
            rows.put(_shortened(row, event))

    @on(RegionalGroup.CompetenceDeclared)
    def declared(
        self, event: RegionalGroup.CompetenceDeclared, rows: GroupRows, position: int
    ) -> None:
        row = _of(rows, event)
        rows.put(row.but(competence={**row.competence, event.person: event.areas}))

    @on(RegionalGroup.RepresentativeNamed)
    def represented(
        self, event: RegionalGroup.RepresentativeNamed, rows: GroupRows, position: int
    ) -> None:
        rows.put(_of(rows, event).but(representative=event.person))


def _of(rows: GroupRows, event: Any) -> GroupRow:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before the establishing"
    return row


def _add(rows: GroupRows, event: Any, function: str, *, acting: bool) -> None:
    row = _of(rows, event)
    term = {
        "person": event.person, "function": function, "since": event.on.isoformat(),
        "until": event.until and event.until.isoformat(), "acting": acting,
    }  # fmt: skip
    rows.put(row.but(terms=[*row.terms, term]))


def _shortened(row: GroupRow, event: Any) -> GroupRow:
    until = event.until.isoformat()
    return row.but(
        terms=[
            each | {"until": until}
            if (each["person"], each["function"]) == (event.person, event.function)
            and (each["until"] is None or until < each["until"])
            else each
            for each in row.terms
        ]
    )


def _holds(term: dict[str, Any], day: date) -> bool:
    until = term["until"]
    return bool(term["since"] <= day.isoformat() and (until is None or day.isoformat() < until))

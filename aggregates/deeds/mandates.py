"""Functions in an organisation, and what is delegated inside a municipality."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from aggregates.kernel.desk import Desk
from aggregates.mandates.delegation import EVERYTHING, Delegation
from aggregates.mandates.roster import Roster
from aggregates.portfolio.solution import Solution
from aggregates.territory.organisation import Organisation


def appoint(desk: Desk, *, organisation: str, person: str, since: date, document: str) -> Roster:
    """Appoint an organisation's first administrator. Refuses as `Roster.appoint` does."""
    desk.get(Organisation, Organisation.id_of(organisation))
    roster = _roster(desk, organisation)
    roster.appoint(desk.act, person=person, since=since, document=document)
    return roster


def give(
    desk: Desk, *,
    organisation: str, person: str, function: str, since: date, until: date | None = None,
) -> Roster:  # fmt: skip
    """Let a person hold a function in an organisation. Refuses as `Roster.give` does."""
    kind = desk.get(Organisation, Organisation.id_of(organisation)).kind
    roster = _roster(desk, organisation)
    roster.give(desk.act, kind=kind, person=person, function=function, since=since, until=until)
    return roster


def end(desk: Desk, *, organisation: str, person: str, function: str, until: date) -> Roster:
    """End a person's function in an organisation. Refuses as `Roster.end` does."""
    roster = desk.get(Roster, Roster.id_of(organisation))
    roster.end(desk.act, person=person, function=function, until=until)
    return roster


def state_level(
    desk: Desk, *, municipality: UUID, matter: str, level: str, since: date, document: str
) -> Delegation:
    """State who in a municipality decides a solution, or every one (`*`), from a day on.

    Refuses as `Delegation.state` does, and a solution that there is not.
    """
    if matter != EVERYTHING:
        desk.get(Solution, Solution.id_of(matter))
    delegation = desk.find(Delegation, Delegation.id_of(municipality))
    if delegation is None:
        delegation = Delegation.begin(desk.act, municipality=municipality)
        delegation.state(desk.act, matter=matter, level=level, since=since, document=document)
        return desk.found(delegation)
    delegation.state(desk.act, matter=matter, level=level, since=since, document=document)
    return delegation


def _roster(desk: Desk, organisation: str) -> Roster:
    known = desk.find(Roster, Roster.id_of(organisation))
    return known or desk.found(Roster.open(desk.act, organisation=organisation))

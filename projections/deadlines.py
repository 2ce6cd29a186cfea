"""What falls due when, for the clock to put to the aggregates. They decide for themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from aggregates.adoption.expectation import UseExpectation
from aggregates.invitations.intention import Intention
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.readiness.exemption import Exemption
from aggregates.regions.regional_group import RegionalGroup
from aggregates.regions.seconded import Seconded
from aggregates.regions.terms import CONTACT
from aggregates.runs.pulje import Pulje
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class Deadline(Row):
    """`kind` is reminder, expiry, offer, measurement, intention, secondment, contact or exemption.

    `day` is what it is about. How long before or after that `aggregate` is asked, while it is
    open, is for KS's practice to say and for no view; but never before `since`. An exemption is
    no `participation`'s.
    """

    kind: str
    aggregate: str
    participation: str
    day: date
    since: date
    open: bool

    def due(self, shift: timedelta) -> date:
        """From when on it is asked, where that is so long after the day; before it, if negative."""
        return max(self.day + shift, self.since)


Dues = Rows[Deadline]


class Deadlines(View[Deadline]):
    name = "deadlines_by_day_2"
    row = Deadline
    order = ("day",)
    indexes = (("kind", "open", "day"),)

    @on(Participation.Invited, Participation.InvitedAgain)
    def invited(self, event: Any, rows: Dues, position: int) -> None:
        _run(rows, event, reminding=True)

    @on(Participation.Reminded)
    def reminded(self, event: Participation.Reminded, rows: Dues, position: int) -> None:
        if event.role == Role.SYSTEM:  # who reminds by hand leaves the clock its own
            _done(rows, f"{event.originator_id}/reminder")

    @on(Participation.Thawed)
    def thawed(self, event: Participation.Thawed, rows: Dues, position: int) -> None:
        _run(rows, event, reminding=not event.reminders)

    @on(
        Participation.DecisionMade, Participation.InvitationExpired, Participation.Withdrawn,
        Participation.Frozen,
    )  # fmt: skip
    def settled(self, event: Any, rows: Dues, position: int) -> None:
        _done(rows, f"{event.originator_id}/reminder")
        _done(rows, f"{event.originator_id}/expiry")

    @on(Pulje.Frozen)
    def frozen(self, event: Pulje.Frozen, rows: Dues, position: int) -> None:
        for who in event.offered:
            _done(rows, f"{who}/offer")

    @on(Pulje.Cancelled)
    def called_off(self, event: Pulje.Cancelled, rows: Dues, position: int) -> None:
        for who in event.freed:
            _done(rows, f"{who}/offer")

    @on(Pulje.Thawed)
    def moved(self, event: Pulje.Thawed, rows: Dues, position: int) -> None:
        for who, until in event.moved.items():
            due = date.fromisoformat(until) + timedelta(days=1)
            pulje = str(event.originator_id)
            rows.put(Deadline(f"{who}/offer", "offer", pulje, who, due, due, True))

    @on(Exemption.Granted)
    def exempted(self, event: Exemption.Granted, rows: Dues, position: int) -> None:
        id, due = str(event.originator_id), event.until + timedelta(days=1)
        rows.put(Deadline(f"{id}/exemption", "exemption", id, "", due, due, True))

    @on(Exemption.Expired, Exemption.Revoked)
    def ended(self, event: Any, rows: Dues, position: int) -> None:
        _done(rows, f"{event.originator_id}/exemption")

    @on(Pulje.PlaceOffered)
    def offered(self, event: Pulje.PlaceOffered, rows: Dues, position: int) -> None:
        if event.until is not None:
            due = event.until + timedelta(days=1)
            pulje, who = str(event.originator_id), str(event.participation)
            rows.put(Deadline(f"{who}/offer", "offer", pulje, who, due, due, True))

    @on(Pulje.OfferAccepted, Pulje.OfferDeclined, Pulje.OfferLapsed, Pulje.PlaceReleased)
    def answered(self, event: Any, rows: Dues, position: int) -> None:
        _done(rows, f"{event.participation}/offer")

    @on(UseExpectation.Begun)
    def expected(self, event: UseExpectation.Begun, rows: Dues, position: int) -> None:
        id, due = str(event.originator_id), event.due + timedelta(days=1)
        rows.put(Deadline(f"{id}/measurement", "measurement", id, id, due, due, True))

    @on(UseExpectation.Met, UseExpectation.Missed)
    def expected_no_more(self, event: Any, rows: Dues, position: int) -> None:
        _done(rows, f"{event.originator_id}/measurement")

    @on(Intention.Given, Intention.GivenAnew)
    def intended(self, event: Any, rows: Dues, position: int) -> None:
        id = str(event.originator_id)
        if event.until is not None:
            due = event.until + timedelta(days=1)
            rows.put(Deadline(f"{id}/intention", "intention", id, "", due, due, True))
        else:
            _done(rows, f"{id}/intention")

    @on(Intention.Fulfilled, Intention.Lapsed, Intention.Withdrawn)
    def intended_no_more(self, event: Any, rows: Dues, position: int) -> None:
        _done(rows, f"{event.originator_id}/intention")

    @on(Seconded.Agreed)
    def lent(self, event: Seconded.Agreed, rows: Dues, position: int) -> None:
        seconded, number = str(event.originator_id), str(event.number)
        id = f"{seconded}/{number}/secondment"
        rows.put(Deadline(id, "secondment", seconded, number, event.until, event.on, True))

    @on(Seconded.EndWarned, Seconded.Ended)
    def warned(self, event: Any, rows: Dues, position: int) -> None:
        _done(rows, f"{event.originator_id}/{event.number}/secondment")

    @on(RegionalGroup.TermEnded)
    def vacated(self, event: RegionalGroup.TermEnded, rows: Dues, position: int) -> None:
        if event.function == CONTACT and event.vacant:
            _vacant(rows, event, event.until)

    @on(RegionalGroup.Established)
    def unstaffed(self, event: RegionalGroup.Established, rows: Dues, position: int) -> None:
        _vacant(rows, event, event.on)

    @on(RegionalGroup.ContactAppointed)
    def filled(self, event: RegionalGroup.ContactAppointed, rows: Dues, position: int) -> None:
        """Who is appointed until a day leaves a gap by that alone, unless somebody follows."""
        if event.until is None:
            _done(rows, f"{event.originator_id}/contact")
        else:
            _vacant(rows, event, event.until)


def _run(rows: Dues, event: Any, *, reminding: bool) -> None:
    """Reminder and expiry of an invitation that runs from this event on, to its deadline."""
    id, deadline = str(event.originator_id), event.deadline
    tomorrow, passed = event.on + timedelta(days=1), deadline + timedelta(days=1)
    if reminding and tomorrow <= deadline:
        rows.put(Deadline(f"{id}/reminder", "reminder", id, id, deadline, tomorrow, True))
    rows.put(Deadline(f"{id}/expiry", "expiry", id, id, passed, passed, True))


def _vacant(rows: Dues, event: Any, since: date) -> None:
    group = str(event.originator_id)
    rows.put(Deadline(f"{group}/contact", "contact", group, "", since, since, True))


def _done(rows: Dues, id: str) -> None:
    deadline = rows.get(id)
    if deadline is not None and deadline.open:
        rows.put(deadline.but(open=False))

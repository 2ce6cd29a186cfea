"""Places in a pulje: taken, waited for, offered and given up, together with who is concerned."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from aggregates.deeds.capacity import follow_places
from aggregates.invitations.authority import JOIN
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.mandates.delegation import COORDINATOR, Delegation, may_decide
from aggregates.rules import C07_04
from aggregates.runs.pulje import Pulje


def sign_up(desk: Desk, *, participation: UUID, pulje: int) -> Participation:
    """Sign up for a pulje: a place in it, or in its queue (C07-04, I24).

    Refuses as `Participation.sign_up` and `Pulje.take` do, and a coordinator to whom the
    municipality has not delegated it (C07-08).
    """
    joining = desk.get(Participation, participation)
    _check_delegated(desk, joining)
    cohort = _pulje(desk, joining, pulje)
    joining.sign_up(desk.act, pulje=pulje, outcome=cohort.outcome)
    cohort.take(desk.act, participation=joining.id, municipality=joining.municipality)
    return joining


def place_after_decision(desk: Desk, *, participation: UUID) -> Participation:
    """Sign up for the pulje wished in a decision to join, if that decision still stands."""
    joining = desk.get(Participation, participation)
    if joining.answer == JOIN and joining.wished is not None and joining.pulje is None:
        sign_up(desk, participation=participation, pulje=joining.wished)
    return joining


def move(desk: Desk, *, participation: UUID, pulje: int) -> Participation:
    """Move to another pulje, or to its queue; the place in the former is given up."""
    moving = desk.get(Participation, participation)
    _check_delegated(desk, moving)
    former, cohort = moving.pulje, _pulje(desk, moving, pulje)
    moving.move_pulje(desk.act, pulje=pulje, outcome=cohort.outcome)
    if former is not None and former != pulje:
        cohort.take(desk.act, participation=moving.id, municipality=moving.municipality)
        _pulje(desk, moving, former).release(desk.act, participation=moving.id)
    return moving


def withdraw(
    desk: Desk, *, participation: UUID, reason: str | None = None, document: str | None = None
) -> Participation:
    """Leave the run, and give up whatever place there was (I03)."""
    leaving = desk.get(Participation, participation)
    pulje = leaving.pulje
    leaving.withdraw(desk.act, reason=reason, document=document)
    if pulje is not None:
        _pulje(desk, leaving, pulje).release(desk.act, participation=leaving.id)
    return leaving


def offer_place(desk: Desk, *, pulje: UUID, until: date | None = None) -> Pulje:
    """Offer each free place to the first who waits, with the pulje's own time to decide."""
    cohort = desk.get(Pulje, pulje)
    until = until or desk.act.today + timedelta(days=cohort.decision_days)
    while cohort.may_offer:
        cohort.offer_next(desk.act, until=until)
    return cohort


def change_capacity(desk: Desk, *, run: UUID, number: int, capacity: int) -> Pulje:
    """Change the places of a pulje; new ones are offered to those who wait, in order (I24).

    What it has reserved follows; more than is committed is refused (I25).
    """
    cohort = desk.get(Pulje, Pulje.id_of(run, number))
    cohort.change_capacity(desk.act, capacity=capacity)
    follow_places(desk, cohort)
    return offer_place(desk, pulje=cohort.id)


def accept_offer(desk: Desk, *, participation: UUID) -> Participation:
    """Take the place that the municipality was offered."""
    joining, cohort = _offered(desk, participation)
    cohort.accept_offer(desk.act, participation=joining.id)
    joining.gain_place(desk.act)
    return joining


def decline_offer(desk: Desk, *, participation: UUID) -> Participation:
    """Turn down the place that the municipality was offered; its decision to join stands."""
    joining, cohort = _offered(desk, participation)
    cohort.decline_offer(desk.act, participation=joining.id)
    joining.decline_place(desk.act)
    return joining


def _offered(desk: Desk, participation: UUID) -> tuple[Participation, Pulje]:
    joining = desk.get(Participation, participation)
    joining.check_own(desk.act)
    _check_delegated(desk, joining)
    if joining.pulje is None:
        raise Refused(C07_04, "not_signed_up")
    return joining, _pulje(desk, joining, joining.pulje)


def _check_delegated(desk: Desk, joining: Participation) -> None:
    """Refuse a coordinator whom its municipality has not let decide (C07-04, C07-08).

    Whoever acts for another municipality is refused as such, by the participation.
    """
    act = desk.act
    if act.role != Role.MUNICIPAL_COORDINATOR or act.municipality != joining.municipality:
        return
    delegation = desk.find(Delegation, Delegation.id_of(joining.municipality))
    if not may_decide(delegation, joining.solution, COORDINATOR, act.today):
        raise Refused(C07_04, "not_delegated", level=COORDINATOR)


def _pulje(desk: Desk, participation: Participation, number: int) -> Pulje:
    return desk.get(Pulje, Pulje.id_of(participation.run, number))

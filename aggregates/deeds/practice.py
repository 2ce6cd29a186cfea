"""What of KS's practice can be stated, within which bounds, and what holds until it is.

This table is the only place that says so. An aggregate is given the value that holds, and an
event keeps what came of it, so that no replay ever asks here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused, Rule
from aggregates.mandates.functions import fits
from aggregates.practice.practice import Practice, Value
from aggregates.readiness.readiness import KS
from aggregates.rules import (
    C03_08,
    C07_06,
    C08_04,
    C10_01,
    C10_03,
    C11_04,
    C12_06,
    C13_03,
    C22_03,
    I30,
    I41,
    T06,
)
from aggregates.tasks.notice import Addressee
from aggregates.territory.organisation import Organisation

DECIDER, TOLD, REMINDERS = "readiness_decider", "readiness_told", "reminders"
EVALUATION_DUE, EVALUATION_CALLED = "evaluation_due_days", "evaluation_called_days"
EVALUATION_RECEIPT, NEED_RECEIPT = "evaluation_receipt_days", "need_receipt_days"
USE_EXPECTED, PULJE_LASTS = "use_expected_weeks", "pulje_days"
REMINDER_BEFORE, CONTACT_GAP = "reminder_days_before", "contact_gap_days"
SECONDMENT_NOTICE, TOPIC_RECURS = "secondment_notice_days", "topic_recurs_times"
DECIDING = frozenset({Role.PORTFOLIO_OWNER, Role.COORDINATING_GROUP, Role.SERVICE_PROVIDER})
"""In one of these somebody acts for the body that decides on readiness."""
KOMMIT = "320000807"
"""KommIT-rådet is no legal entity: its number in the reference data is synthetic."""

Fits = Callable[[Desk, Value], bool]


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that KS can state: which rule it serves, what holds until then, what may be."""

    rule: Rule
    default: Value
    fits: Fits


def can_decide(desk: Desk, number: Value) -> bool:
    """Whether it is an organisation of today in which somebody can decide on readiness."""
    body = _registered(desk, number)
    return body is not None and any(fits(role, body.kind) for role in DECIDING)


def _registered(desk: Desk, number: Value) -> Organisation | None:
    if not isinstance(number, str):
        return None
    body = desk.find(Organisation, Organisation.id_of(number))
    ended = body is not None and body.ended_on is not None and body.ended_on <= desk.act.today
    return None if ended else body


def _within(least: int, most: int) -> Fits:
    def within(_: Desk, value: Value) -> bool:
        return type(value) is int and least <= value <= most

    return within


def _can_be_told(desk: Desk, value: Value) -> bool:
    """Whether each is a function or an organisation, once, and there is at least one."""
    if not isinstance(value, list) or len(set(value)) < max(len(value), 1):
        return False
    return all(each in set(Role) or _registered(desk, each) for each in value)


MATTERS: dict[str, Matter] = {
    # The sources do not say who decides (S3 L346, L358); the domain's catalogue has KS (T06), as
    # it has for exemptions (C03-09), and KommIT-rådet informed (T06).
    DECIDER: Matter(C03_08, KS, can_decide),
    TOLD: Matter(
        C22_03, [str(Role.COORDINATING_GROUP), str(Role.REGIONAL_CONTACT), KOMMIT], _can_be_told
    ),
    # «Limited reminders [inf: max 2]» (C07-06), of S3 L131: do not burden who is asked.
    REMINDERS: Matter(C07_06, 2, _within(0, 10)),
    # Of what follows, no source names a figure and the catalogue none: chosen by this project.
    REMINDER_BEFORE: Matter(C07_06, 7, _within(0, 60)),  # how near its deadline the clock reminds
    EVALUATION_DUE: Matter(C10_01, 270, _within(1, 1000)),  # after the last start
    EVALUATION_CALLED: Matter(C10_01, 60, _within(1, 365)),  # after the last is followed up
    EVALUATION_RECEIPT: Matter(C10_03, 14, _within(1, 365)),  # for the group to take it in
    NEED_RECEIPT: Matter(C11_04, 14, _within(1, 365)),  # for a receiver to acknowledge a need
    USE_EXPECTED: Matter(I30, 12, _within(1, 260)),  # while a solution has no rule of its own
    PULJE_LASTS: Matter(C13_03, 182, _within(1, 1000)),  # until its end is stated
    CONTACT_GAP: Matter(I41, 14, _within(0, 365)),  # without a contact, before one is asked for
    SECONDMENT_NOTICE: Matter(C12_06, 90, _within(1, 365)),  # before a secondment ends
    TOPIC_RECURS: Matter(C08_04, 2, _within(1, 100)),  # requests on one topic, before it recurs
}


def value_on(practice: Practice | None, name: str, day: date) -> Any:
    """What a practice holds on a day, or the default where nothing is stated that holds by then."""
    held = None if practice is None else practice.held(name, day)
    return MATTERS[name].default if held is None else held.value


def days_on(practice: Practice | None, name: str, day: date) -> timedelta:
    """The same, where it is a number of days."""
    return timedelta(days=value_on(practice, name, day))


def value(desk: Desk, name: str) -> Any:
    """What holds on the day of the desk's act; it must still be so when the result is stored."""
    return value_on(desk.find(Practice, Practice.ID), name, desk.act.today)


def days(desk: Desk, name: str) -> timedelta:
    """The same, where it is a number of days."""
    return days_on(desk.find(Practice, Practice.ID), name, desk.act.today)


def told(desk: Desk) -> list[Addressee]:
    """To whom word is sent that a solution is ready: functions anywhere, and whole bodies."""
    return [
        {"role": each, "body": None} if each in set(Role) else {"role": None, "body": each}
        for each in value(desk, TOLD)
    ]


def state(desk: Desk, *, name: str, value: Value, since: date, decision: str) -> Practice:
    """KS states a value from a day on. The practice begins with the first one.

    Refuses as `Practice.state` does, what there is no such practice of, and what does not fit it:
    a number out of its bounds, or an organisation that is not registered (T06).
    """
    matter = MATTERS.get(name)
    if matter is None:
        raise Refused(T06, "unknown_practice", practice=name, known=sorted(MATTERS))
    if not matter.fits(desk, value):
        raise Refused(T06, "does_not_fit", practice=name)
    practice = desk.find(Practice, Practice.ID) or desk.found(Practice.begin(desk.act))
    practice.state(
        desk.act, name=name, value=value, default=matter.default, since=since, decision=decision
    )
    return practice

"""Following up a participant: its plan, its measurements, its handover, and when it is done."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from aggregates.adoption.dates import span
from aggregates.adoption.use import UseSeries
from aggregates.deeds.asked import happened
from aggregates.execution.follow_up import NEEDED, FollowUp
from aggregates.execution.partaking import Partaking
from aggregates.execution.status import Status
from aggregates.execution.terms import USUAL, Demands, Terms
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Root
from aggregates.portfolio.solution import Solution
from aggregates.rules import I32
from aggregates.tasks.task import Task


def agree(
    desk: Desk, *,
    solution: str, measurements: int, stale_days: int, check_weeks: list[int], kept: list[str],
    decision: str,
) -> Terms:  # fmt: skip
    """Agree on the terms of a solution's runs. Refuses as `Terms.agree` does."""
    desk.get(Solution, Solution.id_of(solution))
    known = desk.find(Terms, Terms.id_of(solution))
    terms = known or desk.found(Terms.begin(desk.act, solution=solution))
    terms.agree(
        desk.act, measurements=measurements, stale_days=stale_days, check_weeks=check_weeks,
        kept=kept, decision=decision,
    )  # fmt: skip
    return terms


def demands(desk: Desk, solution: str) -> Demands:
    """What is agreed for a solution, or what usually is."""
    terms = desk.find(Terms, Terms.id_of(solution))
    return terms.demands if terms else USUAL


def begin(desk: Desk, *, participation: UUID) -> FollowUp:
    """Begin to follow up a participant, once. Refuses who has no place in a pulje (I32)."""
    who = taking_part(desk, participation)
    partake(desk, who)
    known = desk.find(FollowUp, FollowUp.id_of(participation))
    return known or desk.found(
        FollowUp.begin(
            desk.act, participation=who.id, run=who.run, solution=who.solution,
            municipality=who.municipality, number=who.number, region=who.region,
        )
    )  # fmt: skip


def plan(desk: Desk, *, participation: UUID, text: str, until: date, measurements: int) -> FollowUp:
    """Plan a participant's follow-up. Refuses as `FollowUp.plan` does."""
    if desk.act.role != Role.ROLLOUT_LEADER:
        desk.get(Participation, participation).check_own(desk.act)
    followed = begin(desk, participation=participation)
    agreed = demands(desk, followed.solution).measurements
    followed.plan(desk.act, text=text, until=until, measurements=measurements, agreed=agreed)
    return _finished(desk, followed)


def name_owner(
    desk: Desk, *, participation: UUID, owner_role: str, support_line: str, next_review: date
) -> FollowUp:
    """The municipality names the local owner. Refuses as `FollowUp.name_owner` does."""
    desk.get(Participation, participation).check_own(desk.act)
    followed = begin(desk, participation=participation)
    followed.name_owner(
        desk.act, owner_role=owner_role, support_line=support_line, next_review=next_review
    )
    happened(desk, "named", Task.id_of("local_owner", participation))
    return followed


def hand_over(desk: Desk, *, participation: UUID) -> FollowUp:
    """Confirm the handover to operation. Refuses as `FollowUp.hand_over` does."""
    followed = begin(desk, participation=participation)
    followed.hand_over(desk.act)
    return _finished(desk, followed)


def do_without(desk: Desk, *, participation: UUID, lacks: str, reason: str) -> FollowUp:
    """The municipality does without. Refuses as `FollowUp.do_without` does."""
    desk.get(Participation, participation).check_own(desk.act)
    followed = begin(desk, participation=participation)
    followed.do_without(desk.act, lacks=lacks, reason=reason)
    return _finished(desk, followed)


def measure(
    desk: Desk, *, participation: UUID, on: date, value: int, unit: str, source: str
) -> Status:
    """Note a measurement of a participant's use. Refuses as `Status.measure` does."""
    status = status_of(desk, participation)
    status.measure(desk.act, on=on, value=value, unit=unit, source=source)
    followed = desk.find(FollowUp, FollowUp.id_of(participation))
    if followed is not None:
        _finished(desk, followed)
    return status


def partake(desk: Desk, who: Participation) -> Partaking:
    """Let measurements of the solution's use in the municipality count for this participation."""
    belongs: dict[str, Any] = {
        "municipality": who.municipality, "solution": who.solution, "participation": who.id,
    }  # fmt: skip
    known = desk.find(Partaking, Partaking.id_of(who.municipality, who.solution))
    if known is None:
        return desk.found(Partaking.begin(desk.act, **belongs))
    known.follow(desk.act, **belongs)
    return known


def count(desk: Desk, *, series: UUID) -> Root:
    """Let each month of a series of use count, since the municipality takes part (I32).

    Nothing where it takes part in no run of the solution. A month counts once.
    """
    use = desk.get(UseSeries, series)
    belongs = desk.find(Partaking, Partaking.id_of(use.municipality, use.solution))
    if belongs is None:
        return use
    status = status_of(desk, belongs.participation)
    for period, value in sorted(use.values.items()):
        day = span(period, "month").last
        if day >= belongs.since and (day, use.service) not in status.measurements:
            status.measure(desk.act, on=day, value=value, unit=use.service, source=use.source)
    followed = desk.find(FollowUp, FollowUp.id_of(belongs.participation))
    return _finished(desk, followed) if followed else status


def report(
    desk: Desk, *, participation: UUID, on: date, state: str, source: str, text: str
) -> Status:
    """The municipality says how its use goes. Refuses as `Status.report` does."""
    status = status_of(desk, participation)
    status.report(desk.act, on=on, state=state, source=source, text=text)
    return status


def note_impression(desk: Desk, *, participation: UUID, on: date, text: str) -> Status:
    """Note what a leader thinks. Refuses as `Status.note_impression` does."""
    status = status_of(desk, participation)
    status.note_impression(desk.act, on=on, text=text)
    return status


def status_of(desk: Desk, participation: UUID) -> Status:
    """What is heard of a participation, which begins with the first thing heard."""
    who = desk.get(Participation, participation)
    known = desk.find(Status, Status.id_of(who.id))
    return known or desk.found(
        Status.begin(
            desk.act, participation=who.id, run=who.run, solution=who.solution,
            municipality=who.municipality,
        )
    )  # fmt: skip


def lacking(desk: Desk, participation: UUID, agreed: int) -> tuple[FollowUp | None, list[str]]:
    """The follow-up of a participant as it was consulted, and what it is still owed (I32)."""
    followed = desk.find(FollowUp, FollowUp.id_of(participation))
    if followed is None:
        return None, list(NEEDED)
    measured = _measured(desk, participation)
    return followed, followed.lacks(measured=measured, agreed=agreed)


def taking_part(desk: Desk, participation: UUID) -> Participation:
    """A participation with a place in a pulje. Refuses any other (I32)."""
    who = desk.get(Participation, participation)
    if who.pulje is None or who.outcome != "place":
        raise Refused(I32, "no_place")
    return who


def _finished(desk: Desk, followed: FollowUp) -> FollowUp:
    pulje = desk.get(Participation, followed.participation).pulje
    followed.finish(
        desk.act, pulje=pulje, measured=_measured(desk, followed.participation),
        agreed=demands(desk, followed.solution).measurements,
    )  # fmt: skip
    return followed


def _measured(desk: Desk, participation: UUID) -> int:
    status = desk.find(Status, Status.id_of(participation))
    return status.measured if status else 0

"""Exemptions from criteria: the programme asks for them, gates consult them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import ref
from aggregates.readiness.criterion import may_be_exempted
from aggregates.readiness.exemption import Exemption
from aggregates.readiness.readiness import Readiness
from aggregates.rules import C03_09


def request_exemption(
    desk: Desk, *, readiness: UUID, criterion: str, reason: str, until: date
) -> Exemption:
    """The programme asks for an exemption from a mandatory criterion, until a day (C03-09).

    Refuses anybody else's request, a criterion that is not mandatory or lets no exemption be
    given, as soundness does; and as `Exemption.request` and `Exemption.request_again` do.
    """
    asked = desk.get(Readiness, readiness)
    judged = asked.round.criterion(criterion)
    if desk.act.body != asked.round.programme_owner:
        raise Refused(C03_09, "not_the_programme", programme=asked.round.programme_owner)
    if not judged["mandatory"]:
        raise Refused(C03_09, "not_mandatory", criterion=criterion)
    if not may_be_exempted(judged):
        raise Refused(C03_09, "never_exempted", criterion=criterion)
    decider = asked.round.decider
    known = desk.find(Exemption, Exemption.id_of(asked.id, criterion))
    if known is not None:
        known.request_again(desk.act, decider=decider, reason=reason, until=until)
        return known
    return desk.found(
        Exemption.request(
            desk.act, readiness=asked.id, solution=asked.solution, scope_code=asked.scope_code,
            criterion=criterion, decider=decider, reason=reason, until=until,
        )
    )  # fmt: skip


def in_force(desk: Desk, readiness: UUID, criteria: Iterable[str]) -> dict[str, str]:
    """Which of these criteria are under an exemption today, each with it as it was consulted.

    The day is compared here: a gate does not wait for the clock to have noted an expiry (C03-09).
    """
    found = {each: desk.find(Exemption, Exemption.id_of(readiness, each)) for each in criteria}
    today = desk.act.today
    return {each: ref(held) for each, held in found.items() if held and held.in_force(today)}

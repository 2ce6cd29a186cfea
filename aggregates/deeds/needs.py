"""Needs that are raised, brought together, lifted, and answered down to every origin."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from aggregates.deeds.addressing import contact_body
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import derived
from aggregates.needs.change_request import ANSWERING, ChangeRequest
from aggregates.needs.need import ENDED, MERGED, Need
from aggregates.needs.origin import Origin, municipality_of, origin
from aggregates.portfolio.solution import Solution
from aggregates.rules import C11_01
from aggregates.tasks.notice import Addressee, Notice
from aggregates.territory.organisation import Organisation
from aggregates.territory.register import Register

RAISES = {
    Role.NETWORK_RESOURCE: "resource",
    Role.REGIONAL_CONTACT: "resource",
    Role.PORTFOLIO_OWNER: "gathering",
}


def register(
    desk: Desk, *,
    text: str, solution: str | None, service_area: str | None, municipality: str | None = None,
    county: str | None = None,
) -> Need:  # fmt: skip
    """Register a need as the caller's own: a municipality's, a region's, or a gathering's (C11-01).

    `municipality` (a number) says of which one a resource or a gathering heard it, `county` where a
    gathering does not. Refuses a municipality that is not the caller's own or of its region.
    """
    if solution is not None:
        desk.get(Solution, Solution.id_of(solution))
    id = derived("needs", desk.act.command)
    from_where = _origin(desk, id, municipality, county)
    return desk.found(
        Need.register(
            desk.act, id=id, origin=from_where, text=text, solution=solution,
            service_area=service_area,
        )
    )  # fmt: skip


def merge(desk: Desk, *, need: UUID, others: Sequence[UUID]) -> Need:
    """Take other needs into one. Refuses as `Need.merge` does (I39); merged already is done."""
    whole = desk.get(Need, need)
    left = [desk.get(Need, each) for each in dict.fromkeys(others) if each != need]
    left = [each for each in left if (each.stage, each.into) != (MERGED, need)]
    if left:
        whole.merge(desk.act, others=left)
    return whole


def split(desk: Desk, *, need: UUID, origins: Sequence[str], text: str) -> Need:
    """Give some origins a need of their own (I39). Refuses as `Need.split` does."""
    whole = desk.get(Need, need)
    id = derived("needs", desk.act.command)
    given = whole.split(desk.act, origins=origins, into=id)
    return desk.found(Need.split_off(desk.act, id=id, former=whole, origins=given, text=text))


def lift(desk: Desk, *, need: UUID, channel: str, receiver: str) -> Need:
    """Lift a need to an organisation that there is. Refuses as `Need.lift` does (C11-04)."""
    desk.get(Organisation, Organisation.id_of(receiver))
    lifting = desk.get(Need, need)
    lifting.lift(desk.act, channel=channel, receiver=receiver)
    return lifting


def send_request(
    desk: Desk, *, text: str, solution: str, need: UUID | None, receiver: str, priority: str
) -> ChangeRequest:
    """Ask who makes a solution for a change. Refuses as `ChangeRequest.send` does (C11-07)."""
    desk.get(Solution, Solution.id_of(solution))
    desk.get(Organisation, Organisation.id_of(receiver))
    if need is not None:
        desk.get(Need, need)
    return desk.found(
        ChangeRequest.send(
            desk.act, id=derived("change-requests", desk.act.command),
            text=text, solution=solution, need=need, receiver=receiver, priority=priority,
        )
    )  # fmt: skip


def standing(desk: Desk, need: UUID) -> Need:
    """The need that this one has been merged into, or itself."""
    found = desk.get(Need, need)
    while found.into is not None:
        found = desk.get(Need, found.into)
    return found


def answer_by_request(desk: Desk, *, request: UUID) -> Need | ChangeRequest:
    """Let the need behind a change request have its status as an answer (R16, C11-07)."""
    asked = desk.get(ChangeRequest, request)
    status, _, reason = asked.status
    if asked.need is None or status not in ANSWERING:
        return asked
    need = standing(desk, asked.need)
    if need.stage not in ENDED:
        need.give_answer(desk.act, answer=ANSWERING[status], reason=reason, request=request)
    return need


def return_answer(desk: Desk, *, need: UUID) -> Need:
    """Bring the answer back to every origin, with word of it to each (I38)."""
    answered = desk.get(Need, need)
    reached = answered.return_answer(desk.act)
    if reached and answered.answer is not None:
        to = [_addressee(desk, each) for each in reached]
        facts = {"answer": answered.answer[0], "solution": answered.solution}
        desk.found(
            Notice.send(
                desk.act, about=need, to=_once(to), subject_key="need_answered", facts=facts
            )
        )
    return answered


def _origin(desk: Desk, id: UUID, number: str | None, county: str | None) -> Origin:
    act, register = desk.act, desk.get(Register, Register.ID)
    if act.municipality is not None:
        county = register.county_of(act.municipality, act.today)
        return origin(id, "municipality", act.municipality, county, act.today)
    kind = RAISES.get(Role(act.role))
    if kind is None:
        raise Refused(C11_01, "nobodys", role=str(act.role))
    about = None if number is None else register.id_of(number, act.today)
    where = county if about is None else register.county_of(about, act.today)
    where = where or act.region
    if where is None:
        raise Refused(C11_01, "county_missing")
    if act.region not in {None, where}:
        raise Refused(C11_01, "other_region", county=where)
    return origin(id, kind, about, where, act.today)


def _addressee(desk: Desk, origin: Origin) -> Addressee:
    municipality = municipality_of(origin)
    if origin["kind"] == "municipality" and municipality is not None:
        body = desk.get(Register, Register.ID).organisation_of(municipality)
        if body is not None:
            return {"role": None, "body": body}
    return {"role": str(Role.REGIONAL_CONTACT), "body": contact_body(desk, origin["county"])}


def _once(to: Sequence[Addressee]) -> list[Addressee]:
    return [each for at, each in enumerate(to) if each not in to[:at]]

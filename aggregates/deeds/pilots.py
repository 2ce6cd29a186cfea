"""Municipalities that try a solution out: asked, answering, and heard before it is ready."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from aggregates.deeds.reach import within
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import ref
from aggregates.portfolio.pilot import Pilot
from aggregates.portfolio.pilot_list import PilotList
from aggregates.portfolio.solution import Solution
from aggregates.runs.tracks import REGIONAL, level_of
from aggregates.territory.register import Register


def nominate_pilot(desk: Desk, *, solution: str, number: str, reason: str) -> Pilot:
    """Ask the municipality with this number to try a solution out (C02-10)."""
    desk.get(Solution, Solution.id_of(solution))
    register, today = desk.get(Register, Register.ID), desk.act.today
    municipality = register.id_of(number, today)
    region = register.county_of(municipality, today)
    known = desk.find(Pilot, Pilot.id_of(solution, municipality))
    if known is not None:
        known.nominate_again(desk.act, region=region, reason=reason)
        return known
    return desk.found(
        Pilot.nominate(
            desk.act, solution=solution, municipality=municipality,
            number=number, region=region, reason=reason,
        )
    )  # fmt: skip


def accept_pilot(desk: Desk, *, pilot: UUID, level: str, on: date | None = None) -> Pilot:
    """The municipality becomes a pilot, and is to be heard. Refuses as `Pilot.accept` does."""
    accepted = desk.get(Pilot, pilot)
    accepted.accept(desk.act, level=level, on=on)
    pilots = desk.find(PilotList, PilotList.id_of(accepted.solution))
    if pilots is None:
        pilots = desk.found(PilotList.begin(desk.act, solution=accepted.solution))
    register = desk.get(Register, Register.ID)
    number = register.last_known(accepted.municipality).number
    pilots.enter(desk.act, municipality=accepted.municipality, number=number)
    return accepted


def decline_pilot(desk: Desk, *, pilot: UUID, reason: str | None = None) -> Pilot:
    """The municipality says no, also after a yes. Refuses as `Pilot.decline` does."""
    declined = desk.get(Pilot, pilot)
    declined.decline(desk.act, reason=reason)
    pilots = desk.find(PilotList, PilotList.id_of(declined.solution))
    if pilots is not None and declined.phase == "declined":
        pilots.remove(desk.act, municipality=declined.municipality)
    return declined


def hear_pilot(desk: Desk, *, solution: str, municipality: UUID, experience: UUID) -> None:
    """Note on the solution's list what one of its pilots has experienced."""
    pilots = desk.find(PilotList, PilotList.id_of(solution))
    if pilots is not None:
        pilots.hear(desk.act, municipality=municipality, experience=experience)


def unheard(desk: Desk, *, solution: str, scope_code: str) -> tuple[list[str], str]:
    """The pilots within a scope of whom no experience is written down, by number; and the list, as
    it was consulted."""
    pilots = desk.find(PilotList, PilotList.id_of(solution))
    if pilots is None:
        return [], "none"
    register, today = desk.get(Register, Register.ID), desk.act.today
    asked = [
        number
        for each, number in pilots.unheard.items()
        if level_of(scope_code) != REGIONAL
        or (register.valid(each, today) and within(desk, scope_code, each))
    ]
    return sorted(asked), ref(pilots)

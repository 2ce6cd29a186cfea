"""Collecting what a municipality has experienced: its own word, or what its region heard of it."""

from __future__ import annotations

from aggregates.deeds.pilots import hear_pilot
from aggregates.evaluation.experience import Experience
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import derived
from aggregates.portfolio.solution import Solution
from aggregates.rules import C10_08
from aggregates.territory.register import Register


def collect(desk: Desk, *, number: str, solution: str, text: str, context: str) -> Experience:
    """Write down what the municipality that has this number today has experienced.

    Refuses everybody but itself and its own region (C10-08).
    """
    act, register = desk.act, desk.get(Register, Register.ID)
    municipality = register.id_of(number, act.today)
    region = register.county_of(municipality, act.today)
    if act.municipality != municipality and (act.region is None or act.region != region):
        raise Refused(C10_08, "experience_of_another")
    desk.get(Solution, Solution.id_of(solution))
    collected = desk.found(
        Experience.collect(
            act, id=derived("experiences", act.command), municipality=municipality,
            solution=solution, text=text, context=context,
        )
    )  # fmt: skip
    hear_pilot(desk, solution=solution, municipality=municipality, experience=collected.id)
    return collected

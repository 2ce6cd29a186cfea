"""How much a municipality is in at once: noted when it has decided, seen before it is invited."""

from __future__ import annotations

from uuid import UUID

from aggregates.invitations.authority import JOIN
from aggregates.invitations.participation import Participation
from aggregates.kernel.desk import Desk
from aggregates.kernel.gate import Gate
from aggregates.kernel.root import ref
from aggregates.rules import C01_09
from aggregates.runs.run import ENDED, Run
from aggregates.territory.ceiling import LoadCeiling
from aggregates.territory.load import Load


def note_load(desk: Desk, *, participation: UUID) -> Load | Participation:
    """Put the run on the municipality's list when it has joined, and take it off when it left.

    What it says by now counts, in whatever order its answers are heard of. Returns what it said,
    where it never joined anything and nothing is to be noted.
    """
    asked = desk.get(Participation, participation)
    of, joined = asked.municipality, asked.answer == JOIN
    load = desk.find(Load, Load.id_of(of))
    if load is None:
        if not joined:
            return asked
        load = desk.found(Load.begin(desk.act, municipality=of))
    load.note(desk.act, run=asked.run, joined=joined)
    return load


def ask_load(gate: Gate, desk: Desk, *, run: UUID, municipality: UUID) -> None:
    """Note in how many other runs that go on the municipality is, and warn where one more is above
    what it has said that it can bear; that keeps nobody from inviting (C01-09)."""
    load = desk.find(Load, Load.id_of(municipality))
    stated = desk.find(LoadCeiling, LoadCeiling.id_of(municipality))
    others = [] if load is None else [each for each in load.runs if each != run]
    runs = sum(desk.get(Run, each).stage not in ENDED for each in others)
    ceiling = None if stated is None else stated.ceiling
    seen = {
        "load": ref(load) if load else "none",
        "ceiling": ref(stated) if stated else "none",
        "runs": runs,
    }
    within = ceiling is None or runs < ceiling
    gate.warn(C01_09, within, "above_ceiling", seen, runs=runs, ceiling=ceiling)

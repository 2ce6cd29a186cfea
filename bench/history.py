"""A past to measure on: real municipalities, runs, invitations, made by the real aggregates."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from uuid import UUID

from aggregates.adoption.adoption import Adoption
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Act, Role
from aggregates.kernel.root import Root, derived
from aggregates.mandates.roster import Roster
from aggregates.runs.run import Run
from aggregates.runs.tracks import NATIONAL, QUESTIONS, ROLLOUT
from aggregates.territory.organisation import MUNICIPALITY, Organisation
from log.store import Append, NewEvent, Receipt, Store
from log.stored import new_event

MUNICIPALITIES = Path(__file__).parent.parent / "data" / "municipalities.csv"
KS = "971032146"
BEGUN = datetime(2024, 2, 16, 8, 0, tzinfo=UTC)
DEADLINE = date(2099, 1, 1)
PULJER = [1, 2]
STAGES = ("available", "technically_introduced", "in_use")
GROUP = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality as the reference data has it."""

    id: UUID
    number: str
    name: str
    county: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Past:
    """Municipalities, runs and invitations, as aggregates that are not stored yet."""

    organisations: list[Organisation]
    runs: list[Run]
    participations: list[Participation]

    @property
    def roots(self) -> list[Root]:
        return [*self.organisations, *self.runs, *self.participations]


@cache
def places() -> list[Place]:
    """The municipalities of 2024 whose organisation number is known."""
    with MUNICIPALITIES.open(encoding="utf-8") as file:
        return [
            Place(
                derived("municipalities", row["kommunenummer"]),
                row["kommunenummer"],
                row["navn"],
                row["fylkesnummer"],
                row["orgnr"],
            )
            for row in csv.DictReader(file)
            if row["orgnr"]
        ]


def past(runs: int) -> Past:
    """Every municipality, invited to each of so many runs; nobody has answered."""
    opened = [open_run(number) for number in range(runs)]
    invitations = [invited(run, place) for run in opened for place in places()]
    return Past(list(organisations()), opened, invitations)


def organisations() -> Iterator[Organisation]:
    """Each municipality as the organisation that acts for it."""
    for place in places():
        yield Organisation.register(
            acting(Role.SYSTEM), number=place.organisation, name=place.name,
            kind=MUNICIPALITY, municipality=place.id,
        )  # fmt: skip


def staffed(person: str, function: Role, *organisations: tuple[str, str]) -> Iterator[Roster]:
    """Organisations, each by number and kind, in which that person holds a function."""
    act = acting(Role.SYSTEM)
    for number, kind in organisations:
        roster = Roster.open(act, organisation=number)
        roster.give(act, kind=kind, person=person, function=function, since=act.today)
        yield roster


def open_run(number: int) -> Run:
    """A national run that has come so far that it takes sign-ups."""
    leader, group = acting(Role.ROLLOUT_LEADER), acting(Role.COORDINATING_GROUP)
    run = Run.propose(
        leader, id=derived("bench", "runs", number), title=f"Løp {number}", kind=ROLLOUT,
        solution=f"losning-{number}", solution_kind="national_solution", scope_code=NATIONAL,
        proposer=KS,
    )  # fmt: skip
    answers = dict.fromkeys(QUESTIONS, "Ja, se saken.")
    run.choose_track(group, track="A", answers=answers, deciding_body=KS, dissent=None)
    run.appoint_leader(group, leader="p-leader", body=KS, role=Role.ROLLOUT_LEADER)
    run.draft_plan(leader, plan=f"plan {number}")
    run.review_plan(group, outcome="approved")
    run.open_sign_up(leader)
    return run


def invited(run: Run, place: Place) -> Participation:
    """A municipality that was invited to a run and has not answered."""
    return Participation.invite(
        acting(Role.ROLLOUT_LEADER),
        run=run.id, solution=run.solution, municipality=place.id, number=place.number,
        region=place.county, basis=derived("bases", run.id), basis_version=1, puljer=PULJER,
        deadline=DEADLINE, trace=[],
    )  # fmt: skip


def lived() -> Iterator[Root.Event]:
    """What became of every municipality in run after run, day by day; it never ends."""
    for number in count():
        run = open_run(number)
        roots = [root for each in enumerate(places()) for root in _course(run, *each)]
        yield from sorted(recorded(roots), key=lambda event: event.timestamp)


def _course(run: Run, number: int, place: Place) -> Iterator[Root]:
    """One municipality that joins a run and comes to use its solution."""
    own = [acting(Role.MUNICIPAL_DECIDER, day, place) for day in range(8)]
    reminding = acting(Role.SYSTEM, 1)
    joining = invited(run, place)
    joining.remind(reminding, today=reminding.today, most=2)
    joining.decide(own[2], answer="join", basis_version=1, level="kommunestyre", wished_pulje=1)
    joining.sign_up(own[3], pulje=1, outcome="place" if number % 5 else "waiting")
    if number % 3 == 0:
        joining.move_pulje(own[4], pulje=2, outcome="place")
    adoption = Adoption.begin(acting(Role.SYSTEM), municipality=place.id, solution=run.solution)
    for day, stage in enumerate(STAGES, 5):
        adoption.reach(
            own[day], stage=stage, reached_on=own[day].today.isoformat(), precision="day",
            source_kind="municipality", source="rapport", evidence=f"rapport {number}",
        )  # fmt: skip
    yield from (joining, adoption)


def acting(role: Role, day: int = 0, place: Place | None = None) -> Act:
    """Somebody who asks so many days after the beginning, for KS or for a municipality."""
    body = place.organisation if place else KS
    command = derived("bench", "acts", role, day, body)
    municipality = place.id if place else None
    return Act("p-bench", role, body, BEGUN + timedelta(days=day), command, None, municipality)


def recorded(roots: Iterable[Root]) -> list[Root.Event]:
    """What aggregates have recorded and is not stored yet."""
    return [event for root in roots for event in root.collect_events()]  # type: ignore[misc]


def stored(store: Store, events: Iterable[Root.Event]) -> int:
    """Put a past in the log, many events to a transaction; the position that it ends at."""
    made: list[NewEvent] = [new_event(event) for event in events]
    position = 0
    for begin in range(0, len(made), GROUP):
        group = made[begin : begin + GROUP]
        seen: dict[UUID, int] = {}
        for aggregate, version, _, _ in group:
            seen.setdefault(aggregate, version - 1)
        command = derived("bench", "past", store.identity, store.head())
        [outcome] = store.append([Append(command, None, seen, group, (group[-1][0], 1))])
        assert isinstance(outcome, Receipt), outcome
        position = outcome.position
    return position

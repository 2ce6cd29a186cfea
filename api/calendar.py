"""The national run calendar over HTTP: puljer in time, their capacity, clashes, and debts (V2)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from aggregates.coordination.calendar import MUNICIPALITIES
from aggregates.deeds import capacity as deeds
from aggregates.deeds import plan_review
from aggregates.deeds.coordination import by_group
from aggregates.deeds.practice import EVALUATION_RECEIPT, days_on
from aggregates.practice.practice import Practice
from aggregates.rules import C06_13, C13_03, I25, I44
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import WHOLE, Body, Count, Day, Flag, On, Orgnr, PuljePath, Short, Text
from api.refusing import refuses
from api.routing import commands
from api.views import AtLeast, Cursor, Limit, Page, Views, the_views
from log.log import Deed
from projections.calendar import CalendarRow, RunCalendar
from projections.capacities import Capacities, CapacityRow
from projections.evaluations import EvaluationRow, Evaluations
from projections.participations import Participations
from projections.puljer import Puljer
from projections.runs import Runs
from projections.tables import Tables

router = commands("calendar")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]
Kind = Literal["onboarding_slots", "leader_hours", "network_resources", "municipality_load"]


class Commitment(Body):
    """So much of the own organisation's capacity, in a period, under a key of its own."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "onboarding_slots", "key": "2027-1", "amount": 40,
                    "since": "2027-01-01", "until": "2027-07-01", "source": "NHN 26/44",
                }
            ]
        }
    )  # fmt: skip
    kind: Kind
    key: Short
    amount: Count
    since: Day
    until: Day
    source: Short


class Need(Body):
    """What a pulje draws on: a fixed amount, or as much for each of its places."""

    kind: Kind
    owner: Orgnr
    amount: Annotated[int, Field(ge=1, le=1_000_000), WHOLE]
    per_place: Flag = False


class Needs(Body):
    """All that a pulje draws on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "needs": [
                        {
                            "kind": "onboarding_slots", "owner": "994598759", "amount": 1,
                            "per_place": True,
                        }
                    ]
                }
            ]
        }
    )  # fmt: skip
    needs: Annotated[list[Need], Field(max_length=20)]


class Period(Body):
    """From which day a pulje goes on, and until which, that one not included."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"since": "2027-03-01", "until": "2027-06-15"}]}
    )
    since: Day
    until: Day


class Overbooking(Body):
    """The coordinating group's decision to let a pulje have more than is committed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "onboarding_slots", "owner": "994598759", "decision": "NKG 9/27",
                    "reason": "NHN frigjør kapasitet i mars.",
                }
            ]
        }
    )  # fmt: skip
    kind: Kind
    owner: Orgnr
    decision: Short
    reason: Text


class Settlement(Body):
    """What the coordinating group made of a clash.

    The subject is the clash's own: a leader, a capacity, a holiday, or the municipalities' numbers.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "leader", "subject": "p-77", "decision": "NKG 9/27",
                    "reason": "Lederen har avsatt tid til begge.",
                }
            ]
        }
    )  # fmt: skip
    kind: Literal["leader", "capacity", "municipalities", "holiday"]
    subject: Annotated[str, StringConstraints(min_length=1, max_length=3000)]
    decision: Short
    reason: Text


class CalendarItem(BaseModel):
    """A pulje in the calendar, with its run.

    `shared_municipalities` (their numbers) have a place in another run's pulje at the same
    time, and `late_promises` are what vendors promised it by a day after its start. An evaluation
    is owed while `evaluation_debt`; one that was delivered is to be received by `receipt_due`.
    """

    pulje: CalendarRow
    title: str
    solution: str
    kind: str
    track: str | None
    scope: str
    stage: str
    starts: date
    capacity: int
    taken: int
    clashes: list[dict[str, Any]]
    unsettled: list[dict[str, Any]]
    shared_municipalities: list[str]
    evaluation_debt: bool
    late_promises: list[dict[str, Any]]
    receipt_due: date | None
    receipt_overdue: bool


@router.get("/calendar", tags=["boards"])
async def run_calendar(
    _: Asks,
    views: Reads,
    histories: Recalls,
    on: On = None,
    at_least: AtLeast = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[CalendarItem]:
    """Every pulje of every run in time: what it needs, what it clashes with, what is owed (V2)."""
    day = on or views.today
    practice = await histories.find(Practice, Practice.ID)
    page = await views.page(RunCalendar, at_least, limit, cursor)

    def look(tables: Tables) -> list[CalendarItem]:
        sharing = _Sharing(tables)
        return [_item(tables, row, sharing, practice, day) for row in page["items"]]

    page["items"], _ignored = await views.read(
        at_least, [Runs, Puljer, Participations, Evaluations], look
    )
    return Page.model_validate(page)


@router.get("/capacity", tags=["boards"])
async def capacity(
    _: Asks, views: Reads, at_least: AtLeast = 0, limit: Limit = 100, cursor: Cursor = None
) -> Page[CapacityRow]:
    """What each owner has committed, and which puljer have what of it (C06-13)."""
    page = await views.page(Capacities, at_least, limit, cursor)
    return Page.model_validate(page, from_attributes=True)


@router.post("/capacity", responses=refuses(C06_13, I25))
async def commit(body: Commitment, asker: Asks) -> Receipt:
    """Commit capacity of the own organisation; never less than is reserved already."""
    return await asker.ask(lambda desk: deeds.commit(desk, **body.model_dump()))


@router.post("/runs/{id}/puljer/{number}/period", responses=refuses(C06_13, C13_03, I25))
async def state_period(id: UUID, number: PuljePath, body: Period, asker: Asks) -> Receipt:
    """State when a pulje goes on; what it has reserved moves with it."""
    return await asker.ask(
        lambda desk: deeds.state_period(desk, run=id, number=number, **body.model_dump())
    )


@router.post("/runs/{id}/puljer/{number}/needs", responses=refuses(C06_13, C13_03, I25))
async def state_needs(id: UUID, number: PuljePath, body: Needs, asker: Asks) -> Receipt:
    """State what a pulje draws on; it is reserved when the pulje opens."""
    needs = [each.model_dump() for each in body.needs]
    return await asker.ask(lambda desk: deeds.state_needs(desk, run=id, number=number, needs=needs))


@router.post("/runs/{id}/puljer/{number}/overbooking", responses=refuses(C06_13, C13_03, I44))
async def overbook(id: UUID, number: PuljePath, body: Overbooking, asker: Asks) -> Receipt:
    """Let a pulje have more of a capacity than its owner has committed."""
    deed: Deed = lambda desk: deeds.overbook(desk, run=id, number=number, **body.model_dump())  # noqa: E731
    return await asker.ask(by_group(deed))


@router.post("/runs/{id}/puljer/{number}/clashes", responses=refuses(C13_03, I44))
async def settle_clash(id: UUID, number: PuljePath, body: Settlement, asker: Asks) -> Receipt:
    """Say what the coordinating group made of a clash."""
    said = {"run": id, "number": number, **body.model_dump()}
    return await asker.ask(by_group(lambda desk: plan_review.settle_clash(desk, **said)))


class _Sharing:
    """Who has a place where, of the puljer in the calendar."""

    def __init__(self, tables: Tables) -> None:
        self.rows = tables.page(RunCalendar)
        self.places: dict[tuple[str, int], set[str]] = {}
        runs = sorted({each.run for each in self.rows})
        for each in tables.page(Participations, {"run": runs, "place": "place"}):
            if each.pulje is not None:
                self.places.setdefault((each.run, each.pulje), set()).add(each.number)

    def clashes(self, row: CalendarRow) -> list[dict[str, Any]]:
        """What a pulje clashed with when it was entered, and what was entered in its way since.

        Which municipalities are elsewhere too is told as it is by now (C13-03).
        """
        met = {(each["kind"], each["subject"]): set(each["others"]) for each in row.clashes}
        for other in self.rows:
            for each in other.clashes:
                if row.id in each["others"]:
                    met.setdefault((each["kind"], each["subject"]), set()).add(other.id)
        met = {about: others for about, others in met.items() if about[0] != MUNICIPALITIES}
        beside = self.beside(row)
        if shared := sorted(set().union(*beside.values())):
            met[MUNICIPALITIES, ",".join(shared)] = set(beside)
        return [
            {"kind": kind, "subject": subject, "others": sorted(others)}
            for (kind, subject), others in sorted(met.items())
        ]

    def beside(self, row: CalendarRow) -> dict[str, set[str]]:
        """The municipalities of a pulje that are elsewhere at the same time too, and where."""
        own = self.places.get((row.run, row.number), set())
        met = {
            other.id: own & self.places.get((other.run, other.number), set())
            for other in self.rows
            if own and other.run != row.run
            if other.since < row.until and row.since < other.until
        }
        return {other: shared for other, shared in met.items() if shared}


def _item(
    tables: Tables, row: CalendarRow, sharing: _Sharing, practice: Practice | None, day: date
) -> CalendarItem:
    run, puljer = tables.get(Runs, row.run), tables.page(Puljer, {"run": row.run})
    pulje = next(each for each in puljer if each.number == row.number)
    assert run is not None, "a pulje of no run"
    settled = {(each["kind"], each["subject"]) for each in row.settled}
    clashes = sharing.clashes(row)
    owing = [e for e in tables.page(Evaluations, {"run": row.run}) if e.pulje in {None, row.number}]
    due = receipt_due(owing, practice)
    return CalendarItem(
        pulje=row, title=run.title, solution=run.solution, kind=run.kind, track=run.track,
        scope=run.scope, stage=run.stage, starts=pulje.starts, capacity=pulje.capacity,
        taken=len(pulje.taken), late_promises=pulje.late_promises,
        clashes=clashes,
        unsettled=[e for e in clashes if (e["kind"], e["subject"]) not in settled],
        shared_municipalities=sorted(set().union(*sharing.beside(row).values())),
        evaluation_debt=any(each.owed(day) for each in owing),
        receipt_due=due, receipt_overdue=due is not None and due < day,
    )  # fmt: skip


def receipt_due(evaluations: list[EvaluationRow], practice: Practice | None) -> date | None:
    """By when what was delivered is to be received; None where nothing waits (C13-07).

    What was delivered waits as long as the practice had it on that day.
    """
    delivered = [e.delivered_on for e in evaluations if e.received_on is None and e.delivered_on]
    due = (day + days_on(practice, EVALUATION_RECEIPT, day) for day in delivered)
    return min(due, default=None)

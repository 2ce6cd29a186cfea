"""Following up over HTTP: what is agreed, planned, reported, measured and handed over."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import follow_up as deeds
from aggregates.deeds import pulje as puljer
from aggregates.execution.follow_up import FollowUp
from aggregates.execution.status import Status
from aggregates.execution.terms import Demands, Terms
from aggregates.invitations.participation import Participation
from aggregates.rules import C06_01, C08_01, C08_05, C08_07, I01, I09, I32
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import WHOLE, Body, CodePath, Day, PuljePath, Short, Text
from api.refusing import refuses
from api.routing import commands

router = commands("follow-up")

Recalls = Annotated[Histories, Depends(the_histories)]
Weeks = Annotated[int, Field(ge=1, le=520), WHOLE]


class NewTerms(Body):
    """How long nobody is let go in the runs of a solution, by a decision (I32)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "measurements": 3, "stale_days": 60, "check_weeks": [4, 12],
                    "kept": ["use_over_time", "evaluation"], "decision": "NKG 9/26",
                }
            ]
        }
    )  # fmt: skip
    measurements: Annotated[int, Field(ge=0, le=100), WHOLE]
    stale_days: Annotated[int, Field(ge=1, le=3650), WHOLE]
    check_weeks: Annotated[list[Weeks], Field(max_length=20)]
    kept: Annotated[list[Short], Field(max_length=13)]
    decision: Short


class NewPlan(Body):
    """How a participant is followed up, until when, and how often its use is measured."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "text": "Samtale hver måned og måling hvert kvartal.",
                    "until": "2028-06-01", "measurements": 2,
                }
            ]
        }
    )  # fmt: skip
    text: Text
    until: Day
    measurements: Annotated[int, Field(ge=0, le=100), WHOLE]


class LocalOwner(Body):
    """The role in the municipality that owns the use, who helps, and the next review (C08-07)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "owner_role": "Virksomhetsleder for hjemmetjenesten",
                    "support_line": "Kommunens brukerstøtte", "next_review": "2028-03-01",
                }
            ]
        }
    )  # fmt: skip
    owner_role: Short
    support_line: Short
    next_review: Day


class Without(Body):
    """What the municipality itself does without, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"lacks": "use_measurements", "reason": "Kommunen måler gjennom eget program."}
            ]
        }
    )
    lacks: Literal["follow_up_plan", "use_measurements", "handover"]
    reason: Text


class Report(Body):
    """How the municipality says that its use goes, as of a day; it is no stage of adoption."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "on": "2026-11-02", "state": "partly_used", "source": "Ledermøte",
                    "text": "To av tre enheter er i gang.",
                }
            ]
        }
    )  # fmt: skip
    on: Day
    state: Short
    source: Short
    text: Text = ""


class StatusMeasurement(Body):
    """So much use, on which day, from which source."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"on": "2026-11-02", "value": 412, "unit": "oppslag", "source": "NHN statistikk"}
            ]
        }
    )
    on: Day
    value: Annotated[int, Field(ge=0, le=10**12), WHOLE]
    unit: Short
    source: Short


class Impression(Body):
    """What the leader thinks; it overwrites nothing (C08-05)."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"on": "2026-11-02", "text": "Virker godt forankret."}]}
    )
    on: Day
    text: Text


class TermsPage(BaseModel):
    """What holds for a solution; `agreed` is false where it is what usually holds."""

    solution: str
    agreed: bool
    demands: Demands


class Told(BaseModel):
    """One thing that was said or measured, with its day and its source."""

    on: date
    said: str
    source: str


class Measured(BaseModel):
    """One measurement, with its day and its source."""

    on: date
    value: int
    unit: str
    source: str


class StatusPage(BaseModel):
    """Side by side: what the municipality says, what was measured, what a leader thinks (C08-05).

    `stale` is whether the newest report and measurement both are older than what is agreed.
    `follow_up` is null where it has not begun.
    """

    participation: UUID
    reported: list[Told]
    measured: list[Measured]
    impressions: list[Told]
    stale: bool
    follow_up: FollowUpPage | None


class FollowUpPage(BaseModel):
    """How far a participant's follow-up has come, and what it is still owed."""

    planned_until: date | None
    measurements_planned: int | None
    owner_role: str | None
    support_line: str | None
    next_review: date | None
    handed_over: bool
    exceptions: list[str]
    lacks: list[str]
    done: bool


@router.post("/solutions/{code}/terms", responses=refuses(I32, C08_01))
async def agree_terms(code: CodePath, body: NewTerms, asker: Asks) -> Receipt:
    """Agree on how often the use is measured, and how long nobody is let go."""
    return await asker.ask(lambda desk: deeds.agree(desk, solution=code, **body.model_dump()))


@router.get("/solutions/{code}/terms")
async def terms(code: CodePath, _: Asks, histories: Recalls) -> TermsPage:
    """What is agreed for the runs of a solution, or what usually holds."""
    found = await histories.find(Terms, Terms.id_of(code))
    if found is None:
        return TermsPage(solution=code, agreed=False, demands=Demands())
    return TermsPage(solution=code, agreed=True, demands=found.demands)


@router.post("/runs/{id}/puljer/{number}/start", responses=refuses(C06_01, I09))
async def start_pulje(id: UUID, number: PuljePath, asker: Asks) -> Receipt:
    """Start a pulje of a run that has started, if its solution is ready at this moment."""
    return await asker.ask(lambda desk: puljer.start(desk, run=id, number=number))


@router.post("/runs/{id}/puljer/{number}/follow-up", responses=refuses(C06_01))
async def begin_follow_up(id: UUID, number: PuljePath, asker: Asks) -> Receipt:
    """Go on to the follow-up of those who took part."""
    return await asker.ask(lambda desk: puljer.begin_follow_up(desk, run=id, number=number))


@router.post("/runs/{id}/puljer/{number}/closing", responses=refuses(C06_01, I32))
async def close_pulje(id: UUID, number: PuljePath, asker: Asks) -> Receipt:
    """Close a pulje; refused while any participant is owed something, naming each and what."""
    return await asker.ask(lambda desk: puljer.close(desk, run=id, number=number))


@router.post("/follow-ups/{id}/plan", responses=refuses(I01, I32))
async def plan(id: UUID, body: NewPlan, asker: Asks) -> Receipt:
    """Plan the follow-up of a participation."""
    return await asker.ask(lambda desk: deeds.plan(desk, participation=id, **body.model_dump()))


@router.post("/follow-ups/{id}/handover", responses=refuses(I32, C08_07))
async def hand_over(id: UUID, asker: Asks) -> Receipt:
    """Confirm the handover to those whom the municipality has named."""
    return await asker.ask(lambda desk: deeds.hand_over(desk, participation=id))


@router.post("/participations/{id}/owner", responses=refuses(I01, I32, C08_07))
async def name_owner(id: UUID, body: LocalOwner, asker: Asks) -> Receipt:
    """Name the role that owns the use from now on, as the municipality."""
    return await asker.ask(
        lambda desk: deeds.name_owner(desk, participation=id, **body.model_dump())
    )


@router.post("/participations/{id}/exceptions", responses=refuses(I01, I32))
async def do_without(id: UUID, body: Without, asker: Asks) -> Receipt:
    """Do without a plan, measurements or a handover, as the municipality."""
    return await asker.ask(
        lambda desk: deeds.do_without(desk, participation=id, **body.model_dump())
    )


@router.post("/participations/{id}/reports", responses=refuses(I01, C08_05))
async def report(id: UUID, body: Report, asker: Asks) -> Receipt:
    """Say how the use goes, as the municipality."""
    return await asker.ask(lambda desk: deeds.report(desk, participation=id, **body.model_dump()))


@router.post("/follow-ups/{id}/measurements", responses=refuses(C08_05))
async def measure(id: UUID, body: StatusMeasurement, asker: Asks) -> Receipt:
    """Tell of a measurement of a participant's use."""
    return await asker.ask(lambda desk: deeds.measure(desk, participation=id, **body.model_dump()))


@router.post("/follow-ups/{id}/impressions", responses=refuses(C08_05))
async def note_impression(id: UUID, body: Impression, asker: Asks) -> Receipt:
    """Note what the leader thinks, beside what was said and measured."""
    return await asker.ask(
        lambda desk: deeds.note_impression(desk, participation=id, **body.model_dump())
    )


@router.get("/follow-ups/{id}")
async def follow_up(id: UUID, _: Asks, histories: Recalls) -> StatusPage:
    """How a participant's use goes by all three accounts, and what it is still owed."""
    who = await histories.read(Participation, id)
    status = await histories.find(Status, Status.id_of(id))
    followed = await histories.find(FollowUp, FollowUp.id_of(id))
    terms = await histories.find(Terms, Terms.id_of(who.solution))
    demands = terms.demands if terms else Demands()
    return StatusPage(
        participation=id,
        **_accounts(status),
        stale=_stale(status, demands, histories.today),
        follow_up=_page(followed, status, demands),
    )


def _accounts(status: Status | None) -> dict[str, Any]:
    if status is None:
        return {"reported": [], "measured": [], "impressions": []}
    return {
        "reported": [
            Told(on=on, said=state, source=source)
            for on, (state, source, _) in sorted(status.reports.items())
        ],
        "measured": [
            Measured(on=on, value=value, unit=unit, source=source)
            for (on, unit), (value, source) in sorted(status.measurements.items())
        ],
        "impressions": [
            Told(on=on, said=text, source="innforingsleder")
            for on, text in sorted(status.impressions.items())
        ],
    }


def _stale(status: Status | None, demands: Demands, today: date) -> bool:
    days = [*status.reports, *(on for on, _ in status.measurements)] if status else []
    return not days or (today - max(days)).days > demands.stale_days


def _page(
    followed: FollowUp | None, status: Status | None, demands: Demands
) -> FollowUpPage | None:
    if followed is None:
        return None
    _, until, measurements = followed.stated_plan or (None, None, None)
    role, line, review = followed.owner or (None, None, None)
    measured = status.measured if status else 0
    return FollowUpPage(
        planned_until=until, measurements_planned=measurements, owner_role=role,
        support_line=line, next_review=review, handed_over=followed.handed_over,
        exceptions=sorted(followed.exceptions), done=followed.done,
        lacks=followed.lacks(measured=measured, agreed=demands.measurements),
    )  # fmt: skip

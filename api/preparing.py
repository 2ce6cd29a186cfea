"""What a run has in place before it opens and starts, and how it is stopped or ended, over HTTP."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import halting, leading, preparing
from aggregates.deeds.coordination import by_group
from aggregates.rules import (
    C05_07,
    C06_01,
    C06_04,
    C06_06,
    C06_07,
    C06_08,
    C06_09,
    C06_14,
    C06_18,
    C08_11,
    C10_04,
    C13_02,
    I20,
    I21,
    I22,
    I23,
    I27,
    I37,
    I44,
)
from aggregates.runs.run import Run
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import Body, Day, Number, Orgnr, PuljeNumber, PuljePath, Short, Text
from api.reading import Said
from api.refusing import refuses
from api.routing import commands
from log.log import upon

router = commands("runs")

Recalls = Annotated[Histories, Depends(the_histories)]


class Seat(Body):
    """One seat of a working group, and what shows that its holder fits it."""

    seat: Literal[
        "experienced_region", "low_spread_region", "service_provider", "ks",
        "introduced_municipality", "planning_municipality", "other",
    ]  # fmt: skip
    body: Orgnr
    ground: Text | None = None


class WorkingGroup(Body):
    """Who works out a run, with which mandate, and until when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "mandate": "Utarbeide detaljplan for løpet.", "ends": "2028-06-30",
                    "members": [
                        {
                            "seat": "experienced_region", "body": "310004618",
                            "ground": "Har gjennomført eget løp.",
                        },
                        {"seat": "ks", "body": "971032146"},
                    ],
                }
            ]
        }
    )  # fmt: skip
    mandate: Text
    members: Annotated[list[Seat], Field(max_length=50)]
    ends: Day


class Notification(Body):
    """A region's own run, told of before it is carried out; a common process with its sketch."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "starts": "2027-09-01", "ends": "2028-03-01",
                    "reason": "Sykehuset og kommunene starter samtidig.",
                }
            ]
        }
    )  # fmt: skip
    starts: Day
    ends: Day
    reason: Text
    sketch: Short | None = None


class Limits(Body):
    """Whom a track C run is for: in words, by municipality numbers, by what they share."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "available_for": ["Kommuner med samme responssenter"],
                    "keys": {"response_centre": ["Responssenter Vest"]}, "municipalities": ["4601"],
                }
            ]
        }
    )  # fmt: skip
    available_for: Annotated[list[Text], Field(max_length=50)]
    keys: Annotated[
        dict[Short, Annotated[list[Short], Field(max_length=100)]], Field(max_length=20)
    ] = {}
    municipalities: Annotated[list[Number], Field(max_length=500)] = []


class Completion(Body):
    """Which organisation brings it to all, by which plan, and when that is looked at next."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"owner": "994598759", "plan": "NHN 27/14", "review_on": "2028-01-15"}]
        }
    )
    owner: Orgnr
    plan: Short
    review_on: Day


class Communication(Body):
    """A reference to the communication plan."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"plan": "KS 27/31"}]})
    plan: Short


class Deviation(Body):
    """Why a solution that is not endorsed is run all the same, who decided it, and where."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "reason": "Utprøving før neste versjon av porteføljen.",
                    "deciding_body": "Nasjonal koordineringsgruppe", "decision": "NKG 4/27",
                }
            ]
        }
    )  # fmt: skip
    reason: Text
    deciding_body: Short
    decision: Short


class Actor(Body):
    """Another actor of the region, and its part in the run."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"actor": "983544622", "part": "Deltar i opplæringen."}]}
    )
    actor: Orgnr
    part: Text


class AsOfDay(Body):
    """The day as of which it is frozen."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"as_of": "2026-11-01"}]})
    as_of: Day


class AdvanceNotice(Body):
    """To whom, and when the run is thought to start."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"municipalities": ["4601", "4621"], "starts": "2027-09-01"}]
        }
    )
    municipalities: Annotated[list[Number], Field(max_length=500)]
    starts: Day


class TestMark(Body):
    """What of the model is tested."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"purpose": "Utprøving av spor A med flere puljer."}]}
    )
    purpose: Text


class Adjustment(Body):
    """What the test teaches, and who takes it further; in track C, in which pulje."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "key": "T1", "text": "Gi kommunene lengre tid.", "type": "model",
                    "owner": "Nasjonal koordineringsgruppe",
                }
            ]
        }
    )  # fmt: skip
    key: Short
    text: Text
    type: Short
    owner: Short
    pulje: PuljeNumber | None = None


class Reason(Body):
    """Why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"reason": "Feil i oppslaget hos leverandøren."}]}
    )
    reason: Text


class PuljeLeadership(Body):
    """Who leads a pulje from now on, and what is handed over; nothing may be open."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"leader": "p-78", "open_items": ["Avklare dato for opplæring."]}]
        }
    )
    leader: Short
    open_items: Annotated[list[Text], Field(max_length=100)]


class Population(BaseModel):
    """Whom the run is for: those not known, that day, to have introduced it. It is no answer."""

    as_of: date
    municipalities: list[UUID]
    target: int


class PreparationPage(BaseModel):
    """What is in place, and what is not: empty seats, and what track C has not told yet.

    `leader_warnings` are what was seen to lack as the leader was appointed; they hinder nothing.
    """

    id: UUID
    leader_accepted: bool
    leader_warnings: list[Said]
    working_group: list[Said]
    working_group_ends: date | None
    empty_seats: list[str]
    notified: Said | None
    limits: Said | None
    completion: Said | None
    communication: str | None
    untold: list[str]
    deviation: Said | None
    actors: Said
    population: Population | None
    forewarned: list[UUID]
    test_of: str | None


@router.get("/runs/{id}/preparation")
async def preparation(id: UUID, _: Asks, histories: Recalls) -> PreparationPage:
    """What the run has in place before it opens and starts, and what is missing (C06-07, I20)."""
    run = await histories.read(Run, id)
    return PreparationPage(
        id=run.id,
        leader_accepted=run.leader is not None and run.accepted == run.leader,
        leader_warnings=[
            {name: each[name] for name in ("rule", "reason", "facts")}
            for each in run.weighed if each["outcome"] == "warning"
        ],
        working_group=run.working_group, working_group_ends=run.working_group_ends,
        empty_seats=run.empty_seats,
        notified=_named(("starts", "ends", "reason", "sketch"), run.notified),
        limits=_named(("available_for", "keys", "municipalities"), run.limits),
        completion=_named(("owner", "plan", "review_on"), run.completion),
        communication=run.communication, untold=run.unlimited,
        deviation=_named(("reason", "deciding_body", "decision"), run.deviation),
        actors=run.actors,
        population=Population.model_validate(
            _named(("as_of", "municipalities", "target"), run.population)
        ) if run.population else None,
        forewarned=sorted(run.forewarned, key=str), test_of=run.test_of,
    )  # fmt: skip


@router.post("/runs/{id}/leader/acceptance", responses=refuses(C06_08, C08_11))
async def accept_leadership(id: UUID, asker: Asks) -> Receipt:
    """The one who was appointed to lead the run takes it on."""
    return await asker.ask(upon(Run, id, Run.accept_leadership))


@router.post("/runs/{id}/working-group", responses=refuses(C06_07, C08_11, C13_02, I22, I44))
async def appoint_working_group(id: UUID, body: WorkingGroup, asker: Asks) -> Receipt:
    """Appoint the working group; seats that nobody holds are shown."""
    said = body.model_dump()
    return await asker.ask(by_group(partial(preparing.appoint_working_group, run=id, **said)))


@router.post("/runs/{id}/notification", responses=refuses(C06_04, C06_06, C08_11, I21))
async def notify(id: UUID, body: Notification, asker: Asks) -> Receipt:
    """Tell the coordinating group of a region's own run, or of a common process."""
    return await asker.ask(partial(preparing.notify, run=id, **body.model_dump()))


@router.post("/runs/{id}/limits", responses=refuses(C08_11, I20))
async def state_limits(id: UUID, body: Limits, asker: Asks) -> Receipt:
    """State whom a track C run is for."""
    return await asker.ask(partial(preparing.state_limits, run=id, **body.model_dump()))


@router.post("/runs/{id}/completion", responses=refuses(C05_07, C08_11, I20))
async def assign_completion(id: UUID, body: Completion, asker: Asks) -> Receipt:
    """Say who sees to it that the solution comes to all."""
    return await asker.ask(partial(preparing.assign_completion, run=id, **body.model_dump()))


@router.post("/runs/{id}/communication", responses=refuses(C08_11, I20))
async def plan_communication(id: UUID, body: Communication, asker: Asks) -> Receipt:
    """Refer to the communication plan."""
    return await asker.ask(upon(Run, id, Run.plan_communication, plan=body.plan))


@router.post("/runs/{id}/deviation", responses=refuses(C06_04, C08_11, I27, I44))
async def record_deviation(id: UUID, body: Deviation, asker: Asks) -> Receipt:
    """Record why a solution that is not endorsed is run all the same."""
    said = body.model_dump()
    return await asker.ask(by_group(partial(preparing.record_deviation, run=id, **said)))


@router.post("/runs/{id}/actors", responses=refuses(C06_04, C08_11, I21))
async def include_actor(id: UUID, body: Actor, asker: Asks) -> Receipt:
    """Take another actor of the region along in its run."""
    return await asker.ask(partial(preparing.include_actor, run=id, **body.model_dump()))


@router.post("/runs/{id}/population", responses=refuses(C06_09, C08_11))
async def freeze_population(id: UUID, body: AsOfDay, asker: Asks) -> Receipt:
    """Freeze whom the run is for, as of a day."""
    return await asker.ask(partial(preparing.freeze_population, run=id, as_of=body.as_of))


@router.post("/runs/{id}/advance-notices", responses=refuses(C06_14))
async def send_advance_notice(id: UUID, body: AdvanceNotice, asker: Asks) -> Receipt:
    """Send early word of a run. It is no invitation, and no answer is expected."""
    return await asker.ask(partial(preparing.send_advance_notice, run=id, **body.model_dump()))


@router.post("/runs/{id}/test", responses=refuses(C06_18, C08_11, I44))
async def mark_as_test(id: UUID, body: TestMark, asker: Asks) -> Receipt:
    """Mark the run as a test of the model; the mark stays."""
    return await asker.ask(by_group(upon(Run, id, Run.mark_as_test, purpose=body.purpose)))


@router.post("/runs/{id}/test/adjustments", status_code=201, responses=refuses(C06_18, C10_04, I37))
async def note_adjustment(id: UUID, body: Adjustment, asker: Asks) -> Receipt:
    """Note what the test teaches, as a learning point."""
    return await asker.ask(partial(preparing.note_adjustment, run=id, **body.model_dump()))


@router.post("/runs/{id}/stop", responses=refuses(C06_04, C08_11, I44))
async def stop(id: UUID, body: Reason, asker: Asks) -> Receipt:
    """Stop the run for a while: nobody is invited, and nothing starts."""
    return await asker.ask(by_group(partial(halting.stop, run=id, reason=body.reason)))


@router.post("/runs/{id}/resumption", responses=refuses(C06_04, C08_11, I44))
async def resume(id: UUID, body: Reason, asker: Asks) -> Receipt:
    """Let a stopped run go on where it was."""
    return await asker.ask(by_group(partial(halting.resume, run=id, reason=body.reason)))


@router.post("/runs/{id}/cancellation", responses=refuses(C06_04, C08_11, I44))
async def cancel(id: UUID, body: Reason, asker: Asks) -> Receipt:
    """Cancel the run and its puljer; every place is free."""
    return await asker.ask(by_group(partial(halting.cancel, run=id, reason=body.reason)))


@router.post(
    "/runs/{id}/puljer/{number}/leader", responses=refuses(C06_04, C06_08, C08_11, I20, I23, I44)
)
async def change_pulje_leader(
    id: UUID, number: PuljePath, body: PuljeLeadership, asker: Asks
) -> Receipt:
    """Let somebody else lead a pulje, and hand over what is open."""
    said = body.model_dump()
    return await asker.ask(
        by_group(partial(leading.change_pulje_leader, run=id, number=number, **said))
    )


@router.post(
    "/runs/{id}/puljer/{number}/cancellation", responses=refuses(C06_01, C06_04, C08_11, I44)
)
async def cancel_pulje(id: UUID, number: PuljePath, body: Reason, asker: Asks) -> Receipt:
    """Cancel one pulje; its places are free, and decisions to join stand."""
    deed = partial(halting.cancel_pulje, run=id, number=number, reason=body.reason)
    return await asker.ask(by_group(deed))


def _named(names: tuple[str, ...], told: tuple[Any, ...] | None) -> dict[str, Any] | None:
    return None if told is None else dict(zip(names, told, strict=True))

"""Help, what does not work, and who keeps in touch, over HTTP."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import support as deeds
from aggregates.execution.issue import Issue
from aggregates.execution.network import ParticipantNetwork
from aggregates.execution.support import Support
from aggregates.kernel.act import Role
from aggregates.rules import C06_17, C08_04, C08_08, C08_09, C11_01, I01
from aggregates.territory.register import Register
from api.asking import Asker, Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import WHOLE, Body, Code, CodePath, CodeQuery, Number, Short, Text
from api.refusing import refuses
from api.regions import County
from api.routing import commands
from api.views import AtLeast, Cursor, Item, Limit, Page, Views, the_views
from log.log import upon
from projections.issues import IssueRow, Issues
from projections.support import Help, SupportLog, SupportTopics
from projections.tables import Tables

router = commands("support")

Reads = Annotated[Views, Depends(the_views)]
Recalls = Annotated[Histories, Depends(the_histories)]
Numbers = Annotated[list[Number], Field(max_length=500)]
HELPERS = frozenset({Role.NETWORK_RESOURCE, Role.ROLLOUT_LEADER})


class Request(Body):
    """What a municipality asks for, under a topic that can be counted."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"topic": "paalogging", "text": "Vaktlaget kommer ikke inn."}]
        }
    )
    topic: Code
    text: Text


class Answer(Body):
    """What help was given; `why` says of individual help why the common was not enough."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "individual", "minutes": 45, "topic": "paalogging",
                    "answer": "Gikk gjennom oppsettet.", "why": "Eget oppsett av vaktlag.",
                }
            ]
        }
    )  # fmt: skip
    kind: Literal["common", "individual"]
    minutes: Annotated[int, Field(ge=0, le=100_000), WHOLE]
    topic: Code
    answer: Text
    why: Text | None = None


class NewIssue(Body):
    """What does not work, how bad it is, and in which municipalities."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "solution": "kjernejournal", "run": None, "severity": "major",
                    "title": "Oppslag tar lang tid", "text": "Særlig om morgenen.",
                    "affected": ["4601"],
                }
            ]
        }
    )  # fmt: skip
    solution: Code
    run: UUID | None = None
    severity: Short
    title: Short
    text: Text
    affected: Numbers


class Affected(Body):
    """Which municipality has it, too."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"number": "4601"}]})
    number: Number


class Severity(Body):
    """How bad it is, and why it is judged so."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"severity": "severe", "reason": "Gjelder akutte pasienter."}]
        }
    )
    severity: Short
    reason: Text


class IssueAnswer(Body):
    """The answer to all who have it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"answer": "Rettet i versjon 4.2."}]})
    answer: Text


class NewNetwork(Body):
    """Where those who went through the run meet."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"channel": "Digitalt møte hver måned"}]}
    )
    channel: Short


class Membership(Body):
    """The role in the municipality that is its contact."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"contact_role": "Superbruker"}]})
    contact_role: Short


class LiftedTopic(Body):
    """The need that a topic has become, in one's own words, and the requests that show it recurs.

    `county` is said by who acts for no region.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "text": "Vaktlag kommer ikke inn uten eget oppsett.", "county": None,
                    "requests": [
                        "0b0e5a3e-5f52-5a94-8a7e-0d3f6b0a1c11",
                        "0b0e5a3e-5f52-5a94-8a7e-0d3f6b0a1c12",
                    ],
                }
            ]
        }
    )  # fmt: skip
    text: Text
    requests: Annotated[list[UUID], Field(max_length=500)]
    county: County | None = None


class TopicRow(BaseModel):
    """One topic: how often, how much of it unanswered, and for how long, common and individual.

    `need` is what it was lifted as; null where it was not.
    """

    topic: str
    need: UUID | None
    requests: int
    unanswered: int
    individual: int
    common_minutes: int
    individual_minutes: int


class Topics(BaseModel):
    """What recurs, and the ratio of individual to all help in minutes; null without any."""

    topics: list[TopicRow]
    common_minutes: int
    individual_minutes: int
    individual_share: float | None


class NetworkPage(BaseModel):
    """Who is in the network of a run, with the role that is each one's contact."""

    run: UUID
    members: dict[str, str]


@router.post("/participations/{id}/support", status_code=201, responses=refuses(I01, C08_04))
async def ask_for_help(id: UUID, body: Request, asker: Asks) -> Receipt:
    """Ask for help, whatever the municipality has answered to the invitation."""
    return await asker.ask(lambda desk: deeds.request(desk, participation=id, **body.model_dump()))


@router.post("/support/{id}/answers", responses=refuses(C06_17, C08_04))
async def give_help(id: UUID, body: Answer, asker: Asks) -> Receipt:
    """Note what help was given, and how long it took."""
    return await asker.ask(upon(Support, id, Support.give, **body.model_dump()))


@router.get("/runs/{id}/support", tags=["boards"])
async def support_log(
    id: UUID, asker: Asks, views: Reads, answered: bool | None = None,
    at_least: AtLeast = 0, limit: Limit = 100, cursor: Cursor = None,
) -> Page[Help]:  # fmt: skip
    """The inbox of a run. What was said is given to who said it, who helps, and the own region."""
    asked = {} if answered is None else {"answered": answered}
    page = await views.page(SupportLog, at_least, limit, cursor, run=str(id), **asked)
    page["items"] = await _covered(asker, page["items"], views.today)
    return Page.model_validate(page, from_attributes=True)


@router.get("/runs/{id}/support/topics", tags=["boards"])
async def support_topics(id: UUID, _: Asks, views: Reads, at_least: AtLeast = 0) -> Item[Topics]:
    """What is asked about again and again, and how much help was individual (C06-17)."""

    def look(tables: Tables) -> tuple[list[Help], dict[str, str]]:
        of_run = {"run": str(id)}
        needs = {row.topic: row.need for row in tables.page(SupportTopics, of_run)}
        return tables.page(SupportLog, of_run), needs

    (rows, needs), freshness = await views.read(at_least, [SupportLog, SupportTopics], look)
    return Item(position=freshness.position, recorded=freshness.recorded, item=_topics(rows, needs))


@router.post(
    "/runs/{id}/support/topics/{topic}/need", status_code=201, responses=refuses(C08_04, C11_01)
)
async def lift_topic(id: UUID, topic: CodePath, body: LiftedTopic, asker: Asks) -> Receipt:
    """Make a need of what is asked about again and again; it is then answered as any other."""
    return await asker.ask(
        lambda desk: deeds.lift_topic(desk, run=id, topic=topic, **body.model_dump())
    )


@router.post("/issues", status_code=201, responses=refuses(C08_08))
async def raise_issue(body: NewIssue, asker: Asks) -> Receipt:
    """Tell of something that does not work."""
    return await asker.ask(lambda desk: deeds.raise_issue(desk, **body.model_dump()))


@router.get("/issues", tags=["boards"])
async def issues(
    _: Asks, views: Reads, solution: CodeQuery = None, answered: bool | None = None,
    at_least: AtLeast = 0, limit: Limit = 100, cursor: Cursor = None,
) -> Page[IssueRow]:  # fmt: skip
    """What does not work, whom it affects, and what is not answered yet."""
    asked: dict[str, Any] = {"solution": solution, "answered": answered}
    where = {name: value for name, value in asked.items() if value is not None}
    page = await views.page(Issues, at_least, limit, cursor, **where)
    return Page.model_validate(page, from_attributes=True)


@router.post("/issues/{id}/affected", responses=refuses(C08_08))
async def affect(id: UUID, body: Affected, asker: Asks) -> Receipt:
    """Tell that another municipality has it, too."""
    return await asker.ask(lambda desk: deeds.affect(desk, issue=id, number=body.number))


@router.post("/issues/{id}/severity", responses=refuses(C08_08))
async def change_severity(id: UUID, body: Severity, asker: Asks) -> Receipt:
    """Judge it otherwise, for a reason."""
    return await asker.ask(upon(Issue, id, Issue.change_severity, **body.model_dump()))


@router.post("/issues/{id}/answer", responses=refuses(C08_08))
async def answer_issue(id: UUID, body: IssueAnswer, asker: Asks) -> Receipt:
    """Answer all who have it."""
    return await asker.ask(lambda desk: deeds.answer_issue(desk, issue=id, answer=body.answer))


@router.post("/runs/{id}/network", status_code=201, responses=refuses(C08_09))
async def form_network(id: UUID, body: NewNetwork, asker: Asks) -> Receipt:
    """Form the network of those who go through the run; nobody is in it by that."""
    return await asker.ask(lambda desk: deeds.form_network(desk, run=id, channel=body.channel))


@router.get("/runs/{id}/network")
async def network(id: UUID, _: Asks, histories: Recalls) -> NetworkPage:
    """Who keeps in touch, also after the run."""
    found = await histories.read(ParticipantNetwork, ParticipantNetwork.id_of(id))
    members = sorted((str(each), role) for each, role in found.members.items())
    return NetworkPage(run=found.run, members=dict(members))


@router.post("/participations/{id}/network", responses=refuses(I01, C08_09))
async def join_network(id: UUID, body: Membership, asker: Asks) -> Receipt:
    """Join the network, as the municipality."""
    return await asker.ask(
        lambda desk: deeds.join_network(desk, participation=id, contact_role=body.contact_role)
    )


@router.post("/participations/{id}/network/leaving", responses=refuses(I01, C08_09))
async def leave_network(id: UUID, asker: Asks) -> Receipt:
    """Leave the network, as the municipality."""
    return await asker.ask(lambda desk: deeds.leave_network(desk, participation=id))


async def _covered(asker: Asker, rows: list[Help], day: date) -> list[Help]:
    """Rows without the words of others, by the county that each municipality is in that day."""
    if asker.role in HELPERS:
        return rows
    register = await asker.log.read(Register, Register.ID)
    there = register.at(day)

    def theirs(row: Help) -> bool:
        known = there.get(UUID(row.municipality))
        of_region = asker.role == Role.REGIONAL_CONTACT and known is not None
        in_region = of_region and known is not None and known.county == asker.region
        return row.municipality == str(asker.municipality) or in_region

    return [row if theirs(row) else row.but(text=None, answers=[]) for row in rows]


def _topics(rows: list[Help], needs: dict[str, str]) -> Topics:
    by_topic: dict[str, list[Help]] = defaultdict(list)
    for row in rows:
        by_topic[row.topic].append(row)
    told = [
        TopicRow(
            topic=topic, need=UUID(needs[topic]) if topic in needs else None, requests=len(found),
            unanswered=sum(not each.answered for each in found),
            individual=sum(each.individual for each in found),
            common_minutes=sum(each.common_minutes for each in found),
            individual_minutes=sum(each.individual_minutes for each in found),
        )
        for topic, found in sorted(by_topic.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]  # fmt: skip
    common = sum(each.common_minutes for each in told)
    alone = sum(each.individual_minutes for each in told)
    share = round(alone / (common + alone), 3) if common + alone else None
    return Topics(
        topics=told, common_minutes=common, individual_minutes=alone, individual_share=share
    )

"""A lifted need is to be acknowledged, and an answer comes back to every origin, once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from aggregates.deeds.practice import NEED_RECEIPT
from aggregates.needs.change_request import ChangeRequest
from aggregates.needs.need import Need
from aggregates.tasks.notice import Notice
from aggregates.tasks.task import Task
from bus.contracts.needs import ChangeRequestStatusSet, NeedAnswered, NeedLifted, NeedReceived
from log.log import Log, upon
from services.needs import answer_down, ask_for_receipt, follow_request, note_receipt
from tests.kit.given import MORNING
from tests.kit.needs import CONTACT, NHN, RECEIVER, answered, lifted, need, received
from tests.kit.practice import stated
from tests.kit.regions import VESTLAND, register, serving
from tests.services.past import done, happened, hear, recorded

BEGAN = MORNING.date()


@pytest.mark.rule("C11-04")
def test_the_receiver_is_asked_to_acknowledge_and_the_task_ends_when_it_has(log: Log) -> None:
    async def story() -> None:
        made = lifted(1)
        happened(log, made)
        await hear(log, ask_for_receipt, NeedLifted)
        await done(log, RECEIVER, upon(Need, made.id, Need.acknowledge))
        await hear(log, note_receipt, NeedReceived)

    asyncio.run(story())
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.for_role, task.for_body) == ("need_receipt", "tjenesteleverandor", NHN)
    assert task.due == BEGAN + timedelta(days=14)
    assert len(recorded(log, Task.Done)) == 1


@pytest.mark.rule("C11-04", "T06")
def test_a_receiver_has_as_long_to_acknowledge_as_the_practice_has_it(log: Log) -> None:
    async def story() -> None:
        happened(log, stated(NEED_RECEIPT, 30), lifted(1))
        await hear(log, ask_for_receipt, NeedLifted)

    asyncio.run(story())
    [task] = recorded(log, Task.Opened)
    assert task.due == BEGAN + timedelta(days=30)


@pytest.mark.rule("C11-04")
def test_who_has_acknowledged_already_is_not_asked(log: Log) -> None:
    async def story() -> None:
        happened(log, received(1))
        await hear(log, ask_for_receipt, NeedLifted)
        await hear(log, note_receipt, NeedReceived)

    asyncio.run(story())
    assert recorded(log, Task.Opened) == []


@pytest.mark.rule("I38", "C11-05")
def test_an_answer_comes_back_to_each_of_three_origins_once(log: Log) -> None:
    async def story() -> None:
        bergen = register("4601", "4602")
        bergen.state_organisation(CONTACT, number="4601", orgnr="964338531", on=BEGAN, reason="x")
        municipality = bergen.id_of("4601", BEGAN)
        whole = need(1, municipality=municipality, outcome="solve_regionally")
        parts = [need(2), need(3)]
        whole.merge(CONTACT, others=parts)
        whole.give_answer(CONTACT, answer="solved", reason="Løst i nettverket.")
        happened(log, bergen, whole, *parts, *serving())
        await hear(log, answer_down, NeedAnswered)

    asyncio.run(story())
    returned = recorded(log, Need.AnswerReturned)
    assert {each.origin for each in returned} == {UUID(int=1000 + each) for each in (1, 2, 3)}
    assert len(returned) == 3
    [notice] = recorded(log, Notice.Sent)
    assert notice.to == [
        {"role": None, "body": "964338531"}, {"role": "regional_kontakt", "body": VESTLAND},
    ]  # fmt: skip


@pytest.mark.rule("I38")
def test_a_later_answer_comes_back_too(log: Log) -> None:
    async def story() -> None:
        made = answered(1)
        happened(log, register("4601"), made)
        await hear(log, answer_down, NeedAnswered)
        later = upon(Need, made.id, Need.give_answer, answer="solved", reason="Versjon 4.2.")
        await done(log, RECEIVER, later)
        await hear(log, answer_down, NeedAnswered)

    asyncio.run(story())
    assert [each.answer for each in recorded(log, Need.AnswerReturned)] == ["planned", "solved"]
    assert len(recorded(log, Notice.Sent)) == 2


@pytest.mark.rule("C11-07", "I40")
def test_the_status_of_a_change_request_is_the_answer_to_its_need_and_reaches_its_origin(
    log: Log,
) -> None:
    async def story() -> None:
        made = received(1)
        asked = ChangeRequest.send(
            CONTACT, id=UUID(int=77), text="Vis det.", solution="kjernejournal", need=made.id,
            receiver=NHN, priority="high",
        )  # fmt: skip
        happened(log, register("4601"), made, asked)
        told = partial(ChangeRequest.set_status, status="planned", release="KJ 4.2")
        await done(log, RECEIVER, upon(ChangeRequest, asked.id, told))
        await hear(log, follow_request, ChangeRequestStatusSet)
        await hear(log, answer_down, NeedAnswered)

    asyncio.run(story())
    [answer] = recorded(log, Need.Answered)
    assert (answer.answer, answer.request) == ("planned", UUID(int=77))
    assert [each.answer for each in recorded(log, Need.AnswerReturned)] == ["planned"]

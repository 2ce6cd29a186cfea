from __future__ import annotations

import asyncio
from functools import partial

from aggregates.deeds.decision import decide
from aggregates.deeds.sign_up import withdraw
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.runs.pulje import Pulje
from aggregates.tasks.task import Task
from bus.contracts.invitations import MunicipalDecisionMade
from log.log import Deed, Log
from services.places import settle
from tests.kit.runs import BERGEN, RUN, VOSS, decider, invited, joined, opened, pulje
from tests.services.past import done, happened, hear, recorded, told

MINE = Participation.id_of(RUN, BERGEN)


def deciding(answer: str, wished_pulje: int | None = None) -> Deed:
    return partial(
        decide, participation=MINE, answer=answer, basis_version=1, level="kommunedirektor",
        wished_pulje=wished_pulje,
    )  # fmt: skip


def test_a_municipality_that_joins_gets_the_place_it_wished_and_its_tasks_once(log: Log) -> None:
    async def story() -> None:
        happened(log, opened(), pulje(), pulje(2), joined())
        await hear(log, settle, MunicipalDecisionMade)

    asyncio.run(story())
    [signed] = recorded(log, Participation.SignedUp)
    assert (signed.originator_id, signed.pulje, signed.outcome) == (MINE, 1, "place")
    assert [each.participation for each in recorded(log, Pulje.PlaceTaken)] == [MINE]
    tasks = recorded(log, Task.Opened)
    assert {each.kind for each in tasks} == {"agreements_checklist", "local_task_set"}
    assert {(each.for_role, each.municipality) for each in tasks} == {
        (Role.MUNICIPAL_COORDINATOR, BERGEN)
    }


def test_what_a_reaction_does_says_who_and_why(log: Log) -> None:
    async def story() -> None:
        happened(log, opened(), pulje(), joined())
        await hear(log, settle, MunicipalDecisionMade)

    asyncio.run(story())
    [(_, heard)] = told(log, MunicipalDecisionMade)
    [signed] = recorded(log, Participation.SignedUp)
    assert (signed.by, signed.role, signed.body) == ("system:places", Role.SYSTEM, "971032146")
    assert signed.cause == heard.id


def test_where_the_pulje_is_full_those_who_joined_wait_in_order(log: Log) -> None:
    async def story() -> None:
        happened(log, opened(), pulje(capacity=1), joined(), joined(VOSS, "4621"))
        for message, envelope in told(log, MunicipalDecisionMade):
            await settle(message, envelope, log)
        await hear(log, settle, MunicipalDecisionMade)

    asyncio.run(story())
    assert [each.outcome for each in recorded(log, Participation.SignedUp)] == ["place", "waiting"]


def test_without_a_wish_there_are_tasks_but_no_pulje(log: Log) -> None:
    async def story() -> None:
        happened(log, opened(), pulje(), invited())
        await done(log, decider(), deciding("join"))
        await hear(log, settle, MunicipalDecisionMade)

    asyncio.run(story())
    assert recorded(log, Participation.SignedUp) == []
    assert len(recorded(log, Task.Opened)) == 2


def test_a_wish_that_comes_later_gives_a_place_but_no_second_tasks(log: Log) -> None:
    async def story() -> None:
        happened(log, opened(), pulje(), invited())
        await done(log, decider(), deciding("join"))
        await hear(log, settle, MunicipalDecisionMade)
        await done(log, decider(), deciding("join", wished_pulje=1))
        await hear(log, settle, MunicipalDecisionMade)

    asyncio.run(story())
    assert [each.pulje for each in recorded(log, Participation.SignedUp)] == [1]
    assert len(recorded(log, Task.Opened)) == 2


def test_a_decision_that_another_has_replaced_leads_to_nothing(log: Log) -> None:
    async def story() -> None:
        happened(log, opened(), pulje(), joined())
        await done(log, decider(), deciding("decline"))
        await hear(log, settle, MunicipalDecisionMade)

    asyncio.run(story())
    assert recorded(log, Participation.SignedUp) == []
    assert recorded(log, Task.Opened) == []


def test_who_has_withdrawn_is_not_signed_up_again_by_an_old_message(log: Log) -> None:
    async def story() -> None:
        happened(log, opened(), pulje(), joined())
        await hear(log, settle, MunicipalDecisionMade)
        await done(log, decider(), partial(withdraw, participation=MINE))
        await hear(log, settle, MunicipalDecisionMade)

    asyncio.run(story())
    assert len(recorded(log, Participation.SignedUp)) == 1
    assert len(recorded(log, Task.Opened)) == 2

from __future__ import annotations

import asyncio
from datetime import date
from uuid import UUID

from aggregates.evaluation.learning import Learning
from aggregates.kernel.act import Role
from aggregates.material.copies import LocalCopies
from aggregates.tasks.notice import Notice
from aggregates.tasks.task import Task
from aggregates.territory.register import Register
from aggregates.territory.timeline import Name
from bus.contracts.evaluation import LearningRaised
from bus.contracts.material import MaterialVersionPublished
from log.log import Log
from services.material import ask_for_review, tell_holders
from tests.kit.given import act
from tests.kit.material import NHN, PROGRAMME, copies, maintenance, organisation, package
from tests.kit.runs import SYSTEM, coordinator
from tests.services.past import happened, hear, recorded

BODY = "964338531"


def learned(type: str = "material") -> Learning:
    return Learning.raise_(
        act(Role.ROLLOUT_LEADER), evaluation=UUID(int=1), key=f"L-{type}", run=UUID(int=2),
        solution="kj", track="A", text="Malen kom sent.", type=type, owner="NHN",
    )  # fmt: skip


def register() -> Register:
    """Bergen and Voss are there; Bergen has an organisation number."""
    opened = Register.open(SYSTEM, on=date(2023, 12, 31))
    for number, name in (("4601", "Bergen"), ("4621", "Voss")):
        opened.register(SYSTEM, number=number, name=Name(name, None, {}))
    opened.state_organisation(SYSTEM, number="4601", orgnr=BODY, on=date(2023, 12, 31))
    return opened


def held(register: Register, of_version: int) -> LocalCopies:
    """Bergen and Voss have copies of that version."""
    taken = copies()
    for number in ("4601", "4621"):
        municipality = register.id_of(number, date(2024, 1, 1))
        taken.take(coordinator(municipality), type="ros", of_version=of_version)
    return taken


def test_who_maintains_the_material_is_asked_to_look_at_what_was_learned(log: Log) -> None:
    async def story() -> None:
        happened(
            log, maintenance(PROGRAMME, "programme"), organisation(PROGRAMME, "programme"),
            learned(), learned("vendor"),
        )  # fmt: skip
        await hear(log, ask_for_review, LearningRaised)

    asyncio.run(story())
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.about) == ("material_review", learned().id)
    assert (task.for_role, task.for_body) == (Role.PROGRAMME, PROGRAMME)


def test_a_provider_that_maintains_is_asked_as_a_provider(log: Log) -> None:
    async def story() -> None:
        happened(log, maintenance(), organisation(NHN, "service_provider"), learned())
        await hear(log, ask_for_review, LearningRaised)

    asyncio.run(story())
    [task] = recorded(log, Task.Opened)
    assert (task.for_role, task.for_body) == (Role.SERVICE_PROVIDER, NHN)


def test_where_nobody_maintains_it_ks_is_asked(log: Log) -> None:
    async def story() -> None:
        happened(log, learned())
        await hear(log, ask_for_review, LearningRaised)

    asyncio.run(story())
    [task] = recorded(log, Task.Opened)
    assert (task.for_role, task.for_body) == (Role.PORTFOLIO_OWNER, None)


def test_who_holds_an_older_copy_is_told_what_is_new(log: Log) -> None:
    async def story() -> None:
        there = register()
        happened(log, there, held(there, 1), package("ros", "ros"))
        await hear(log, tell_holders, MaterialVersionPublished)

    asyncio.run(story())
    [notice] = recorded(log, Notice.Sent)
    assert notice.to == [{"role": "kommunal_koordinator", "body": BODY}]
    assert (notice.facts["number"], notice.facts["to_do"]) == (2, "Fyll ut kapittel 3.")


def test_who_holds_the_newest_copy_is_told_nothing(log: Log) -> None:
    async def story() -> None:
        there = register()
        happened(log, there, held(there, 2), package("ros", "ros"))
        await hear(log, tell_holders, MaterialVersionPublished)

    asyncio.run(story())
    assert recorded(log, Notice.Sent) == []

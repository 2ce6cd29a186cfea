from __future__ import annotations

import asyncio
from datetime import date

import pytest

from aggregates.kernel.act import Role
from aggregates.mandates.roster import Roster
from aggregates.tasks.task import Task
from api import texts
from bus.contracts.mandates import FunctionEnded
from log.log import Log, upon
from services.orphans import see_to
from tests.kit.given import MORNING, act
from tests.services.past import done, happened, hear, recorded, told

BERGEN, ENDS = "964338531", date(2024, 3, 1)
ADMINISTRATOR = act(Role.ADMINISTRATOR, body=BERGEN)


async def somebody_left(log: Log) -> None:
    """Bergen's decider has left, and that was heard."""
    roster = Roster.open(act(Role.SYSTEM), organisation=BERGEN)
    roster.give(
        ADMINISTRATOR, kind="municipality", person="p-2", function=Role.MUNICIPAL_DECIDER,
        since=MORNING.date(),
    )  # fmt: skip
    happened(log, roster)
    ending = upon(
        Roster, Roster.id_of(BERGEN), Roster.end,
        person="p-2", function=Role.MUNICIPAL_DECIDER, until=ENDS,
    )  # fmt: skip
    await done(log, ADMINISTRATOR, ending)
    await hear(log, see_to, FunctionEnded)


@pytest.mark.rule("C01-06")
def test_when_a_function_ends_the_administrator_is_asked_once_to_see_to_its_duties(
    log: Log,
) -> None:
    asyncio.run(somebody_left(log))
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.for_role, task.for_body) == (
        "orphaned_duties", Role.ADMINISTRATOR, BERGEN,
    )  # fmt: skip
    assert task.due == ENDS
    assert texts.subject(task.subject_key, task.facts) == (
        "Noen har ikke lenger funksjonen «kommunal_beslutter» fra 2024-03-01. Se hvilke oppgaver "
        "og løp som nå er uten noen."
    )


@pytest.mark.rule("C23-05")
def test_that_a_function_ended_is_told_without_whose_it_was(log: Log) -> None:
    asyncio.run(somebody_left(log))
    [(message, _)] = told(log, FunctionEnded)
    assert "p-2" not in message.model_dump_json()

from __future__ import annotations

import asyncio
from datetime import date
from functools import partial

import pytest

from aggregates.deeds.regions import name_representative
from aggregates.kernel.act import Role
from aggregates.kernel.root import Root
from aggregates.mandates.mandate import Mandate
from aggregates.mandates.roster import Roster
from aggregates.regions.regional_group import RegionalGroup
from aggregates.tasks.task import Task
from api import texts
from bus.contracts.mandates import FunctionEnded, MandateEnded
from log.log import Log, upon
from services.orphans import see_to, see_to_mandate
from tests.kit.given import MORNING, act
from tests.kit.regions import NETWORK, VESTLAND, register, serving
from tests.services.past import done, happened, hear, recorded, told

BERGEN, ENDS = "964338531", date(2024, 3, 1)
SINCE, FORUM = date(2024, 1, 1), "FPU e-helse"
MANDATE = Mandate.id_of("p-9", FORUM, SINCE)
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


async def mandate_ended(log: Log, *roots: Root) -> None:
    """Who spoke in KS FPU e-helse does so no more, and that was heard."""
    given = Mandate.give(act(), person="p-9", forum=FORUM, since=SINCE)
    happened(log, register("4601"), given, *roots)
    await done(log, act(), upon(Mandate, MANDATE, Mandate.end, until=ENDS))
    await hear(log, see_to_mandate, MandateEnded)


def represented() -> tuple[Root, ...]:
    """Vestland has named who speaks for it, under that mandate."""
    group, service = serving()
    group.name_representative(
        NETWORK, person="p-9", mandate=MANDATE, forum=FORUM, feedback="Referat."
    )
    return group, service


@pytest.mark.rule("C01-07", "C12-04")
def test_when_a_mandate_ends_the_group_that_it_spoke_for_is_asked_to_name_another(
    log: Log,
) -> None:
    async def story() -> None:
        await mandate_ended(log, *represented())
        [task] = recorded(log, Task.Opened)
        assert (task.kind, task.for_role, task.for_body) == (
            "representative_missing", Role.REGIONAL_CONTACT, VESTLAND,
        )  # fmt: skip
        again = Mandate.give(act(), person="p-9", forum=FORUM, since=ENDS)
        happened(log, again)
        naming = partial(
            name_representative, group=RegionalGroup.id_of(VESTLAND), mandate=again.id,
            feedback="Referat.",
        )  # fmt: skip
        await done(log, NETWORK, naming)

    asyncio.run(story())
    first, second = recorded(log, RegionalGroup.RepresentativeNamed)
    assert (first.person, first.mandate) == (second.person, MANDATE)
    assert second.mandate != MANDATE
    assert [each.outcome for each in recorded(log, Task.Done)] == ["named"]


@pytest.mark.rule("C01-07")
def test_where_a_mandate_spoke_for_no_region_ks_is_asked(log: Log) -> None:
    asyncio.run(mandate_ended(log, *serving()))
    [task] = recorded(log, Task.Opened)
    assert (task.for_role, task.due) == (Role.PORTFOLIO_OWNER, ENDS)


@pytest.mark.rule("C23-05", "C01-07")
def test_that_a_mandate_ended_is_told_without_whose_it_was(log: Log) -> None:
    asyncio.run(mandate_ended(log))
    [(message, _)] = told(log, MandateEnded)
    assert "p-9" not in message.model_dump_json()

from __future__ import annotations

import asyncio
from datetime import date
from functools import partial

import pytest

from aggregates.deeds.invitation import set_part
from aggregates.deeds.terms import adopt_prices
from aggregates.invitations.basis import MANDATORY, DecisionBasis
from aggregates.kernel.act import Role
from aggregates.portfolio.solution import Solution
from aggregates.tasks.task import Task
from api import texts
from bus.contracts.funding import PriceModelAdopted
from log.log import Deed, Log
from services.prices import outdate
from tests.kit.given import act
from tests.kit.runs import LEADER, RUN, opened
from tests.services.past import done, happened, hear, recorded

SHARES = [{"payer": "kommuner", "part": "fixed", "amount": 100}]


def adopting(year: int) -> Deed:
    return partial(
        adopt_prices, solution="pll", year=year, total=100, shares=SHARES, decided_by="HOD",
        document="Brev 24/3",
    )  # fmt: skip


async def begun(log: Log, *parts: str) -> None:
    """A run for PLL, and a decision basis with these parts."""
    solution = Solution.register(
        act(), code="pll", name="PLL", kind="national_solution", owner="983544622", source="S3"
    )
    happened(log, solution, opened())
    for part in parts:
        writing = partial(
            set_part, run=RUN, part=part, text="Om det.", sources=[], dated=date(2024, 2, 1)
        )
        await done(log, LEADER, writing)


async def told_of_new_prices(log: Log) -> None:
    """The run of a complete basis has heard of the prices of 2025."""
    await begun(log, *MANDATORY)
    await done(log, act(), adopting(2025))
    await hear(log, outdate, PriceModelAdopted)


@pytest.mark.rule("I05", "C19-01")
def test_a_new_price_model_makes_the_cost_part_old_and_asks_the_leader_for_a_new_one(
    log: Log,
) -> None:
    async def story() -> int | None:
        await told_of_new_prices(log)
        return (await log.read(DecisionBasis, DecisionBasis.id_of(RUN))).outdated

    assert asyncio.run(story()) == 2025
    assert [each.year for each in recorded(log, DecisionBasis.CostOutdated)] == [2025]
    [task] = recorded(log, Task.Opened)
    assert (task.kind, task.for_role, task.for_body) == (
        "cost_part", Role.ROLLOUT_LEADER, "983544622",
    )  # fmt: skip
    assert texts.subject(task.subject_key, task.facts) == (
        "Prismodellen for pll i 2025 er vedtatt. Skriv kostnadsdelen av beslutningsgrunnlaget "
        "på nytt."
    )


def test_a_basis_without_a_cost_part_is_left_alone(log: Log) -> None:
    async def story() -> None:
        await begun(log, "resources")
        await done(log, act(), adopting(2025))
        await hear(log, outdate, PriceModelAdopted)

    asyncio.run(story())
    assert recorded(log, DecisionBasis.CostOutdated) == []
    assert recorded(log, Task.Opened) == []


def test_what_was_written_anew_is_not_old_by_a_message_that_comes_again(log: Log) -> None:
    async def story() -> int | None:
        await told_of_new_prices(log)
        anew = partial(
            set_part, run=RUN, part="cost_and_capacity", text="100 kroner.", sources=[],
            dated=date(2024, 2, 2),
        )  # fmt: skip
        await done(log, LEADER, anew)
        await hear(log, outdate, PriceModelAdopted)
        return (await log.read(DecisionBasis, DecisionBasis.id_of(RUN))).outdated

    assert asyncio.run(story()) is None
    assert len(recorded(log, Task.Opened)) == 1

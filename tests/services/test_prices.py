from __future__ import annotations

import asyncio
from datetime import date
from functools import partial

import pytest

from aggregates.deeds.invitation import set_part
from aggregates.deeds.terms import adopt_prices, confirm_cost, freeze_basis
from aggregates.invitations.basis import COST, MANDATORY, DecisionBasis
from aggregates.kernel.act import Role
from aggregates.kernel.refusals import Refused
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
        "Prismodellen for pll i 2025 er vedtatt. Bekreft at kostnadsdelen av beslutningsgrunnlaget "
        "forteller om de nye prisene, eller skriv den på nytt."
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


@pytest.mark.rule("I05", "C19-01")
def test_the_new_prices_stand_beside_the_words_once_the_leader_confirms_and_all_hear_of_it(
    log: Log,
) -> None:
    async def story() -> DecisionBasis:
        await begun(log, *MANDATORY)
        await done(log, LEADER, partial(freeze_basis, run=RUN))
        await done(log, act(), adopting(2025))
        await hear(log, outdate, PriceModelAdopted)
        proposed = await log.read(DecisionBasis, DecisionBasis.id_of(RUN))
        assert proposed.draft[COST] == proposed.frozen[COST]
        assert recorded(log, DecisionBasis.BasisChanged) == []
        await done(log, LEADER, partial(confirm_cost, run=RUN))
        return await log.read(DecisionBasis, DecisionBasis.id_of(RUN))

    basis = asyncio.run(story())
    told = {"year": 2025, "total": 100, "shares": SHARES, "document": "Brev 24/3"}
    assert basis.frozen[COST] == basis.draft[COST]
    assert (basis.frozen[COST]["text"], basis.frozen[COST]["prices"]) == ("Om det.", [told])
    [proposed] = recorded(log, DecisionBasis.CostProposed)
    assert proposed.role == Role.SYSTEM
    [changed] = recorded(log, DecisionBasis.BasisChanged)
    assert (changed.changed, changed.former_version) == ([COST], 1)
    assert [each.outcome for each in recorded(log, Task.Done)] == ["confirmed"]


@pytest.mark.rule("C07-01", "C19-01")
def test_nothing_is_confirmed_that_is_not_proposed_and_what_is_written_anew_needs_no_confirmation(
    log: Log,
) -> None:
    async def story() -> None:
        await told_of_new_prices(log)
        anew = partial(
            set_part, run=RUN, part=COST, text="100 kroner.", sources=[], dated=date(2024, 2, 2)
        )
        await done(log, LEADER, anew)
        await done(log, LEADER, partial(confirm_cost, run=RUN))

    with pytest.raises(Refused) as refusal:
        asyncio.run(story())
    assert (refusal.value.rule.id, refusal.value.reason) == ("C07-01", "nothing_proposed")


@pytest.mark.rule("C19-01")
def test_the_models_of_two_years_are_confirmed_together_and_a_later_one_beside_them(
    log: Log,
) -> None:
    async def story() -> DecisionBasis:
        await told_of_new_prices(log)
        await done(log, act(), adopting(2026))
        await hear(log, outdate, PriceModelAdopted)
        await done(log, LEADER, partial(confirm_cost, run=RUN))
        await done(log, act(), adopting(2027))
        await hear(log, outdate, PriceModelAdopted)
        await done(log, LEADER, partial(confirm_cost, run=RUN))
        return await log.read(DecisionBasis, DecisionBasis.id_of(RUN))

    basis = asyncio.run(story())
    assert [each["year"] for each in basis.priced] == [2025, 2026, 2027]
    assert (basis.latest, basis.outdated) == (0, None)

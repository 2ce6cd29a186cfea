from __future__ import annotations

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from aggregates.kernel.act import Act
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Exists, Missing, Refused
from aggregates.kernel.root import Root
from aggregates.portfolio.solution import Solution
from log.log import Deed, KeyReused, Log, founding, upon
from log.opening import open_store
from log.stored import decode
from tests.kit.given import act

KJ = Solution.id_of("kj")
PLL = Solution.id_of("pll")


def fresh() -> Act:
    return replace(act(), command=uuid4())


def registering(code: str) -> Deed:
    return founding(
        Solution.register, code=code, name=code, kind="national_solution", owner="1", source="S3"
    )


def moving(phase: str, id: UUID = KJ) -> Deed:
    return upon(Solution, id, Solution.move, phase=phase, decision="KS 1/24")


def topics(log: Log) -> list[str]:
    return [entry.topic for entry in log.store.read(0, 1000)]


def test_what_is_recorded_has_a_receipt_and_can_be_read(log: Log) -> None:
    async def story() -> None:
        first = await log.ask(fresh(), registering("kj"))
        second = await log.ask(fresh(), moving("trial"))
        assert (first.id, first.version, first.position) == (KJ, 1, 1)
        assert (second.id, second.version, second.position) == (KJ, 2, 2)
        assert (await log.read(Solution, KJ)).phase == "trial"

    asyncio.run(story())
    moved = decode(log.store.read(1, 1)[0])
    assert isinstance(moved, Solution.Moved)
    assert (moved.phase, moved.by, moved.role) == ("trial", "p-1", "portefoljeeier")


def test_that_there_was_none_is_remembered_and_still_looked_at_in_the_moment(
    log: Log, log_url: str
) -> None:
    found: list[bool] = []

    def looking(desk: Desk) -> Root:
        found.append(desk.find(Solution, KJ) is not None)
        return desk.found(registered(desk, f"s-{len(found)}"))

    def registered(desk: Desk, code: str) -> Root:
        return Solution.register(
            desk.act, code=code, name=code, kind="method", owner="1", source="S3"
        )

    async def story() -> None:
        with pytest.raises(Missing):
            await log.read(Solution, KJ)
        await log.ask(fresh(), looking)
        assert not any(found)
        with Log(open_store(log_url)) as other:
            await other.ask(fresh(), registering("kj"))
        assert (await log.read(Solution, KJ)).code == "kj"
        await log.ask(fresh(), looking)
        assert found[-1]

    asyncio.run(story())
    assert topics(log).count("solution.registered") == 3


def test_histories_read_together_are_not_mixed_up(log: Log) -> None:
    async def story() -> None:
        codes = [f"s-{number}" for number in range(20)]
        for code in codes:
            await log.ask(fresh(), registering(code))
            await log.ask(fresh(), moving("trial", Solution.id_of(code)))
        with Log(log.store) as anew:
            asked = [anew.read(Solution, Solution.id_of(code)) for code in (*codes, *codes)]
            *found, missing = await asyncio.gather(
                *asked, anew.read(Solution, KJ), return_exceptions=True
            )
            assert [(each.code, each.version) for each in found] == [(c, 2) for c in codes] * 2  # type: ignore[union-attr]
            assert isinstance(missing, Missing)

    asyncio.run(story())


@pytest.mark.rule("I65")
def test_nothing_is_recorded_twice_under_one_command(log: Log) -> None:
    async def story() -> None:
        once = fresh()
        await log.ask(fresh(), registering("kj"), None)
        first = await log.ask(once, moving("trial"), "digest")
        again = await log.ask(once, moving("trial"), "digest")
        assert first == again
        with pytest.raises(KeyReused):
            await log.ask(once, moving("ready"), "another")

    asyncio.run(story())
    assert topics(log) == ["solution.registered", "solution.moved"]


def test_a_key_is_used_also_by_a_command_that_found_nothing_to_do(log: Log) -> None:
    async def story() -> None:
        await log.ask(fresh(), registering("kj"))
        await log.ask(fresh(), moving("trial"))
        once = fresh()
        first = await log.ask(once, moving("trial"), "digest")
        assert await log.ask(once, moving("trial"), "digest") == first
        with pytest.raises(KeyReused):
            await log.ask(once, moving("ready"), "another")

    asyncio.run(story())
    assert topics(log) == ["solution.registered", "solution.moved"]


def test_a_command_heard_again_by_another_process_gives_the_first_receipt(
    log: Log, log_url: str
) -> None:
    once = fresh()

    async def story(log: Log) -> object:
        return await log.ask(once, registering("kj"), "digest")

    first = asyncio.run(story(log))
    with Log(open_store(log_url)) as other:
        assert asyncio.run(story(other)) == first


def test_what_is_founded_twice_is_refused(log: Log) -> None:
    async def story() -> None:
        await log.ask(fresh(), registering("kj"))
        with pytest.raises(Exists):
            await log.ask(fresh(), registering("kj"))
        with pytest.raises(Missing):
            await log.ask(fresh(), moving("trial", PLL))

    asyncio.run(story())


def test_a_refusal_leaves_nothing_behind(log: Log) -> None:
    async def story() -> None:
        await log.ask(fresh(), registering("kj"))
        with pytest.raises(Refused):
            await log.ask(fresh(), moving("phase_out"))
        await log.ask(fresh(), moving("trial"))

    asyncio.run(story())
    assert topics(log) == ["solution.registered", "solution.moved"]


def test_two_processes_never_overwrite_each_other(log: Log, log_url: str) -> None:
    async def story(other: Log) -> None:
        await log.ask(fresh(), registering("kj"))
        await asyncio.gather(*(each.ask(fresh(), moving("trial")) for each in (log, other)))
        await other.ask(fresh(), moving("ready"))
        assert (await log.read(Solution, KJ)).phase == "ready"
        await log.ask(fresh(), moving("rollout"))
        with pytest.raises(Refused):
            await other.ask(fresh(), moving("trial"))

    with Log(open_store(log_url)) as other:
        asyncio.run(story(other))
    versions = [entry.version for entry in log.store.history(KJ)]
    assert versions == [1, 2, 3, 4]


def test_several_aggregates_change_together_or_not_at_all(log: Log) -> None:
    def both(desk: Desk) -> Root:
        for id in (KJ, PLL):
            desk.get(Solution, id).move(desk.act, phase="trial", decision="KS 1/24")
        return desk.get(Solution, KJ)

    def refused_halfway(desk: Desk) -> Root:
        desk.get(Solution, KJ).move(desk.act, phase="ready", decision="KS 2/24")
        desk.get(Solution, PLL).move(desk.act, phase="phase_out", decision="KS 2/24")
        return desk.get(Solution, KJ)

    async def story() -> None:
        await log.ask(fresh(), registering("kj"))
        await log.ask(fresh(), registering("pll"))
        await log.ask(fresh(), both)
        with pytest.raises(Refused):
            await log.ask(fresh(), refused_halfway)
        assert (await log.read(Solution, KJ)).phase == "trial"

    asyncio.run(story())
    assert topics(log) == ["solution.registered"] * 2 + ["solution.moved"] * 2


def test_what_was_consulted_must_still_be_so_when_it_is_stored(log: Log, log_url: str) -> None:
    """KJ may move only while PLL is on trial; PLL moves on between the look and the storing."""
    looks = []

    def while_pll_is_on_trial(desk: Desk) -> Root:
        pll = desk.get(Solution, PLL)
        looks.append(pll.phase)
        kj = desk.get(Solution, KJ)
        kj.move(desk.act, phase="trial" if pll.phase == "trial" else "development", decision="x")
        return kj

    async def story(other: Log) -> None:
        await log.ask(fresh(), registering("kj"))
        await log.ask(fresh(), registering("pll"))
        await log.ask(fresh(), moving("trial", PLL))
        await log.read(Solution, PLL)
        await other.ask(fresh(), moving("ready", PLL))
        await log.ask(fresh(), while_pll_is_on_trial)
        assert (await log.read(Solution, KJ)).phase == "development"

    with Log(open_store(log_url)) as other:
        asyncio.run(story(other))
    assert (looks[0], looks[-1]) == ("trial", "ready")


def test_a_crowd_on_one_aggregate_is_served_in_turn(log: Log) -> None:
    async def story() -> None:
        await log.ask(fresh(), registering("kj"))
        await log.ask(fresh(), moving("trial"))
        phases = ["paused", "trial"] * 25
        receipts = [await log.ask(fresh(), moving(phase)) for phase in phases[:2]]
        receipts += await asyncio.gather(*(log.ask(fresh(), moving(p)) for p in phases))
        assert [receipt.version for receipt in receipts] == list(range(3, 55))

    asyncio.run(story())


@pytest.mark.rule("I63")
def test_the_log_is_only_added_to(log: Log, log_url: str) -> None:
    asyncio.run(log.ask(fresh(), registering("kj")))
    for statement in ("DELETE FROM log_events", "UPDATE log_events SET topic = 'x'"):
        with pytest.raises(Exception, match="only added to"):
            execute(log_url, statement)


def execute(url: str, statement: str) -> None:
    import sqlite3

    import psycopg

    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        try:
            connection.execute(statement)
        finally:
            connection.close()
    else:
        with psycopg.connect(url) as postgres:
            postgres.execute(statement)

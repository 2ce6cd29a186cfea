from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from aggregates.deeds import readiness as deeds
from aggregates.deeds.decision import decide
from aggregates.deeds.invitation import invite
from aggregates.deeds.run import start
from aggregates.deeds.sign_up import place_after_decision, withdraw
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.readiness.readiness import Readiness
from aggregates.readiness.scope import NATIONAL
from aggregates.runs.pulje import Pulje
from aggregates.tasks.notice import Notice
from aggregates.tasks.task import Task
from aggregates.territory.register import Register
from aggregates.territory.timeline import Name
from bus.contracts.readiness import ReadinessDeclared, ReadinessResumed, ReadinessSuspended
from bus.contracts.runs import PuljeThawed
from log.log import Deed, Log, upon
from ops.nats_server import NatsServer
from projections.deadlines import Deadlines
from projections.projector import Projector
from projections.tables import Tables
from services import suspensions
from services.app import reacting
from services.offers import offer
from tests.aggregates.test_readiness_decision import pll
from tests.bus.kit import connected, relaying, until
from tests.kit.given import act
from tests.kit.readiness import (
    FOR_GPS,
    PROGRAMME,
    answered,
    judged,
    published,
    ready,
    recommended,
)
from tests.kit.runs import (
    BERGEN,
    DEADLINE,
    LEADER,
    RUN,
    SYSTEM,
    basis,
    decider,
    invited,
    opened,
    pulje,
)
from tests.services.past import done, happened, hear, recorded
from tests.services.test_clock import ticks

KS = act()
READINESS = Readiness.id_of("pll", "national")
PULJE = Pulje.id_of(RUN, 1)
FORTY = [UUID(int=number) for number in range(1, 41)]
STOP = upon(Readiness, READINESS, Readiness.suspend, ground="safety", reason="Feil oppslag.")
LIFT = partial(deeds.resume, readiness=READINESS, reason="Rettet.")


def everybody(log: Log, *, capacity: int = 2) -> None:
    """Forty are invited to a run of what is ready, and nobody has answered."""
    happened(
        log, ready(), opened(), pulje(capacity=capacity), pulje(2), basis(),
        *(invited(each, f"{1000 + each.int}") for each in FORTY),
    )  # fmt: skip


async def join(log: Log, *municipalities: UUID) -> None:
    """These join and wish pulje 1, one after the other."""
    for each in municipalities:
        participation = Participation.id_of(RUN, each)
        joining = partial(
            decide, participation=participation, answer="join", basis_version=1,
            level="kommunedirektor", wished_pulje=1,
        )  # fmt: skip
        await done(log, decider(each), joining)
        await done(log, SYSTEM, partial(place_after_decision, participation=participation))


def bergen() -> Register:
    """A register with Bergen in it, and the organisation that decides for it."""
    register = Register.open(act(), on=date(2023, 12, 31))
    register.register(SYSTEM, number="4601", name=Name("Bergen", "Bergen", {}))
    register.state_organisation(SYSTEM, number="4601", orgnr="964338531", on=date(2024, 2, 16))
    return register


def again(desk: Desk) -> Readiness:
    """It is assessed anew, and declared ready."""
    readiness = desk.get(Readiness, READINESS)
    criteria = published(version=2).version_for("national_solution", NATIONAL)
    readiness.open_round(act(), programme_owner=PROGRAMME, criteria=criteria, decider=KS.body)
    recommended(judged(answered(readiness))).declare(act(), reason="Rettet i ny versjon.")
    return readiness


async def stopped_and_let_go(log: Log) -> None:
    """Where there are a run, a pulje under way and people in it: it is stopped, and goes on."""
    await done(log, LEADER, upon(Pulje, PULJE, Pulje.start, trace=[]))
    await done(log, KS, STOP)
    await hear(log, suspensions.freeze, ReadinessSuspended)
    await done(log, KS, LIFT)
    await hear(log, suspensions.thaw, ReadinessResumed)
    looking = partial(
        deeds.call_for_review, readiness=READINESS, trigger="major_version", reference="3.0",
        reason="Nytt oppslag.",
    )  # fmt: skip
    await done(log, KS, looking)


async def refused(log: Log, deed: Deed) -> Refused:
    with pytest.raises(Refused) as refusal:
        await log.ask(replace(act(Role.ROLLOUT_LEADER), command=uuid4()), deed)
    return refusal.value


@pytest.mark.rule("I14", "C03-11")
def test_forty_invited_are_frozen_once_and_the_queue_keeps_its_order(log: Log) -> None:
    async def story() -> Pulje:
        everybody(log)
        await join(log, *FORTY[:5])
        await done(log, KS, STOP)
        await hear(log, suspensions.freeze, ReadinessSuspended)
        return await log.read(Pulje, PULJE)

    cohort = asyncio.run(story())
    frozen = recorded(log, Participation.Frozen)
    assert [each.municipality for each in frozen] == FORTY[5:]
    assert cohort.frozen
    assert cohort.waiting == [Participation.id_of(RUN, each) for each in FORTY[2:5]]
    assert len(recorded(log, Notice.Sent)) == 40
    assert recorded(log, Task.Opened) == []


@pytest.mark.rule("I14")
def test_a_reaction_that_was_broken_off_goes_on_where_it_was(log: Log) -> None:
    async def story() -> None:
        everybody(log)
        await done(log, KS, STOP)
        broken_off = asyncio.create_task(hear(log, suspensions.freeze, ReadinessSuspended))
        while not recorded(log, Participation.Frozen):
            await asyncio.sleep(0)
        broken_off.cancel()
        with suppress(asyncio.CancelledError):
            await broken_off
        assert len(recorded(log, Participation.Frozen)) < 40
        await hear(log, suspensions.freeze, ReadinessSuspended)

    asyncio.run(story())
    assert len(recorded(log, Participation.Frozen)) == 40
    assert len(recorded(log, Notice.Sent)) == 40
    assert len(recorded(log, Pulje.Frozen)) == 2


@pytest.mark.rule("I09", "I14")
def test_nobody_is_invited_and_no_run_starts_from_the_moment_of_the_suspension(log: Log) -> None:
    async def story() -> None:
        happened(log, pll(), ready(), opened(), pulje(), basis(), bergen())
        await done(log, KS, STOP)
        inviting = partial(
            invite, run=RUN, municipality=BERGEN, puljer=[1], deadline=date(2024, 3, 1)
        )
        early = await refused(log, inviting)
        assert (early.rule.id, early.facts["unmet"]) == ("I09", ["gjenåpning"])
        starting = await refused(log, partial(start, run=RUN))
        assert starting.rule.id == "I09"

    asyncio.run(story())


@pytest.mark.rule("C03-11", "I24")
def test_resumption_thaws_all_moves_deadlines_and_offers_places_in_order(log: Log) -> None:
    async def story() -> Pulje:
        everybody(log, capacity=1)
        await join(log, FORTY[0], FORTY[1], FORTY[2])
        await done(log, KS, STOP)
        await hear(log, suspensions.freeze, ReadinessSuspended)
        first = Participation.id_of(RUN, FORTY[0])
        await done(log, decider(FORTY[0]), partial(withdraw, participation=first))
        await done(log, KS, LIFT)
        await hear(log, suspensions.thaw, ReadinessResumed)
        await hear(log, offer, PuljeThawed)
        return await log.read(Pulje, PULJE)

    cohort = asyncio.run(story())
    second, third = (Participation.id_of(RUN, each) for each in FORTY[1:3])
    assert (list(cohort.offered), cohort.waiting, cohort.frozen) == ([second], [third], False)
    thawed = recorded(log, Participation.Thawed)
    assert len(thawed) == 37
    assert {each.deadline - each.former_deadline for each in thawed} == {
        timedelta(days=each.days) for each in thawed
    }


@pytest.mark.rule("C03-11")
def test_what_was_withdrawn_stays_frozen_until_it_is_ready_anew(log: Log) -> None:
    async def story() -> tuple[Participation, Participation]:
        happened(log, ready(), opened(), pulje(), basis(), invited())
        await done(log, KS, STOP)
        await hear(log, suspensions.freeze, ReadinessSuspended)
        await done(log, KS, upon(Readiness, READINESS, Readiness.revoke, reason="Uten hjemmel."))
        await hear(log, suspensions.thaw, ReadinessDeclared)
        mine = Participation.id_of(RUN, BERGEN)
        frozen = await log.read_at(Participation, mine, 10_000)
        await done(log, KS, again)
        await hear(log, suspensions.thaw, ReadinessDeclared)
        return frozen, await log.read_at(Participation, mine, 10_000)

    frozen, thawed = asyncio.run(story())
    assert (frozen.frozen, thawed.frozen) == (True, False)


@pytest.mark.rule("C03-11")
def test_another_solution_and_another_scope_stand_as_they_stood(log: Log) -> None:
    async def story() -> None:
        other = ready(FOR_GPS)
        happened(log, ready(), other, opened(), pulje(), invited())
        stop = upon(Readiness, other.id, Readiness.suspend, ground="legal", reason="Uten hjemmel.")
        await done(log, KS, stop)
        await hear(log, suspensions.freeze, ReadinessSuspended)

    asyncio.run(story())
    assert recorded(log, Participation.Frozen) == []
    assert recorded(log, Pulje.Frozen) == []


@pytest.mark.rule("C07-06", "I02", "I14")
def test_the_clock_leaves_what_is_frozen_and_comesagain_for_what_is_not(
    log: Log, tables: Tables
) -> None:
    def look() -> None:
        Projector(log.store, tables, [Deadlines]).catch_up()

    async def story() -> None:
        happened(log, ready(), opened(), pulje(), basis(), invited())
        await done(log, KS, STOP)
        await hear(log, suspensions.freeze, ReadinessSuspended)
        look()
        await ticks(log, tables, date(2024, 3, 8), date(2024, 3, 20))
        assert recorded(log, Participation.Reminded) == []
        assert recorded(log, Participation.InvitationExpired) == []
        await done(log, KS, LIFT)
        await hear(log, suspensions.thaw, ReadinessResumed)
        look()
        [thawed] = recorded(log, Participation.Thawed)
        await ticks(log, tables, thawed.deadline + timedelta(days=1))

    asyncio.run(story())
    [expired] = recorded(log, Participation.InvitationExpired)
    assert expired.deadline >= DEADLINE


@pytest.mark.rule("C03-11")
def test_the_municipality_itself_is_told_by_its_number_in_the_register(log: Log) -> None:
    async def story() -> None:
        happened(log, ready(), opened(), pulje(), bergen(), invited())
        await done(log, KS, STOP)
        await hear(log, suspensions.freeze, ReadinessSuspended)

    asyncio.run(story())
    [told] = recorded(log, Notice.Sent)
    assert {each["body"] for each in told.to} == {"964338531"}


@pytest.mark.rule("I14", "C03-11")
def test_over_the_bus_all_stand_still_and_go_onagain(
    log: Log, tables: Tables, nats: NatsServer
) -> None:
    async def all_are(frozen: bool) -> bool:
        stood = recorded(log, Participation.Frozen)
        went = recorded(log, Participation.Thawed)
        return len(stood if frozen else went) == 38

    async def story() -> Pulje:
        everybody(log, capacity=1)
        await join(log, *FORTY[:2])
        async with (
            connected(nats) as client,
            relaying(log.store, client),
            reacting(log, tables, nats.url("services")),
        ):
            await done(log, KS, STOP)
            await until(partial(all_are, True))
            await done(log, KS, LIFT)
            await until(partial(all_are, False))
        return await log.read(Pulje, PULJE)

    cohort = asyncio.run(story())
    first, second = (Participation.id_of(RUN, each) for each in FORTY[:2])
    assert (cohort.taken, cohort.waiting) == ({first}, [second])

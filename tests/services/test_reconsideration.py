from __future__ import annotations

import asyncio
from datetime import date
from functools import partial

import pytest

from aggregates.deeds.decision import decide
from aggregates.invitations.basis import DecisionBasis
from aggregates.invitations.participation import Participation
from aggregates.tasks.notice import Notice
from aggregates.territory.register import Register
from aggregates.territory.timeline import Name
from api import texts
from bus.contracts.invitations import BasisChanged
from log.log import Deed, Log, upon
from services.reconsideration import tell
from tests.kit.runs import BERGEN, LEADER, RUN, SYSTEM, VOSS, basis, decider, invited, opened
from tests.services.past import done, happened, hear, recorded

BASIS = DecisionBasis.id_of(RUN)
NUMBERS = {"4601": BERGEN, "4621": VOSS}


def register() -> Register:
    """Bergen, which has stated its organisation number, Voss, which has not, and another."""
    known = Register.open(SYSTEM, on=date(2023, 12, 31))
    for number in (*NUMBERS, "4602"):
        known.register(SYSTEM, number=number, name=Name(number, number, {}))
    known.state_organisation(
        SYSTEM, number="4601", orgnr="964338531", on=date(2023, 12, 31), reason="Enhetsregisteret"
    )
    return known


def frozen(version: int) -> list[Deed]:
    """What the leader does to freeze a newer version."""
    writing = upon(
        DecisionBasis, BASIS, DecisionBasis.set_part, part="resources",
        text=f"Versjon {version}.", sources=[], dated=date(2024, 2, 16),
    )  # fmt: skip
    return [writing, upon(DecisionBasis, BASIS, DecisionBasis.freeze)]


def deciding(answer: str, version: int) -> Deed:
    return partial(
        decide, participation=Participation.id_of(RUN, BERGEN), answer=answer,
        basis_version=version, level="kommunestyre",
    )  # fmt: skip


async def begun(log: Log) -> None:
    """Bergen has declined on version 1, Voss has not answered; then there is a version 2."""
    happened(log, register(), opened(), basis(), invited(), invited(VOSS, "4621"))
    await done(log, decider(), deciding("decline", 1))
    for deed in frozen(2):
        await done(log, LEADER, deed)


async def told_of_newer_basis(log: Log) -> None:
    """They have heard of it."""
    await begun(log)
    await hear(log, tell, BasisChanged)


@pytest.mark.rule("I05", "C07-01")
def test_who_decided_on_an_older_basis_gets_a_notice_and_who_did_not_is_told_without(
    log: Log,
) -> None:
    async def story() -> None:
        await begun(log)
        await hear(log, tell, BasisChanged)

    asyncio.run(story())
    told = {
        each.municipality: each.reconsider for each in recorded(log, Participation.BasisRenewed)
    }
    assert told == {BERGEN: True, VOSS: False}
    [notice] = recorded(log, Notice.Sent)
    assert notice.about == Participation.id_of(RUN, BERGEN)
    assert notice.to == [{"role": "kommunal_beslutter", "body": "964338531"}]
    assert texts.subject(notice.subject_key, notice.facts) == (
        "Beslutningsgrunnlaget for pll har fått versjon 2. Nytt: hvilke ressurser kommunen stiller "
        "med. Det kommune 4601 besluttet på versjon 1, står. Kommunen kan beslutte på nytt om den "
        "vil."
    )


@pytest.mark.rule("I05")
def test_a_municipality_that_is_told_may_decide_anew_and_is_not_told_again(log: Log) -> None:
    async def story() -> bool:
        await begun(log)
        await hear(log, tell, BasisChanged)
        before = (await log.read(Participation, Participation.id_of(RUN, BERGEN))).may_reconsider
        await done(log, decider(), deciding("join", 2))
        await hear(log, tell, BasisChanged)
        mine = await log.read(Participation, Participation.id_of(RUN, BERGEN))
        assert (mine.answer, mine.may_reconsider) == ("join", False)
        return before

    assert asyncio.run(story())
    assert len(recorded(log, Notice.Sent)) == 1


@pytest.mark.rule("I05")
def test_of_two_versions_heard_in_the_wrong_order_the_newest_is_told_once(log: Log) -> None:
    async def story() -> None:
        await begun(log)
        for deed in frozen(3):
            await done(log, LEADER, deed)
        await hear(log, tell, BasisChanged)

    asyncio.run(story())
    told = recorded(log, Participation.BasisRenewed)
    assert sorted(each.basis_version for each in told) == [3, 3]
    assert [each.facts["basis_version"] for each in recorded(log, Notice.Sent)] == [3]


@pytest.mark.rule("I05")
def test_where_no_organisation_is_known_the_regional_contact_is_told(log: Log) -> None:
    async def story() -> None:
        happened(log, register(), opened(), basis(), invited(VOSS, "4621"))
        deed = partial(
            decide, participation=Participation.id_of(RUN, VOSS), answer="postpone",
            basis_version=1, level="kommunestyre",
        )  # fmt: skip
        await done(log, decider(VOSS), deed)
        for each in frozen(2):
            await done(log, LEADER, each)
        await hear(log, tell, BasisChanged)

    asyncio.run(story())
    [notice] = recorded(log, Notice.Sent)
    assert notice.to == [{"role": "regional_kontakt", "body": None}]
    assert notice.facts["region"] == "46"

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from aggregates.invitations.participation import Participation
from aggregates.runs.pulje import Pulje
from aggregates.tasks.notice import Notice
from aggregates.vendors.commitment import Commitment
from bus.contracts.vendors import VendorCommitmentKept, VendorCommitmentMoved
from log.log import Log, upon
from services.slips import settle, tell_affected
from tests.kit.runs import LEADER, RUN, SYSTEM, opened, pulje
from tests.kit.vendors import SELLER, promise
from tests.services.past import done, happened, hear, recorded
from tests.services.test_material import BODY, register


def moved(*rests: Pulje) -> Commitment:
    """A promise on which these puljer rest was moved to after they start."""
    promised = promise()
    for each in rests:
        promised.depended_on(SYSTEM, pulje=each.id)
    promised.move(SELLER, due=date(2024, 6, 1), reason="Testdata.")
    return promised


@pytest.mark.rule("C05-04")
def test_the_leader_and_those_in_the_pulje_hear_of_it_once(log: Log) -> None:
    async def story() -> None:
        there, resting, other = register(), pulje(), pulje(2)
        bergen = there.id_of("4601", date(2024, 1, 1))
        resting.take(SYSTEM, participation=Participation.id_of(RUN, bergen), municipality=bergen)
        happened(log, there, opened(), resting, other, moved(resting))
        await hear(log, tell_affected, VendorCommitmentMoved)

    asyncio.run(story())
    [notice] = recorded(log, Notice.Sent)
    assert notice.about == pulje().id
    assert notice.to == [
        {"role": "innforingsleder", "body": "983544622"},
        {"role": "kommunal_koordinator", "body": BODY},
    ]
    assert (notice.facts["due"], notice.facts["after_start"]) == ("2024-06-01", True)


def test_where_no_pulje_rests_on_it_nobody_is_told(log: Log) -> None:
    async def story() -> None:
        happened(log, register(), pulje(), moved())
        await hear(log, tell_affected, VendorCommitmentMoved)

    asyncio.run(story())
    assert recorded(log, Notice.Sent) == []


@pytest.mark.rule("C05-04")
def test_the_pulje_says_that_the_promise_comes_after_its_start_until_it_is_kept(log: Log) -> None:
    late = moved(resting := pulje())

    async def story() -> None:
        happened(log, register(), opened(), resting, late)
        await hear(log, tell_affected, VendorCommitmentMoved)
        kept = upon(Commitment, late.id, Commitment.conclude, outcome="kept", words="Sett.")
        await done(log, LEADER, kept)
        await hear(log, settle, VendorCommitmentKept)

    asyncio.run(story())
    assert [each.due for each in recorded(log, Pulje.PromiseLater)] == [date(2024, 6, 1)]
    assert [each.commitment for each in recorded(log, Pulje.PromiseInTime)] == [late.id]

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from aggregates.adoption.use import UseSeries
from aggregates.deeds import follow_up
from aggregates.deeds import support as deeds
from aggregates.deeds.execution import begin_work
from aggregates.execution.network import ParticipantNetwork
from aggregates.execution.partaking import Partaking
from aggregates.execution.status import Status
from aggregates.execution.support import Support
from aggregates.kernel.act import Role
from aggregates.kernel.refusals import Refused
from aggregates.needs.need import Need
from aggregates.portfolio.solution import Solution
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, asked, given
from tests.kit.regions import register
from tests.kit.runs import (
    BERGEN,
    LEADER,
    RUN,
    SYSTEM,
    VOSS,
    coordinator,
    decider,
    invited,
    opened,
    placed,
)

LATER = datetime(2024, 5, 2, 8, 0, tzinfo=UTC)
RESOURCE = act(Role.NETWORK_RESOURCE, body="310004618")
NHN = act(Role.SERVICE_PROVIDER, body="994598759")
HELP: dict[str, Any] = {
    "kind": "common", "minutes": 30, "topic": "vakt", "answer": "Vist i møtet.", "why": None,
}  # fmt: skip


def requested(**instead: Any) -> Support:
    said: dict[str, Any] = {
        "id": UUID(int=1), "participation": placed().id, "run": RUN, "solution": "pll",
        "municipality": BERGEN, "number": "4601", "region": "46", "topic": "vakt",
        "text": "Hvordan?",
    }  # fmt: skip
    return Support.request(coordinator(), **said | instead)


@pytest.mark.rule("C08-04")
def test_a_municipality_asks_for_help_for_itself_and_says_what_for() -> None:
    asked(requested).then(Support.Requested, topic="vakt")
    asked(lambda: requested(text=" ")).then_refused("C08-04", "request_empty")
    asked(lambda: requested(municipality=VOSS)).then_refused("C08-04", "not_own_request")


@pytest.mark.rule("C08-04", "C11-01")
def test_what_is_asked_again_and_again_becomes_one_need_that_the_topic_keeps() -> None:
    first, second = requested(), requested(id=UUID(int=2))
    elsewhere = requested(id=UUID(int=3), topic="annet")
    contact = act(Role.NETWORK_RESOURCE, body="310004618", region="46")
    pll = Solution.register(
        act(), code="pll", name="PLL", kind="national_solution", owner="994598759", source="S3"
    )
    desk = MemoryDesk(contact, opened(), pll, register("4601"), first, second, elsewhere)
    lift = partial(deeds.lift_topic, desk, run=RUN, topic="vakt", text="Oppsett.", county=None)
    refused("another_topic", partial(lift, requests=[first.id, elsewhere.id]))
    refused("not_recurring", partial(lift, requests=[first.id, first.id]))
    lifted = lift(requests=[first.id, second.id])
    need = desk.get(Need, lifted.need)
    assert (need.text, need.county, need.origins[0]["kind"]) == ("Oppsett.", "46", "resource")
    assert "Hvordan?" not in str(vars(need))
    desk.recorded()
    assert lift(requests=[first.id, second.id]) is lifted
    assert desk.recorded() == []


def refused(reason: str, deed: partial[Any]) -> None:
    with pytest.raises(Refused) as refusal:
        deed()
    assert (refusal.value.rule.id, refusal.value.reason) == ("C08-04", reason)


@pytest.mark.rule("C06-17")
def test_individual_help_says_why_the_common_was_not_enough() -> None:
    alone = HELP | {"kind": "individual"}
    given(requested()).when(Support.give, RESOURCE, **alone).then_refused(
        "C06-17", "common_not_tried"
    )
    given(requested()).when(Support.give, RESOURCE, **alone | {"why": "Eget oppsett."}).then(
        Support.Given, kind="individual", minutes=30, why="Eget oppsett."
    )


@pytest.mark.rule("C08-04")
def test_help_is_logged_with_its_time_and_its_topic_as_often_as_it_is_given() -> None:
    support = requested()
    given(support).when(Support.give, RESOURCE, **HELP).then(Support.Given, minutes=30)
    given(support).when(Support.give, RESOURCE, **HELP).then_nothing()
    again = HELP | {"minutes": 10, "topic": "oppsett"}
    given(support).when(Support.give, RESOURCE, **again).then(Support.Given, topic="oppsett")
    given(support).when(Support.give, RESOURCE, **HELP | {"answer": " "}).then_refused(
        "C08-04", "answer_empty"
    )
    given(support).when(Support.give, RESOURCE, **HELP | {"kind": "x"}).then_refused(
        "C08-04", "unknown_kind"
    )


def network() -> ParticipantNetwork:
    return ParticipantNetwork.form(RESOURCE, run=RUN, solution="pll", channel="Månedsmøte")


@pytest.mark.rule("C08-09")
def test_who_took_part_joins_by_itself_and_stays_until_it_leaves_by_itself() -> None:
    there = network()
    joining: dict[str, Any] = {
        "municipality": BERGEN, "took_part": True, "contact_role": "Superbruker",
    }  # fmt: skip
    join, leave = ParticipantNetwork.join, ParticipantNetwork.leave
    given(there).when(join, RESOURCE, **joining).then_refused("C08-09", "not_own_membership")
    given(there).when(join, decider(), **joining | {"took_part": False}).then_refused(
        "C08-09", "took_no_part"
    )
    given(there).when(join, decider(), **joining | {"contact_role": "p-1"}).then_refused(
        "C08-09", "contact_role_missing"
    )
    given(there).when(join, decider(), **joining).then(
        ParticipantNetwork.Joined, contact_role="Superbruker"
    )
    given(there).when(join, decider(), **joining).then_nothing()
    given(there).when(leave, RESOURCE, municipality=BERGEN).then_refused(
        "C08-09", "not_own_membership"
    )
    assert there.members == {BERGEN: "Superbruker"}
    given(there).when(leave, decider(), municipality=BERGEN).then(ParticipantNetwork.Left)
    given(there).when(leave, decider(), municipality=BERGEN).then_nothing()


@pytest.mark.rule("C08-09")
def test_a_network_says_where_it_is_met() -> None:
    asked(
        lambda: ParticipantNetwork.form(RESOURCE, run=RUN, solution="pll", channel=" ")
    ).then_refused("C08-09", "channel_missing")


@pytest.mark.rule("I30", "I32")
def test_each_month_of_a_series_of_use_counts_once_since_the_municipality_takes_part() -> None:
    series = UseSeries.begin(NHN, municipality=BERGEN, solution="pll", service="kommunen",
                             definition=1)  # fmt: skip
    later = act(Role.SERVICE_PROVIDER, at=LATER, body="994598759")
    for period, value in (("2023-11", 9), ("2024-02", 0), ("2024-03", 12)):
        series.measure(later, period=period, value=value, batch="b", source="NHN")
    desk = MemoryDesk(later, series, who := placed())
    assert follow_up.count(desk, series=series.id) is series
    desk.act = SYSTEM
    begin_work(desk, participation=who.id)
    desk.act = later
    for _ in range(2):
        follow_up.count(desk, series=series.id)
    status = desk.get(Status, Status.id_of(who.id))
    assert [day for day, _ in status.measurements] == [date(2024, 2, 29), date(2024, 3, 31)]
    assert status.measured == 2


def test_measurements_belong_to_the_latest_run_that_a_municipality_takes_part_in() -> None:
    desk = MemoryDesk(SYSTEM, who := placed())
    follow_up.partake(desk, who)
    belongs = desk.get(Partaking, Partaking.id_of(BERGEN, "pll"))
    said: dict[str, Any] = {"municipality": BERGEN, "solution": "pll"}
    given(belongs).when(Partaking.follow, SYSTEM, **said, participation=who.id).then_nothing()
    given(belongs).when(Partaking.follow, SYSTEM, **said, participation=UUID(int=3)).then(
        Partaking.Followed, participation=UUID(int=3)
    )


@pytest.mark.rule("C08-03")
def test_nothing_begins_for_who_has_not_joined() -> None:
    desk = MemoryDesk(LEADER, silent := invited())
    assert begin_work(desk, participation=silent.id) is silent

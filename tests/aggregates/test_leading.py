"""Who is appointed to lead a run, and what was seen of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregates.coordination.calendar import Calendar
from aggregates.coordination.leader_pool import PooledLeader
from aggregates.deeds.leading import appoint_leader
from aggregates.deeds.preparing import include_actor
from aggregates.kernel.act import Role
from aggregates.kernel.root import Root, derived
from aggregates.runs.run import Run
from aggregates.territory.organisation import Organisation
from tests.aggregates.test_deeds_commitments import BERGEN, REGISTER
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, asked
from tests.kit.material import organisation as national
from tests.kit.regions import organisation
from tests.kit.runs import CONTACT, GROUP, LEADER, RUN, chosen, proposed

OTHER = derived("runs", "kj-2024")
KS, VESTLAND, TRONDELAG, TOWN = "971032146", "310004618", "310005002", "964338531"
LED: dict[str, Any] = {"leader": "p-7", "role": Role.ROLLOUT_LEADER}


def nationally(*roots: Root) -> MemoryDesk:
    """A run in track A, to which the group appoints a leader."""
    desk = MemoryDesk(GROUP, chosen(proposed()), *roots)
    appoint_leader(desk, run=RUN, **LED, body=KS)
    return desk


def pooled(*competences: str, until: date | None = None) -> PooledLeader:
    return PooledLeader.offer(
        act(), leader="p-7", competences=competences, percent=50, since=date(2024, 1, 1),
        until=until,
    )  # fmt: skip


def lacking(desk: MemoryDesk) -> list[tuple[str, str]]:
    """What the appointment was seen to lack, by rule and reason."""
    [weighed] = [each for each in desk.recorded() if isinstance(each, Run.LeaderWeighed)]
    assert weighed.trace == desk.get(Run, RUN).weighed
    return [
        (each["rule"], each["reason"]) for each in weighed.trace if each["outcome"] == "warning"
    ]


@pytest.mark.rule("C06-08", "C13-06")
def test_a_leader_who_is_in_the_pool_knows_the_solution_and_has_time_lacks_nothing() -> None:
    assert lacking(nationally(pooled("pll"))) == []


@pytest.mark.rule("C06-08", "C13-06")
def test_a_leader_outside_the_pool_may_lead_and_that_is_seen() -> None:
    assert lacking(nationally()) == [("C13-06", "not_in_pool")]
    withdrawn = pooled("pll")
    withdrawn.withdraw(act())
    assert lacking(nationally(withdrawn)) == [("C13-06", "not_in_pool")]


@pytest.mark.rule("C06-08", "C13-06")
def test_what_a_leader_does_not_know_and_has_no_time_for_is_a_warning() -> None:
    assert lacking(nationally(pooled("kj", until=date(2024, 2, 1)))) == [
        ("C13-06", "competence_untold"), ("C13-06", "unavailable"),
    ]  # fmt: skip


@pytest.mark.rule("C06-08")
def test_a_leader_who_leads_another_run_at_the_same_time_is_a_warning() -> None:
    calendar = Calendar.open(LEADER)
    period = {"since": date(2024, 4, 15), "until": date(2024, 10, 14)}
    calendar.enter(LEADER, run=OTHER, number=1, leader="p-7", **period)
    calendar.enter(LEADER, run=RUN, number=1, leader="p-7", **period)
    desk = nationally(pooled("pll"), calendar)
    assert lacking(desk) == [("C06-08", "leads_others")]
    assert desk.get(Run, RUN).weighed[-1]["facts"] == {"others": [str(OTHER)]}


@pytest.mark.rule("C06-08")
def test_who_leads_already_is_not_weighed_again() -> None:
    desk = nationally()
    desk.recorded()
    appoint_leader(desk, run=RUN, **LED, body=KS)
    assert desk.recorded() == []


def regionally() -> MemoryDesk:
    """A region's own run, and organisations here and elsewhere."""
    town = Organisation.register(
        act(), number=TOWN, name="Bergen", kind="municipality", municipality=BERGEN
    )
    return MemoryDesk(
        CONTACT, chosen(proposed("regional:46"), "B"), REGISTER, town,
        organisation(VESTLAND, "46"), organisation(TRONDELAG, "50"), national(KS, "ks"),
    )  # fmt: skip


@pytest.mark.rule("C06-04")
@pytest.mark.parametrize("body", [VESTLAND, TOWN])
def test_a_regions_own_run_is_led_by_somebody_of_the_region(body: str) -> None:
    desk = regionally()
    appoint_leader(desk, run=RUN, **LED, body=body)
    assert desk.get(Run, RUN).leader_body == body


@pytest.mark.rule("C06-04")
@pytest.mark.parametrize("body", [TRONDELAG, KS])
def test_nobody_from_elsewhere_leads_a_regions_own_run(body: str) -> None:
    desk = regionally()
    asked(lambda: appoint_leader(desk, run=RUN, **LED, body=body)).then_refused(
        "C06-04", "leader_from_elsewhere", body=body
    )


@pytest.mark.rule("C06-04")
def test_an_actor_of_another_region_is_not_taken_along_and_one_of_no_region_may_be() -> None:
    desk = regionally()
    asked(lambda: include_actor(desk, run=RUN, actor=TRONDELAG, part="Lærer.")).then_refused(
        "C06-04", "actor_from_elsewhere"
    )
    for each in (TOWN, KS):
        include_actor(desk, run=RUN, actor=each, part="Er med.")
    assert desk.get(Run, RUN).actors == {TOWN: "Er med.", KS: "Er med."}

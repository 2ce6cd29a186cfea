from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from aggregates.coordination.leader_pool import PooledLeader
from aggregates.deeds.addressing import body_of_contact, contact_body, leader_body, scope_body
from aggregates.deeds.freezing import freeze, freeze_pulje
from aggregates.deeds.leading import appoint_leader
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.kernel.root import Root
from aggregates.runs.run import Run
from aggregates.tasks.notice import Notice
from aggregates.tasks.task import Task
from tests.aggregates.test_suspension import reacting, suspended
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given
from tests.kit.regions import TROMS, VESTLAND, serving
from tests.kit.runs import LEADER, invited, opened, proposed, pulje
from tests.services.test_material import register

NHN = "994598759"


def desk(*roots: Root) -> MemoryDesk:
    laid = MemoryDesk(reacting(), *roots)
    laid.recorded()
    return laid


def pooled(leader: str) -> PooledLeader:
    """NHN offers a leader."""
    return PooledLeader.offer(
        act(Role.SERVICE_PROVIDER, body=NHN), leader=leader, competences=["pll"], percent=50,
        since=date(2024, 1, 1),
    )  # fmt: skip


def led_by(leader: str, body: str) -> Run:
    run = opened()
    run.appoint_leader(
        act(Role.COORDINATING_GROUP), leader=leader, body=body, role=Role.ROLLOUT_LEADER,
        open_items=[],
    )  # fmt: skip
    return run


@pytest.mark.rule("I41", "I42")
def test_what_is_for_a_contact_goes_to_the_one_group_that_serves_the_county() -> None:
    on = desk(register(), *serving(), *serving(TROMS, "55"))
    bergen = register().id_of("4601", date(2024, 1, 1))
    assert body_of_contact(on, bergen) == VESTLAND
    assert contact_body(on, "55") == TROMS


@pytest.mark.rule("I42")
def test_where_no_group_serves_the_county_yet_it_goes_to_the_role_and_nobody_loses_it() -> None:
    assert contact_body(desk(), "46") is None
    assert contact_body(desk(), None) is None


@pytest.mark.rule("C06-04")
@pytest.mark.parametrize(
    ("scope", "body"),
    [("regional:46", VESTLAND), ("regional:46+55", None), ("regional:helse-vest", None)],
)
def test_a_regional_scope_is_one_groups_only_where_it_serves_all_of_it(
    scope: str, body: str | None
) -> None:
    assert scope_body(desk(*serving(), *serving(TROMS, "55")), scope) == body


@pytest.mark.rule("I23")
def test_a_pulje_is_its_leaders_and_not_that_of_whoever_leads_the_run() -> None:
    run, on = led_by("p-8", "971032146"), desk(pooled("p-9"))
    assert leader_body(on, run) == "971032146"
    assert leader_body(on, run, "p-8") == "971032146"
    assert leader_body(on, run, "p-9") == NHN
    assert leader_body(on, run, "p-10") is None
    assert leader_body(on, proposed()) is None


@pytest.mark.rule("C03-11", "I23")
def test_the_leader_of_a_frozen_pulje_is_asked_in_the_own_organisation() -> None:
    cohort = pulje()
    cohort.start(LEADER, trace=[])
    cohort.change_leader(LEADER, leader="p-9", open_items=[])
    on = desk(suspended(), opened(), cohort, pooled("p-9"))
    freeze_pulje(on, pulje=cohort.id)
    [task] = [each for each in on.recorded() if isinstance(each, Task.Opened)]
    assert task.for_body == NHN
    elsewhere = given(on.get(Task, task.originator_id)).when(
        Task.done, act(Role.ROLLOUT_LEADER), outcome="Fortsetter."
    )
    elsewhere.then_refused("C08-03", "not_theirs")


@pytest.mark.rule("C03-11")
def test_a_municipality_without_organisation_is_told_through_its_own_contact() -> None:
    silent = invited(UUID(int=4613), "4613")
    on = desk(suspended(), opened(), silent, *serving(), *serving(TROMS, "55"))
    freeze(on, participation=silent.id)
    [notice] = [each for each in on.recorded() if isinstance(each, Notice.Sent)]
    assert notice.to == [{"role": "regional_kontakt", "body": VESTLAND}]
    assert notice.about == Participation.id_of(silent.run, silent.municipality)


@pytest.mark.rule("C03-11", "C06-08")
def test_a_decision_that_a_frozen_pulje_waits_for_goes_to_whoever_leads_it_by_then() -> None:
    cohort, run = pulje(), opened()
    run.lead_pulje(LEADER, number=1, leader="p-7")
    cohort.start(LEADER, trace=[])
    on = desk(suspended(), run, cohort, pooled("p-9"))
    freeze_pulje(on, pulje=cohort.id)
    [asked] = [each for each in on.recorded() if isinstance(each, Task.Opened)]
    assert asked.for_body == "983544622"
    on.act = act(Role.COORDINATING_GROUP)
    appoint_leader(on, run=run.id, leader="p-9", body=NHN, role=Role.ROLLOUT_LEADER, open_items=[])
    assert on.get(Task, asked.originator_id).for_body == NHN

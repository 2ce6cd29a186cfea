from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregates.deeds.material import appoint_maintainer
from aggregates.deeds.territory import end_organisation
from aggregates.kernel.act import Role
from aggregates.kernel.refusals import Missing, Refused
from aggregates.material.maintenance import Maintenance
from aggregates.material.package import Package
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given
from tests.kit.material import NHN, PROGRAMME, REVIEW, maintenance, organisation, package

KJ, END = Package.id_of("kj"), date(2024, 12, 31)
TO_NHN: dict[str, Any] = {
    "package": KJ, "solution": "kj", "maintainer": NHN, "maintainer_kind": "service_provider",
    "review_on": REVIEW, "reason": "Programmet er slutt.",
}  # fmt: skip


@pytest.mark.rule("I17")
def test_a_package_has_one_maintainer_also_when_it_is_handed_over() -> None:
    maintained = maintenance(PROGRAMME, "programme")
    given(maintained).when(Maintenance.appoint, act(), **TO_NHN).then(
        Maintenance.HandedOver, former_maintainer=PROGRAMME, maintainer=NHN
    )
    assert (maintained.of(KJ), maintained.solutions_of(PROGRAMME)) == (NHN, [])
    given(maintained).when(Maintenance.appoint, act(), **TO_NHN).then_nothing()


@pytest.mark.rule("I17")
@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"maintainer_kind": "vendor"}, "not_national"),
        ({"reason": ""}, "reason_missing"),
        ({"review_on": date(2024, 2, 16)}, "review_not_ahead"),
    ],
    ids=str,
)
def test_a_maintainer_is_a_national_actor_who_looks_it_through_on_a_day_ahead(
    wrong: dict[str, Any], reason: str
) -> None:
    given(maintenance(PROGRAMME, "programme")).when(
        Maintenance.appoint, act(), **{**TO_NHN, **wrong}
    ).then_refused("I17", reason)


@pytest.mark.rule("I17")
def test_a_programme_cannot_close_while_it_maintains_material() -> None:
    desk = MemoryDesk(
        act(), organisation(PROGRAMME, "programme"), organisation(NHN, "service_provider"),
        package(), maintenance(PROGRAMME, "programme"),
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        end_organisation(desk, number=PROGRAMME, on=END, successor=NHN)
    assert (refusal.value.rule.id, refusal.value.reason) == ("I17", "still_maintains")
    assert refusal.value.facts["solutions"] == ["kj"]
    appoint_maintainer(
        desk, solution="kj", maintainer=NHN, review_on=REVIEW, reason="Programmet er slutt."
    )
    ended = end_organisation(desk, number=PROGRAMME, on=END, successor=NHN)
    assert (ended.ended_on, ended.successor) == (END, NHN)


@pytest.mark.rule("C01-04")
def test_an_organisation_is_succeeded_by_one_that_there_is() -> None:
    desk = MemoryDesk(act(), organisation(PROGRAMME, "programme"))
    with pytest.raises(Missing):
        end_organisation(desk, number=PROGRAMME, on=END, successor=NHN)


def test_who_has_ended_maintains_nothing_new() -> None:
    over = organisation(PROGRAMME, "programme")
    over.end(act(), on=date(2024, 1, 1))
    desk = MemoryDesk(act(), over, package())
    with pytest.raises(Missing):
        appoint_maintainer(desk, solution="kj", maintainer=PROGRAMME, review_on=REVIEW, reason="")


def test_only_the_maintainer_looks_a_package_through_and_says_when_it_does_again() -> None:
    again = {"package": KJ, "finding": "Ingen endring.", "review_on": date(2026, 6, 1)}
    given(maintenance()).when(Maintenance.review, act(), **again).then_refused(
        "I17", "not_the_maintainer"
    )
    provider = act(Role.SERVICE_PROVIDER, body=NHN)
    looked = maintenance()
    given(looked).when(Maintenance.review, provider, **again).then_events(Maintenance.Reviewed)
    given(looked).when(Maintenance.review, provider, **again).then_nothing()
    assert (looked.of(KJ), looked.review_of(KJ)) == (NHN, date(2026, 6, 1))

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregates.deeds.material import attach_material, draft_material, publish_material
from aggregates.kernel.refusals import Missing, Refused
from aggregates.material.package import SUPERSEDED, VALID, WITHDRAWN, Package
from aggregates.material.run_material import RunMaterial
from aggregates.material.types import REQUIRED, TYPES
from tests.aggregates.test_solution import kjernejournal
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given
from tests.kit.material import NEW, NHN, PROVIDER, drafted, maintenance, package, publish
from tests.kit.runs import LEADER, RUN, proposed


@pytest.mark.rule("C04-01")
def test_the_report_names_seven_types_without_which_a_package_is_not_complete() -> None:
    assert len(REQUIRED) == 7
    most = package(*REQUIRED[:6])
    assert most.missing == ["information"]
    drafted(most, "information")
    assert most.missing == ["information"], "a draft helps no municipality that starts now"
    publish(most, type="information", version_number=1)
    assert most.missing == []


@pytest.mark.rule("C04-01")
def test_a_method_has_no_technology_to_assess() -> None:
    assert not {"ros", "dpia"} & set(package(kind="method").missing)


def test_a_type_that_nobody_knows_is_refused() -> None:
    asked = {"type": "song", "title": "x", "reference": "x", "made_with": []}
    given(package()).when(Package.draft, PROVIDER, **asked).then_refused("C04-01", "unknown_type")


@pytest.mark.rule("C04-03")
def test_a_new_version_supersedes_the_one_before_and_says_what_to_do() -> None:
    ros = drafted(package("ros"), "ros")
    asked = {"type": "ros", "version_number": 2, "maintainer": NHN, **NEW}
    given(ros).when(Package.publish, PROVIDER, **asked).then(
        Package.VersionPublished, supersedes=1, to_do="Fyll ut kapittel 3."
    )
    assert [each.status for each in ros.versions["ros"]] == [SUPERSEDED, VALID]
    given(ros).when(Package.publish, PROVIDER, **asked).then_nothing()


@pytest.mark.rule("C04-03", "I17")
@pytest.mark.parametrize(
    ("wrong", "rule", "reason"),
    [
        ({"version_number": 1, "change_note": "Rettet."}, "C04-03", "not_a_draft"),
        ({"version_number": 3}, "C04-03", "unknown_version"),
        ({"change_note": ""}, "C04-03", "change_note_missing"),
        ({"to_do": ""}, "C04-03", "change_note_missing"),
        ({"maintainer": None}, "I17", "maintainer_missing"),
        ({"maintainer": "971032146"}, "I17", "not_the_maintainer"),
    ],
    ids=str,
)
def test_a_valid_version_is_never_changed_and_has_a_maintainer(
    wrong: dict[str, Any], rule: str, reason: str
) -> None:
    ros = drafted(package("ros"), "ros")
    asked = {"type": "ros", "version_number": 2, "maintainer": NHN, **NEW, **wrong}
    given(ros).when(Package.publish, PROVIDER, **asked).then_refused(rule, reason)


def test_the_same_draft_is_drafted_once() -> None:
    asked = {"type": "ros", "title": "ros", "reference": "NHN 24/9", "made_with": ["4601"]}
    given(drafted(package(), "ros")).when(Package.draft, PROVIDER, **asked).then_nothing()
    given(package()).when(Package.draft, PROVIDER, **{**asked, "reference": ""}).then_refused(
        "C04-03", "reference_missing"
    )


@pytest.mark.rule("C04-03")
def test_what_is_withdrawn_is_valid_no_more_and_says_why() -> None:
    ros, asked = package("ros"), {"type": "ros", "version_number": 1, "maintainer": NHN}
    given(ros).when(Package.withdraw, PROVIDER, **asked, reason="").then_refused(
        "C04-03", "reason_missing"
    )
    given(ros).when(Package.withdraw, PROVIDER, **asked, reason="Feil.").then(
        Package.VersionWithdrawn, reason="Feil."
    )
    given(ros).when(Package.withdraw, PROVIDER, **asked, reason="Feil.").then_nothing()
    assert (ros.valid("ros"), ros.versions["ros"][0].status) == (None, WITHDRAWN)


@pytest.mark.rule("C04-07")
def test_what_is_withdrawn_or_superseded_goes_into_no_run_any_more() -> None:
    ros = package("ros", "ros")
    desk = MemoryDesk(LEADER, proposed(solution="kj"), ros)
    for number, reason in ((1, "not_valid"), (3, "not_valid")):
        with pytest.raises(Refused, match=reason):
            attach_material(desk, run=RUN, type="ros", version_number=number)
    attached = attach_material(desk, run=RUN, type="ros", version_number=2)
    assert attached.attached == {("kj", "ros"): 2}
    ros.withdraw(PROVIDER, type="ros", version_number=2, reason="Feil.", maintainer=NHN)
    other = RunMaterial.begin(LEADER, run=RUN)
    given(other).when(
        RunMaterial.attach, LEADER,
        solution="kj", type="ros", version_number=2, version=ros.at("ros", 2),
    ).then_refused("C04-07", "not_valid", status=WITHDRAWN)  # fmt: skip
    given(attached).when(
        RunMaterial.attach, LEADER,
        solution="kj", type="ros", version_number=2, version=ros.at("ros", 2),
    ).then_nothing()  # fmt: skip


@pytest.mark.rule("I17")
def test_nothing_is_published_of_a_package_that_nobody_maintains() -> None:
    desk = MemoryDesk(PROVIDER, kjernejournal())
    draft: dict[str, Any] = {
        "type": "ros",
        "title": "ROS",
        "reference": "NHN 24/1",
        "made_with": [],
    }
    made = draft_material(desk, solution="kjernejournal", **draft)
    publication: dict[str, Any] = {
        "solution": "kjernejournal",
        "type": "ros",
        "version_number": 1,
        **NEW,
    }
    with pytest.raises(Refused, match="maintainer_missing"):
        publish_material(desk, **publication)
    opened = maintenance()
    desk.roots[opened.id] = opened
    opened.appoint(
        act(), package=made.id, solution="kjernejournal", maintainer=NHN,
        maintainer_kind="service_provider", review_on=date(2025, 6, 1), reason="",
    )  # fmt: skip
    assert publish_material(desk, **publication).valid("ros") == 1
    with pytest.raises(Missing):
        draft_material(desk, solution="x", **draft)


def test_every_required_type_is_a_type() -> None:
    assert set(REQUIRED) < set(TYPES)

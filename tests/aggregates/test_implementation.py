"""Each region is put in place by a plan of its own, within a frame that is the same for all."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from aggregates.deeds import implementation as deeds
from aggregates.kernel.act import Role
from aggregates.kernel.refusals import Missing, Refused
from aggregates.regions.implementation_frame import ImplementationFrame
from aggregates.regions.implementation_plan import DIALOGUE, Frame, ImplementationPlan
from aggregates.regions.regional_group import RegionalGroup
from tests.kit.desk import MemoryDesk
from tests.kit.given import MORNING, act, given
from tests.kit.regions import NETWORK, VESTLAND, group, organisation

GROUP, TODAY = RegionalGroup.id_of(VESTLAND), MORNING.date()
JANUARY, JUNE, DECEMBER = date(2024, 1, 15), date(2024, 6, 1), date(2024, 12, 31)
FRAME = Frame(date(2024, 1, 1), DECEMBER, ["Komplett"])
PLAN: dict[str, Any] = {
    "starts": JANUARY, "owner": VESTLAND, "milestones": [{"name": "Komplett", "by": JUNE}],
}  # fmt: skip


def begun(planned: bool = False) -> ImplementationPlan:
    plan = ImplementationPlan.begin(NETWORK, group=GROUP, year=2024)
    if planned:
        plan.plan(NETWORK, **PLAN, frame=FRAME)
    return plan


@pytest.mark.rule("C12-12")
@pytest.mark.parametrize(
    ("lacking", "value"), [("starts", None), ("owner", ""), ("milestones", [])]
)
def test_a_plan_without_a_start_an_owner_or_milestones_is_refused(
    lacking: str, value: object
) -> None:
    given(begun()).when(
        ImplementationPlan.plan, NETWORK, **PLAN | {lacking: value}, frame=FRAME
    ).then_refused("C12-12", "field_missing", field=lacking)


@pytest.mark.rule("C12-12")
def test_a_region_plans_and_plans_anew_with_the_milestones_that_all_have() -> None:
    plan = begun()
    given(plan).when(ImplementationPlan.plan, NETWORK, **PLAN, frame=FRAME).then(
        ImplementationPlan.Planned, starts=JANUARY, owner=VESTLAND,
        milestones=[{"name": "Komplett", "by": "2024-06-01"}],
    )  # fmt: skip
    given(plan).when(ImplementationPlan.plan, NETWORK, **PLAN, frame=FRAME).then_nothing()
    own = PLAN | {"milestones": [{"name": "Et annet", "by": JUNE}]}
    given(plan).when(ImplementationPlan.plan, NETWORK, **own, frame=FRAME).then_refused(
        "C12-12", "milestone_missing", milestones=["Komplett"]
    )


@pytest.mark.rule("C12-12")
@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"starts": date(2023, 12, 31)}, "outside_frame"),
        ({"milestones": [{"name": "Komplett", "by": date(2025, 1, 1)}]}, "outside_frame"),
        ({"milestones": [{"name": "Komplett", "by": date(2024, 1, 14)}]}, "ends_before"),
    ],
)
def test_a_plan_keeps_to_the_frame_and_to_its_own_start(
    changed: dict[str, Any], reason: str
) -> None:
    given(begun()).when(
        ImplementationPlan.plan, NETWORK, **PLAN | changed, frame=FRAME
    ).then_refused("C12-12", reason)


@pytest.mark.rule("C12-12")
def test_a_milestone_is_reached_on_a_day_that_has_been_and_none_other_is() -> None:
    reach = partial(given(begun(planned=True)).when, ImplementationPlan.reach, NETWORK)
    reach(name="Komplett", on=JUNE).then_refused("C12-12", "not_been")
    reach(name="Noe annet", on=TODAY).then_refused("C12-12", "no_such_milestone")
    reach(name="Komplett", on=TODAY).then(ImplementationPlan.MilestoneReached, on=TODAY)
    reach(name="Komplett", on=TODAY).then_nothing()


@pytest.mark.rule("C12-12")
def test_dialogue_meetings_are_held_with_those_whom_the_report_names() -> None:
    assert len(DIALOGUE) == 4
    plan = begun()
    hold = partial(given(plan).when, ImplementationPlan.hold_meeting, NETWORK)
    hold(with_whom="leverandor", on=TODAY, document="24/5").then_refused("C12-12", "unknown_party")
    hold(with_whom="ks_region", on=TODAY, document="").then_refused("C12-12", "document_missing")
    hold(with_whom="ks_region", on=JUNE, document="24/5").then_refused("C12-12", "not_been")
    hold(with_whom="ks_region", on=TODAY, document="24/5").then(
        ImplementationPlan.MeetingHeld, with_whom="ks_region", on=TODAY
    )
    hold(with_whom="ks_region", on=TODAY, document="24/5").then_nothing()


@pytest.mark.rule("C12-12")
@pytest.mark.parametrize(
    ("changed", "reason"),
    [({"ends": date(2023, 1, 1)}, "ends_before"), ({"milestones": []}, "field_missing"),
     ({"decision": ""}, "field_missing")],
)  # fmt: skip
def test_a_frame_has_a_beginning_an_end_milestones_and_a_decision(
    changed: dict[str, Any], reason: str
) -> None:
    said: dict[str, Any] = {
        "starts": date(2024, 1, 1), "ends": DECEMBER, "milestones": ["Komplett"],
        "decision": "KS 24/4",
    }  # fmt: skip
    frame = ImplementationFrame.begin(act(), year=2024)
    given(frame).when(ImplementationFrame.set_frame, act(), **said | changed).then_refused(
        "C12-12", reason
    )
    given(frame).when(ImplementationFrame.set_frame, act(), **said).then(
        ImplementationFrame.FrameSet, starts=date(2024, 1, 1), ends=DECEMBER
    )
    given(frame).when(ImplementationFrame.set_frame, act(), **said).then_nothing()


@pytest.mark.rule("C12-12", "C12-01")
def test_ks_sets_the_frame_first_and_a_region_plans_for_itself_alone() -> None:
    desk = MemoryDesk(NETWORK, group(), organisation(VESTLAND, "46"))
    plan = partial(deeds.plan, desk, group=GROUP, year=2024)
    with pytest.raises(Refused) as refusal:
        plan(**PLAN)
    assert (refusal.value.rule.id, refusal.value.reason) == ("C12-12", "no_frame")
    deeds.set_frame(
        desk, year=2024, starts=FRAME.starts, ends=FRAME.ends, milestones=FRAME.milestones,
        decision="KS 24/4",
    )  # fmt: skip
    assert plan(**PLAN).planned is not None
    with pytest.raises(Missing):
        plan(**PLAN | {"owner": "310009999"})
    desk.act = act(Role.REGIONAL_CONTACT, body="310005002", region="50")
    with pytest.raises(Refused) as other:
        plan(**PLAN)
    assert (other.value.rule.id, other.value.reason) == ("C12-01", "not_own_group")

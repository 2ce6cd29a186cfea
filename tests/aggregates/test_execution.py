from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from aggregates.execution.activity import Activity
from aggregates.execution.local_work import LocalWork
from aggregates.execution.task_set import TaskSet
from aggregates.execution.theme_choice import ThemeChoice
from aggregates.execution.themes import GROUPS, KEPT, MIDDLE_MANAGERS, THEMES
from tests.kit.given import Recorded, asked, given
from tests.kit.runs import BERGEN, LEADER, RUN, VOSS, coordinator, placed

MARCH, TODAY = date(2024, 3, 1), date(2024, 2, 16)
ROS = {"key": "ros", "title": "Egen ROS", "due": "2024-04-01", "needs": []}
TRAINING = {"key": "kurs", "title": "Opplæring", "due": None, "needs": ["ros"]}


def theme(name: str, *groups: str) -> dict[str, Any]:
    return {"theme": name, "groups": list(groups or GROUPS), "common": "", "local": ""}


def choosing(
    *left_out: str, reason: str = "Passer ikke.", themes: list[dict[str, Any]] | None = None
) -> Recorded:
    chosen = themes or [theme(each) for each in THEMES if each not in left_out]
    return asked(
        lambda: ThemeChoice.choose(
            LEADER, run=RUN, solution="pll", themes=chosen,
            omitted=dict.fromkeys(left_out, reason), kept=KEPT,
        )
    )  # fmt: skip


@pytest.mark.rule("C08-01")
def test_there_are_thirteen_themes_to_choose_among() -> None:
    assert len(set(THEMES)) == len(THEMES) == 13
    choosing().then(ThemeChoice.Chosen, omitted={})


@pytest.mark.rule("C08-01")
def test_a_theme_is_left_out_only_for_a_reason() -> None:
    choosing("procurement").then(ThemeChoice.Chosen, omitted={"procurement": "Passer ikke."})
    choosing("procurement", reason=" ").then_refused(
        "C08-01", "omission_without_reason", themes=["procurement"]
    )
    choosing(themes=[theme("training")]).then_refused("C08-01", "themes_untold")


@pytest.mark.rule("C08-01")
@for_all(st.sets(st.sampled_from(THEMES)))
def test_evaluation_and_use_over_time_are_never_left_out(left_out: set[str]) -> None:
    outcome = choosing(*sorted(left_out))
    if left_out & set(KEPT):
        outcome.then_refused("C08-01", "themes_kept")
    elif len(left_out) < 13:
        outcome.then_events(ThemeChoice.Chosen)


@pytest.mark.rule("C08-01")
def test_a_theme_is_told_once_and_is_one_of_the_thirteen() -> None:
    doubled = [theme(each) for each in (*THEMES, "training")]
    choosing(themes=doubled).then_refused("C08-01", "themes_doubled", themes=["training"])
    choosing("lunsj").then_refused("C08-01", "unknown_theme", themes=["lunsj"])


@pytest.mark.rule("C08-02")
def test_each_theme_says_whom_it_is_for() -> None:
    rest = [theme(each) for each in THEMES if each != "training"]
    nobody = {**theme("training"), "groups": []}
    choosing(themes=[*rest, nobody]).then_refused("C08-02", "groups_missing", theme="training")
    choosing(themes=[*rest, theme("training", "alle")]).then_refused(
        "C08-02", "unknown_group", groups=["alle"]
    )


def chosen() -> ThemeChoice:
    themes = [theme(each, MIDDLE_MANAGERS) for each in THEMES]
    return ThemeChoice.choose(LEADER, run=RUN, solution="pll", themes=themes, omitted={}, kept=KEPT)


@pytest.mark.rule("C08-01")
def test_themes_may_be_chosen_anew_and_the_same_again_is_nothing() -> None:
    choice = chosen()
    same = {"themes": choice.themes, "omitted": {}, "kept": KEPT}
    given(choice).when(ThemeChoice.change, LEADER, **same).then_nothing()
    fewer = [each for each in choice.themes if each["theme"] != "training"]
    given(choice).when(
        ThemeChoice.change, LEADER, themes=fewer, omitted={"training": "Gjort."}, kept=KEPT
    ).then(ThemeChoice.Changed, omitted={"training": "Gjort."})


@pytest.mark.rule("C08-02")
def test_an_activity_is_for_those_whom_its_theme_is_for() -> None:
    given(chosen()).when(lambda choice: choice.check_for("training", ["ict"])).then_refused(
        "C08-02", "not_for_these", groups=["ict"]
    )
    fewer = chosen()
    fewer.themes = [each for each in fewer.themes if each["theme"] != "training"]
    given(fewer).when(lambda choice: choice.check_for("training", [])).then_refused(
        "C08-01", "theme_not_chosen"
    )


def planned(**instead: Any) -> Activity:
    said: dict[str, Any] = {
        "id": UUID(int=9), "run": RUN, "solution": "pll", "pulje": None, "theme": "training",
        "groups": [MIDDLE_MANAGERS], "title": "Kurs", "form": "digital", "day": MARCH,
    }  # fmt: skip
    return Activity.plan(LEADER, **said | instead)


@pytest.mark.rule("C08-01")
def test_an_activity_is_digital_or_physical_and_held_on_a_day_that_has_been() -> None:
    asked(lambda: planned(form="telefon")).then_refused("C08-01", "unknown_form")
    asked(lambda: planned(groups=[])).then_refused("C08-02", "groups_missing")
    activity = planned()
    given(activity).when(Activity.move, LEADER, day=TODAY, form="physical").then(
        Activity.Moved, former=MARCH, day=TODAY, form="physical"
    )
    given(activity).when(Activity.hold, LEADER, on=MARCH, form="digital").then_refused(
        "C08-01", "not_held_yet"
    )
    given(activity).when(Activity.hold, LEADER, on=TODAY, form="digital").then(
        Activity.Held, on=TODAY, form="digital"
    )
    given(activity).when(Activity.hold, LEADER, on=TODAY, form="digital").then_nothing()
    given(activity).when(Activity.cancel, LEADER, reason="x").then_refused(
        "C08-01", "activity_stage_wrong"
    )


@pytest.mark.rule("C08-01")
def test_an_activity_is_called_off_for_a_reason_and_held_no_more() -> None:
    activity = planned()
    given(activity).when(Activity.cancel, LEADER, reason="").then_refused(
        "C08-01", "cancelled_without_reason"
    )
    given(activity).when(Activity.cancel, LEADER, reason="Få.").then(Activity.Cancelled)
    given(activity).when(Activity.cancel, LEADER, reason="Få.").then_nothing()
    given(activity).when(Activity.hold, LEADER, on=TODAY, form="digital").then_refused(
        "C08-01", "activity_stage_wrong"
    )


@pytest.mark.rule("C08-02")
def test_attendance_is_by_municipality_and_group_and_told_anew_it_holds() -> None:
    activity = planned()
    who: dict[str, Any] = {
        "participation": placed().id, "municipality": BERGEN, "number": "4601",
    }  # fmt: skip
    came = Activity.attend
    given(activity).when(came, LEADER, **who, attended={}).then_refused(
        "C08-01", "activity_stage_wrong"
    )
    activity.hold(LEADER, on=TODAY, form="digital")
    given(activity).when(came, LEADER, **who, attended={"ict": 1}).then_refused(
        "C08-02", "not_for_these", groups=["ict"]
    )
    for former, count in ((None, 3), (3, 0)):
        given(activity).when(came, LEADER, **who, attended={MIDDLE_MANAGERS: count}).then(
            Activity.AttendanceRecorded, attended={MIDDLE_MANAGERS: count},
            former={} if former is None else {MIDDLE_MANAGERS: former},
        )  # fmt: skip
    given(activity).when(came, LEADER, **who, attended={MIDDLE_MANAGERS: 0}).then_nothing()


def issuing(*tasks: dict[str, Any]) -> Recorded:
    return asked(lambda: issued(*tasks))


def issued(*tasks: dict[str, Any]) -> TaskSet:
    return TaskSet.issue(LEADER, run=RUN, pulje=1, solution="pll", tasks=list(tasks))


@pytest.mark.rule("C08-03")
def test_common_tasks_come_in_an_order_in_which_they_can_be_done() -> None:
    issuing(ROS, TRAINING).then(TaskSet.Issued, tasks=[ROS, TRAINING])
    issuing(TRAINING, ROS).then_refused("C08-03", "needs_unknown", needs=["ros"])
    issuing(ROS, ROS).then_refused("C08-03", "key_taken", key="ros")
    issuing({**ROS, "key": "own-1"}).then_refused("C08-03", "key_taken", key="own-1")
    issuing({**ROS, "title": " "}).then_refused("C08-03", "title_missing")


@pytest.mark.rule("C08-03")
def test_further_tasks_may_need_those_before_and_the_same_again_is_nothing() -> None:
    tasks = issued(ROS)
    given(tasks).when(TaskSet.extend, LEADER, tasks=[ROS, TRAINING]).then(
        TaskSet.Extended, tasks=[TRAINING]
    )
    given(tasks).when(TaskSet.extend, LEADER, tasks=[ROS, TRAINING]).then_nothing()
    given(tasks).when(TaskSet.extend, LEADER, tasks=[{**ROS, "title": "Ny"}]).then_refused(
        "C08-03", "key_taken"
    )


def work() -> LocalWork:
    return LocalWork.begin(
        LEADER, participation=placed().id, run=RUN, solution="pll", municipality=BERGEN, region="46"
    )


COMMON: dict[str, list[str]] = {"ros": [], "kurs": ["ros"]}


def closing(task: str, who: Any = None, outcome: str = "Gjort.") -> dict[str, Any]:
    return {"act": who or coordinator(), "key": task, "outcome": outcome, "common": COMMON}


@pytest.mark.rule("C08-03")
def test_only_the_municipality_closes_its_tasks() -> None:
    for other in (LEADER, coordinator(VOSS)):
        given(work()).when(LocalWork.close, **closing("ros", other)).then_refused(
            "C08-03", "not_the_municipality"
        )
    given(work()).when(LocalWork.close, **closing("ros")).then(
        LocalWork.TaskDone, key="ros", common=True, outcome="Gjort."
    )


@pytest.mark.rule("C08-03")
def test_a_task_waits_for_those_it_needs() -> None:
    local = work()
    given(local).when(LocalWork.close, **closing("kurs")).then_refused(
        "C08-03", "needs_open", needs=["ros"]
    )
    local.close(**closing("ros"))
    given(local).when(LocalWork.close, **closing("kurs")).then(LocalWork.TaskDone, key="kurs")


@pytest.mark.rule("C08-03")
def test_a_task_is_closed_once_with_an_outcome_and_may_be_opened_again() -> None:
    local = work()
    given(local).when(LocalWork.close, **closing("alt")).then_refused("C08-03", "task_unknown")
    given(local).when(LocalWork.close, **closing("ros", outcome=" ")).then_refused(
        "C08-03", "outcome_missing"
    )
    local.close(**closing("ros"))
    given(local).when(LocalWork.close, **closing("ros")).then_nothing()
    given(local).when(LocalWork.close, **closing("ros", outcome="Annet.")).then_refused(
        "C08-03", "closed_already"
    )
    reopen = LocalWork.reopen
    given(local).when(reopen, coordinator(), key="ros", reason="").then_refused(
        "C08-03", "reopened_without_reason"
    )
    given(local).when(reopen, LEADER, key="ros", reason="x").then_refused(
        "C08-03", "not_the_municipality"
    )
    given(local).when(reopen, coordinator(), key="ros", reason="Nye funn.").then(
        LocalWork.TaskReopened, key="ros", common=True
    )
    given(local).when(reopen, coordinator(), key="ros", reason="Nye funn.").then_nothing()


@pytest.mark.rule("C08-03")
def test_a_municipality_adds_tasks_of_its_own() -> None:
    local = work()
    own: dict[str, Any] = {
        "title": "Vaktordning", "text": "", "due": MARCH, "needs": ["ros"], "common": COMMON,
    }  # fmt: skip
    given(local).when(LocalWork.add, LEADER, **own).then_refused("C08-03", "not_the_municipality")
    given(local).when(LocalWork.add, coordinator(), **own).then(LocalWork.TaskAdded, key="own-1")
    given(local).when(LocalWork.add, coordinator(), **own).then_nothing()
    given(local).when(LocalWork.add, coordinator(), **own | {"title": " "}).then_refused(
        "C08-03", "title_missing"
    )
    given(local).when(
        LocalWork.add, coordinator(), **own | {"title": "B", "needs": ["x"]}
    ).then_refused("C08-03", "needs_unknown")
    given(local).when(LocalWork.close, **closing("own-1")).then_refused("C08-03", "needs_open")


@pytest.mark.rule("C08-03")
@for_all(st.lists(st.tuples(st.sampled_from(["close", "open"]), st.sampled_from(["a", "b", "c"]))))
def test_no_task_is_ever_closed_before_those_it_needs_were(steps: list[tuple[str, str]]) -> None:
    needs: dict[str, list[str]] = {"a": [], "b": ["a"], "c": ["a", "b"]}
    local = work()
    for step, key in steps:
        if step == "open":
            local.reopen(coordinator(), key=key, reason="Igjen.")
            continue
        there = set(local.outcomes)
        refusal = (
            given(local)
            .when(LocalWork.close, coordinator(), key=key, outcome="Gjort.", common=needs)
            .refusal
        )
        assert (refusal is not None) == (key not in there and not set(needs[key]) <= there)

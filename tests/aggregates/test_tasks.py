from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from aggregates.kernel.act import Act, Role
from aggregates.tasks.case import Case
from aggregates.tasks.notice import Notice
from aggregates.tasks.task import Task
from tests.kit.given import Recorded, act, asked, given

ABOUT = UUID(int=1)
BERGEN, VOSS = UUID(int=4601), UUID(int=4621)
GROUP = act(Role.COORDINATING_GROUP)
CONTACT = act(Role.REGIONAL_CONTACT, body="938626367")
CLOCK = act(Role.SYSTEM)
COORDINATOR = act(Role.MUNICIPAL_COORDINATOR, municipality=BERGEN, body="964338531")


def follow_up(for_body: str | None = CONTACT.body) -> Task:
    """The regional contact is asked to call a municipality that has not answered."""
    return Task.open(
        CLOCK, kind="contact_follow_up", about=ABOUT, for_role=Role.REGIONAL_CONTACT,
        for_body=for_body, municipality=BERGEN, due=date(2024, 3, 1),
        subject_key="contact_follow_up",
    )  # fmt: skip


def checklist(key: tuple[str, ...] = ()) -> Task:
    """A municipality is asked to see to its agreements."""
    return Task.open(
        CLOCK, kind="agreements_checklist", about=ABOUT, for_role=Role.MUNICIPAL_COORDINATOR,
        municipality=BERGEN, subject_key="agreements_checklist", key=key,
    )  # fmt: skip


def closing(task: Task, by: Act, outcome: str = "Gjort.") -> Recorded:
    return given(task).when(Task.done, by, outcome=outcome)


def queued() -> Case:
    return Case.queue(CLOCK, kind="evaluation", about=ABOUT, subject_key="evaluation_delivered")


def treating(case: Case, by: Act = GROUP, **said: Any) -> Recorded:
    return given(case).when(Case.treat, by, **{"meeting": "2/24", **said})


def test_the_same_cause_opens_the_same_task() -> None:
    assert follow_up().id == Task.id_of("contact_follow_up", ABOUT)
    assert checklist().id != checklist(("KS",)).id


def test_a_task_for_a_municipal_role_says_in_which_municipality() -> None:
    asked(
        lambda: Task.open(
            CLOCK, kind="local_task_set", about=ABOUT, for_role=Role.MUNICIPAL_COORDINATOR,
            subject_key="local_task_set",
        )
    ).then_refused("C08-03", "municipality_missing", kind="local_task_set")  # fmt: skip


def test_only_the_municipality_closes_its_tasks() -> None:
    closing(checklist(), act(Role.MUNICIPAL_COORDINATOR, municipality=VOSS)).then_refused(
        "C08-03", "not_the_municipality"
    )
    closing(checklist(), CLOCK).then_refused("C08-03", "not_the_municipality")
    closing(checklist(), COORDINATOR).then(Task.Done, outcome="Gjort.")


def test_a_task_is_closed_by_whom_it_is_for() -> None:
    closing(follow_up(), GROUP).then_refused("C08-03", "not_theirs", role="regional_kontakt")
    elsewhere = act(Role.REGIONAL_CONTACT, body="821311632")
    closing(follow_up(), elsewhere).then_refused("C08-03", "not_theirs")
    closing(follow_up(for_body=None), elsewhere).then_events(Task.Done)
    closing(follow_up(), CONTACT).then_events(Task.Done)


def test_a_task_closes_by_itself_when_what_it_waits_for_happens() -> None:
    closing(follow_up(), CLOCK, "Kommunen har svart.").then_events(Task.Done)


def test_a_task_is_closed_with_an_outcome_and_once() -> None:
    task = follow_up()
    closing(task, CONTACT, "").then_refused("C08-03", "outcome_missing")
    closing(task, CONTACT).then_events(Task.Done)
    closing(task, CONTACT).then_nothing()
    closing(task, CONTACT, "Likevel ikke.").then_refused("C08-03", "already_done", outcome="Gjort.")


def test_one_cause_sends_one_notice_for_each_subject() -> None:
    to = [{"role": "koordineringsgruppe", "body": None}, {"role": "regional_kontakt", "body": None}]
    heard = act(Role.SYSTEM, cause="readiness.declared-ready@17")
    again = act(Role.SYSTEM, cause="readiness.declared-ready@17", by="p-2")
    first, second = (
        Notice.send(each, about=ABOUT, to=to, subject_key="ready") for each in (heard, again)
    )
    assert first.id == second.id == Notice.id_of("readiness.declared-ready@17", "ready", ABOUT)
    asked(lambda: Notice.send(heard, about=ABOUT, to=to, subject_key="ready")).then(
        Notice.Sent, to=to, about=ABOUT
    )


@pytest.mark.rule("C22-03")
@pytest.mark.parametrize("to", [[], [{"role": None, "body": None}]])
def test_a_notice_says_who_it_is_for(to: list[dict[str, str | None]]) -> None:
    asked(lambda: Notice.send(CLOCK, about=ABOUT, to=to, subject_key="ready")).then_refused(
        "C22-03", "addressee_missing"
    )


def test_a_case_is_queued_before_there_is_a_meeting_for_it() -> None:
    assert queued().id == Case.id_of("evaluation", ABOUT)
    assert queued().queued


def test_a_case_is_concluded_by_the_coordinating_group() -> None:
    treating(queued(), by=CONTACT, outcome="decided").then_refused(
        "C16-05", "not_the_coordinating_group"
    )
    case = queued()
    treating(case, outcome="decided").then(Case.Treated, outcome="decided", meeting="2/24")
    assert not case.queued
    treating(case, outcome="decided").then_nothing()
    treating(case, outcome="postponed", meeting="3/24").then_refused("C16-05", "concluded")


@pytest.mark.rule("C16-05")
@pytest.mark.parametrize("outcome", ["postponed", "dropped"])
def test_a_case_that_is_postponed_or_dropped_is_back_in_the_queue(outcome: str) -> None:
    case = queued()
    treating(case, outcome=outcome).then_refused("C16-05", "reason_missing")
    treating(case, outcome=outcome, reason="Tiden strakk ikke til.").then_events(Case.Treated)
    assert case.queued
    treating(case, outcome="no_decision", meeting="3/24").then_events(Case.Treated)


def test_a_case_ends_in_one_of_the_known_outcomes() -> None:
    treating(queued(), outcome="fine").then_refused("C16-05", "unknown_outcome", outcome="fine")

"""What somebody was asked to do is not asked for any more, once it has happened."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest

from aggregates.adoption.expectation import UseExpectation
from aggregates.deeds import (
    adoption,
    follow_up,
    leading,
    learning,
    regional_work,
    regions,
    run,
    use,
)
from aggregates.deeds.commitments import tick
from aggregates.deeds.coordination import choose_track
from aggregates.deeds.decision import decide
from aggregates.deeds.evaluation import deliver, share
from aggregates.deeds.invitation import set_part
from aggregates.deeds.regional_people import ask_for_contact
from aggregates.deeds.sign_up import withdraw
from aggregates.evaluation.evaluation import Evaluation
from aggregates.evaluation.learning import Learning
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.mandates.roster import Roster
from aggregates.portfolio.requirements import Requirements
from aggregates.regions.regional_group import RegionalGroup
from aggregates.runs.run import Run
from aggregates.tasks.task import Task
from bus.contracts.adoption import UseMeasured, UseNotMeasured
from bus.contracts.evaluation import EvaluationDelivered
from bus.contracts.invitations import MunicipalDecisionMade, Withdrawn
from bus.contracts.readiness import ReadinessDeclared
from bus.contracts.runs import PlanReviewed, PuljeFollowUpBegun, RunProposed, TrackChosen
from bus.contracts.territory import MunicipalitySplit
from log.log import Log, upon
from services import succession
from services.agenda import put_on_agenda
from services.announcements import announce
from services.follow_ups import follow_up as begin
from services.inheritance import divide
from services.lessons import attach
from services.places import settle
from services.tracks import require, return_plan
from services.use import ask_for_measurement, judge
from tests.aggregates import test_deeds_inheritance as split
from tests.aggregates.test_deeds_use import BERGEN as MEASURED
from tests.aggregates.test_deeds_use import come_to, rule
from tests.aggregates.test_regional_group import appointed
from tests.kit.coordination import seated_group
from tests.kit.desk import MemoryDesk
from tests.kit.given import MORNING, act, given
from tests.kit.readiness import ready
from tests.kit.regions import CONTACT, NETWORK, PERSON, VESTLAND, organisation
from tests.kit.runs import (
    ANSWERS,
    BERGEN,
    GROUP,
    LEADER,
    RUN,
    SYSTEM,
    chosen,
    coordinator,
    decider,
    joined,
    opened,
    placed,
    planned,
    proposed,
    pulje,
    started,
)
from tests.services.past import done, happened, hear, recorded
from tests.services.test_agenda import delivered
from tests.services.test_evaluating import all_finished
from tests.services.test_lessons import owed, taught
from tests.services.test_prices import told_of_new_prices
from tests.services.test_use import SERIES, measuring

MINE = Participation.id_of(RUN, BERGEN)
HEARD = [{"party": "4601", "kind": "participant", "answered": True}]
SAID: dict[str, Any] = {"summary": "Bra.", "heard": HEARD}


def open_tasks(log: Log) -> list[str]:
    """The kinds of those tasks that nobody has closed."""
    closed = {each.originator_id for each in recorded(log, Task.Done)}
    return [e.kind for e in recorded(log, Task.Opened) if e.originator_id not in closed]


def outcome(log: Log) -> str:
    """What came of the one task that is closed."""
    [closed] = recorded(log, Task.Done)
    return closed.outcome


@pytest.mark.rule("C08-07", "C08-03")
def test_a_municipality_that_has_named_its_owner_is_not_asked_for_one(log: Log) -> None:
    async def story() -> None:
        common, cohort = started(mine := placed())
        cohort.begin_follow_up(LEADER)
        happened(log, common, cohort, mine)
        await hear(log, begin, PuljeFollowUpBegun)
        naming = partial(
            follow_up.name_owner, participation=MINE, owner_role="Fagleder",
            support_line="Servicedesk", next_review=date(2100, 1, 1),
        )  # fmt: skip
        await done(log, decider(), naming)

    asyncio.run(story())
    assert (open_tasks(log), outcome(log)) == ([], "named")


@pytest.mark.rule("I36")
def test_a_run_that_has_answered_all_that_was_learned_is_not_asked_for_more(log: Log) -> None:
    async def answering(key: str) -> None:
        answer = partial(
            learning.answer, run=RUN, learning=Learning.id_of(owed().id, key),
            answer="taken_into_account", reason="Gjort.",
        )  # fmt: skip
        await done(log, LEADER, answer)

    async def story() -> None:
        both = SAID | {
            "learnings": [
                {"id": key, "text": "For sent.", "type": "material", "owner": "KS"}
                for key in ("l1", "l2")
            ]
        }
        happened(log, owed(), proposed())
        await done(log, LEADER, partial(deliver, evaluation=owed().id, **both))
        await hear(log, attach, RunProposed)
        await answering("l1")
        assert open_tasks(log) == ["answer_learnings"]
        await answering("l2")

    asyncio.run(story())
    assert (open_tasks(log), outcome(log)) == ([], "answered")


@pytest.mark.rule("C10-01", "I35")
def test_an_evaluation_that_is_delivered_is_not_called_for(log: Log) -> None:
    async def story() -> None:
        await all_finished(log)
        [asked] = recorded(log, Task.Opened)
        delivering = partial(deliver, evaluation=asked.about, learnings=[], **SAID)
        await done(log, LEADER, delivering)

    asyncio.run(story())
    assert (open_tasks(log), outcome(log)) == ([], "delivered")


@pytest.mark.rule("C10-06")
def test_what_was_told_at_a_gathering_is_not_proposed_as_a_topic(log: Log) -> None:
    async def story() -> None:
        happened(log, delivered())
        await hear(log, put_on_agenda, EvaluationDelivered)
        sharing = partial(share, evaluation=delivered().id, gathering="Samling 2/24")
        await done(log, act(), sharing)

    asyncio.run(story())
    assert (open_tasks(log), outcome(log)) == ([], "shared")


@pytest.mark.rule("C06-12")
def test_remarks_on_a_plan_are_seen_to_by_another_plan_and_each_by_itself(log: Log) -> None:
    async def reviewing(outcome: str) -> None:
        review = upon(Run, RUN, Run.review_plan, outcome=outcome, remark="Kolliderer i mai")
        await done(log, GROUP, review)
        await hear(log, return_plan, PlanReviewed)

    async def story() -> None:
        happened(log, planned(chosen(proposed())))
        await reviewing("adjust")
        await done(log, LEADER, partial(run.draft_plan, run=RUN, plan="24/00417-5"))
        await hear(log, return_plan, PlanReviewed)
        assert (open_tasks(log), outcome(log)) == ([], "settled")
        await reviewing("adjust")

    asyncio.run(story())
    assert open_tasks(log) == ["plan_remarks"]


@pytest.mark.rule("I05", "C19-01")
def test_a_cost_part_that_is_written_anew_is_not_asked_for(log: Log) -> None:
    async def story() -> None:
        await told_of_new_prices(log)
        anew = partial(
            set_part, run=RUN, part="cost_and_capacity", text="100 kroner.", sources=[],
            dated=date(2024, 2, 2),
        )  # fmt: skip
        await done(log, LEADER, anew)

    asyncio.run(story())
    assert (open_tasks(log), outcome(log)) == ([], "written")


@pytest.mark.rule("C09-07")
@pytest.mark.parametrize("answer", ["confirmed", "dismissed"])
def test_what_was_suggested_of_the_use_is_asked_until_it_is_answered(log: Log, answer: str) -> None:
    async def story() -> None:
        happened(log, *come_to("in_use"), rule())
        await measuring(log, "b-1", m2024_01=0, m2024_02=0, m2024_03=0)
        await hear(log, judge, UseMeasured)
        assert open_tasks(log) == ["use_lapse"]
        of = {"municipality": MEASURED, "solution": "kj", "service": "sykehjem", "definition": 1}
        answers: dict[str, Any] = {
            "confirmed": partial(use.confirm, **of),  # type: ignore[arg-type]
            "dismissed": partial(use.dismiss, series=SERIES, reason="Stengt i januar."),
        }
        await done(log, act(Role.MUNICIPAL_COORDINATOR, municipality=MEASURED), answers[answer])

    asyncio.run(story())
    assert (open_tasks(log), outcome(log)) == ([], answer)


@pytest.mark.rule("I30")
@pytest.mark.parametrize("heard", ["measured", "told"])
def test_nobody_looks_for_a_measurement_that_came_late_or_for_use_that_is_told_of(
    log: Log, heard: str
) -> None:
    async def story() -> None:
        happened(log, *come_to("technically_introduced"))
        expected = UseExpectation.begin(SYSTEM, municipality=MEASURED, solution="kj", weeks=1)
        happened(log, expected)
        missed = upon(UseExpectation, expected.id, UseExpectation.miss, today=date(2024, 6, 1))
        await done(log, SYSTEM, missed)
        await hear(log, ask_for_measurement, UseNotMeasured)
        if heard == "measured":
            await measuring(log, "b-1", m2024_03=0)
            return
        told = partial(
            adoption.reach, municipality=MEASURED, solution="kj", stage="in_use",
            reached_on="2024-03", precision="month", source_kind="municipality", source="Bergen",
            evidence="Brukes.",
        )  # fmt: skip
        await done(log, act(at=datetime(2024, 5, 3, 8, tzinfo=UTC)), told)

    asyncio.run(story())
    assert (open_tasks(log), outcome(log)) == ([], heard)


@pytest.mark.rule("I41")
def test_a_region_that_has_appointed_a_contact_is_not_asked_for_one(log: Log) -> None:
    june = date(2024, 6, 1)

    async def story() -> None:
        vacated = appointed()
        vacated.end_term(NETWORK, person=PERSON, function=CONTACT, until=june)
        roster = Roster.open(SYSTEM, organisation=VESTLAND)
        roster.give(
            act(Role.ADMINISTRATOR, body=VESTLAND), kind="regional_group", person="p-9",
            function=CONTACT, since=MORNING.date(),
        )  # fmt: skip
        happened(log, vacated, roster)
        asking = partial(ask_for_contact, group=vacated.id, today=date(2024, 6, 15))
        await done(log, SYSTEM, asking)
        group = RegionalGroup.id_of(VESTLAND)
        acting = partial(
            regions.appoint_contact, group=group, person="p-9", since=june,
            until=date(2024, 9, 1), acting=True,
        )  # fmt: skip
        await done(log, NETWORK, acting)

    asyncio.run(story())
    assert (open_tasks(log), outcome(log)) == ([], "appointed")


@pytest.mark.rule("C13-04")
def test_a_region_that_has_answered_a_suggestion_is_not_asked_and_the_other_still_is(
    log: Log,
) -> None:
    async def story() -> None:
        for title, county in (("a", "46"), ("b", "50")):
            noticed = partial(
                regional_work.notice_regional_run, run=split.OLD if title == "a" else RUN,
                solution="pll", scope_code=f"regional:{county}", starts=date(2024, 3, 1),
                ends=date(2024, 6, 1),
            )  # fmt: skip
            await done(log, SYSTEM, noticed)
        answer = partial(regional_work.answer_cooperation, solution="pll", number=1, wants=True)
        await done(log, act(Role.REGIONAL_CONTACT, body=VESTLAND, region="46"), answer)

    asyncio.run(story())
    assert (open_tasks(log), outcome(log)) == (["cooperation_suggested"], "answered")


@pytest.mark.rule("I19")
def test_the_group_is_not_asked_for_a_track_that_is_chosen(log: Log) -> None:
    async def story() -> None:
        happened(log, ready(), proposed(), seated_group())
        await hear(log, announce, ReadinessDeclared)
        assert open_tasks(log) == ["track_assessment"]
        choice = partial(choose_track, run=RUN, track="A", answers=ANSWERS, deciding_body="NKG")
        await done(log, GROUP, choice)

    asyncio.run(story())
    assert (open_tasks(log), outcome(log)) == ([], "chosen")


@pytest.mark.rule("C07-12", "C08-03")
def test_agreements_that_are_all_ticked_are_not_asked_for(log: Log) -> None:
    async def ticking(agreement: str) -> None:
        signing = partial(
            tick, participation=MINE, agreement=agreement, signed_on=date(2024, 2, 10)
        )
        await done(log, coordinator(), signing)

    async def story() -> None:
        needed = Requirements.begin(act(), solution="pll")
        needed.state_agreements(
            act(),
            agreements=[{"id": each, "name": each, "counterpart": None} for each in ("ks", "nhn")],
            source="KS 24/9",
        )
        happened(log, opened(), pulje(), joined(), needed)
        await hear(log, settle, MunicipalDecisionMade)
        await ticking("ks")
        assert open_tasks(log) == ["agreements_checklist", "local_task_set"]
        await ticking("nhn")

    asyncio.run(story())
    assert (open_tasks(log), outcome(log)) == (["local_task_set"], "signed")


@pytest.mark.rule("I33", "I01")
def test_an_heir_that_has_answered_for_itself_is_not_asked_about_and_the_other_still_is(
    log: Log,
) -> None:
    async def story() -> None:
        happened(log, split.divided(), split.left(), opened())
        await hear(log, divide, MunicipalitySplit)
        asked = Participation.invite(
            LEADER, run=RUN, solution="kj", municipality=split.HARAM, number="1580", region="15",
            basis=RUN, basis_version=1, puljer=[1], deadline=date(2100, 1, 1), trace=[],
        )  # fmt: skip
        happened(log, asked)
        no = partial(
            decide, participation=asked.id, answer="decline", basis_version=1,
            level="kommunestyre",
        )  # fmt: skip
        await done(log, decider(split.HARAM), no)
        await hear(log, succession.conclude, MunicipalDecisionMade)

    asyncio.run(story())
    assert (open_tasks(log), outcome(log)) == (["participation_succession"], "answered")


@pytest.mark.rule("I33", "I03")
def test_what_is_withdrawn_for_a_municipality_that_is_no_more_is_not_asked_about(
    log: Log,
) -> None:
    async def story() -> None:
        gone = split.left("join")
        old = decider(split.OLD)
        gone.sign_up(old, pulje=1, outcome="place")
        cohort = pulje()
        cohort.take(SYSTEM, participation=gone.id, municipality=split.OLD)
        happened(log, split.divided(), gone, opened(), cohort)
        await hear(log, divide, MunicipalitySplit)
        assert open_tasks(log) == ["participation_succession"] * 2
        leaving = partial(withdraw, participation=gone.id, reason="Kommunen er delt.")
        await done(log, old, leaving)
        await hear(log, succession.conclude, Withdrawn)

    asyncio.run(story())
    assert open_tasks(log) == []
    assert {each.outcome for each in recorded(log, Task.Done)} == {"left"}


@pytest.mark.rule("C08-03")
def test_what_others_do_closes_no_task_of_a_municipality() -> None:
    task = Task.open(
        SYSTEM, kind="local_owner", about=RUN, for_role=Role.MUNICIPAL_COORDINATOR,
        municipality=BERGEN, subject_key="local_owner",
    )  # fmt: skip
    for other in (SYSTEM, LEADER, decider(split.OLD)):
        task.conclude(other, outcome="named")
    assert task.outcome is None
    task.conclude(decider(), outcome="named")
    task.conclude(decider(), outcome="otherwise")
    assert task.outcome == "named"


@pytest.mark.rule("C06-08", "C08-03")
def test_what_waits_for_a_leader_is_for_the_one_who_is_appointed_and_then_for_the_next(
    log: Log,
) -> None:
    async def appointing(leader: str, body: str) -> None:
        appointed = partial(
            leading.appoint_leader, run=RUN, leader=leader, body=body, role="innforingsleder",
            open_items=[],
        )  # fmt: skip
        await done(log, GROUP, appointed)

    async def story() -> list[str | None]:
        await taught(log)
        happened(log, chosen(proposed("limited:vkp"), "C"))
        await hear(log, attach, TrackChosen)
        await hear(log, require, TrackChosen)
        asked = [each.originator_id for each in recorded(log, Task.Opened)]
        await appointing("p-7", "983544622")
        first = {(await log.read(Task, each)).for_body for each in asked}
        await appointing("p-8", "994598759")
        return [*first, *{(await log.read(Task, each)).for_body for each in asked}]

    assert asyncio.run(story()) == ["983544622", "994598759"]
    assert sorted(open_tasks(log)) == ["answer_learnings", "communication_plan", "completion_owner"]


@pytest.mark.rule("C06-08", "C10-01")
def test_an_evaluation_that_is_called_for_is_asked_of_whoever_leads_by_then() -> None:
    led = chosen(proposed("regional:46"), "B")
    led.appoint_leader(GROUP, leader="p-7", body="983544622", role=Role.ROLLOUT_LEADER)
    owed = Evaluation.fall_due(
        SYSTEM, run=RUN, solution="pll", track="B", responsible_role="innforingsleder",
        responsible_body="983544622", due=date(2100, 1, 1),
    )  # fmt: skip
    called = Task.open(
        SYSTEM, kind="evaluation_called_for", about=owed.id, for_role=owed.responsible_role,
        for_body=owed.responsible_body, subject_key="evaluation_called_for",
    )  # fmt: skip
    there = organisation(VESTLAND, "46")
    contact = act(Role.REGIONAL_CONTACT, body=VESTLAND, region="46")
    leading.appoint_leader(
        MemoryDesk(contact, led, owed, called, there), run=RUN, leader="p-8", body=VESTLAND,
        role="innforingsleder", open_items=[],
    )  # fmt: skip
    assert called.for_body == VESTLAND


@pytest.mark.rule("C08-03")
def test_what_is_done_is_not_passed_on_and_whom_it_was_for_closes_it_no_more() -> None:
    task = Task.open(
        SYSTEM, kind="plan_remarks", about=RUN, for_role=Role.ROLLOUT_LEADER,
        for_body="983544622", subject_key="plan_remarks",
    )  # fmt: skip
    given(task).when(Task.pass_on, GROUP, body="983544622").then_nothing()
    given(task).when(Task.pass_on, GROUP, body="994598759").then(
        Task.PassedOn, former_body="983544622", for_body="994598759"
    )
    former = act(Role.ROLLOUT_LEADER, body="983544622")
    given(task).when(Task.done, former, outcome="Gjort.").then_refused("C08-03", "not_theirs")
    task.conclude(former, outcome="settled")
    given(task).when(Task.pass_on, GROUP, body=None).then_nothing()

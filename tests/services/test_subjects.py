from __future__ import annotations

import asyncio
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from aggregates.coordination.common_message import CommonMessage
from aggregates.deeds.evaluation import deliver
from aggregates.deeds.plan_review import send_message
from aggregates.deeds.preparing import send_advance_notice
from aggregates.deeds.regional_people import ask_for_contact, warn_of_end
from aggregates.deeds.regional_work import notice_regional_run
from aggregates.invitations.participation import Participation
from aggregates.kernel.root import Root, derived
from aggregates.tasks.case import Case
from aggregates.tasks.notice import Notice
from aggregates.tasks.task import Task
from api import texts
from bus.contracts.adoption import StageReached
from bus.contracts.evaluation import EvaluationDelivered, LearningRaised
from bus.contracts.execution import IssueAnswered
from bus.contracts.invitations import InvitationExpired, MunicipalDecisionMade
from bus.contracts.material import MaterialVersionPublished
from bus.contracts.needs import NeedAnswered, NeedLifted
from bus.contracts.readiness import ReadinessDeclared
from bus.contracts.runs import PlanReviewed, PuljeFollowUpBegun, RunProposed, TrackChosen
from bus.contracts.vendors import VendorCommitmentMoved
from log.log import Log, upon
from log.opening import open_store
from services import follow_ups, introduced, issues
from services.agenda import put_on_agenda
from services.announcements import announce
from services.lessons import attach
from services.material import ask_for_review, tell_holders
from services.needs import answer_down, ask_for_receipt
from services.places import settle
from services.silence import follow_up
from services.slips import tell_affected
from services.tracks import require, return_plan
from tests.aggregates.test_regional_group import appointed
from tests.aggregates.test_seconded import seconded
from tests.kit.given import act
from tests.kit.material import package
from tests.kit.needs import answered, lifted
from tests.kit.readiness import ready
from tests.kit.regions import CONTACT, NETWORK, PERSON
from tests.kit.runs import (
    GROUP,
    LEADER,
    RUN,
    SYSTEM,
    VOSS,
    chosen,
    invited,
    joined,
    opened,
    placed,
    planned,
    proposed,
    pulje,
)
from tests.services.past import done, happened, hear, recorded
from tests.services.test_agenda import delivered
from tests.services.test_evaluating import all_finished
from tests.services.test_follow_ups import answered_issue, introduce
from tests.services.test_inheritance import bergen_splits
from tests.services.test_lessons import TAUGHT, owed
from tests.services.test_lost_places import called_off, full
from tests.services.test_material import held, learned, register
from tests.services.test_orphans import mandate_ended, somebody_left
from tests.services.test_prices import told_of_new_prices
from tests.services.test_reconsideration import told_of_newer_basis
from tests.services.test_reviews import ended, learned_without_readiness
from tests.services.test_slips import moved
from tests.services.test_suspensions import stopped_and_let_go
from tests.services.test_use import measured_below_and_again, never_measured

KINN = derived("municipalities", "4602", "2023-12-31")
OTHER, SENT_BACK, OWN, LIMITED = (
    derived("runs", each) for each in ("another", "sent back", "a region's", "for some")
)


def in_follow_up() -> tuple[Root, ...]:
    """Kinn has gone through pulje 2."""
    cohort, kinn = pulje(2), placed(KINN, "4602")
    cohort.take(SYSTEM, participation=kinn.id, municipality=KINN)
    cohort.start(LEADER, trace=[])
    cohort.begin_follow_up(LEADER)
    return cohort, kinn


async def places_lost(log: Log) -> None:
    """A pulje in which somebody has a place is called off."""
    await full(log)
    await called_off(log)


APART = (
    all_finished, learned_without_readiness, mandate_ended, places_lost, somebody_left,
    told_of_newer_basis, told_of_new_prices,
)  # fmt: skip
"""Stories that go in logs of their own."""


async def telling_all(log: Log) -> None:
    """One common message, of KS to every regional contact."""
    message = CommonMessage.plan(
        act(), id=derived("messages", 1), title="Pulje 1", text="Den begynner.",
        sender=act().body, day=date(2024, 3, 1), runs=[],
    )  # fmt: skip
    happened(log, message)
    recipients = [{"role": "regional_kontakt", "body": None}]
    await done(log, act(), partial(send_message, message=message.id, recipients=recipients))


async def planning_runs(log: Log) -> None:
    """Runs in each track, one with a plan that is sent back, and one that is told of ahead."""
    sent_back = planned(chosen(proposed(id=SENT_BACK)))
    sent_back.review_plan(GROUP, outcome="adjust", remark="For kort tid")
    happened(log, chosen(proposed(id=OTHER)), sent_back)
    happened(log, chosen(proposed("regional:46", id=OWN), "B"))
    happened(log, chosen(proposed("limited:vkp", id=LIMITED), "C"))
    await hear(log, require, TrackChosen)
    await hear(log, return_plan, PlanReviewed)
    warning = partial(
        send_advance_notice, run=OTHER, municipalities=["4601"], starts=date(2024, 9, 1)
    )
    await done(log, LEADER, warning)


def test_all_that_reactions_ask_and_tell_has_a_sentence_with_its_facts(
    log: Log, tmp_path: Path
) -> None:
    async def story() -> None:
        happened(log, opened(), pulje(), ready(), delivered(), joined(), invited(VOSS, "4621"))
        there = register()
        happened(log, there, held(there, 1), package("ros", "ros"), learned())
        happened(log, owed())
        happened(log, there, held(there, 1), package("ros", "ros"), learned(), moved(pulje()))
        silent = Participation.id_of(RUN, VOSS)
        expiring = upon(Participation, silent, Participation.expire, today=date(2024, 3, 16))
        await done(log, SYSTEM, expiring)
        await planning_runs(log)
        await telling_all(log)
        await hear(log, announce, ReadinessDeclared)
        await hear(log, put_on_agenda, EvaluationDelivered)
        await hear(log, settle, MunicipalDecisionMade)
        await hear(log, follow_up, InvitationExpired)
        await hear(log, ask_for_review, LearningRaised)
        await hear(log, tell_holders, MaterialVersionPublished)
        await measured_below_and_again(log)
        await never_measured(log)
        await stopped_and_let_go(log)
        await ended(log)
        await done(log, LEADER, partial(deliver, evaluation=owed().id, **TAUGHT))
        await hear(log, attach, RunProposed)
        await hear(log, tell_affected, VendorCommitmentMoved)
        happened(log, introduce(0), *in_follow_up())
        await hear(log, introduced.schedule, StageReached)
        await hear(log, follow_ups.follow_up, PuljeFollowUpBegun)
        lent, vacated = seconded({}), appointed()
        vacated.end_term(NETWORK, person=PERSON, function=CONTACT, until=date(2024, 6, 1))
        happened(log, lent, vacated, lifted(1), answered(2))
        day = date(2024, 12, 1)
        await done(log, SYSTEM, partial(warn_of_end, seconded=lent.id, number=1, today=day))
        await done(log, SYSTEM, partial(ask_for_contact, group=vacated.id, today=day))
        for run, county in ((1, "46"), (2, "50")):
            noticed = partial(
                notice_regional_run, run=UUID(int=run), solution="pll",
                scope_code=f"regional:{county}", starts=date(2024, 3, 1), ends=date(2024, 6, 1),
            )  # fmt: skip
            await done(log, SYSTEM, noticed)
        await hear(log, ask_for_receipt, NeedLifted)
        await hear(log, answer_down, NeedAnswered)
        await bergen_splits(log)
        happened(log, answered_issue())
        await hear(log, issues.send_back, IssueAnswered)

    asyncio.run(story())
    told = asked_and_told(log)
    for number, apart in enumerate(APART):
        with Log(open_store(f"sqlite:///{tmp_path / f'{number}.db'}")) as another:
            asyncio.run(apart(another))
            told += asked_and_told(another)
    assert {key for key, _ in told} == set(texts.subjects())
    assert not [key for key, facts in told if "ukjent" in texts.subject(key, facts)]


def asked_and_told(log: Log) -> list[tuple[str, Any]]:
    """Every subject in a log, with its facts."""
    return [
        *((each.subject_key, each.facts) for each in recorded(log, Task.Opened)),
        *((each.subject_key, each.facts) for each in recorded(log, Notice.Sent)),
        *((each.subject_key, each.facts) for each in recorded(log, Case.Queued)),
    ]

"""A run from proposal to closing, and how three municipalities went along with it or not."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from aggregates.deeds import halting, sign_up
from aggregates.deeds import learning as learnings
from aggregates.deeds import pulje as puljer
from aggregates.deeds import run as runs
from aggregates.deeds.decision import decide
from aggregates.deeds.evaluating import fall_due
from aggregates.deeds.evaluation import deliver
from aggregates.deeds.invitation import invite, set_part
from aggregates.deeds.terms import freeze_basis
from aggregates.evaluation.evaluation import Evaluation
from aggregates.evaluation.learning import Learning
from aggregates.invitations.basis import MANDATORY
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from aggregates.runs.working_group import LOW_SPREAD as LOW
from aggregates.runs.working_group import NATIONAL_SEATS
from log.log import upon
from tests.kit.history.past import (
    BERGEN,
    EVALUATION,
    KINN,
    KS,
    NEXT_RUN,
    RUN,
    SPRING,
    VOSS,
    Past,
    participation,
    pulje,
)
from tests.kit.readiness import PROGRAMME
from tests.kit.runs import ANSWERS


def planning(past: Past) -> None:
    """Proposed, given a track and a leader; its plan is sent back once; two puljer are opened."""
    past.group(
        partial(
            runs.propose, id=RUN, title="PLL", kind="rollout", solution="pll",
            scope_code="national", proposer="KS",
        )
    )  # fmt: skip
    past.group(
        upon(
            Run, RUN, Run.choose_track, track="A", answers=ANSWERS, deciding_body="NKG",
            dissent=None,
        )
    )  # fmt: skip
    past.group(upon(Run, RUN, Run.appoint_leader, leader="p-7", body=KS, role="innforingsleder"))
    past.did(Role.ROLLOUT_LEADER, upon(Run, RUN, Run.accept_leadership), by="p-7")
    past.group(
        upon(
            Run, RUN, Run.appoint_working_group, mandate="Detaljplan.", ends=date(2024, 12, 31),
            members=[
                {"seat": seat, "body": KS, "ground": seat} for seat in NATIONAL_SEATS if seat != LOW
            ] + [{"seat": LOW, "body": PROGRAMME, "ground": LOW}],
        )
    )  # fmt: skip
    for plan, outcome in (("v1", "adjust"), ("v2", "approved")):
        past.leader(upon(Run, RUN, Run.draft_plan, plan=plan))
        past.group(partial(runs.review_plan, run=RUN, outcome=outcome, remark="For kort tid."))
    for number, capacity in ((1, 1), (2, 5)):
        past.leader(
            partial(
                runs.plan_pulje, run=RUN, number=number, starts=date(2024, 6, 1),
                invites_from=SPRING, decision_days=30, capacity=capacity, leader="p-7",
            )
        )  # fmt: skip
        matching = partial(puljer.state_matching, run=RUN, number=number, words="Alle.", keys={})
        past.leader(matching)
        past.group(partial(runs.open_pulje, run=RUN, number=number))
    for part in MANDATORY:
        past.leader(partial(set_part, run=RUN, part=part, text="Om det.", sources=[], dated=SPRING))
    past.leader(partial(freeze_basis, run=RUN))
    past.group(
        upon(
            Run, RUN, Run.record_deviation, reason="Utprøving.", deciding_body="NKG",
            decision="NKG 2/24",
        )
    )  # fmt: skip
    past.group(partial(runs.open_sign_up, run=RUN))


def inviting(past: Past) -> None:
    """Three are invited; Voss is reminded, does not answer, and is invited again."""
    for each in (BERGEN, VOSS, KINN):
        _invite(past, each, SPRING, date(2024, 3, 15))
    late, after = date(2024, 3, 10), date(2024, 3, 16)
    past.system(
        upon(Participation, participation(VOSS), Participation.remind, today=late, most=2), late
    )
    past.system(upon(Participation, participation(VOSS), Participation.expire, today=after), after)
    _invite(past, VOSS, date(2024, 3, 20), date(2024, 4, 20))


def deciding(past: Past) -> None:
    """Bergen joins in time and Kinn too late for its deadline; both want the one place."""
    for each, on in ((BERGEN, date(2024, 2, 20)), (KINN, date(2024, 3, 20))):
        _join(past, each, on)


def places(past: Past) -> None:
    """Bergen moves on, so that Kinn is offered its place: first in vain, then not."""
    moved, lapsed, taken = date(2024, 3, 21), date(2024, 4, 2), date(2024, 4, 5)
    kinn = participation(KINN)
    past.municipality(
        BERGEN, partial(sign_up.move, participation=participation(BERGEN), pulje=2), moved
    )
    past.system(partial(sign_up.offer_place, pulje=pulje(1), until=date(2024, 4, 1)), moved)
    past.system(upon(Pulje, pulje(1), Pulje.lapse_offer, participation=kinn, today=lapsed), lapsed)
    past.system(partial(sign_up.offer_place, pulje=pulje(1), until=date(2024, 4, 30)), lapsed)
    past.municipality(KINN, partial(sign_up.accept_offer, participation=kinn), taken)


def changing_minds(past: Past) -> None:
    """Voss waits, moves on and back, and turns down the place that it is offered at last."""
    voss, on = participation(VOSS), date(2024, 4, 6)
    _join(past, VOSS, on)
    for number in (2, 1):
        past.municipality(VOSS, partial(sign_up.move, participation=voss, pulje=number), on)
    past.leader(partial(sign_up.change_capacity, run=RUN, number=1, capacity=2), on)
    past.municipality(VOSS, partial(sign_up.decline_offer, participation=voss), on)


def starting(past: Past) -> None:
    """The run starts, and Bergen leaves it; pulje 2 is cancelled, where Voss had a place."""
    summer, voss = date(2024, 6, 1), participation(VOSS)
    past.municipality(VOSS, partial(sign_up.sign_up, participation=voss, pulje=2), summer)
    past.leader(partial(runs.start, run=RUN), summer)
    past.municipality(
        BERGEN, partial(sign_up.withdraw, participation=participation(BERGEN)), summer
    )
    past.group(partial(halting.cancel_pulje, run=RUN, number=2, reason="For få."), summer)
    past.system(partial(halting.lose_place, participation=voss), summer)
    past.leader(upon(Participation, voss, Participation.offer_puljer, puljer=[3], trace=[]), summer)


def ending(past: Past) -> None:
    """The run goes on to its follow-up, and its evaluation is delivered and received."""
    summer, winter, last = date(2024, 6, 1), date(2024, 12, 5), date(2024, 12, 9)
    past.leader(upon(Run, RUN, Run.begin_follow_up), date(2024, 9, 1))
    past.leader(partial(fall_due, run=RUN, due=date(2024, 12, 1)), summer)
    delivery = partial(
        deliver, evaluation=EVALUATION, summary="Ett løp.",
        heard=[{"party": "Hdir", "kind": "actor", "answered": True}],
        learnings=[{"id": "L1", "text": "Sent.", "type": "material", "owner": "KS"}],
    )  # fmt: skip
    _asking(past, summer)
    past.leader(delivery, winter)
    learning = Learning.id_of(EVALUATION, "L1")
    past.group(upon(Learning, learning, Learning.reassign, owner="NHN"), winter)
    reclassified = upon(
        Learning, learning, Learning.reclassify, type="criteria", reason="Kravet er for svakt."
    )
    past.group(reclassified, winter)
    past.group(upon(Evaluation, EVALUATION, Evaluation.receive, case="NKG 7/24"), last)
    past.group(partial(runs.close, run=RUN), last)


def learning(past: Past) -> None:
    """What was learned is answered by the next run, told at a gathering, and changes something."""
    last = date(2024, 12, 10)
    past.owner(upon(Evaluation, EVALUATION, Evaluation.share, gathering="Samling 1/25"), last)
    past.group(
        partial(
            runs.propose, id=NEXT_RUN, title="PLL igjen", kind="rollout", solution="pll",
            scope_code="national", proposer="KS",
        ),
        last,
    )  # fmt: skip
    learnt = Learning.id_of(EVALUATION, "L1")
    for answer in ("rejected", "taken_into_account"):
        past.leader(
            partial(learnings.answer, run=NEXT_RUN, learning=learnt, answer=answer, reason="Alt."),
            last,
        )
    past.group(partial(learnings.settle, learning=learnt, outcome="improved", reason="Ny."), last)


def _asking(past: Past, on: date) -> None:
    """Two are asked, and one of them answers, twice."""
    parties = [
        {"organisation": "964338531", "name": "Bergen", "kind": "withdrew"},
        {"organisation": "994598759", "name": "NHN", "kind": "actor"},
    ]
    past.leader(upon(Evaluation, EVALUATION, Evaluation.ask_parties, parties=parties), on)
    for text in ("Greit.", "For sent."):
        response = upon(Evaluation, EVALUATION, Evaluation.respond, text=text, anonymous=True)
        past.municipality(BERGEN, response, on)


def _invite(past: Past, municipality: UUID, on: date, deadline: date) -> None:
    past.leader(
        partial(invite, run=RUN, municipality=municipality, puljer=[1, 2], deadline=deadline), on
    )


def _join(past: Past, municipality: UUID, on: date) -> None:
    id = participation(municipality)
    joining = partial(
        decide, participation=id, answer="join", basis_version=1, level="kommunestyre"
    )
    past.municipality(municipality, joining, on)
    past.municipality(municipality, partial(sign_up.sign_up, participation=id, pulje=1), on)

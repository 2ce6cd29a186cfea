"""What municipalities state beside their answers: duties, anchoring, agreements, assessments."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest

from aggregates.deeds.commitments import (
    assess,
    choose_anchoring,
    intend,
    make_checklist,
    plan_fulfilment,
    state_anchoring,
    tick,
)
from aggregates.deeds.decision import decide
from aggregates.deeds.terms import ask_for, oblige
from aggregates.invitations.anchoring import Anchoring
from aggregates.invitations.assessment import OwnAssessment
from aggregates.invitations.authority import JOIN
from aggregates.invitations.checklist import Checklist
from aggregates.invitations.fulfilment import Fulfilment
from aggregates.invitations.intention import Intention
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Act, Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Exists, Refused
from aggregates.mandates.delegation import Delegation
from aggregates.portfolio.requirements import Requirements
from aggregates.portfolio.solution import Solution
from aggregates.territory.register import Register
from aggregates.territory.timeline import Name
from tests.kit.desk import MemoryDesk
from tests.kit.given import MORNING, act, given
from tests.kit.runs import RUN, SYSTEM, coordinator, decider, invited, opened

REGISTER = Register.open(SYSTEM, on=date(2020, 1, 1))
REGISTER.register(SYSTEM, number="4601", name=Name("Bergen", "Bergen", {}))
REGISTER.register(SYSTEM, number="4602", name=Name("Kinn", "Kinn", {}))
BERGEN = REGISTER.id_of("4601", MORNING.date())
KINN = REGISTER.id_of("4602", MORNING.date())
KS = act()
OWN, COORDINATOR, OTHER = decider(BERGEN), coordinator(BERGEN), decider(KINN)
AGREEMENTS: list[dict[str, Any]] = [
    {"id": "ks", "name": "Avtale med KS", "counterpart": "971032146"},
    {"id": "epj", "name": "Avtale med leverandøren", "counterpart": None},
]
PLAN: dict[str, Any] = {
    "number": "4601", "solution": "kjernejournal", "actor": "kommunal_legevakt",
    "plan": "I vår.", "ready_by": date(2024, 9, 1),
}  # fmt: skip
SECTORS = ["helse", "oppvekst"]


def desk(who: Act = OWN) -> MemoryDesk:
    """Bergen, and kjernejournal as a legevakt is obliged to use it; PLL asks for this and that."""
    solutions = [
        Solution.register(
            KS, code=code, name=code, kind="national_solution", owner="983544622", source="S3"
        )
        for code in ("kjernejournal", "pll")
    ]
    made = MemoryDesk(KS, REGISTER, *solutions, opened(), invited(BERGEN))
    oblige(
        made, solution="kjernejournal",
        decide=lambda duties: duties.add(
            KS, actor="kommunal_legevakt", duty="use", since=date(2022, 7, 1), until=None,
            legal_source="Forskrift 22.12.2021",
        ),
    )  # fmt: skip
    ask_for(
        made, solution="pll",
        decide=lambda asked: asked.state_sectors(KS, sectors=SECTORS, source="S3 L419"),
    )  # fmt: skip
    ask_for(
        made, solution="pll",
        decide=lambda asked: asked.state_agreements(KS, agreements=AGREEMENTS, source="S3 L277"),
    )  # fmt: skip
    made.recorded()
    made.act = who
    return made


def refuses(rule: str, reason: str) -> Any:
    return pytest.raises(Refused, match=f"^{rule} {reason}:")


def joining(made: Desk) -> Participation:
    id = Participation.id_of(RUN, BERGEN)
    return decide(made, participation=id, answer=JOIN, basis_version=1, level="kommunedirektor")


# Duties


@pytest.mark.rule("I06", "C07-11")
def test_where_there_is_a_duty_the_answer_is_a_plan_and_no_yes_or_no() -> None:
    made = desk()
    plan_fulfilment(made, **PLAN)
    [planned] = made.recorded()
    assert isinstance(planned, Fulfilment.Planned)
    assert (planned.since, planned.ready_by) == (date(2022, 7, 1), date(2024, 9, 1))
    assert not hasattr(planned, "answer")


@pytest.mark.rule("I06", "C07-11")
def test_the_rest_of_municipal_care_is_voluntary_and_plans_no_fulfilment() -> None:
    for actor in ("kommunal_omsorg", "kommune"):
        with refuses("I06", "no_duty"):
            plan_fulfilment(desk(), **PLAN | {"actor": actor})
    with refuses("I06", "not_municipal"):
        plan_fulfilment(desk(), **PLAN | {"actor": "helseforetak"})


@pytest.mark.rule("I06")
def test_before_the_duty_holds_it_is_voluntary() -> None:
    before = replace(OWN, at=datetime(2022, 6, 30, 8, tzinfo=UTC))
    with refuses("I06", "no_duty"):
        plan_fulfilment(desk(before), **PLAN)


def obliged(actor: str = "kommune") -> MemoryDesk:
    """Bergen is invited to a run with PLL, which is made a duty."""
    made = desk(KS)
    oblige(
        made, solution="pll",
        decide=lambda duties: duties.add(
            KS, actor=actor, duty="use", since=date(2024, 1, 1), until=None,
            legal_source="Forskrift",
        ),
    )  # fmt: skip
    made.recorded()
    made.act = OWN
    return made


@pytest.mark.rule("C07-11", "I06")
@pytest.mark.parametrize("actor", ["kommune", "alle"])
def test_to_a_duty_the_municipality_answers_with_a_plan_before_it_decides_on_a_run(
    actor: str,
) -> None:
    made = obliged(actor)
    with pytest.raises(Refused, match="C07-11 plan_first") as refused:
        joining(made)
    assert refused.value.facts["answer_at"] == "/api/municipalities/4601/fulfilments"
    plan_fulfilment(made, **PLAN | {"solution": "pll", "actor": "kommune"})
    assert joining(made).answer == JOIN


@pytest.mark.rule("C07-11")
def test_a_duty_of_another_than_the_municipality_leaves_its_answer_its_own() -> None:
    assert joining(obliged("kommunal_legevakt")).answer == JOIN


@pytest.mark.rule("I03", "C07-11")
def test_a_run_is_declined_also_where_the_solution_is_a_duty() -> None:
    made = obliged()
    id = Participation.id_of(RUN, BERGEN)
    decide(made, participation=id, answer="decline", basis_version=1, level="kommunestyre")
    [said] = made.recorded()
    assert isinstance(said, Participation.DecisionMade)


@pytest.mark.rule("I01", "C07-11")
def test_nobody_plans_for_another_municipality() -> None:
    for who in (OTHER, COORDINATOR, act(Role.SERVICE_PROVIDER)):
        with pytest.raises(Refused, match=r"^I01"):
            plan_fulfilment(desk(who), **PLAN)


@pytest.mark.rule("C07-11")
def test_a_plan_is_stated_anew_and_says_something() -> None:
    made = desk()
    plan_fulfilment(made, **PLAN)
    plan_fulfilment(made, **PLAN | {"ready_by": date(2025, 1, 1)})
    plan_fulfilment(made, **PLAN | {"ready_by": date(2025, 1, 1)})
    assert [type(each) for each in made.recorded()] == [Fulfilment.Planned, Fulfilment.Replanned]
    with refuses("I06", "plan_missing"):
        plan_fulfilment(desk(), **PLAN | {"plan": ""})


# Anchoring


def anchored(made: Desk, *sectors: str) -> None:
    for each in sectors:
        state_anchoring(
            made, number="4601", solution="pll", sector=each, leader="kommunalsjef", informed=True
        )


@pytest.mark.rule("C07-09")
def test_missing_anchoring_does_not_keep_a_municipality_from_joining() -> None:
    assert joining(desk()).answer == JOIN


@pytest.mark.rule("C07-09")
def test_it_does_where_the_municipality_itself_chose_that() -> None:
    made = desk()
    choose_anchoring(made, number="4601", matter="pll", required=True)
    with refuses("C07-09", "anchoring_missing"):
        joining(made)
    anchored(made, "helse")
    with pytest.raises(Refused) as refusal:
        joining(made)
    assert refusal.value.facts == {"missing": ["oppvekst"]}
    anchored(made, "oppvekst")
    assert joining(made).answer == JOIN


@pytest.mark.rule("C07-09", "I03")
def test_a_decline_needs_no_anchoring_whatever_was_chosen() -> None:
    made = desk()
    choose_anchoring(made, number="4601", matter="*", required=True)
    declined = decide(
        made, participation=Participation.id_of(RUN, BERGEN), answer="decline", basis_version=1,
        level="kommunestyre",
    )  # fmt: skip
    assert declined.answer == "decline"


@pytest.mark.rule("C07-09", "I01")
def test_nobody_chooses_or_anchors_for_another_municipality() -> None:
    for who in (OTHER, act(), COORDINATOR):
        with refuses("I01", "not_decider"):
            choose_anchoring(desk(who), number="4601", matter="pll", required=True)
    for who in (OTHER, act(), act(Role.REGIONAL_CONTACT, region="46")):
        with refuses("I01", "not_own_municipality"):
            anchored(desk(who), "helse")


@pytest.mark.rule("C07-09")
def test_anchoring_names_a_function_and_is_recorded_once() -> None:
    made = desk(COORDINATOR)
    anchored(made, "helse")
    anchored(made, "helse")
    assert [type(each) for each in made.recorded()] == [Anchoring.Begun, Anchoring.Stated]
    with refuses("C07-09", "leader_missing"):
        state_anchoring(
            made, number="4601", solution="pll", sector="ikt", leader="", informed=False
        )


@pytest.mark.rule("C07-09")
def test_a_choice_may_be_taken_back() -> None:
    made = desk()
    for required in (True, True, False):
        choose_anchoring(made, number="4601", matter="pll", required=required)
    kinds = [type(each) for each in made.recorded()]
    assert kinds == [Delegation.Begun, Delegation.AnchoringChosen, Delegation.AnchoringChosen]
    assert joining(made).answer == JOIN


# Own assessment


def weighing(made: Desk) -> OwnAssessment:
    return assess(
        made, number="4601", solution="pll",
        decide=lambda own: own.state(made.act, benefit="Stor.", capacity="Liten.", conclusion=""),
    )  # fmt: skip


@pytest.mark.rule("C07-10")
def test_a_municipality_weighs_benefit_against_capacity_and_keeps_it_to_itself() -> None:
    made = desk(COORDINATOR)
    assert not weighing(made).shared
    own = weighing(made)
    assert [type(e) for e in made.recorded()] == [OwnAssessment.Begun, OwnAssessment.Stated]
    given(own).when(OwnAssessment.share, OWN).then(OwnAssessment.Shared, municipality=BERGEN)
    given(own).when(OwnAssessment.share, OWN).then_nothing()
    given(own).when(OwnAssessment.unshare, OTHER).then_refused("I01", "not_own_municipality")
    given(own).when(OwnAssessment.unshare, OWN).then(OwnAssessment.Unshared, municipality=BERGEN)


@pytest.mark.rule("C07-10", "I01")
def test_nobody_assesses_for_a_municipality_and_half_of_it_is_none() -> None:
    for who in (OTHER, act(), act(Role.REGIONAL_CONTACT, region="46")):
        with refuses("I01", "not_own_municipality"):
            weighing(desk(who))
    with refuses("C07-10", "not_weighed"):
        assess(
            desk(), number="4601", solution="pll",
            decide=lambda own: own.state(OWN, benefit="Stor.", capacity="", conclusion=""),
        )  # fmt: skip


# Agreements


@pytest.mark.rule("C07-12")
def test_joining_makes_a_list_of_the_agreements_asked_for_and_makes_it_once() -> None:
    made = desk()
    making = partial(make_checklist, made, participation=Participation.id_of(RUN, BERGEN))
    assert isinstance(making(), Participation)
    joining(made)
    made.recorded()
    making()
    [listed] = made.recorded()
    assert isinstance(listed, Checklist.Made)
    assert listed.agreements == AGREEMENTS
    with pytest.raises(Exists):
        making()


def listed() -> tuple[MemoryDesk, Checklist]:
    made = desk()
    joining(made)
    checklist = make_checklist(made, participation=Participation.id_of(RUN, BERGEN))
    assert isinstance(checklist, Checklist)
    made.recorded()
    return made, checklist


def ticking(made: Desk, agreement: str, signed_on: date | None = date(2024, 2, 10)) -> None:
    mine = Participation.id_of(RUN, BERGEN)
    tick(made, participation=mine, agreement=agreement, signed_on=signed_on)


@pytest.mark.rule("C07-12")
def test_the_municipality_ticks_with_a_date_and_the_counterpart_confirms() -> None:
    made, checklist = listed()
    given(checklist).when(Checklist.confirm, KS, agreement="ks").then_refused(
        "C07-12", "not_ticked"
    )
    ticking(made, "ks")
    ticking(made, "ks")
    [ticked] = made.recorded()
    assert isinstance(ticked, Checklist.Ticked)
    assert (ticked.signed_on, ticked.left) == (date(2024, 2, 10), 1)
    confirming = given(checklist)
    stranger = act(Role.SERVICE_PROVIDER, body="994598759")
    for who in (stranger, OWN):
        confirming.when(Checklist.confirm, who, agreement="ks").then_refused(
            "C07-12", "not_the_counterpart"
        )
    confirming.when(Checklist.confirm, KS, agreement="ks").then(Checklist.Confirmed, agreement="ks")
    confirming.when(Checklist.confirm, KS, agreement="ks").then_nothing()


@pytest.mark.rule("C07-12")
def test_a_tick_is_taken_back_and_what_was_confirmed_with_it() -> None:
    made, checklist = listed()
    ticking(made, "epj")
    ticking(made, "epj", None)
    ticking(made, "epj", None)
    assert [e.left for e in made.recorded()] == [1, 2]  # type: ignore[attr-defined]
    assert checklist.signed == {}


@pytest.mark.rule("C07-12", "I01")
def test_nobody_ticks_for_a_municipality_what_is_not_there_or_not_signed_yet() -> None:
    made, _ = listed()
    with refuses("C07-12", "no_such_agreement"):
        ticking(made, "nhn")
    with refuses("C07-12", "signed_later"):
        ticking(made, "ks", date(2024, 2, 17))
    made.act = KS
    with refuses("I01", "not_own_municipality"):
        ticking(made, "ks")


@pytest.mark.rule("C07-12")
def test_agreements_are_told_apart_and_sectors_are_known_ones() -> None:
    made = desk(KS)
    for agreements, source, reason in (
        (AGREEMENTS * 2, "S3", "agreement_doubled"),
        (AGREEMENTS, "", "source_missing"),
    ):
        state = partial(Requirements.state_agreements, agreements=agreements, source=source)
        with refuses("C07-12", reason):
            ask_for(made, solution="pll", decide=partial(_stated, state))
    for sectors, source, reason in (
        (["kultur"], "S3", "unknown_sector"),
        (["helse"], "", "source_missing"),
    ):
        state = partial(Requirements.state_sectors, sectors=sectors, source=source)
        with refuses("C07-09", reason):
            ask_for(made, solution="pll", decide=partial(_stated, state))
    assert made.recorded() == []


def _stated(state: Any, asked: Requirements) -> None:
    state(asked, KS)


@pytest.mark.rule("I07")
def test_an_intention_is_given_anew_where_there_is_one() -> None:
    made = desk()
    for document in ("Sak 1", "Sak 2"):
        intend(made, number="4601", solution="pll", document=document)
    assert [type(each) for each in made.recorded()] == [Intention.Given, Intention.GivenAnew]

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.benefit import Measurement
from aggregates.adoption.service import ServiceAdoption
from aggregates.deeds.inheritance import (
    ask_for_inheritance,
    ask_for_participation,
    inherit,
)
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Missing, Refused
from aggregates.kernel.root import Root
from aggregates.tasks.task import Task
from aggregates.territory.inheritance import Inheritance
from aggregates.territory.register import Register
from aggregates.territory.timeline import Name
from tests.kit.desk import MemoryDesk
from tests.kit.given import act
from tests.kit.runs import DEADLINE, LEADER, RUN, SYSTEM

DIVISION = date(2024, 1, 1)
CONTACT = act(
    Role.REGIONAL_CONTACT, at=datetime(2024, 2, 16, 8, tzinfo=UTC), body="310001503", region="15"
)


def divided() -> Register:
    """Ålesund was split into Ålesund and Haram; Bergen is what it was."""
    register = Register.open(SYSTEM, on=date(2020, 1, 1))
    for number, name in (("1507", "Ålesund"), ("4601", "Bergen")):
        register.register(SYSTEM, number=number, name=Name(name, None, {}))
    register.split(
        SYSTEM, predecessor="1507", on=DIVISION,
        successors={"1508": Name("Ålesund", None, {}), "1580": Name("Haram", None, {})},
    )  # fmt: skip
    return register


REGISTER = divided()
OLD = REGISTER.id_of("1507", date(2023, 12, 31))
AALESUND, HARAM, BERGEN = (REGISTER.id_of(each, DIVISION) for each in ("1508", "1580", "4601"))


def adoption(municipality: Any = OLD, stage: str | None = "in_use", on: str = "2022") -> Adoption:
    begun = Adoption.begin(SYSTEM, municipality=municipality, solution="kj")
    if stage is not None:
        begun.reach(
            SYSTEM, stage=stage, reached_on=on, precision="year", source_kind="import",
            source="NHN", evidence="Brukes.",
        )  # fmt: skip
    return begun


def desk(*roots: Root, who: Act = CONTACT) -> MemoryDesk:
    laid = MemoryDesk(who, divided(), *roots)
    laid.recorded()
    return laid


def decide(on: MemoryDesk, inherits: bool = True, heir: Any = HARAM) -> list[Root.Event]:
    inherit(
        on, predecessor=OLD, successor=heir, solution="kj", inherits=inherits, reason="Likt system."
    )
    return on.recorded()


def stage_of(on: MemoryDesk, municipality: Any = HARAM) -> str | None:
    return on.get(Adoption, Adoption.id_of(municipality, "kj")).stage


@pytest.mark.rule("I33")
def test_what_is_decided_is_what_moves_and_to_nobody_else() -> None:
    laid = desk(adoption())
    events = decide(laid)
    assert [type(each) for each in events] == [
        Inheritance.Decided, Adoption.Begun, Adoption.Inherited,
    ]  # fmt: skip
    moved: Any = events[-1]
    assert (moved.stage, moved.standing, moved.reached_on, moved.precision) == (
        "in_use", "in_use", "2022", "year",
    )  # fmt: skip
    assert stage_of(laid) == "in_use"
    assert laid.find(Adoption, Adoption.id_of(AALESUND, "kj")) is None
    assert stage_of(laid, OLD) == "in_use"
    assert decide(laid) == []


@pytest.mark.rule("I33")
def test_who_decides_not_to_take_it_over_takes_over_nothing() -> None:
    laid = desk(adoption())
    assert [type(each) for each in decide(laid, inherits=False)] == [Inheritance.Decided]
    assert laid.find(Adoption, Adoption.id_of(HARAM, "kj")) is None


@pytest.mark.rule("I33")
def test_a_decision_made_again_gives_back_what_was_taken_over_and_nothing_of_its_own() -> None:
    own = adoption(HARAM, "technically_introduced", "2023")
    laid = desk(adoption(), own)
    decide(laid)
    assert stage_of(laid) == "in_use"
    events = decide(laid, inherits=False)
    [redecided] = [each for each in events if isinstance(each, Inheritance.Redecided)]
    [withdrawn] = [each for each in events if isinstance(each, Adoption.InheritanceWithdrawn)]
    assert not redecided.inherits
    assert (withdrawn.stage, withdrawn.reached_on, withdrawn.source_kind) == (
        "technically_introduced", "2023", "import",
    )  # fmt: skip
    assert stage_of(laid) == "technically_introduced"
    decide(laid)
    assert stage_of(laid) == "in_use"


@pytest.mark.rule("I33", "I28")
def test_what_a_successor_tells_of_itself_stands_when_the_inheritance_does_not() -> None:
    laid = desk(adoption())
    decide(laid)
    own = laid.get(Adoption, Adoption.id_of(HARAM, "kj"))
    own.lapse(
        CONTACT, on=date(2024, 2, 1), source_kind="municipality", source="Haram",
        evidence="Avtalen er sagt opp.",
    )  # fmt: skip
    assert own.stage == "use_lapsed"
    laid.recorded()
    decide(laid, inherits=False)
    assert own.stage == "use_lapsed"


@pytest.mark.rule("I31", "I33")
def test_a_benefit_is_not_taken_over_for_its_owner_has_not_confirmed_it() -> None:
    before = adoption()
    before.confirm_benefit(
        replace(SYSTEM, municipality=OLD), indicator="Tid", owner="p-1",
        baseline=Measurement(42, "minutter", date(2022, 1, 1)),
        measured=Measurement(18, "minutter", date(2023, 6, 1)),
    )  # fmt: skip
    laid = desk(before)
    decide(laid)
    assert (stage_of(laid, OLD), stage_of(laid)) == ("benefit_realised", "in_use")


@pytest.mark.rule("I33")
def test_a_lapsed_use_is_taken_over_as_lapsed() -> None:
    before = adoption()
    before.lapse(
        SYSTEM, on=date(2023, 6, 1), source_kind="import", source="NHN", evidence="Sagt opp."
    )
    laid = desk(before)
    decide(laid)
    assert stage_of(laid) == "use_lapsed"


@pytest.mark.rule("I33")
def test_a_municipality_that_does_not_come_of_it_and_another_regions_contact_are_refused() -> None:
    with pytest.raises(Refused) as not_heir:
        decide(desk(adoption()), heir=BERGEN)
    with pytest.raises(Refused) as stranger:
        decide(desk(adoption(), who=replace(CONTACT, region="46")))
    assert (not_heir.value.reason, stranger.value.reason) == ("not_a_successor", "not_the_region")
    with pytest.raises(Missing):
        decide(desk())


@pytest.mark.rule("I33")
def test_the_contact_is_asked_until_it_is_decided_and_the_task_closes_with_the_reason() -> None:
    laid = desk(adoption())
    asked = ask_for_inheritance(laid, predecessor=OLD, successor=HARAM, solution="kj")
    assert isinstance(asked, Task)
    assert (asked.for_role, asked.municipality) == (Role.REGIONAL_CONTACT, HARAM)
    decide(laid)
    assert asked.outcome == "Likt system."
    laid.recorded()
    ask_for_inheritance(laid, predecessor=OLD, successor=HARAM, solution="kj")
    assert laid.recorded() == []


def in_service(municipality: Any = OLD, stage: str = "in_use", on: str = "2022") -> ServiceAdoption:
    """So far the nursing homes of a municipality have come."""
    begun = ServiceAdoption.begin(
        SYSTEM, municipality=municipality, solution="kj", service="sykehjem"
    )
    begun.reach(
        SYSTEM, stage=stage, reached_on=on, precision="year", source_kind="import", source="NHN",
        evidence="Brukes.",
    )  # fmt: skip
    return begun


def service_of(on: MemoryDesk, municipality: Any = HARAM) -> ServiceAdoption:
    return on.get(ServiceAdoption, ServiceAdoption.id_of(municipality, "kj", "sykehjem"))


@pytest.mark.rule("I33", "C09-03")
def test_what_is_told_of_service_areas_goes_with_the_decision_and_comes_back_with_another() -> None:
    laid = desk(adoption(), in_service())
    decide(laid)
    assert (service_of(laid).stage, stage_of(laid)) == ("in_use", "in_use")
    assert laid.find(ServiceAdoption, ServiceAdoption.id_of(AALESUND, "kj", "sykehjem")) is None
    assert decide(laid) == []
    [given_back] = [
        each
        for each in decide(laid, inherits=False)
        if isinstance(each, ServiceAdoption.InheritanceWithdrawn)
    ]
    assert (given_back.former_stage, given_back.stage) == ("in_use", None)
    assert service_of(laid).stage is None
    assert service_of(laid, OLD).stage == "in_use"


@pytest.mark.rule("I33", "C09-03")
def test_where_only_a_service_area_is_told_of_that_is_asked_about_and_taken_over() -> None:
    laid = desk(in_service())
    asked = ask_for_inheritance(laid, predecessor=OLD, successor=HARAM, solution="kj")
    assert isinstance(asked, Task)
    decide(laid)
    assert (asked.outcome, service_of(laid).stage) == ("Likt system.", "in_use")
    assert laid.find(Adoption, Adoption.id_of(HARAM, "kj")) is None


@pytest.mark.rule("I33", "I28", "C09-03")
def test_what_a_service_area_tells_of_itself_stands_beside_what_it_took_over() -> None:
    own = in_service(HARAM, "technically_introduced", "2023")
    laid = desk(in_service(), own)
    decide(laid)
    assert own.stage == "in_use"
    own.lapse(
        CONTACT, on=date(2024, 2, 1), source_kind="municipality", source="Haram",
        evidence="Avtalen er sagt opp.",
    )  # fmt: skip
    assert own.stage == "use_lapsed"
    decide(laid, inherits=False)
    assert own.stage == "use_lapsed"


def left(answer: str | None = None) -> Participation:
    """What Ålesund was asked before it ended, and its answer."""
    participation = Participation.invite(
        LEADER, run=RUN, solution="kj", municipality=OLD, number="1507", region="15",
        basis=RUN, basis_version=1, puljer=[1], deadline=DEADLINE, trace=[],
    )  # fmt: skip
    if answer is not None:
        decider = replace(SYSTEM, role=Role.MUNICIPAL_DECIDER, municipality=OLD)
        participation.decide(decider, answer=answer, basis_version=1, level="kommunestyre")
    return participation


@pytest.mark.rule("I33", "I01")
def test_an_open_invitation_of_one_that_is_no_more_is_asked_about_and_not_moved() -> None:
    waiting = left()
    laid = desk(waiting)
    for heir in (AALESUND, HARAM):
        ask_for_participation(laid, participation=waiting.id, successor=heir)
    events = laid.recorded()
    assert [type(each) for each in events] == [Task.Opened, Task.Opened]
    assert {each.municipality for each in events if isinstance(each, Task.Opened)} == {
        AALESUND, HARAM,
    }  # fmt: skip


@pytest.mark.rule("I03")
def test_who_had_declined_leaves_nothing_to_ask_about() -> None:
    declined = left("decline")
    laid = desk(declined)
    ask_for_participation(laid, participation=declined.id, successor=HARAM)
    assert laid.recorded() == []

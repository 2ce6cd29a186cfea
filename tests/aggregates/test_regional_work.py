"""What a region plans, wants, hears and is asked: and what nobody has answered is seen."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from aggregates.deeds import groupings
from aggregates.deeds import regional_work as deeds
from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Missing, Refused
from aggregates.portfolio.endorsement import Endorsement
from aggregates.regions.cooperation import Cooperation
from aggregates.regions.county_service import CountyService
from aggregates.regions.nomination import Nomination
from aggregates.regions.outreach import Outreach
from aggregates.regions.planned_runs import PlannedRuns
from aggregates.regions.question import Question
from aggregates.regions.regional_group import RegionalGroup
from aggregates.regions.regional_plan import RegionalPlan
from aggregates.regions.relations import Relations
from aggregates.tasks.task import Task
from tests.aggregates.test_solution import kjernejournal
from tests.kit.desk import MemoryDesk
from tests.kit.given import MORNING, Recorded, act, asked, given
from tests.kit.needs import need
from tests.kit.regions import NETWORK, PERSON, VESTLAND, group, register

TODAY, JUNE = MORNING.date(), date(2024, 6, 1)
GROUP = RegionalGroup.id_of(VESTLAND)
OURS = act(Role.REGIONAL_CONTACT, body=VESTLAND, region="46", by=PERSON)
THEIRS = act(Role.REGIONAL_CONTACT, body="310005002", region="50")
BERGEN = UUID(int=4601)


def refused(rule: str, reason: str, deed: partial[Any]) -> None:
    with pytest.raises(Refused) as refusal:
        deed()
    assert (refusal.value.rule.id, refusal.value.reason) == (rule, reason)


@pytest.mark.rule("C06-15")
def test_none_is_an_answer_and_silence_is_not() -> None:
    unanswered = PlannedRuns.begin(OURS, group=GROUP, year=2024)
    assert unanswered.runs is None
    given(unanswered).when(PlannedRuns.state, OURS, none=True, runs=[]).then(
        PlannedRuns.Stated, none=True, runs=[]
    )
    assert unanswered.runs == []
    given(unanswered).when(PlannedRuns.state, OURS, none=True, runs=[]).then_nothing()


@pytest.mark.rule("C06-15")
@pytest.mark.parametrize(
    ("none", "solutions", "reason"),
    [(False, [], "neither_or_both"), (True, ["kj"], "neither_or_both"),
     (False, ["kj", "kj"], "named_twice")],
)  # fmt: skip
def test_an_answer_is_runs_or_none_and_never_both(
    none: bool, solutions: list[str], reason: str
) -> None:
    runs = [{"solution": each, "quarter": None} for each in solutions]
    given(PlannedRuns.begin(OURS, group=GROUP, year=2024)).when(
        PlannedRuns.state, OURS, none=none, runs=runs
    ).then_refused("C06-15", reason)


@pytest.mark.rule("C06-15", "C12-01")
def test_a_region_answers_for_itself_about_solutions_that_there_are() -> None:
    wish = [{"solution": "kjernejournal", "quarter": 2}]
    desk = MemoryDesk(OURS, group(), kjernejournal())
    state = partial(deeds.state_planned, desk, group=GROUP, year=2024, none=False)
    assert state(runs=wish).runs == wish
    with pytest.raises(Missing):
        state(runs=[{"solution": "ukjent", "quarter": None}])
    desk.act = THEIRS
    refused("C12-01", "not_own_group", partial(state, runs=wish))


def planned(*items: str) -> RegionalPlan:
    plan = RegionalPlan.begin(OURS, group=GROUP, year=2024)
    for key in items:
        plan.set_item(
            OURS, key=key, text="Digihelse.", solution="digihelse", need=None, endorsed=True
        )
    return plan


@pytest.mark.rule("C12-08")
@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"solution": None}, "link_missing"),
        ({"need": UUID(int=1)}, "link_missing"),
        ({"text": ""}, "text_missing"),
    ],
)
def test_an_item_links_to_the_portfolio_or_to_a_need_and_to_one_of_them(
    wrong: dict[str, Any], reason: str
) -> None:
    item = {"key": "1", "text": "x", "solution": "kj", "need": None, "endorsed": True}
    given(planned()).when(RegionalPlan.set_item, OURS, **item | wrong).then_refused(
        "C12-08", reason
    )


@pytest.mark.rule("C12-08")
def test_a_plan_is_adopted_when_the_health_leaders_stand_behind_it_as_it_is() -> None:
    plan = planned("1")
    given(plan).when(RegionalPlan.adopt, OURS, decision="3/24").then_refused(
        "C12-08", "not_anchored"
    )
    anchor = {"with_whom": "helseledere", "document": "24/9"}
    given(plan).when(RegionalPlan.anchor, OURS, **anchor).then(RegionalPlan.Anchored)
    given(plan).when(RegionalPlan.adopt, OURS, decision="3/24").then(
        RegionalPlan.Adopted, items=["1"]
    )
    given(plan).when(RegionalPlan.adopt, OURS, decision="3/24").then_nothing()
    given(plan).when(RegionalPlan.remove_item, OURS, key="1", reason="Utsatt.").then(
        RegionalPlan.ItemRemoved
    )
    given(plan).when(RegionalPlan.adopt, OURS, decision="4/24").then_refused("C12-08", "empty")
    given(plan).when(RegionalPlan.anchor, OURS, **anchor).then_refused("C12-08", "empty")


@pytest.mark.rule("C12-08", "C12-15")
def test_what_is_changed_in_a_plan_is_there_and_has_a_reason() -> None:
    for decide, said, rule, reason in (
        (RegionalPlan.remove_item, {"key": "9", "reason": "x"}, "C12-08", "no_such_item"),
        (RegionalPlan.remove_item, {"key": "1", "reason": ""}, "C12-08", "reason_missing"),
        (RegionalPlan.link_project, {"key": "9", "project": "DHO"}, "C12-08", "no_such_item"),
        (RegionalPlan.link_project, {"key": "1", "project": ""}, "C12-15", "project_missing"),
        (RegionalPlan.anchor, {"with_whom": "NAV", "document": "x"}, "C12-08", "unknown_anchor"),
        (
            RegionalPlan.anchor, {"with_whom": "helseledere", "document": ""}, "C12-08",
            "document_missing",
        ),
    ):  # fmt: skip
        given(planned("1")).when(decide, OURS, **said).then_refused(rule, reason)
    given(planned("1")).when(RegionalPlan.link_project, OURS, key="1", project="DHO").then(
        RegionalPlan.ProjectLinked, project="DHO"
    )


@pytest.mark.rule("C12-08")
def test_whether_a_solution_is_endorsed_is_noted_and_a_need_is_the_regions_own() -> None:
    portfolio = Endorsement.open(act())
    desk = MemoryDesk(OURS, group(), kjernejournal(), portfolio, need(1), need(2, county="50"))
    put = partial(deeds.set_item, desk, group=GROUP, year=2024, text="x")
    put(key="1", solution="kjernejournal", need=None)
    [noted] = [e for e in desk.recorded() if isinstance(e, RegionalPlan.ItemSet)]
    assert noted.endorsed is False
    put(key="2", solution=None, need=need(1).id)
    refused("C12-08", "other_region", partial(put, key="3", solution=None, need=need(2).id))


@pytest.mark.rule("C12-09")
@pytest.mark.parametrize(
    ("who", "wrong", "reason"),
    [
        (THEIRS, {}, "other_region"),
        (OURS, {"kind": "fax"}, "unknown_kind"),
        (OURS, {"on": JUNE}, "not_been"),
    ],
)
def test_a_region_notes_when_it_was_in_touch_with_its_own(
    who: Act, wrong: dict[str, Any], reason: str
) -> None:
    said = {"county": "46", "kind": "visit", "on": TODAY}
    begun = Outreach.begin(OURS, municipality=BERGEN)
    given(begun).when(Outreach.make_contact, who, **said | wrong).then_refused("C12-09", reason)
    given(begun).when(Outreach.make_contact, OURS, **said).then(Outreach.ContactMade, on=TODAY)
    given(begun).when(Outreach.make_contact, OURS, **said).then_nothing()


def served(contact: bool = True) -> MemoryDesk:
    """Vestland with its group, asked by a municipality of it."""
    made, there = group(), register("4601")
    if contact:
        made.appoint_contact(NETWORK, person=PERSON, since=TODAY, rostered=True)
    asks = act(Role.MUNICIPAL_COORDINATOR, municipality=there.id_of("4601", TODAY))
    service = CountyService.take(NETWORK, county="46", group=made.id)
    return MemoryDesk(asks, made, there, service)


@pytest.mark.rule("C12-10")
@pytest.mark.parametrize(("contact", "owner"), [(True, PERSON), (False, "regional_kontakt")])
def test_a_question_has_an_owner_from_the_first_moment(contact: bool, owner: str) -> None:
    question = deeds.ask_question(served(contact), solution=None, text="Hvem kan hjelpe?")
    assert (question.owner, question.county, question.answer) == (owner, "46", None)


@pytest.mark.rule("C12-10")
def test_a_question_is_routed_and_answered_in_its_own_region() -> None:
    desk = served()
    question = deeds.ask_question(desk, solution=None, text="Hvem kan hjelpe?")
    desk.act = OURS
    refused("C12-10", "not_in_the_group", partial(
        deeds.route, desk, question=question.id, owner="p-fremmed"
    ))  # fmt: skip
    given(question).when(Question.route, THEIRS, owner="p-2", in_group=True).then_refused(
        "C12-10", "other_region"
    )
    given(question).when(Question.route, OURS, owner="p-2", in_group=True).then(
        Question.Routed, owner="p-2", former_owner=PERSON
    )
    for who, text, reason in ((THEIRS, "Ja.", "other_region"), (OURS, "", "text_missing")):
        given(question).when(Question.give_answer, who, text=text).then_refused("C12-10", reason)
    given(question).when(Question.give_answer, OURS, text="Kinn.").then(Question.Answered)


@pytest.mark.rule("C12-10")
def test_a_question_comes_from_a_municipality_and_says_something() -> None:
    desk = served()
    refused("C12-10", "text_missing", partial(deeds.ask_question, desk, solution=None, text=""))
    desk.act = OURS
    refused(
        "C12-10", "not_a_municipality", partial(deeds.ask_question, desk, solution=None, text="x")
    )


@pytest.mark.rule("C12-13")
def test_a_relation_holds_from_day_to_day() -> None:
    held = Relations.begin(OURS, group=GROUP)
    said = {"actor": "USHT Vestland", "kind": "usht", "form": "Kvartalsvis.", "since": TODAY}
    given(held).when(Relations.relate, OURS, **said | {"kind": "x"}).then_refused(
        "C12-13", "unknown_kind"
    )
    given(held).when(Relations.relate, OURS, **said | {"form": ""}).then_refused(
        "C12-13", "form_missing"
    )
    given(held).when(Relations.relate, OURS, **said).then(Relations.Related, on=TODAY)
    ending = {"actor": "USHT Vestland", "until": JUNE}
    given(held).when(Relations.end, OURS, **ending | {"actor": "x"}).then_refused(
        "C12-13", "no_such_relation"
    )
    given(held).when(Relations.end, OURS, **ending | {"until": date(2024, 1, 1)}).then_refused(
        "C12-13", "ends_before"
    )
    given(held).when(Relations.end, OURS, **ending).then(Relations.Ended, until=JUNE)
    given(held).when(Relations.end, OURS, **ending).then_nothing()


def nominated(person: str | None = None) -> Nomination:
    return Nomination.propose(
        OURS, id=UUID(int=8), group=GROUP, person=person,
        municipality=None if person else BERGEN, place="Utprøving", mandate="Til jul.",
    )  # fmt: skip


@pytest.mark.rule("C12-14", "I01")
def test_a_pilot_municipality_is_one_only_when_its_own_decider_says_so() -> None:
    pilot = nominated()
    decider = act(Role.MUNICIPAL_DECIDER, municipality=BERGEN)
    for stranger in (OURS, act(), act(Role.MUNICIPAL_COORDINATOR, municipality=BERGEN),
                     act(Role.MUNICIPAL_DECIDER, municipality=UUID(int=4602))):  # fmt: skip
        given(pilot).when(Nomination.respond, stranger, accept=True).then_refused(
            "C12-14", "not_the_nominated"
        )
    assert pilot.state == "proposed"
    given(pilot).when(Nomination.respond, decider, accept=True).then(Nomination.Accepted)
    given(pilot).when(Nomination.respond, decider, accept=True).then_nothing()
    given(pilot).when(Nomination.respond, decider, accept=False).then(Nomination.Declined)


@pytest.mark.rule("C12-14")
def test_a_person_answers_for_themself_and_has_a_mandate() -> None:
    given(nominated("p-5")).when(Nomination.respond, OURS, accept=True).then_refused(
        "C12-14", "not_the_nominated"
    )
    given(nominated("p-5")).when(
        Nomination.respond, act(Role.NETWORK_RESOURCE, by="p-5"), accept=True
    ).then(Nomination.Accepted)
    good: dict[str, Any] = {"person": "p-5", "municipality": None, "mandate": "Til jul."}
    for wrong, reason in (
        ({"person": None}, "one_of_two"),
        ({"municipality": BERGEN}, "one_of_two"),
        ({"mandate": ""}, "mandate_missing"),
    ):
        asked(
            partial(
                Nomination.propose, OURS, id=UUID(int=8), group=GROUP, place="NUFA",
                **good | wrong,
            )
        ).then_refused("C12-14", reason)  # fmt: skip


RUN_A, RUN_B = UUID(int=100), UUID(int=101)


def noticed(*runs: tuple[UUID, str, date, date]) -> MemoryDesk:
    desk = MemoryDesk(act(Role.SYSTEM))
    for run, scope_code, starts, ends in runs:
        deeds.notice_regional_run(
            desk, run=run, solution="digihelse", scope_code=scope_code, starts=starts, ends=ends
        )
    return desk


@pytest.mark.rule("C13-04")
def test_two_regions_with_a_run_for_the_same_at_the_same_time_are_both_asked() -> None:
    desk = noticed(
        (RUN_A, "regional:46", date(2024, 3, 1), JUNE),
        (RUN_B, "regional:50", JUNE, date(2024, 9, 1)),
        (RUN_B, "regional:50", JUNE, date(2024, 10, 1)),
    )
    recorded = desk.recorded()
    [suggested] = [each for each in recorded if isinstance(each, Cooperation.Suggested)]
    assert {suggested.run, suggested.other} == {RUN_A, RUN_B}
    tasks = [each for each in recorded if isinstance(each, Task.Opened)]
    assert sorted(each.facts["county"] for each in tasks) == ["46", "50"]
    assert {each.for_role for each in tasks} == {"regional_kontakt"}


@pytest.mark.rule("C13-04")
@pytest.mark.parametrize(
    ("scope_code", "starts"),
    [("regional:46", date(2024, 4, 1)), ("regional:50", date(2024, 6, 2))],
    ids=["its own region", "another time"],
)
def test_what_does_not_resemble_is_not_suggested(scope_code: str, starts: date) -> None:
    desk = noticed(
        (RUN_A, "regional:46", date(2024, 3, 1), JUNE),
        (RUN_B, scope_code, starts, date(2025, 1, 1)),
    )
    assert not [each for each in desk.recorded() if isinstance(each, Cooperation.Suggested)]


@pytest.mark.rule("C13-04")
def test_each_region_decides_for_itself_whether_to_cooperate() -> None:
    desk = noticed(
        (RUN_A, "regional:46", date(2024, 3, 1), JUNE),
        (RUN_B, "regional:50", date(2024, 4, 1), JUNE),
    )
    desk.recorded()

    def answer(who: Act, number: int, wants: bool) -> Recorded:
        desk.act = who
        deed = partial(deeds.answer_cooperation, desk, solution="digihelse")
        return asked(lambda: deed(number=number, wants=wants))

    stranger = act(Role.REGIONAL_CONTACT, region="18")
    for who in (stranger, act(), act(Role.NETWORK_RESOURCE, region="46")):
        answer(who, 1, True).then_refused("C13-04", "not_concerned")
    answer(OURS, 2, True).then_refused("C13-04", "no_such_suggestion")
    answer(OURS, 1, True).then(Cooperation.Answered, county="46", wants=True)
    answer(OURS, 1, True).then_nothing()
    answer(THEIRS, 1, False).then(Cooperation.Answered, county="50", wants=False)


@pytest.mark.rule("C13-04")
def test_the_counties_of_a_health_region_are_asked_and_answer_for_it() -> None:
    desk = noticed()
    desk.found(register("4601", "1101", "5001"))
    groupings.establish(desk, kind="helseregion", code="helse-vest", name="Helse Vest RHF")
    groupings.state_members(desk, code="helse-vest", numbers=["4601", "1101"], since=TODAY)
    for run, scope in ((RUN_A, "regional:helse-vest"), (RUN_B, "regional:50")):
        deeds.notice_regional_run(
            desk, run=run, solution="digihelse", scope_code=scope, starts=TODAY, ends=JUNE
        )
    tasks = [each for each in desk.recorded() if isinstance(each, Task.Opened)]
    assert sorted(each.facts["county"] for each in tasks) == ["11", "46", "50"]
    desk.act = act(Role.REGIONAL_CONTACT, region="46")
    deeds.answer_cooperation(desk, solution="digihelse", number=1, wants=True)
    desk.act = act(Role.REGIONAL_CONTACT, region="18")
    refused(
        "C13-04", "not_concerned",
        partial(deeds.answer_cooperation, desk, solution="digihelse", number=1, wants=True),
    )  # fmt: skip

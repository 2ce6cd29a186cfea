from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from aggregates.deeds.surveying import open_in_region, open_survey
from aggregates.kernel.act import Role
from aggregates.kernel.gate import Gate
from aggregates.kernel.refusals import Refused
from aggregates.runs.run import Run
from aggregates.runs.survey import Survey, ask_overview
from tests.aggregates.test_deeds_commitments import REGISTER
from tests.kit.desk import MemoryDesk
from tests.kit.given import Recorded, act, asked, given
from tests.kit.regions import register
from tests.kit.runs import (
    BERGEN,
    CONTACT,
    LEADER,
    RUN,
    VOSS,
    chosen,
    coordinator,
    decider,
    limited,
    proposed,
)

FOUR = [
    "Hvor langt har dere kommet?", "Hvordan fungerer det?", "Hva er krevende?",
    "Hvordan fungerer fordelingen av roller og ansvar?",
]  # fmt: skip
DEADLINE = date(2024, 3, 15)
LATE = DEADLINE + timedelta(days=1)


def opening(**instead: Any) -> Recorded:
    said = {
        "run": RUN, "solution": "htm", "questions": FOUR, "municipalities": [BERGEN, VOSS],
        "deadline": DEADLINE,
    }  # fmt: skip
    return asked(lambda: Survey.open(CONTACT, **{**said, **instead}))


def opened() -> Survey:
    return Survey.open(
        CONTACT, run=RUN, solution="htm", questions=FOUR, municipalities=[BERGEN, VOSS],
        deadline=DEADLINE,
    )  # fmt: skip


def finding(survey: Survey | None, day: date) -> str:
    gate = Gate("start")
    ask_overview(gate, survey, day)
    return str(gate.trace[0]["outcome"])


@pytest.mark.rule("C12-16")
def test_a_survey_asks_somebody_something_and_leaves_time() -> None:
    opening().then(Survey.Opened, questions=FOUR, deadline=DEADLINE)
    opening(questions=[]).then_refused("C12-16", "questions_missing")
    opening(questions=[" "]).then_refused("C12-16", "questions_missing")
    opening(municipalities=[]).then_refused("C12-16", "nobody_asked")
    opening(deadline=date(2024, 2, 15)).then_refused("C12-16", "deadline_past")


@pytest.mark.rule("C12-16", "I01")
def test_a_municipality_answers_a_survey_itself_and_nobody_answers_for_it() -> None:
    survey = opened()
    answers = ["Godt i gang.", "Bra.", "Roller.", "Uklart."]
    for other in (CONTACT, act(Role.PORTFOLIO_OWNER)):
        given(survey).when(Survey.answer, other, answers=answers).then_refused(
            "I01", "not_own_municipality"
        )
    given(survey).when(Survey.answer, coordinator(), answers=answers[:3]).then_refused(
        "C12-16", "answers_missing", asked=4, told=3
    )
    given(survey).when(Survey.answer, coordinator(), answers=answers).then(
        Survey.Answered, municipality=BERGEN, answers=answers
    )
    given(survey).when(Survey.answer, decider(), answers=answers).then_nothing()
    stranger = decider(RUN)
    given(survey).when(Survey.answer, stranger, answers=answers).then_refused("C12-16", "not_asked")


@pytest.mark.rule("C12-16", "I02")
def test_who_has_not_answered_is_shown_and_may_still_answer_late() -> None:
    survey = opened()
    survey.answer(decider(), answers=FOUR)
    assert survey.standing(BERGEN, LATE) == "answered"
    assert (survey.standing(VOSS, DEADLINE), survey.standing(VOSS, LATE)) == (
        "waiting", "not_answered",
    )  # fmt: skip
    given(survey).when(Survey.answer, decider(VOSS), answers=FOUR).then(Survey.Answered)
    assert survey.standing(VOSS, LATE) == "answered"


REGIONAL: dict[str, Any] = {
    "county": "46", "subject": "htm", "title": "Helhetlig tjenestemodell", "solution": None,
    "questions": FOUR, "municipalities": [BERGEN, VOSS], "deadline": DEADLINE,
}  # fmt: skip


@pytest.mark.rule("C12-16")
def test_a_region_asks_its_own_with_no_run_and_each_answers_for_itself() -> None:
    contact = act(Role.REGIONAL_CONTACT, body="310004618", region="46")
    for other in (act(), act(Role.REGIONAL_CONTACT, body="310005002", region="50")):
        asked(partial(Survey.open_in_region, other, **REGIONAL)).then_refused(
            "C12-16", "not_the_contact", county="46"
        )
    asked(partial(Survey.open_in_region, contact, **REGIONAL | {"questions": []})).then_refused(
        "C12-16", "questions_missing"
    )
    survey = Survey.open_in_region(contact, **REGIONAL)
    assert (survey.run, survey.id) == (None, Survey.id_in_region("46", "htm"))
    given(survey).when(Survey.answer, coordinator(), answers=FOUR).then(
        Survey.AnsweredInRegion, county="46", subject="htm", municipality=BERGEN
    )
    assert survey.standing(VOSS, LATE) == "not_answered"


@pytest.mark.rule("C12-16", "I20")
def test_a_run_for_some_asks_those_it_may_be_for() -> None:
    run, there = chosen(proposed("limited:vkp"), "C"), register("4601", "4602")
    opening = partial(
        open_survey, MemoryDesk(LEADER, run, there), run=RUN, questions=FOUR, deadline=DEADLINE
    )
    limited(run, there.id_of("4601", DEADLINE))
    with pytest.raises(Refused) as refusal:
        opening(municipalities=["4601", "4602"])
    assert (refusal.value.reason, refusal.value.facts["numbers"]) == ("outside", ["4602"])
    assert opening(municipalities=["4601"]).asked == {there.id_of("4601", DEADLINE)}


@pytest.mark.rule("C12-16")
def test_all_of_a_county_are_asked_where_none_is_named_and_none_of_another() -> None:
    contact = act(Role.REGIONAL_CONTACT, body="310004618", region="46")
    there = register("4601", "4602", "5501")
    desk = MemoryDesk(contact, there)
    opening = partial(open_in_region, desk, **REGIONAL)
    with pytest.raises(Refused) as refusal:
        opening(municipalities=["4601", "5501"])
    assert refusal.value.reason == "other_county"
    survey = opening(municipalities=[])
    assert survey.asked == {there.id_of(each, DEADLINE) for each in ("4601", "4602")}
    assert opening(municipalities=["4601"]) is survey


@pytest.mark.rule("C06-06")
def test_a_common_process_starts_from_an_overview_of_how_far_municipalities_have_come() -> None:
    assert finding(None, LATE) == "not_ok"
    survey = opened()
    assert finding(survey, DEADLINE) == "not_ok"
    assert finding(survey, LATE) == "ok"
    for each in (BERGEN, VOSS):
        survey.answer(decider(each), answers=FOUR)
    assert finding(survey, DEADLINE) == "ok"


def asking(desk: MemoryDesk, *numbers: str, deadline: date = DEADLINE) -> list[Any]:
    """What comes of asking these about the process of Vestland."""
    open_survey(desk, run=RUN, questions=FOUR, municipalities=list(numbers), deadline=deadline)
    return desk.recorded()


@pytest.mark.rule("C06-06")
def test_there_is_no_overview_while_somebody_the_process_is_for_has_not_been_asked() -> None:
    process = Run.propose(
        CONTACT, id=RUN, title="Modell", kind="common_process", solution="htm",
        solution_kind="method", scope_code="regional:46", proposer="Vestland",
    )  # fmt: skip
    desk = MemoryDesk(CONTACT, process, REGISTER)
    desk.recorded()
    _, left = asking(desk, "4601")
    assert left.municipalities == [str(REGISTER.id_of("4602", CONTACT.today))]
    survey = desk.get(Survey, Survey.id_of(RUN))
    assert finding(survey, LATE) == "not_ok"
    more, left = asking(desk, "4601", "4602")
    assert isinstance(more, Survey.MoreAsked)
    assert (len(more.municipalities), left.municipalities) == (1, [])
    assert finding(survey, LATE) == "ok"
    assert asking(desk, "4601", "4602") == []


@pytest.mark.rule("C12-16")
def test_who_is_asked_later_has_time_to_answer() -> None:
    survey = opened()
    more = given(survey).when
    more(Survey.ask_more, CONTACT, municipalities=[RUN], deadline=date(2024, 1, 1)).then_refused(
        "C12-16", "deadline_past"
    )
    more(Survey.ask_more, CONTACT, municipalities=[RUN], deadline=LATE).then(
        Survey.MoreAsked, deadline=LATE
    )
    more(Survey.ask_more, CONTACT, municipalities=[RUN], deadline=LATE).then_nothing()

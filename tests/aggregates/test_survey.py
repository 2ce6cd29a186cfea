from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from aggregates.kernel.act import Role
from aggregates.kernel.gate import Gate
from aggregates.runs.survey import Survey, ask_overview
from tests.kit.given import Recorded, act, asked, given
from tests.kit.runs import BERGEN, CONTACT, RUN, VOSS, coordinator, decider

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


@pytest.mark.rule("C06-06")
def test_a_common_process_starts_from_an_overview_of_how_far_municipalities_have_come() -> None:
    assert finding(None, LATE) == "not_ok"
    survey = opened()
    assert finding(survey, DEADLINE) == "not_ok"
    assert finding(survey, LATE) == "ok"
    for each in (BERGEN, VOSS):
        survey.answer(decider(each), answers=FOUR)
    assert finding(survey, DEADLINE) == "ok"

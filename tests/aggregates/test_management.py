from __future__ import annotations

from typing import Any

import pytest

from aggregates.deeds.solutions import answer_management
from aggregates.kernel.refusals import Missing
from aggregates.portfolio.management import QUESTIONS, Management
from tests.aggregates.test_solution import kjernejournal
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given

FUNDING = {"question": "funding", "answer": "Kommunene", "agreement": "26/14"}


@pytest.mark.rule("C02-06")
def test_what_nobody_has_answered_about_the_management_is_shown() -> None:
    management = Management.open(act(), solution="kj")
    assert management.unanswered == list(QUESTIONS)
    given(management).when(Management.answer, act(), **FUNDING).then(
        Management.QuestionAnswered, question="funding"
    )
    given(management).when(Management.answer, act(), **FUNDING).then_nothing()
    assert management.unanswered == ["roles", "responsibility"]


@pytest.mark.rule("C02-06")
@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"question": "colour"}, "unknown_question"),
        ({"agreement": ""}, "agreement_missing"),
        ({"answer": ""}, "agreement_missing"),
    ],
    ids=str,
)
def test_an_answer_rests_on_an_agreement(wrong: dict[str, Any], reason: str) -> None:
    given(Management.open(act(), solution="kj")).when(
        Management.answer, act(), **{**FUNDING, **wrong}
    ).then_refused("C02-06", reason)


def test_the_management_is_of_a_solution_that_there_is() -> None:
    desk = MemoryDesk(act(), kjernejournal())
    for question in QUESTIONS:
        made = answer_management(
            desk, solution="kjernejournal", question=question, answer="NHN", agreement="26/14"
        )
    assert made.unanswered == []
    with pytest.raises(Missing):
        answer_management(desk, solution="x", **FUNDING)

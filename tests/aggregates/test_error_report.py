from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from aggregates.deeds.material import answer_error, report_error
from aggregates.kernel.refusals import Missing, Refused
from aggregates.material.error_report import ErrorReport
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given
from tests.kit.material import NHN, PROVIDER, maintenance, package
from tests.kit.runs import coordinator

SAID: dict[str, Any] = {"solution": "kj", "type": "ros", "version_number": 1}


def reported() -> ErrorReport:
    return ErrorReport.report(
        coordinator(), id=UUID(int=9), package=package().id, text="Feil lov.", **SAID
    )


@pytest.mark.rule("C04-06")
def test_a_report_is_open_until_its_maintainer_answers() -> None:
    report = reported()
    answer = {"answer": "Rettet.", "corrected_in": 2, "maintainer": NHN}
    assert report.answer is None
    given(report).when(ErrorReport.reply, act(), **answer).then_refused(
        "C04-06", "not_the_maintainer"
    )
    given(report).when(ErrorReport.reply, PROVIDER, **{**answer, "answer": ""}).then_refused(
        "C04-06", "answer_missing"
    )
    given(report).when(ErrorReport.reply, PROVIDER, **answer).then(
        ErrorReport.Answered, corrected_in=2
    )
    given(report).when(ErrorReport.reply, PROVIDER, **answer).then_nothing()


def test_an_error_is_reported_in_a_version_that_there_is_and_says_what_is_wrong() -> None:
    desk = MemoryDesk(coordinator(), package("ros"), maintenance())
    with pytest.raises(Missing):
        report_error(desk, **{**SAID, "version_number": 2}, text="Feil lov.")
    with pytest.raises(Refused, match="text_missing"):
        report_error(desk, **SAID, text="")
    made = report_error(desk, **SAID, text="Feil lov.")
    desk.act = PROVIDER
    assert answer_error(desk, id=made.id, answer="Rettet.", corrected_in=None).answer is not None

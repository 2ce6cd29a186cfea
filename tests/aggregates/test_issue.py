from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from aggregates.execution.issue import Issue
from aggregates.kernel.act import Role
from tests.kit.given import Recorded, act, asked, given
from tests.kit.runs import BERGEN, RUN, VOSS, coordinator

NHN = act(Role.SERVICE_PROVIDER, body="994598759")


def raising(**instead: Any) -> Recorded:
    return asked(lambda: raised(**instead))


def raised(**instead: Any) -> Issue:
    said: dict[str, Any] = {
        "id": UUID(int=1), "solution": "pll", "run": RUN, "severity": "severe",
        "title": "Feil dose vises", "text": "Etter oppdateringen.", "affected": [BERGEN],
    }  # fmt: skip
    return Issue.raise_(coordinator(), **said | instead)


@pytest.mark.rule("C08-08")
def test_what_does_not_work_is_told_with_its_severity_and_whom_it_affects() -> None:
    raising().then(Issue.Raised, severity="severe", affected=[str(BERGEN)])
    raising(severity="katastrofe").then_refused("C08-08", "unknown_severity")
    raising(title=" ").then_refused("C08-08", "title_missing")
    raising(affected=[]).then_refused("C08-08", "nobody_affected")


@pytest.mark.rule("C08-08")
def test_the_answer_goes_to_all_who_are_affected_by_then() -> None:
    issue = raised()
    given(issue).when(Issue.affect, coordinator(VOSS), municipality=VOSS).then(
        Issue.MunicipalityAffected, municipality=VOSS
    )
    given(issue).when(Issue.affect, coordinator(VOSS), municipality=VOSS).then_nothing()
    both = sorted(str(each) for each in (BERGEN, VOSS))
    given(issue).when(Issue.answer, NHN, answer="Rettet i 4.2.").then(Issue.Answered, affected=both)
    given(issue).when(Issue.answer, NHN, answer="Rettet i 4.2.").then_nothing()
    given(issue).when(Issue.answer, NHN, answer=" ").then_refused("C08-08", "answer_missing")
    given(issue).when(Issue.answer, NHN, answer="Rettet i 4.3.").then(Issue.Answered, affected=both)


@pytest.mark.rule("C08-08")
def test_it_is_judged_otherwise_only_for_a_reason() -> None:
    issue = raised(severity="minor")
    change = Issue.change_severity
    given(issue).when(change, NHN, severity="severe", reason="").then_refused(
        "C08-08", "severity_reason_missing"
    )
    given(issue).when(change, NHN, severity="verst", reason="x").then_refused(
        "C08-08", "unknown_severity"
    )
    given(issue).when(change, NHN, severity="severe", reason="Gjelder akutte.").then(
        Issue.SeverityChanged, former="minor", severity="severe"
    )
    given(issue).when(change, NHN, severity="severe", reason="Gjelder akutte.").then_nothing()

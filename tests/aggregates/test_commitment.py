from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from aggregates.deeds.vendors import commit, depend_on
from aggregates.kernel.refusals import Refused
from aggregates.vendors.commitment import Commitment
from tests.aggregates.test_solution import kjernejournal
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, asked, given
from tests.kit.runs import LEADER, RUN, proposed, pulje
from tests.kit.vendors import DUE, OTHER, SELLER, VENDOR, product, promise

LATER, LAST = date(2024, 6, 1), date(2024, 9, 1)


@pytest.mark.rule("C05-04")
def test_a_day_that_is_moved_says_why_and_every_earlier_day_stays_on_record() -> None:
    promised = promise()
    given(promised).when(Commitment.move, SELLER, due=LATER, reason="").then_refused(
        "C05-04", "reason_missing"
    )
    for due in (LATER, LAST):
        promised.move(SELLER, due=due, reason="Testdata.")
    assert [(former, due) for former, due, _ in promised.slips] == [(DUE, LATER), (LATER, LAST)]
    given(promised).when(Commitment.move, SELLER, due=LAST, reason="Igjen.").then_nothing()


@pytest.mark.rule("C05-04")
def test_only_the_vendor_moves_its_day_and_only_others_judge_whether_it_was_kept() -> None:
    given(promise()).when(Commitment.move, act(), due=LATER, reason="x").then_refused(
        "C05-04", "not_the_vendor", vendor=VENDOR
    )
    judged = {"outcome": "kept", "words": "I drift."}
    given(promise()).when(Commitment.conclude, SELLER, **judged).then_refused(
        "C05-04", "judged_by_vendor"
    )
    kept = promise()
    given(kept).when(Commitment.conclude, act(), **judged).then(
        Commitment.Kept, evidence="I drift."
    )
    given(kept).when(Commitment.conclude, act(), **judged).then_nothing()
    given(kept).when(Commitment.move, SELLER, due=LATER, reason="x").then_refused(
        "C05-04", "concluded", outcome="kept"
    )


def test_an_outcome_is_known_and_has_words() -> None:
    for outcome, words, reason in (("x", "y", "unknown_outcome"), ("broken", "", "words_missing")):
        given(promise()).when(
            Commitment.conclude, act(), outcome=outcome, words=words
        ).then_refused("C05-04", reason)
    given(promise()).when(Commitment.conclude, act(), outcome="broken", words="Ikke levert.").then(
        Commitment.Broken, reason="Ikke levert."
    )


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [({"due": date(2024, 2, 16)}, "due_passed"), ({"promised": ""}, "promise_missing")],
    ids=str,
)
def test_a_promise_says_what_by_a_day_ahead(wrong: dict[str, Any], reason: str) -> None:
    said = {"id": UUID(int=5), "product": "epj", "solution": "pll", "promised": "x", "due": DUE}
    asked(lambda: Commitment.make(SELLER, **{**said, **wrong})).then_refused("C05-04", reason)


@pytest.mark.rule("C05-04")
def test_a_vendor_promises_of_its_own_product_and_a_pulje_rests_on_it() -> None:
    own = product()
    desk = MemoryDesk(SELLER, own, kjernejournal(), proposed(solution="kjernejournal"), pulje())
    said = {"product": own.id, "solution": "kjernejournal", "promised": "Støtte", "due": DUE}
    made = commit(desk, **said)  # type: ignore[arg-type]
    desk.act = LEADER
    for _ in range(2):
        depend_on(desk, commitment=made.id, run=RUN, number=1)
    assert made.puljer == [pulje().id]
    desk.act = act(body=OTHER)
    with pytest.raises(Refused, match="not_the_vendor"):
        commit(desk, **said)  # type: ignore[arg-type]


def test_a_pulje_of_another_solution_does_not_rest_on_it() -> None:
    desk = MemoryDesk(LEADER, promise(), proposed(solution="kjernejournal"), pulje())
    with pytest.raises(Refused, match="other_solution"):
        depend_on(desk, commitment=UUID(int=5), run=RUN, number=1)

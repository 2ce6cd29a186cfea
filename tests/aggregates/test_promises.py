from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from aggregates.deeds.vendors import depend_on, reweigh
from aggregates.kernel.act import Role
from aggregates.runs.pulje import Pulje
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given
from tests.kit.runs import GROUP, LEADER, RUN, SYSTEM, opened, pulje
from tests.kit.vendors import SELLER, promise

PROMISE = UUID(int=9)
JUNE = date(2024, 6, 1)
"""After the pulje starts, which is in April."""
OF: dict[str, Any] = {"commitment": PROMISE, "solution": "pll"}


@pytest.mark.rule("C05-04")
def test_a_pulje_says_which_of_its_promises_comes_after_it_starts_and_once() -> None:
    cohort = pulje()
    given(cohort).when(Pulje.weigh_promise, SYSTEM, **OF, due=JUNE).then(
        Pulje.PromiseLater, commitment=PROMISE, due=JUNE, starts=cohort.starts
    )
    given(cohort).when(Pulje.weigh_promise, SYSTEM, **OF, due=JUNE).then_nothing()
    given(cohort).when(Pulje.weigh_promise, SYSTEM, **OF, due=date(2024, 7, 1)).then_events(
        Pulje.PromiseLater
    )
    assert cohort.late_promises == {PROMISE: date(2024, 7, 1)}


@pytest.mark.rule("C05-04")
@pytest.mark.parametrize("said", [{"due": date(2024, 4, 15)}, {"due": JUNE, "kept": True}])
def test_what_is_promised_by_the_start_again_or_kept_is_late_no_more(said: dict[str, Any]) -> None:
    cohort = pulje()
    given(cohort).when(Pulje.weigh_promise, SYSTEM, **OF, **said).then_nothing()
    cohort.weigh_promise(SYSTEM, **OF, due=JUNE)
    given(cohort).when(Pulje.weigh_promise, SYSTEM, **OF, **said).then(
        Pulje.PromiseInTime, commitment=PROMISE
    )
    assert cohort.late_promises == {}


@pytest.mark.rule("C05-04")
def test_a_promise_is_held_against_the_start_as_soon_as_a_pulje_rests_on_it() -> None:
    promised, cohort = promise(), pulje()
    promised.move(SELLER, due=JUNE, reason="Testdata.")
    on = MemoryDesk(LEADER, promised, opened(), cohort)
    depend_on(on, commitment=promised.id, run=RUN, number=1)
    assert cohort.late_promises == {promised.id: JUNE}
    promised.conclude(act(Role.ROLLOUT_LEADER), outcome="kept", words="Sett.")
    reweigh(on, commitment=promised.id)
    assert cohort.late_promises == {}


@pytest.mark.rule("C05-04", "C08-11")
def test_a_pulje_that_has_ended_waits_for_nothing() -> None:
    promised, cohort = promise(), pulje()
    promised.depended_on(SYSTEM, pulje=cohort.id)
    cohort.cancel(GROUP, reason="For få.")
    promised.move(SELLER, due=JUNE, reason="Testdata.")
    reweigh(MemoryDesk(SYSTEM, promised, opened(), cohort), commitment=promised.id)
    assert cohort.late_promises == {}

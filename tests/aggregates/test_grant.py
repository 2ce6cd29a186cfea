from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from aggregates.funding.grant import Grant
from aggregates.kernel.act import Act
from tests.kit.given import Recorded, act, asked, given

MEETING, AFTER = date(2024, 11, 27), date(2024, 12, 4)
ANNOUNCED = {
    "scheme": "samhandling", "name": "Tilskudd til samhandling", "year": 2025,
    "granted_by": "983544622", "amount": 10_000_000, "known_on": MEETING, "source": "S4 L356",
}  # fmt: skip
REDUCED = {
    "amount": 5_000_000, "known_on": AFTER, "reason": "Redusert ramme.", "source": "S4 L364",
}  # fmt: skip
CORRECTED = {"frame": 1, "amount": 9_000_000, "reason": "Skrivefeil.", "source": "S4 L356"}


def later() -> Act:
    return act(at=datetime(2024, 12, 10, 8, tzinfo=UTC))


def announcing(**instead: Any) -> Recorded:
    return asked(lambda: Grant.announce(later(), **{**ANNOUNCED, **instead}))


def announced() -> Grant:
    return Grant.announce(later(), **ANNOUNCED)  # type: ignore[arg-type]


def changing(grant: Grant, **instead: Any) -> Recorded:
    return given(grant).when(Grant.change_frame, later(), **{**REDUCED, **instead})


def correcting(grant: Grant, **instead: Any) -> Recorded:
    return given(grant).when(Grant.correct_frame, later(), **{**CORRECTED, **instead})


def test_a_grant_is_announced_with_its_frame_and_the_day_that_became_known() -> None:
    announcing().then(Grant.Announced, on=MEETING, **ANNOUNCED)


@pytest.mark.rule("I60")
def test_a_changed_frame_is_a_new_event_with_its_own_day_and_says_what_was_before() -> None:
    changing(announced()).then(
        Grant.FrameChanged, frame=2, former_amount=10_000_000, on=AFTER, **REDUCED
    )


def test_the_same_frame_twice_is_one() -> None:
    grant = announced()
    changing(grant)
    changing(grant).then_nothing()


def test_a_frame_may_become_what_it_was_before() -> None:
    grant = announced()
    changing(grant)
    changing(grant, amount=10_000_000, known_on=date(2024, 12, 10)).then(
        Grant.FrameChanged, frame=3, former_amount=5_000_000, amount=10_000_000
    )


def test_a_change_is_not_older_than_the_frame_it_changes() -> None:
    changing(announced(), known_on=date(2024, 11, 26)).then_refused(
        "C15-03", "known_before", since="2024-11-27"
    )


@pytest.mark.rule("I60")
def test_what_is_wrong_is_corrected_and_stays_on_record() -> None:
    grant = announced()
    changing(grant)
    correcting(grant).then(Grant.FrameCorrected, former_amount=10_000_000, **CORRECTED)
    assert grant.frames == [(9_000_000, MEETING), (5_000_000, AFTER)]
    correcting(grant).then_nothing()


@pytest.mark.rule("I60")
@pytest.mark.parametrize("frame", [-1, 0, 2])
def test_only_a_frame_that_there_is_can_be_corrected(frame: int) -> None:
    correcting(announced(), frame=frame).then_refused("I60", "no_such_frame", frame=frame)


def test_an_amount_is_not_negative() -> None:
    announcing(amount=-1).then_refused("I60", "amount_negative", amount=-1)
    changing(announced(), amount=-1).then_refused("I60", "amount_negative", amount=-1)
    correcting(announced(), amount=-1).then_refused("I60", "amount_negative", amount=-1)


def test_an_amount_has_a_source() -> None:
    announcing(source="").then_refused("I60", "source_missing")
    changing(announced(), source="").then_refused("I60", "source_missing")
    correcting(announced(), source="").then_refused("I60", "source_missing")


@pytest.mark.rule("I60")
def test_another_amount_has_a_reason() -> None:
    changing(announced(), reason="").then_refused("I60", "reason_missing")
    correcting(announced(), reason="").then_refused("I60", "reason_missing")


@pytest.mark.rule("C15-03")
def test_nobody_knows_of_a_frame_before_it_is_known() -> None:
    tomorrow = date(2024, 12, 11)
    announcing(known_on=tomorrow).then_refused("C15-03", "known_later", known_on="2024-12-11")
    changing(announced(), known_on=tomorrow).then_refused("C15-03", "known_later")

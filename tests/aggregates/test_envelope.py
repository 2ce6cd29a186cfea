"""Nothing is so without an event, and an event says who, in which role, when and why (I63)."""

from __future__ import annotations

from dataclasses import replace
from typing import get_type_hints
from uuid import UUID

import pytest

from aggregates.catalogue import EVENTS
from aggregates.kernel.act import Role
from aggregates.kernel.root import Root
from aggregates.runs.run import Run
from tests.kit.given import ENVELOPE, act, given
from tests.kit.replaying import KeptDesk
from tests.kit.runs import BERGEN, LEADER, basis, placed, reviewed, started

ONLY_THE_FIRST = {"originator_topic"}
"""What the first event of an aggregate says of it, and no other does."""


@pytest.mark.rule("I63")
def test_every_event_has_room_for_who_in_which_role_for_whom_when_and_why() -> None:
    envelope = ENVELOPE - ONLY_THE_FIRST
    assert [each for each in EVENTS if not get_type_hints(each).keys() >= envelope] == []


@pytest.mark.rule("I63")
def test_an_event_says_of_itself_what_was_known_of_whoever_asked() -> None:
    who = replace(act(Role.COORDINATING_GROUP, by="p-9", cause="a/7"), command=UUID(int=7))
    given(reviewed()).when(Run.open_sign_up, who).then(
        Run.SignUpOpened, by="p-9", role="koordineringsgruppe", body=who.body, on=who.today,
        timestamp=who.at, command=UUID(int=7), cause="a/7",
    )  # fmt: skip


@pytest.mark.rule("I63")
def test_what_an_aggregate_is_follows_from_its_stored_events_alone() -> None:
    who = placed(BERGEN)
    roots: list[Root] = [*started(who), who, basis()]
    replayed = KeptDesk(LEADER, *roots).replayed()
    assert [vars(replayed[each.id]) for each in roots] == [vars(each) for each in roots]


@pytest.mark.rule("I63")
def test_what_was_refused_leaves_nothing_changed_behind() -> None:
    run = reviewed()
    run.collect_events()
    before = dict(vars(run))
    given(run).when(Run.begin_follow_up, LEADER).then_refused("C06-01", "stage_wrong")
    assert vars(run) == before

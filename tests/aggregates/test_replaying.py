"""What is counted against a limit is, by its stored events alone, what it was in memory."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some

from aggregates.coordination.capacity import Capacity
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.regions.seconded import Seconded
from tests.kit.given import act
from tests.kit.regions import NETWORK
from tests.kit.replaying import KeptDesk
from tests.kit.runs import GROUP, RUN

PROVIDER = act(Role.SERVICE_PROVIDER, body="994598759")
PERSON = act(Role.NETWORK_RESOURCE, by="p-9")
SLOTS = Capacity.id_of("onboarding_slots", PROVIDER.body)
RELEASED = Seconded.id_of("p-9")
BEGINS = date(2024, 1, 1)
GROUPS = [UUID(int=number) for number in range(3)]
LENGTH = 60
AGREED = {"funding_line": "samhandling 2024", "tasks": ["Støtte"], "agreement": "24/10"}
STEPS = some.lists(
    some.tuples(
        some.sampled_from(["commit", "reserve", "reserve", "release", "agree", "agree", "end"]),
        some.integers(1, 4), some.integers(1, 70), some.integers(0, 30), some.integers(1, 25),
    ),
    max_size=40,
)  # fmt: skip


def done(desk: KeptDesk, step: str, number: int, amount: int, after: int, days: int) -> None:
    """One step of a story; what is refused does nothing."""
    since = BEGINS + timedelta(days=after)
    span: dict[str, Any] = {"since": since, "until": since + timedelta(days=days)}
    booked, booking = {"run": RUN, "number": number}, span | {"amount": amount // 5}
    home = {"group": GROUPS[number % 3], "municipality": GROUPS[0], "percent": amount}
    ended = {"number": number, "until": since, "reason": "Ferdig."}
    who, kind, id, said = {
        "commit": (PROVIDER, Capacity.commit, SLOTS, booking | {"key": "a", "source": "24/44"}),
        "reserve": (GROUP, Capacity.reserve, SLOTS, booked | booking),
        "release": (GROUP, Capacity.release, SLOTS, booked),
        "agree": (NETWORK, Seconded.agree, RELEASED, span | home | AGREED),
        "end": (PERSON, Seconded.end, RELEASED, ended),
    }[step]

    def ask(there: Desk) -> None:
        kind(there.get(Capacity if id == SLOTS else Seconded, id), there.act, **said)  # type: ignore[operator]

    desk.did(who, ask)


@pytest.mark.rule("I25", "I43", "I63")
@settings(max_examples=200, deadline=None, derandomize=True)
@for_all(STEPS)
def test_what_is_reserved_or_released_never_passes_its_limit_and_is_the_same_when_replayed(
    story: list[tuple[str, int, int, int, int]],
) -> None:
    slots = Capacity.begin(PROVIDER, kind="onboarding_slots", owner=PROVIDER.body)
    desk = KeptDesk(PROVIDER, slots, Seconded.begin(NETWORK, person="p-9"))
    for step in story:
        done(desk, *step)
    for day in (BEGINS + timedelta(days=after) for after in range(LENGTH)):
        assert desk.get(Capacity, SLOTS).room(day, day + timedelta(days=1)) >= 0
        assert desk.get(Seconded, RELEASED).percent(day) <= 100
    replayed = desk.replayed()
    assert {id: vars(root) for id, root in desk.roots.items()} == {
        id: vars(root) for id, root in replayed.items()
    }

"""Whatever is asked in whatever order, places and queues stay as they are promised to be."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some

from aggregates.deeds import halting, sign_up
from aggregates.deeds import pulje as puljer
from aggregates.deeds.decision import decide
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Act
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import derived
from aggregates.runs.pulje import Pulje
from tests.kit.replaying import KeptDesk
from tests.kit.runs import GROUP, LEADER, RUN, SYSTEM, decider, invited, opened, pulje

UNTIL = date(2024, 3, 1)
TOWNS = [derived("municipalities", number) for number in range(5)]
NUMBERS = (1, 2)
GONE = {"decline", "postpone", "withdrawn"}
Step = tuple[str, UUID, int, int]


def under_way(capacities: tuple[int, int]) -> KeptDesk:
    """A run with two puljer, to both of which five municipalities are invited."""
    towns = [invited(town, str(4601 + number)) for number, town in enumerate(TOWNS)]
    cohorts = [pulje(number, places) for number, places in zip(NUMBERS, capacities, strict=True)]
    return KeptDesk(LEADER, opened(), *cohorts, *towns)


def crowded(capacities: tuple[int, int]) -> KeptDesk:
    """All five joined: three of them wish the first pulje, and some of those wait for a place."""
    desk = under_way(capacities)
    for town, number in zip(TOWNS, (1, 1, 1, 2, 2), strict=True):
        for step in ("join", "place"):
            assert desk.did(*asked(step, town, number, 0))
    return desk


def answering(answer: str, town: UUID, number: int | None = None) -> Callable[..., Any]:
    return partial(
        decide, participation=Participation.id_of(RUN, town), answer=answer, basis_version=1,
        level="kommunedirektor", wished_pulje=number,
    )  # fmt: skip


def lapse(desk: Desk, *, number: int) -> None:
    cohort = desk.get(Pulje, Pulje.id_of(RUN, number))
    for each in list(cohort.offered):
        cohort.lapse_offer(desk.act, participation=each, today=UNTIL + timedelta(days=30))


def begin(desk: Desk, *, number: int) -> None:
    desk.get(Pulje, Pulje.id_of(RUN, number)).start(desk.act, trace=[])


def freeze(desk: Desk, *, number: int) -> None:
    desk.get(Pulje, Pulje.id_of(RUN, number)).freeze(desk.act, readiness=UUID(int=9))


def thaw(desk: Desk, *, number: int) -> None:
    desk.get(Pulje, Pulje.id_of(RUN, number)).thaw(desk.act)


def asked(step: str, town: UUID, number: int, places: int) -> tuple[Act, Callable[..., Any]]:
    """Who asks for it, and what is done."""
    own, part = decider(town), Participation.id_of(RUN, town)
    cohort = Pulje.id_of(RUN, number)
    steps: dict[str, tuple[Act, Callable[..., Any]]] = {
        "join": (own, answering("join", town, number)),
        "decline": (own, answering("decline", town)),
        "postpone": (own, answering("postpone", town)),
        "ask more": (own, answering("more_information", town)),
        "place": (SYSTEM, partial(sign_up.place_after_decision, participation=part)),
        "sign up": (own, partial(sign_up.sign_up, participation=part, pulje=number)),
        "move": (own, partial(sign_up.move, participation=part, pulje=number)),
        "withdraw": (own, partial(sign_up.withdraw, participation=part)),
        "offer": (SYSTEM, partial(sign_up.offer_place, pulje=cohort, until=UNTIL)),
        "lapse": (SYSTEM, partial(lapse, number=number)),
        "accept": (own, partial(sign_up.accept_offer, participation=part)),
        "turn down": (own, partial(sign_up.decline_offer, participation=part)),
        "capacity": (
            LEADER, partial(sign_up.change_capacity, run=RUN, number=number, capacity=places),
        ),
        "freeze": (SYSTEM, partial(freeze, number=number)),
        "thaw": (SYSTEM, partial(thaw, number=number)),
        "cancel": (
            GROUP, partial(halting.cancel_pulje, run=RUN, number=number, reason="For få."),
        ),
        "lose": (SYSTEM, partial(halting.lose_place, participation=part)),
        "begin": (LEADER, partial(begin, number=number)),
        "follow up": (LEADER, partial(puljer.begin_follow_up, run=RUN, number=number)),
        "close": (GROUP, partial(puljer.close, run=RUN, number=number)),
    }  # fmt: skip
    return steps[step]


OFTEN = ("move", "move", "withdraw", "sign up", "offer", "accept", "lapse", "capacity")
SELDOM = (
    "join", "place", "freeze", "thaw", "thaw", "decline", "postpone", "ask more", "turn down",
    "begin", "follow up", "close", "cancel", "lose",
)  # fmt: skip
STEPS = some.tuples(
    some.sampled_from([*OFTEN, *OFTEN, *OFTEN, *SELDOM]),
    some.sampled_from(TOWNS), some.sampled_from(NUMBERS), some.integers(0, 3),
)  # fmt: skip
STORIES = some.lists(STEPS, min_size=8, max_size=40)


def of(desk: KeptDesk) -> tuple[list[Pulje], list[Participation]]:
    """The puljer, and those who were invited, as they stand."""
    cohorts = [desk.get(Pulje, Pulje.id_of(RUN, number)) for number in NUMBERS]
    return cohorts, [desk.get(Participation, Participation.id_of(RUN, town)) for town in TOWNS]


def check_places(cohort: Pulje) -> None:
    """No more have or are offered a place than there are; each is one thing at a time."""
    assert len(cohort.taken) + len(cohort.offered) <= cohort.capacity
    everybody = [*cohort.taken, *cohort.offered, *cohort.waiting]
    assert sorted(everybody, key=str) == sorted(cohort.municipalities, key=str)


def check_whereabouts(cohorts: list[Pulje], who: Participation) -> None:
    """It is in the one pulje that it knows of, as what it knows of; or in none.

    A pulje that was cancelled under it still says so, until it loses that place, goes on to
    another or leaves. What it loses is the place: what it answered stands.
    """
    where = [each for each in cohorts if who.id in each.municipalities]
    freed = [each for each in cohorts if each.cancelled and each.number == who.pulje]
    assert [each.number for each in where or freed] == ([who.pulje] if who.pulje else [])
    assert all(who.id in each.freed for each in freed)
    if not freed:
        assert who.outcome == next(
            ("place" if who.id in each.taken else "waiting" for each in where), None
        )
    assert not where or who.answer not in GONE


def check_queue(before: Pulje, cohort: Pulje) -> None:
    """Who still waits does so in the same order, and who was offered a place was first.

    Nobody gets a place past those who wait. While it is frozen nobody gets nearer to one (I14).
    """
    stayed = [each for each in before.waiting if each in cohort.waiting]
    assert cohort.waiting[: len(stayed)] == stayed
    first = [each for each in before.waiting if each in cohort.offered]
    left = [each for each in before.waiting if each in cohort.municipalities]
    assert left[: len(first)] == first
    got = cohort.taken - before.taken - before.offered.keys()
    assert not (got and before.waiting)
    if before.frozen and cohort.frozen:
        assert cohort.taken <= before.taken
        assert cohort.offered.keys() <= before.offered.keys()


@pytest.mark.rule("I24", "I02", "I03", "I14")
@settings(max_examples=300, deadline=None, derandomize=True)
@for_all(some.tuples(some.integers(1, 2), some.integers(1, 3)), STORIES)
def test_whatever_is_asked_there_are_places_for_all_who_have_one_and_nobody_is_lost(
    capacities: tuple[int, int], story: list[Step]
) -> None:
    desk = crowded(capacities)
    for step in story:
        before = deepcopy(of(desk)[0])
        desk.did(*asked(*step))
        cohorts, towns = of(desk)
        for former, cohort in zip(before, cohorts, strict=True):
            check_places(cohort)
            check_queue(former, cohort)
        for who in towns:
            check_whereabouts(cohorts, who)


@pytest.mark.rule("I63", "I24")
@settings(max_examples=100, deadline=None, derandomize=True)
@for_all(STORIES)
def test_what_was_stored_makes_of_every_story_what_it_came_to(story: list[Step]) -> None:
    desk = crowded((1, 2))
    for step in story:
        desk.did(*asked(*step))
    replayed = desk.replayed()
    assert {id: vars(root) for id, root in desk.roots.items()} == {
        id: vars(root) for id, root in replayed.items()
    }


@pytest.mark.rule("I24")
def test_a_story_that_is_told_goes_through_all_that_may_happen_to_a_place() -> None:
    first, second = TOWNS[:2]
    desk = under_way((1, 1))
    story: list[Step] = [
        ("join", first, 1, 0), ("place", first, 1, 0), ("join", second, 1, 0),
        ("place", second, 1, 0), ("withdraw", first, 1, 0), ("offer", first, 1, 0),
        ("lapse", second, 1, 0), ("offer", first, 1, 0), ("accept", second, 1, 0),
        ("move", second, 2, 0), ("capacity", first, 1, 3), ("begin", first, 1, 0),
        ("follow up", first, 1, 0), ("close", first, 1, 0), ("decline", second, 1, 0),
    ]  # fmt: skip
    assert [step for step in story if not desk.did(*asked(*step))] == []
    assert not desk.did(*asked("sign up", second, 2, 0))

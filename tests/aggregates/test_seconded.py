"""Nobody is released by more than a hundred per cent; a group's people come from several places."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some

from aggregates.deeds import regional_people as deeds
from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.portfolio.endorsement import Endorsement
from aggregates.portfolio.solution import Solution
from aggregates.regions.regional_group import RegionalGroup
from aggregates.regions.seconded import Seconded
from log.log import Log
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given
from tests.kit.regions import NETWORK, TROMS, group, register
from tests.services.past import happened, recorded

SPRING, AUTUMN, YEAR_END = date(2024, 3, 1), date(2024, 9, 1), date(2025, 1, 1)
NOTICE = timedelta(days=90)
HOME, GROUP = UUID(int=4601), RegionalGroup.id_of("310004618")
AGREED: dict[str, Any] = {
    "group": GROUP, "municipality": HOME, "percent": 60, "since": SPRING, "until": YEAR_END,
    "funding_line": "samhandling 2024", "tasks": ["Støtte"], "agreement": "24/10",
}  # fmt: skip


def seconded(*agreements: dict[str, Any]) -> Seconded:
    made = Seconded.begin(NETWORK, person="p-9")
    for each in agreements:
        made.agree(NETWORK, **AGREED | each)
    return made


@pytest.mark.rule("I43")
def test_sixty_and_fifty_per_cent_are_refused() -> None:
    given(seconded({})).when(Seconded.agree, NETWORK, **AGREED | {"percent": 50}).then_refused(
        "I43", "over_hundred", percent=110, day=SPRING.isoformat()
    )
    given(seconded({})).when(Seconded.agree, NETWORK, **AGREED | {"percent": 40}).then(
        Seconded.Agreed, number=2, percent=40
    )


@pytest.mark.rule("I43")
def test_percentages_count_only_where_they_meet() -> None:
    after = {"percent": 100, "since": YEAR_END, "until": date(2026, 1, 1)}
    given(seconded({})).when(Seconded.agree, NETWORK, **AGREED | after).then(Seconded.Agreed)
    ends_within = {"percent": 50, "since": date(2024, 1, 1), "until": date(2024, 3, 2)}
    given(seconded({})).when(Seconded.agree, NETWORK, **AGREED | ends_within).then_refused(
        "I43", "over_hundred", day=SPRING.isoformat()
    )


BEGINS = date(2024, 1, 1)


@pytest.mark.rule("I43")
@settings(deadline=None)
@for_all(
    some.lists(
        some.tuples(some.integers(1, 110), some.integers(0, 40), some.integers(1, 40)), max_size=15
    ),
    some.lists(some.tuples(some.integers(1, 15), some.integers(0, 80)), max_size=5),
)
def test_whatever_is_agreed_and_ended_nobody_is_released_by_more_than_a_hundred(
    asked_for: list[tuple[int, int, int]], endings: list[tuple[int, int]]
) -> None:
    made = seconded()
    for percent, after, days in asked_for:
        since = BEGINS + timedelta(days=after)
        span = {"percent": percent, "since": since, "until": since + timedelta(days=days)}
        _try(partial(made.agree, NETWORK, **AGREED | span))
    for number, after in endings:
        until = BEGINS + timedelta(days=after)
        _try(partial(made.end, NETWORK, number=number, until=until, reason="Ferdig."))
    assert all(made.percent(BEGINS + timedelta(days=day)) <= 100 for day in range(90))


def _try(decide: partial[None]) -> None:
    try:
        decide()
    except Refused:
        return


@pytest.mark.rule("C12-06")
@pytest.mark.parametrize(
    ("wrong", "rule", "reason"),
    [
        ({"funding_line": ""}, "C12-06", "field_missing"),
        ({"tasks": []}, "C12-06", "field_missing"),
        ({"agreement": ""}, "C12-06", "field_missing"),
        ({"until": SPRING}, "C12-06", "ends_before"),
        ({"percent": 101}, "I43", "percent_impossible"),
        ({"percent": 0}, "I43", "percent_impossible"),
    ],
)
def test_an_agreement_has_an_end_a_funding_line_and_tasks(
    wrong: dict[str, Any], rule: str, reason: str
) -> None:
    given(seconded()).when(Seconded.agree, NETWORK, **AGREED | wrong).then_refused(rule, reason)


@pytest.mark.rule("C12-06")
def test_only_the_person_says_yes_to_being_released() -> None:
    made = seconded({})
    given(made).when(Seconded.accept, NETWORK, number=1).then_refused("C12-06", "not_the_person")
    themself = act(Role.NETWORK_RESOURCE, by="p-9")
    given(made).when(Seconded.accept, themself, number=1).then(Seconded.Accepted, number=1)
    given(made).when(Seconded.accept, themself, number=1).then_nothing()
    given(made).when(Seconded.accept, themself, number=2).then_refused(
        "C12-06", "no_such_agreement"
    )


@pytest.mark.rule("C12-06")
def test_the_end_is_warned_of_in_good_time_and_once() -> None:
    made, clock = seconded({}), act(Role.SYSTEM)
    given(made).when(Seconded.warn, clock, number=1, today=AUTUMN, notice=NOTICE).then_refused(
        "C12-06", "not_near"
    )
    near = YEAR_END - NOTICE
    given(made).when(Seconded.warn, clock, number=1, today=near, notice=NOTICE).then(
        Seconded.EndWarned, until=YEAR_END
    )
    given(made).when(Seconded.warn, clock, number=1, today=near, notice=NOTICE).then_nothing()


@pytest.mark.rule("C12-06")
@pytest.mark.parametrize(
    ("who", "until", "said", "reason"),
    [
        (NETWORK, date(2026, 1, 1), "x", "prolonged"),
        (NETWORK, AUTUMN, "", "field_missing"),
        (act(), AUTUMN, "x", "not_the_person"),
    ],
)
def test_a_secondment_ends_earlier_with_a_reason_and_never_later(
    who: Act, until: date, said: str, reason: str
) -> None:
    ended = seconded({})
    given(ended).when(Seconded.end, who, number=1, until=until, reason=said).then_refused(
        "C12-06", reason
    )
    given(ended).when(Seconded.end, NETWORK, number=1, until=AUTUMN, reason="Ny stilling.").then(
        Seconded.Ended, until=AUTUMN
    )
    assert (ended.percent(date(2024, 8, 31)), ended.percent(AUTUMN)) == (60, 0)


def agree(desk: MemoryDesk, person: str, number: str, **other: Any) -> Seconded:
    said = {k: v for k, v in AGREED.items() if k != "municipality"}
    return deeds.agree_secondment(desk, person=person, **said | {"municipality": number} | other)


def refused(rule: str, reason: str, deed: partial[Seconded]) -> None:
    with pytest.raises(Refused) as refusal:
        deed()
    assert (refusal.value.rule.id, refusal.value.reason) == (rule, reason)


@pytest.mark.rule("I43")
def test_two_resources_come_from_two_municipalities_or_more() -> None:
    desk = MemoryDesk(NETWORK, group(), register("4601", "4602", "5501"))
    agree(desk, "p-1", "4601")
    refused("I43", "one_municipality", partial(agree, desk, "p-2", "4601"))
    agree(desk, "p-2", "4602")
    agree(desk, "p-3", "4601")
    standing = deeds.group_standing(desk, GROUP)
    assert (standing.municipalities, standing.needed) == (2, 2)


@pytest.mark.rule("I43")
def test_a_county_of_one_municipality_has_its_resources_from_there() -> None:
    desk = MemoryDesk(NETWORK, group("310000302", "03"), register("0301"))
    oslo = RegionalGroup.id_of("310000302")
    for person in ("p-1", "p-2"):
        agree(desk, person, "0301", group=oslo)
    standing = deeds.group_standing(desk, oslo)
    assert (standing.municipalities, standing.needed) == (1, 1)


@pytest.mark.rule("C12-06")
def test_a_home_municipality_is_one_that_the_group_serves_and_the_network_is_its_own() -> None:
    desk = MemoryDesk(NETWORK, group(), register("4601", "5501"))
    refused("C12-06", "other_county", partial(agree, desk, "p-1", "5501"))
    desk.act = act(Role.DIGITAL_NETWORK, body="330005505")
    refused("C12-01", "not_the_network", partial(agree, desk, "p-1", "4601"))


@pytest.mark.rule("I43")
def test_two_groups_that_want_the_same_person_at_one_moment_do_not_both_get_sixty(
    log: Log,
) -> None:
    async def story() -> list[object]:
        there = register("4601", "5501")
        happened(log, there, group(), group(TROMS, "55"))
        asks = [
            log.ask(
                replace(NETWORK, command=uuid4()),
                partial(
                    deeds.agree_secondment, person="p-9",
                    **AGREED | {"group": RegionalGroup.id_of(body), "municipality": number},
                ),
            )
            for body, number in (("310004618", "4601"), (TROMS, "5501"))
        ]  # fmt: skip
        return await asyncio.gather(*asks, return_exceptions=True)

    outcomes = asyncio.run(story())
    assert [type(each) for each in outcomes].count(Refused) == 1
    assert len(recorded(log, Seconded.Agreed)) == 1


@pytest.mark.rule("C02-02")
def test_what_a_seconded_resource_works_with_starts_from_the_endorsed_portfolio() -> None:
    portfolio = Endorsement.open(act())
    portfolio.propose(act(), solutions=["kjernejournal"], reason="Etter høring.")
    portfolio.endorse(act(), number=1, deciding_body="KommIT-rådet", decision="3/24", on=SPRING)
    there = [group(), register("4601", "4602"), portfolio, solution("kjernejournal")]
    desk = MemoryDesk(NETWORK, *there, solution("vkp"))
    said: dict[str, Any] = AGREED | {"municipality": "4601", "person": "p-9"}
    agree = partial(deeds.agree_secondment, desk, **said)
    with pytest.raises(Refused, match="outside_without_reason"):
        agree(solutions=["kjernejournal", "vkp"], deviations={"kjernejournal": "Uten grunn."})
    desk.recorded()
    agree(solutions=["kjernejournal", "vkp"], deviations={"vkp": "Etterspurt i fylket."})
    [linked] = [e for e in desk.recorded() if isinstance(e, Seconded.PortfolioLinked)]
    assert linked.solutions == ["kjernejournal", "vkp"]
    assert linked.deviations == {"vkp": "Etterspurt i fylket."}


def solution(code: str) -> Solution:
    return Solution.register(
        act(), code=code, name=code, kind="national_solution", owner="1", source="S3"
    )

"""Needs: no origin is lost, and none is closed before the answer has reached every one of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some

from aggregates.deeds import needs as deeds
from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.needs.change_request import ChangeRequest
from aggregates.needs.need import Need
from aggregates.needs.origin import origin
from tests.kit.desk import MemoryDesk
from tests.kit.given import MORNING, act, asked, given
from tests.kit.needs import CONTACT, NHN, RECEIVER, answered, lifted, need, received

TODAY = MORNING.date()


@pytest.mark.rule("C11-01")
def test_a_need_keeps_where_it_came_from() -> None:
    made = need(1)
    assert [each["need"] for each in made.origins] == [str(made.id)]
    asked(
        lambda: Need.register(
            CONTACT, id=UUID(int=1), origin=origin(UUID(int=1), "resource", None, "46", TODAY),
            text="", solution=None, service_area=None,
        )
    ).then_refused("C11-01", "text_missing")  # fmt: skip


@pytest.mark.rule("C11-02")
@pytest.mark.parametrize(
    ("who", "wrong", "reason"),
    [
        (act(Role.REGIONAL_CONTACT, region="50"), {}, "not_the_contact"),
        (act(), {}, "not_the_contact"),
        (CONTACT, {"priority": "urgent"}, "unknown_word"),
        (CONTACT, {"outcome": "wait"}, "unknown_word"),
        (CONTACT, {"reason": ""}, "reason_missing"),
    ],
)
def test_a_need_is_assessed_by_its_own_region_with_a_reason(
    who: Act, wrong: dict[str, Any], reason: str
) -> None:
    good = {"reaches": 12, "priority": "high", "outcome": "lift", "reason": "Mange."}
    given(need(1)).when(Need.assess, who, **good | wrong).then_refused("C11-02", reason)
    assessed = need(1)
    given(assessed).when(Need.assess, CONTACT, **good).then(Need.Assessed, reaches=12)
    given(assessed).when(Need.assess, CONTACT, **good).then_nothing()


@pytest.mark.rule("I39")
def test_three_merged_and_one_split_off_are_still_three_origins() -> None:
    whole, second, third = need(1), need(2), need(3)
    given(whole).when(Need.merge, CONTACT, others=[second, third]).then(
        Need.Merged, needs=[str(second.id), str(third.id)]
    )
    assert len(whole.origins) == 3
    assert (second.stage, second.into) == ("merged", whole.id)
    desk = MemoryDesk(CONTACT, whole, second, third)
    apart = deeds.split(desk, need=whole.id, origins=[str(third.id)], text="En annen sak.")
    assert sorted(each["need"] for each in (*whole.origins, *apart.origins)) == sorted(
        str(each.id) for each in (whole, second, third)
    )
    assert [each["need"] for each in apart.origins] == [str(third.id)]


@pytest.mark.rule("I39")
@settings(deadline=None)
@for_all(
    some.lists(
        some.tuples(some.booleans(), some.integers(0, 30), some.integers(0, 30)), max_size=25
    )
)
def test_whatever_is_merged_and_split_every_origin_lies_in_exactly_one_need(
    story: list[tuple[bool, int, int]],
) -> None:
    desk = MemoryDesk(CONTACT, *(need(number) for number in range(1, 6)))
    before = sorted(each["need"] for root in desk.roots.values() for each in _origins(root))
    for step, (merging, one, other) in enumerate(story):
        ids = list(desk.roots)
        first, second = ids[one % len(ids)], ids[other % len(ids)]
        desk.act = act(Role.REGIONAL_CONTACT, region="46", by=f"p-{step}")
        try:
            if merging:
                deeds.merge(desk, need=first, others=[second])
            else:
                there = [each["need"] for each in _origins(desk.roots[first])]
                deeds.split(desk, need=first, origins=there[: other % 3], text="Delt.")
        except Refused:
            continue
    standing = [root for root in desk.roots.values() if getattr(root, "into", None) is None]
    assert sorted(each["need"] for root in standing for each in _origins(root)) == before


def _origins(root: object) -> list[dict[str, Any]]:
    assert isinstance(root, Need)
    return root.origins


@pytest.mark.rule("I39")
def test_what_is_split_is_some_of_the_origins_and_never_all() -> None:
    whole, second = need(1), need(2)
    whole.merge(CONTACT, others=[second])
    for origins, reason in (
        ([], "nothing_left"),
        ([str(whole.id), str(second.id)], "nothing_left"),
        ([str(UUID(int=99))], "unknown_origin"),
    ):
        given(whole).when(Need.split, CONTACT, origins=origins, into=UUID(int=9)).then_refused(
            "I39", reason
        )
    given(second).when(
        Need.split, CONTACT, origins=[str(second.id)], into=UUID(int=9)
    ).then_refused("I39", "not_open")


@pytest.mark.rule("I39")
def test_needs_are_merged_by_whom_they_lie_with() -> None:
    given(need(1)).when(Need.merge, CONTACT, others=[need(2, county="50")]).then_refused(
        "C11-02", "not_the_contact"
    )
    given(lifted(1)).when(
        Need.merge, RECEIVER, others=[lifted(2, receiver="971032146")]
    ).then_refused("C11-04", "not_the_receiver")
    given(lifted(1)).when(Need.merge, act(), others=[need(2)]).then_refused(
        "C11-02", "not_the_contact"
    )
    given(lifted(1)).when(Need.merge, act(), others=[lifted(2, receiver="971032146")]).then_refused(
        "I39", "lies_elsewhere"
    )
    given(lifted(1)).when(Need.merge, RECEIVER, others=[lifted(2, county="50")]).then(Need.Merged)
    given(lifted(1)).when(Need.merge, RECEIVER, others=[answered(2)]).then_refused(
        "I39", "not_open"
    )


@pytest.mark.rule("C11-04")
def test_a_lifted_need_carries_its_counties_and_municipalities() -> None:
    made = need(1, outcome="lift", municipality=UUID(int=4601))
    given(made).when(Need.lift, CONTACT, channel="service_provider", receiver=NHN).then(
        Need.Lifted, counties=["46"], municipalities=[str(UUID(int=4601))], origins_count=1
    )
    given(made).when(Need.lift, CONTACT, channel="service_provider", receiver=NHN).then_nothing()


@pytest.mark.rule("C11-04")
def test_what_is_lifted_has_been_assessed_as_to_be_lifted() -> None:
    lifting = {"channel": "ks", "receiver": "971032146"}
    given(need(1)).when(Need.lift, CONTACT, **lifting).then_refused("C11-05", "stage_wrong")
    given(need(1, outcome="answer")).when(Need.lift, CONTACT, **lifting).then_refused(
        "C11-04", "not_to_be_lifted"
    )
    given(need(1, outcome="lift")).when(
        Need.lift, CONTACT, **lifting | {"channel": "post"}
    ).then_refused("C11-04", "unknown_channel")


@pytest.mark.rule("C11-04")
def test_only_the_receiver_acknowledges_and_only_then_answers() -> None:
    made = lifted(1)
    given(made).when(Need.acknowledge, act()).then_refused("C11-04", "not_the_receiver")
    given(made).when(Need.give_answer, RECEIVER, answer="planned", reason="Høst.").then_refused(
        "C11-05", "stage_wrong"
    )
    given(made).when(Need.acknowledge, RECEIVER).then(Need.Received, receiver=NHN)
    given(made).when(Need.acknowledge, RECEIVER).then_nothing()
    given(made).when(Need.give_answer, act(), answer="planned", reason="").then_refused(
        "C11-04", "not_the_receiver"
    )
    given(made).when(Need.give_answer, RECEIVER, answer="planned", reason="Høst.").then(
        Need.Answered, answer="planned", origins_count=1, request=None
    )


@pytest.mark.rule("C11-05")
@pytest.mark.parametrize(
    ("answer", "reason", "why"),
    [("rejected", "", "reason_missing"), ("perhaps", "Kanskje.", "unknown_answer")],
)
def test_an_answer_is_one_of_four_and_a_rejection_has_a_reason(
    answer: str, reason: str, why: str
) -> None:
    given(received(1)).when(Need.give_answer, RECEIVER, answer=answer, reason=reason).then_refused(
        "C11-05", why
    )


@pytest.mark.rule("C11-05")
def test_what_the_region_solves_the_region_answers_and_what_is_to_be_lifted_it_does_not() -> None:
    given(need(1, outcome="solve_regionally")).when(
        Need.give_answer, CONTACT, answer="solved", reason="Løst i nettverket."
    ).then(Need.Answered, answer="solved")
    given(need(1, outcome="lift")).when(
        Need.give_answer, CONTACT, answer="solved", reason=""
    ).then_refused("C11-05", "to_be_lifted")


@pytest.mark.rule("I38")
def test_a_need_is_not_closed_without_an_answer() -> None:
    for made in (lifted(1), received(1)):
        given(made).when(Need.close, RECEIVER).then_refused("I38", "unanswered")
    given(need(1)).when(Need.close, CONTACT).then_refused("I38", "unanswered")


@pytest.mark.rule("I38", "C11-05")
def test_three_origins_get_three_answers_before_it_is_closed() -> None:
    made = received(1, 2, 3)
    made.give_answer(RECEIVER, answer="accepted", reason="")
    given(made).when(Need.close, RECEIVER).then_refused("I38", "not_returned", left=3)
    given(made).when(Need.return_answer, act(Role.SYSTEM)).then_events(*[Need.AnswerReturned] * 3)
    given(made).when(Need.return_answer, act(Role.SYSTEM)).then_nothing()
    given(made).when(Need.close, RECEIVER).then(Need.Closed, answer="accepted")
    given(made).when(Need.close, RECEIVER).then_nothing()


@pytest.mark.rule("I38")
def test_a_later_answer_is_to_reach_every_origin_again() -> None:
    made = received(1, 2)
    made.give_answer(RECEIVER, answer="planned", reason="Høst.")
    made.return_answer(act(Role.SYSTEM))
    made.give_answer(RECEIVER, answer="solved", reason="Versjon 4.2.")
    given(made).when(Need.close, RECEIVER).then_refused("I38", "not_returned", left=2)


@pytest.mark.rule("I38")
def test_an_unanswered_need_has_nothing_to_bring_back() -> None:
    given(received(1)).when(Need.return_answer, act(Role.SYSTEM)).then_refused("I38", "unanswered")


def request(need: UUID | None = None) -> ChangeRequest:
    return ChangeRequest.send(
        CONTACT, id=UUID(int=77), text="Vis hvem som har lest.", solution="kjernejournal",
        need=need, receiver=NHN, priority="high",
    )  # fmt: skip


@pytest.mark.rule("I40")
def test_only_the_receiver_sets_the_status_of_a_change_request() -> None:
    made = request()
    for stranger in (CONTACT, act(), act(Role.SERVICE_PROVIDER, body="983544622")):
        given(made).when(ChangeRequest.set_status, stranger, status="accepted").then_refused(
            "I40", "not_the_receiver", receiver=NHN
        )
    given(made).when(ChangeRequest.set_status, RECEIVER, status="accepted").then(
        ChangeRequest.StatusSet, status="accepted"
    )
    given(made).when(ChangeRequest.set_status, RECEIVER, status="accepted").then_nothing()
    given(made).when(ChangeRequest.set_status, RECEIVER, status="maybe").then_refused(
        "I40", "unknown_status"
    )


@pytest.mark.rule("C11-07")
@pytest.mark.parametrize(
    ("status", "reason"), [("planned", "release_missing"), ("rejected", "reason_missing")]
)
def test_a_plan_names_a_release_and_a_rejection_its_reason(status: str, reason: str) -> None:
    given(request()).when(ChangeRequest.set_status, RECEIVER, status=status).then_refused(
        "C11-07", reason
    )


@pytest.mark.rule("C11-07")
@pytest.mark.parametrize(
    ("wrong", "reason"), [({"text": ""}, "text_missing"), ({"priority": "x"}, "unknown_priority")]
)
def test_a_change_request_says_what_and_how_much_it_matters(
    wrong: dict[str, str], reason: str
) -> None:
    said = {"text": "Vis det.", "priority": "low"} | wrong
    asked(
        lambda: ChangeRequest.send(
            CONTACT, id=UUID(int=7), solution="kj", need=None, receiver=NHN, **said
        )
    ).then_refused("C11-07", reason)


@pytest.mark.rule("C11-07")
def test_the_status_of_a_change_request_answers_the_need_behind_it() -> None:
    made, other = received(1), need(2)
    asked_for = request(other.id)
    desk = MemoryDesk(act(Role.SYSTEM), made, other, asked_for)
    deeds.answer_by_request(desk, request=asked_for.id)
    assert other.answer is None
    asked_for.set_status(RECEIVER, status="released", release="KJ 4.2")
    deeds.answer_by_request(desk, request=asked_for.id)
    assert other.answer == ("solved", "")
    assert made.answer is None


@pytest.mark.rule("C11-07", "I39")
def test_a_need_that_was_merged_is_answered_where_its_origin_lies_now() -> None:
    whole, part = need(1), need(2)
    whole.merge(CONTACT, others=[part])
    asked_for = request(part.id)
    asked_for.set_status(RECEIVER, status="rejected", reason="Ikke hjemmel.")
    desk = MemoryDesk(act(Role.SYSTEM), whole, part, asked_for)
    deeds.answer_by_request(desk, request=asked_for.id)
    assert (whole.answer, part.answer) == (("rejected", "Ikke hjemmel."), None)

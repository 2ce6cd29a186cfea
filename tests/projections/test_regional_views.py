"""The views of the regions: what they say of a group, its people and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from log.log import Log
from log.opening import open_store
from projections.catalogue import VIEWS
from projections.needs import ChangeRequests, NeedRow, Needs
from projections.opening import open_tables
from projections.projector import Projector
from projections.regional_groups import GroupRow, RegionalGroups
from projections.regional_work import (
    AssignmentLetters,
    LastContacts,
    PlannedRegionalRuns,
    Questions,
    Secondments,
)
from projections.tables import Tables
from tests.kit.history import everything
from tests.kit.history.past import BERGEN, KINN, SPRING
from tests.kit.history.regional import (
    CONTACT,
    GROUP,
    JUNE,
    LEADER,
    OTHER,
    REQUEST,
    SECOND,
    THIRD,
    WHOLE,
)
from tests.kit.stores import fresh_url

MAY = date(2024, 5, 31)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def tables(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tables]:
    folder = tmp_path_factory.mktemp("regional")
    with fresh_url(request.param, folder) as url, Log(open_store(url)) as log:
        everything.tell(log)
        tables = open_tables(url)
        Projector(log.store, tables, VIEWS).catch_up()
        yield tables
        tables.close()


def row(tables: Tables, view: Any, id: object) -> Any:
    found = tables.get(view, str(id))
    assert found is not None
    return found


@pytest.mark.rule("I41")
def test_what_is_missing_in_a_group_is_told_for_any_day(tables: Tables) -> None:
    group: GroupRow = row(tables, RegionalGroups, GROUP)
    assert group.missing(date(2024, 2, 15)) == [
        "regional_kontakt", "innforingsleder", "nettverksressurs",
    ]  # fmt: skip
    assert group.missing(SPRING) == ["nettverksressurs"]
    contact = group.contact(MAY)
    assert contact is not None
    assert (contact["person"], group.vacant_since(MAY)) == (CONTACT, None)
    assert (group.contact(JUNE), group.vacant_since(JUNE)) == (None, JUNE)


@pytest.mark.rule("I41")
def test_who_no_longer_may_act_by_the_roster_counts_no_more(tables: Tables) -> None:
    group: GroupRow = row(tables, RegionalGroups, GROUP)
    assert [each["person"] for each in group.held("innforingsleder", MAY)] == [LEADER]
    assert group.held("innforingsleder", JUNE) == []
    assert [group.matrix(day)["procurement"] for day in (MAY, JUNE)] == [[LEADER], []]


@pytest.mark.rule("I42")
def test_a_county_is_of_the_group_that_it_was_handed_to(tables: Tables) -> None:
    group, other = row(tables, RegionalGroups, GROUP), row(tables, RegionalGroups, OTHER)
    assert (group.counties, other.counties) == (["15", "46"], [])
    assert (group.confirmed, other.confirmed) == (True, False)
    assert group.representative == "p-fpu"


@pytest.mark.rule("I38", "I39")
def test_a_need_is_told_with_its_origins_and_whom_the_answer_has_reached(tables: Tables) -> None:
    whole: NeedRow = row(tables, Needs, WHOLE)
    assert [each["need"] for each in whole.origins] == [str(WHOLE), str(SECOND)]
    assert (whole.stage, whole.answer, whole.receiver) == ("closed", "solved", "994598759")
    assert whole.returned == [str(WHOLE), str(SECOND)]
    assert (whole.lifted_on, whole.received_on, whole.answered_on) == (SPRING, SPRING, JUNE)
    second: NeedRow = row(tables, Needs, SECOND)
    assert (second.stage, second.merged_into) == ("merged", str(WHOLE))


@pytest.mark.rule("C11-02")
def test_a_need_that_nobody_answers_grows_old_in_sight(tables: Tables) -> None:
    [apart] = [each for each in tables.page(Needs) if each.text == "En annen sak."]
    assert [each["need"] for each in apart.origins] == [str(THIRD)]
    assert (apart.days_unanswered(JUNE), apart.days_unassessed(JUNE)) == (106, 106)
    whole: NeedRow = row(tables, Needs, WHOLE)
    assert (whole.days_unanswered(JUNE), whole.days_unacknowledged(JUNE)) == (None, None)


@pytest.mark.rule("I40")
def test_a_change_request_is_told_as_its_receiver_says(tables: Tables) -> None:
    request = row(tables, ChangeRequests, REQUEST)
    assert (request.status, request.in_release, request.need) == ("planned", "PLL 2", str(WHOLE))


@pytest.mark.rule("C12-06", "I43")
def test_a_secondment_is_told_with_its_home_and_its_end(tables: Tables) -> None:
    [lent] = tables.page(Secondments, {"group_id": str(GROUP)})
    assert (lent.person, lent.percent, lent.municipality) == (LEADER, 60, str(BERGEN))
    assert (lent.accepted, lent.warned, lent.until) == (True, True, JUNE)


@pytest.mark.rule("C12-05", "C12-07")
def test_a_letter_is_told_with_the_gaps_that_were_seen_and_what_is_doubted(tables: Tables) -> None:
    [letter] = tables.page(AssignmentLetters, {"year": 2024})
    assert (letter.accepted_on, letter.reported_on, len(letter.gaps)) == (SPRING, SPRING, 11)
    assert letter.doubts == ["joint_competence", "several_municipalities", "three_functions"]


@pytest.mark.rule("C06-15")
def test_none_is_told_as_an_answer(tables: Tables) -> None:
    [planned] = tables.page(PlannedRegionalRuns, {"year": 2024})
    assert (planned.group_id, planned.runs) == (str(GROUP), [])


@pytest.mark.rule("C12-09", "C12-10")
def test_a_visit_and_an_answer_are_both_contact_with_a_municipality(tables: Tables) -> None:
    kinn, bergen = row(tables, LastContacts, KINN), row(tables, LastContacts, BERGEN)
    assert (kinn.last_on, kinn.kind) == (SPRING, "visit")
    assert (bergen.last_on, bergen.kind) == (JUNE, "answer")


@pytest.mark.rule("C12-10")
def test_a_question_is_told_with_its_owner_and_its_age(tables: Tables) -> None:
    [question] = tables.page(Questions, {"county": "46"})
    assert (question.owner, question.answer, question.answered_on) == (LEADER, "Kinn.", JUNE)
    assert question.days_unanswered(JUNE) is None
    assert question.but(answered_on=None).days_unanswered(JUNE) == 106

"""The views of the regions: what they say of a group, its people and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from log.log import Log
from log.opening import open_store
from projections.catalogue import VIEWS
from projections.opening import open_tables
from projections.projector import Projector
from projections.regional_groups import GroupRow, RegionalGroups
from projections.tables import Tables
from tests.kit.history import everything
from tests.kit.history.past import SPRING
from tests.kit.history.regional import CONTACT, GROUP, JUNE, LEADER, OTHER
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

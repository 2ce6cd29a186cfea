from __future__ import annotations

from datetime import date

import pytest

from aggregates.deeds.vendors import list_vendors
from aggregates.kernel.refusals import Refused
from aggregates.vendors.involvement import WITHIN_DAYS, Involvement
from tests.aggregates.test_solution import kjernejournal
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given
from tests.kit.material import organisation
from tests.kit.vendors import NHN, OTHER, VENDOR

MATTER = "Krav til versjon 2.0"


def involvement(within_days: int = WITHIN_DAYS) -> Involvement:
    opened = Involvement.open(act(), solution="kjernejournal")
    opened.list_relevant(act(), vendors=[VENDOR, OTHER], within_days=within_days)
    return opened


@pytest.mark.rule("C05-02")
def test_what_one_vendor_hears_the_others_wait_to_hear_within_so_many_days() -> None:
    told = involvement(within_days=10)
    told.inform(act(), matter=MATTER, vendors=[VENDOR])
    assert (told.waiting(MATTER), told.matters[MATTER].due) == ([OTHER], date(2024, 2, 26))
    told.inform(act(), matter=MATTER, vendors=[VENDOR, OTHER], on=date(2024, 2, 20))
    assert told.waiting(MATTER) == []
    assert told.matters[MATTER].told == {VENDOR: date(2024, 2, 16), OTHER: date(2024, 2, 20)}


@pytest.mark.rule("C05-02")
def test_who_is_left_out_is_left_out_for_a_reason() -> None:
    told = involvement()
    told.inform(act(), matter=MATTER, vendors=[VENDOR])
    out = {"matter": MATTER, "vendor": OTHER}
    given(told).when(Involvement.leave_out, act(), **out, reason="").then_refused(
        "C05-02", "reason_missing"
    )
    given(told).when(Involvement.leave_out, act(), **out, reason="Ingen kommuner.").then_events(
        Involvement.VendorLeftOut
    )
    given(told).when(Involvement.leave_out, act(), **out, reason="Ingen kommuner.").then_nothing()
    assert told.waiting(MATTER) == []


def test_only_listed_vendors_are_told_or_left_out() -> None:
    given(involvement()).when(
        Involvement.inform, act(), matter=MATTER, vendors=["320000734"]
    ).then_refused("C05-02", "not_listed", vendors=["320000734"])
    told = involvement()
    told.inform(act(), matter=MATTER, vendors=[VENDOR])
    given(told).when(Involvement.inform, act(), matter=MATTER, vendors=[VENDOR]).then_nothing()
    out = {"vendor": "320000734", "reason": "x"}
    given(told).when(Involvement.leave_out, act(), matter=MATTER, **out).then_refused(
        "C05-02", "not_listed"
    )
    given(told).when(Involvement.leave_out, act(), matter="x", **out).then_refused(
        "C05-02", "unknown_matter"
    )


def test_the_list_names_vendors_and_is_recorded_once() -> None:
    desk = MemoryDesk(
        act(),
        kjernejournal(),
        organisation(VENDOR, "vendor"),
        organisation(NHN, "service_provider"),
    )
    for _ in range(2):
        made = list_vendors(desk, solution="kjernejournal", vendors=[VENDOR], within_days=14)
    assert (made.relevant, made.version) == ([VENDOR], 2)
    with pytest.raises(Refused, match="not_vendors"):
        list_vendors(desk, solution="kjernejournal", vendors=[NHN], within_days=14)
    with pytest.raises(Refused, match="vendors_missing"):
        list_vendors(desk, solution="kjernejournal", vendors=[], within_days=14)

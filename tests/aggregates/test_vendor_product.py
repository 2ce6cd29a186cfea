from __future__ import annotations

import pytest

from aggregates.deeds.vendors import register_product, report_status
from aggregates.kernel.refusals import Missing, Refused
from aggregates.vendors.product import APPROVED, VendorProduct
from tests.aggregates.test_solution import kjernejournal
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, asked, given
from tests.kit.material import organisation
from tests.kit.vendors import NHN, OF, SELLER, VENDOR, VERIFIER, product


@pytest.mark.rule("I18", "C05-03")
def test_a_vendor_does_not_approve_its_own_product() -> None:
    given(product()).when(
        VendorProduct.report, SELLER, **OF, status=APPROVED, evidence="Egen test."
    ).then_refused("I18", "verifier_is_vendor")
    given(product()).when(VendorProduct.verify, SELLER, **OF, evidence="Egen test.").then_refused(
        "I18", "verifier_is_vendor"
    )


@pytest.mark.rule("I18")
def test_who_approved_it_is_somebody_else_and_is_remembered() -> None:
    tested = product()
    given(tested).when(VendorProduct.verify, VERIFIER, **OF, evidence="NHN 24/41").then(
        VendorProduct.StatusVerified, status=APPROVED, verifier=NHN
    )
    given(tested).when(VendorProduct.verify, VERIFIER, **OF, evidence="Igjen.").then_nothing()
    tested.report(SELLER, **OF, status="in_operation", evidence="To kommuner.")
    standing = tested.statuses["pll", "2.0"]
    assert (standing.status, standing.verifier) == ("in_operation", NHN)


@pytest.mark.rule("I18")
def test_nothing_is_in_operation_that_nobody_else_has_approved() -> None:
    running = {**OF, "status": "in_operation", "evidence": "To kommuner."}
    given(product()).when(VendorProduct.report, SELLER, **running).then_refused(
        "I18", "not_verified"
    )
    other_version = product()
    other_version.verify(VERIFIER, solution="pll", solution_version="1.0", evidence="NHN 24/1")
    given(other_version).when(VendorProduct.report, SELLER, **running).then_refused(
        "I18", "not_verified"
    )


def test_what_is_changed_after_it_was_approved_is_approved_no_more() -> None:
    tested = product()
    tested.verify(VERIFIER, **OF, evidence="NHN 24/41")
    tested.report(SELLER, **OF, status="in_test", evidence="Ny modul.")
    assert tested.statuses["pll", "2.0"].verifier is None


@pytest.mark.rule("C05-03")
def test_only_the_vendor_tells_how_far_it_is_and_shows_it() -> None:
    told = {**OF, "status": "in_test", "evidence": "Rapport."}
    given(product()).when(VendorProduct.report, act(), **told).then_refused(
        "C05-03", "not_the_vendor"
    )
    given(product()).when(VendorProduct.report, SELLER, **{**told, "evidence": ""}).then_refused(
        "C05-03", "evidence_missing"
    )
    given(product()).when(VendorProduct.report, SELLER, **{**told, "status": "x"}).then_refused(
        "C05-03", "unknown_status"
    )
    reported = product()
    given(reported).when(VendorProduct.report, SELLER, **told).then_events(
        VendorProduct.StatusReported
    )
    given(reported).when(VendorProduct.report, SELLER, **told).then_nothing()


def test_a_product_is_a_vendors_and_has_a_name() -> None:
    desk = MemoryDesk(act(), organisation(VENDOR, "vendor"), organisation(NHN, "service_provider"))
    named = {"product": "epj", "name": "EPJ", "modules": ["PLL"]}
    assert register_product(desk, vendor=VENDOR, **named).name == "EPJ"  # type: ignore[arg-type]
    with pytest.raises(Refused, match="not_a_vendor"):
        register_product(desk, vendor=NHN, **named)  # type: ignore[arg-type]
    asked(
        lambda: VendorProduct.register(act(), vendor=VENDOR, product="x", name="", modules=[])
    ).then_refused("C05-01", "name_missing")


def test_a_status_is_of_a_solution_that_there_is() -> None:
    own = product()
    desk = MemoryDesk(SELLER, own, kjernejournal())
    said = {"id": own.id, "solution_version": "1", "status": "in_test", "evidence": "x", "on": None}
    made = report_status(desk, solution="kjernejournal", **said)  # type: ignore[arg-type]
    assert made.statuses["kjernejournal", "1"].status == "in_test"
    with pytest.raises(Missing):
        report_status(desk, solution="pll", **said)  # type: ignore[arg-type]

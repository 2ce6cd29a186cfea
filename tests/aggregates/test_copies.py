from __future__ import annotations

import pytest

from aggregates.deeds.material import complete_copy, share_copy, take_copy
from aggregates.kernel.refusals import Refused
from aggregates.material.copies import BEGUN, COMPLETED, NOT_STARTED, LocalCopies
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given
from tests.kit.material import copies, package
from tests.kit.runs import BERGEN, VOSS, coordinator


def taken(of_version: int = 1) -> LocalCopies:
    held = copies()
    held.take(coordinator(), type="dpia", of_version=of_version)
    return held


@pytest.mark.rule("I16", "C04-04")
def test_where_the_national_template_is_there_the_municipalitys_own_is_not_started() -> None:
    template = package("dpia")
    assert template.valid("dpia") == 1
    assert copies().status(BERGEN, "dpia") == NOT_STARTED


@pytest.mark.rule("I16")
def test_a_copy_is_only_a_beginning_until_the_municipality_has_a_document_of_its_own() -> None:
    held = taken()
    assert held.status(BERGEN, "dpia") == BEGUN
    own = {"type": "dpia", "document": "Bergen 24/512", "national": None}
    given(held).when(LocalCopies.complete, coordinator(), **own).then(
        LocalCopies.CopyCompleted, document="Bergen 24/512", municipality=BERGEN
    )
    given(held).when(LocalCopies.complete, coordinator(), **own).then_nothing()
    assert (held.status(BERGEN, "dpia"), held.status(VOSS, "dpia")) == (COMPLETED, NOT_STARTED)


@pytest.mark.rule("I16")
def test_the_national_template_never_counts_as_the_municipalitys_own() -> None:
    desk = MemoryDesk(coordinator(), package("dpia"))
    take_copy(desk, solution="kj", type="dpia")
    for document, reason in (("NHN 24/0", "national_template"), ("", "own_document_missing")):
        with pytest.raises(Refused) as refusal:
            complete_copy(desk, solution="kj", type="dpia", document=document)
        assert (refusal.value.rule.id, refusal.value.reason) == ("I16", reason)
    done = complete_copy(desk, solution="kj", type="dpia", document="Bergen 24/512")
    assert share_copy(desk, solution="kj", type="dpia").held[BERGEN, "dpia"].shared
    assert done.status(BERGEN, "dpia") == COMPLETED


@pytest.mark.rule("C04-04")
def test_a_newer_version_keeps_what_the_municipality_has_filled_in() -> None:
    held = taken()
    held.complete(coordinator(), type="dpia", document="Bergen 24/512", national=None)
    assert held.holders("dpia", before=2) == [BERGEN]
    held.take(coordinator(), type="dpia", of_version=2)
    assert held.holders("dpia", before=2) == []
    assert held.status(BERGEN, "dpia") == COMPLETED
    given(held).when(LocalCopies.take, coordinator(), type="dpia", of_version=1).then_nothing()


@pytest.mark.rule("C04-04")
def test_a_copy_is_taken_by_a_municipality_of_what_is_valid() -> None:
    given(copies()).when(LocalCopies.take, act(), type="dpia", of_version=1).then_refused(
        "C04-04", "not_a_municipality"
    )
    given(copies()).when(
        LocalCopies.take, coordinator(), type="dpia", of_version=None
    ).then_refused("C04-04", "nothing_valid")


@pytest.mark.rule("C04-04")
def test_nothing_is_shared_before_it_is_filled_in_and_nothing_filled_in_without_a_copy() -> None:
    given(copies()).when(LocalCopies.share, coordinator(), type="dpia").then_refused(
        "C04-04", "no_copy"
    )
    held = taken()
    given(held).when(LocalCopies.share, coordinator(), type="dpia").then_refused(
        "C04-04", "not_completed"
    )
    held.complete(coordinator(), type="dpia", document="Bergen 24/512", national=None)
    given(held).when(LocalCopies.share, coordinator(), type="dpia").then_events(
        LocalCopies.CopyShared
    )
    given(held).when(LocalCopies.share, coordinator(), type="dpia").then_nothing()

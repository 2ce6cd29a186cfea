from __future__ import annotations

from datetime import date

import pytest

from aggregates.deeds.networks import carry_over, close_network
from aggregates.kernel.refusals import Missing, Refused
from aggregates.territory.network import Network
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, asked, given

SUMMER = date(2024, 6, 30)
SAID = {"mandate": "KS 19/203", "funding_line": "Tilskudd", "reports_to": "KS"}


def network(code: str, *resources: str) -> Network:
    made = Network.register(act(), code=code, name=code, topics=["kompetanse"], **SAID)
    for each in resources:
        made.list_resource(act(), resource=each, what=each)
    return made


def closing(desk: MemoryDesk, code: str, successor: str = "nett") -> Network:
    return close_network(desk, code=code, successor=successor, decision="KS 24/12", on=SUMMER)


@pytest.mark.rule("C01-10")
def test_two_networks_are_closed_into_one_and_what_they_had_is_carried_over_one_by_one() -> None:
    desk = MemoryDesk(
        act(), network("e-komp", "kursbank", "redaksjon"), network("velferd", "maler"),
        network("nett"),
    )  # fmt: skip
    for code, left in (("e-komp", ["kursbank", "redaksjon"]), ("velferd", ["maler"])):
        closed = closing(desk, code)
        assert (closed.closed_on, closed.successor, closed.left) == (SUMMER, "nett", left)
    first = carry_over(desk, code="e-komp", resource="kursbank", to="nett")
    assert first.left == ["redaksjon"]
    for _ in range(2):
        carry_over(desk, code="e-komp", resource="redaksjon", to="nett")
    assert (first.left, first.version) == ([], 6)


@pytest.mark.rule("C01-10")
def test_what_comes_after_a_network_goes_on() -> None:
    desk = MemoryDesk(act(), network("e-komp", "kursbank"), network("velferd"), network("nett"))
    closing(desk, "velferd")
    for successor in ("velferd", "e-komp"):
        with pytest.raises(Refused, match="successor_not_open"):
            closing(desk, "e-komp", successor)
        with pytest.raises(Refused, match="successor_not_open"):
            carry_over(desk, code="e-komp", resource="kursbank", to=successor)
    with pytest.raises(Missing):
        closing(desk, "e-komp", "x")
    with pytest.raises(Refused, match="decision_missing"):
        close_network(desk, code="e-komp", successor="nett", decision="", on=SUMMER)


def test_a_closed_network_gets_nothing_new_and_is_closed_once() -> None:
    desk = MemoryDesk(act(), network("e-komp"), network("nett"), network("other"))
    closed = closing(desk, "e-komp")
    assert closing(desk, "e-komp").version == 2
    given(closed).when(Network.list_resource, act(), resource="x", what="x").then_refused(
        "C01-10", "closed"
    )
    with pytest.raises(Refused, match="closed"):
        closing(desk, "e-komp", "other")


def test_a_resource_is_carried_over_once_and_only_if_it_was_listed() -> None:
    desk = MemoryDesk(act(), network("e-komp", "kursbank"), network("nett"), network("other"))
    carry_over(desk, code="e-komp", resource="kursbank", to="nett")
    for resource, reason in (("kursbank", "carried_over"), ("x", "unknown_resource")):
        with pytest.raises(Refused, match=reason):
            carry_over(desk, code="e-komp", resource=resource, to="other")


@pytest.mark.parametrize("missing", sorted(SAID))
def test_a_network_has_mandate_funding_line_and_reporting_line(missing: str) -> None:
    said = {**SAID, missing: ""}
    asked(lambda: Network.register(act(), code="x", name="x", topics=[], **said)).then_refused(
        "C01-10", "field_missing", field=missing
    )

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.service import ServiceAdoption
from aggregates.adoption.use_rule import UseRule
from aggregates.invitations.participation import Participation
from aggregates.kernel.root import ref
from aggregates.portfolio.dependencies import Dependencies
from tests.aggregates.test_deeds_invitation import inviting, laid_out, municipality
from tests.kit.given import Recorded, act
from tests.kit.runs import coordinator


def resting_on(must: bool) -> Dependencies:
    """PLL rests on Kjernejournal."""
    graph = Dependencies.open(act())
    graph.declare(act(), solution="pll", needs="kjernejournal", must=must, source="S3 L387")
    return graph


def introduced(of: UUID, stage: str = "technically_introduced") -> Adoption:
    adoption = Adoption.begin(act(), municipality=of, solution="kjernejournal")
    adoption.reach(
        coordinator(of), stage=stage, reached_on=None, precision="unknown",
        source_kind="municipality", source="Bergen", evidence="Oppkoblet.",
    )  # fmt: skip
    return adoption


def found(recorded: Recorded) -> list[dict[str, Any]]:
    """What the gate noted of the prerequisites."""
    if recorded.refusal is not None:
        trace = recorded.refusal.trace or []
    else:
        [invited] = recorded.events
        assert isinstance(invited, Participation.Invited)
        trace = invited.trace
    return [each for each in trace if each["rule"] == "C02-04"]


@pytest.mark.rule("C02-04", "I66")
def test_what_a_municipality_lacks_is_a_warning_in_the_trace_and_blocks_nobody() -> None:
    recorded = inviting(laid_out(resting_on(must=False)))
    assert recorded.refusal is None
    [finding] = found(recorded)
    assert (finding["outcome"], finding["reason"]) == ("warning", "prerequisite_missing")
    assert finding["facts"] == {"solution": "pll", "needs": "kjernejournal"}


@pytest.mark.rule("C02-04")
def test_what_must_be_there_keeps_a_municipality_without_it_from_being_invited() -> None:
    refused = inviting(laid_out(resting_on(must=True)))
    refused.then_refused("C02-04", "prerequisite_missing", needs="kjernejournal")
    assert [each["outcome"] for each in found(refused)] == ["not_ok"]


@pytest.mark.rule("C02-04")
@pytest.mark.parametrize("must", [True, False])
def test_a_municipality_that_has_come_so_far_is_invited_without_a_word(must: bool) -> None:
    desk = laid_out(resting_on(must))
    adoption = introduced(municipality(desk))
    desk.roots[adoption.id] = adoption
    desk.recorded()
    [finding] = found(inviting(desk))
    assert (finding["outcome"], finding["inputs"]) == ("ok", {"adoption": ref(adoption)})


@pytest.mark.rule("C02-04", "C09-03")
def test_a_stage_that_service_areas_are_weighed_for_counts_as_it_does_on_the_boards() -> None:
    desk = laid_out(resting_on(must=True))
    of = municipality(desk)
    rule = UseRule.open(act(), solution="kjernejournal")
    rule.weigh_services(act(), rule="any", services=["legevakt", "sykehjem"], decision="KS 24/1")
    area = ServiceAdoption.begin(
        act(), municipality=of, solution="kjernejournal", service="legevakt"
    )
    area.reach(
        coordinator(of), stage="technically_introduced", reached_on=None, precision="unknown",
        source_kind="municipality", source="Bergen", evidence="Oppkoblet.", technical=True,
    )  # fmt: skip
    desk.roots |= {each.id: each for each in (rule, area)}
    desk.recorded()
    [finding] = found(inviting(desk))
    assert finding["outcome"] == "ok"
    assert finding["inputs"]["legevakt"] == ref(area)


@pytest.mark.rule("C02-04")
def test_what_is_only_made_available_is_not_in_place() -> None:
    desk = laid_out(resting_on(must=True))
    adoption = introduced(municipality(desk), "available")
    desk.roots[adoption.id] = adoption
    desk.recorded()
    inviting(desk).then_refused("C02-04", "prerequisite_missing")

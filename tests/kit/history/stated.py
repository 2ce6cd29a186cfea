"""What municipalities stated beside their answers, and on which terms."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from aggregates.deeds import commitments, terms
from aggregates.invitations.basis import DecisionBasis
from aggregates.invitations.checklist import Checklist
from aggregates.invitations.intention import Intention
from aggregates.invitations.participation import Participation
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.portfolio.requirements import Requirements
from log.log import upon
from tests.kit.history.past import BERGEN, KINN, RUN, VOSS, Past, participation

ON = date(2024, 12, 10)
KS_AGREEMENT: dict[str, Any] = {"id": "ks", "name": "Avtale med KS", "counterpart": "971032146"}


def asked_for(past: Past) -> None:
    """PLL asks for two sectors and an agreement; a legevakt is obliged to use it, at a price."""

    def stating(desk: Desk) -> Root:
        def decide(asked: Requirements) -> None:
            asked.state_sectors(desk.act, sectors=["helse", "oppvekst"], source="S3")
            asked.state_agreements(desk.act, agreements=[KS_AGREEMENT], source="S3")

        return terms.ask_for(desk, solution="pll", decide=decide)

    def obliging(desk: Desk) -> Root:
        return terms.oblige(
            desk, solution="pll",
            decide=lambda duties: duties.add(
                desk.act, actor="kommunal_legevakt", duty="use", since=date(2024, 1, 1),
                until=None, legal_source="Forskrift",
            ),
        )  # fmt: skip

    past.owner(stating)
    past.owner(obliging)
    shares = [{"payer": "kommuner", "part": "fixed", "amount": 100}]
    adopting = partial(
        terms.adopt_prices, solution="pll", year=2025, total=100, shares=shares,
        decided_by="HOD", document="Brev",
    )  # fmt: skip
    past.owner(adopting, ON)


def stating(past: Past) -> None:
    """Bergen plans and anchors; Kinn ticks; intentions are given and come to all their ends."""
    plan = partial(
        commitments.plan_fulfilment, number="4601", solution="pll", actor="kommunal_legevakt",
        plan="Til våren.",
    )  # fmt: skip
    for ready_by in (date(2025, 3, 1), date(2025, 6, 1)):
        past.municipality(BERGEN, partial(plan, ready_by=ready_by), ON)
    anchoring = partial(
        commitments.state_anchoring, number="4601", solution="pll", sector="helse",
        leader="kommunalsjef", informed=True,
    )  # fmt: skip
    past.municipality(BERGEN, anchoring, ON)
    kinn = participation(KINN)
    past.system(partial(commitments.make_checklist, participation=kinn), ON)
    for signed_on in (ON, None, ON):
        ticking = partial(commitments.tick, participation=kinn, agreement="ks", signed_on=signed_on)
        past.municipality(KINN, ticking, ON)
    past.owner(upon(Checklist, Checklist.id_of(kinn), Checklist.confirm, agreement="ks"), ON)


def intending(past: Past) -> None:
    """Bergen's is confirmed and fulfilled, Voss takes its own back, and Kinn's lapses."""
    for number, each in (("4601", BERGEN), ("4621", VOSS), ("4602", KINN)):
        giving = partial(commitments.intend, number=number, solution="pll", document="Sak 1")
        past.municipality(each, giving, ON)
    bergen, voss, kinn = (Intention.id_of(each, "pll") for each in (BERGEN, VOSS, KINN))
    past.owner(upon(Intention, bergen, Intention.confirm), ON)
    past.municipality(BERGEN, upon(Intention, bergen, Intention.fulfil, evidence="I bruk."), ON)
    past.municipality(VOSS, upon(Intention, voss, Intention.withdraw), ON)
    anew = partial(commitments.intend, number="4602", solution="pll", document="Sak 2", until=ON)
    past.municipality(KINN, anew, ON)
    past.system(upon(Intention, kinn, Intention.lapse, today=date(2024, 12, 11)), ON)


def renewing(past: Past) -> None:
    """The cost part has become old, and Kinn is told of a newer basis."""
    basis = DecisionBasis.id_of(RUN)
    past.system(upon(DecisionBasis, basis, DecisionBasis.outdate_cost, year=2025), ON)
    renewed = upon(
        Participation, participation(KINN), Participation.renew_basis, basis=basis,
        basis_version=2, changed=["cost_and_capacity"],
    )  # fmt: skip
    past.system(renewed, ON)

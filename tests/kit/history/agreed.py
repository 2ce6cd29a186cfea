"""What the sector and its municipalities stated beside the runs."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from aggregates.deeds import groupings as grouped
from aggregates.deeds import organisations as directory
from aggregates.deeds.handover import propose_handover
from aggregates.deeds.material import (
    answer_error,
    appoint_maintainer,
    draft_material,
    publish_material,
    report_error,
)
from aggregates.deeds.networks import carry_over, close_network
from aggregates.deeds.pilots import accept_pilot, nominate_pilot
from aggregates.deeds.territory import end_organisation, state_ceiling, state_technology
from aggregates.deeds.vendors import (
    commit,
    depend_on,
    register_product,
    report_status,
    reweigh,
)
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import derived
from aggregates.material.error_report import ErrorReport
from aggregates.portfolio.pilot import Pilot
from aggregates.portfolio.solution import Solution
from aggregates.territory.network import Network
from aggregates.territory.organisation import Organisation
from aggregates.territory.technology import MUNICIPALITY
from aggregates.vendors.commitment import Commitment
from aggregates.vendors.product import VendorProduct
from log.log import founding, upon
from tests.kit.history.coordination import OTHER
from tests.kit.history.past import BERGEN, KINN, KS, RUN, SPRING, Past
from tests.kit.readiness import PROGRAMME

VENDOR, ENDED = "320000718", "320000807"


def technology(past: Past) -> None:
    """Bergen worked with one journal, and works with another since 2023."""
    for product, since in (("Profil", date(2020, 1, 1)), ("Gerica", date(2023, 1, 1))):
        stating = partial(
            state_technology, municipality=BERGEN, key="epj", values=[product],
            source_kind=MUNICIPALITY, source="Bergen", since=since,
        )  # fmt: skip
        past.municipality(BERGEN, stating)


def material(past: Past) -> None:
    """KS maintains a template for PLL; Bergen found an error in it, which KS answered."""
    ks = founding(Organisation.register, number=KS, name="KS", kind="ks")
    past.owner(ks)
    ros: dict[str, Any] = {"solution": "pll", "type": "ros"}
    past.owner(partial(draft_material, **ros, title="ROS", reference="KS 24/1", made_with=["4601"]))
    past.owner(
        partial(
            appoint_maintainer, solution="pll", maintainer=KS, review_on=date(2030, 1, 1),
            reason="",
        )
    )  # fmt: skip
    past.owner(
        partial(publish_material, **ros, version_number=1, change_note="Ny.", to_do="Fyll ut.")
    )
    past.municipality(BERGEN, partial(report_error, **ros, version_number=1, text="Feil lov."))
    past.owner(partial(_answer, past.told))


def vendors(past: Past) -> None:
    """A product is in operation for PLL; one promise was moved and kept, another broken."""
    past.owner(founding(Organisation.register, number=VENDOR, name="EPJ", kind="vendor"))
    product = VendorProduct.id_of(VENDOR, "epj")
    past.owner(partial(register_product, vendor=VENDOR, product="epj", name="EPJ", modules=[]))
    of: dict[str, Any] = {"solution": "pll", "solution_version": "2"}
    verified = upon(VendorProduct, product, VendorProduct.verify, **of, evidence="Test.")
    past.did(Role.SERVICE_PROVIDER, verified, body="994598759")
    running = partial(
        report_status, id=product, **of, status="in_operation", evidence="To kommuner.", on=None
    )
    past.did(Role.VENDOR, running, body=VENDOR)
    for promised in ("Støtte", "Opplæring"):
        making = partial(
            commit, product=product, solution="pll", promised=promised, due=date(2024, 5, 1)
        )
        past.did(Role.VENDOR, making, body=VENDOR)
    kept, broken = (_told("vendor-commitments", past.told - each) for each in (1, 0))
    past.leader(partial(depend_on, commitment=kept, run=RUN, number=1))
    moved = upon(Commitment, kept, Commitment.move, due=date(2024, 8, 1), reason="Testdata.")
    past.did(Role.VENDOR, moved, body=VENDOR)
    for id, outcome in ((kept, "kept"), (broken, "broken")):
        past.owner(upon(Commitment, id, Commitment.conclude, outcome=outcome, words="Sett."))
    _late(past, product)


def _late(past: Past, product: UUID) -> None:
    """What a pulje of another run rests on is promised for after its start, and kept in the end."""
    making = partial(commit, product=product, solution="kj", promised="Test", due=date(2024, 8, 1))
    past.did(Role.VENDOR, making, body=VENDOR)
    late = _told("vendor-commitments", past.told)
    past.leader(partial(depend_on, commitment=late, run=OTHER, number=1))
    past.owner(upon(Commitment, late, Commitment.conclude, outcome="kept", words="Sett."))
    past.system(partial(reweigh, commitment=late))


def pilots(past: Past) -> None:
    """Bergen tried PLL out and is done; Kinn said no, and is asked again."""
    for number in ("4601", "4602"):
        past.owner(partial(nominate_pilot, solution="pll", number=number, reason="Stor."))
    bergen, kinn = Pilot.id_of("pll", BERGEN), Pilot.id_of("pll", KINN)
    past.municipality(BERGEN, partial(accept_pilot, pilot=bergen, level="kommunedirektor"))
    past.owner(upon(Pilot, bergen, Pilot.end, outcome="Videre."), date(2024, 9, 1))
    past.municipality(KINN, upon(Pilot, kinn, Pilot.decline))
    past.owner(partial(nominate_pilot, solution="pll", number="4602", reason="Igjen."))


def ceilings(past: Past) -> None:
    """Bergen can be in three runs at once, and then in two."""
    for ceiling in (3, 2):
        stating = partial(state_ceiling, municipality=BERGEN, ceiling=ceiling, reason="Budsjett.")
        past.municipality(BERGEN, stating)


def ownership(past: Past) -> None:
    """KS takes DHO over from the programme that made it."""
    offering = partial(propose_handover, solution="dho", owner=KS, defects=["X"], learnings=[])
    past.did(Role.PROGRAMME, offering, body=PROGRAMME)
    past.owner(upon(Solution, Solution.id_of("dho"), Solution.accept_handover))


def networks(past: Past) -> None:
    """A network is closed into another, which takes over what it had."""
    said = {"topics": [], "mandate": "KS", "funding_line": "KS", "reports_to": "KS"}
    for code in ("e-komp", "nett"):
        past.owner(founding(Network.register, code=code, name=code, **said))  # type: ignore[arg-type]
    old = Network.id_of("e-komp")
    past.owner(upon(Network, old, Network.list_resource, resource="kursbank", what="Kurs"))
    past.owner(
        partial(
            close_network, code="e-komp", successor="nett", decision="KS 24/1", on=date(2024, 6, 30)
        )
    )
    past.owner(partial(carry_over, code="e-komp", resource="kursbank", to="nett"))


def organisations(past: Past) -> None:
    """A programme is renamed, and ends with KS after it."""
    entering = partial(
        directory.register_organisation, number=ENDED, number_kind="synthetic", name="Programmet",
        kind="programme",
    )  # fmt: skip
    past.owner(entering)
    past.owner(partial(directory.rename_organisation, number=ENDED, name="PLL", on=SPRING))
    past.owner(partial(end_organisation, number=ENDED, on=date(2024, 12, 31), successor=KS))


def groupings(past: Past) -> None:
    """Voss works together with others on technology."""
    past.owner(partial(grouped.establish, kind="ikt_samarbeid", code="ikt-vest", name="IKT vest"))
    stating = partial(grouped.state_members, code="ikt-vest", numbers=["4621"], since=SPRING)
    past.owner(stating)


def _told(kind: str, told: int) -> UUID:
    return derived(kind, uuid5(NAMESPACE_URL, f"a past/{told}"))


def _answer(told: int, desk: Desk) -> ErrorReport:
    id = _told("material-errors", told)
    return answer_error(desk, id=id, answer="Rettet.", corrected_in=None)

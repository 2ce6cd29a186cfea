"""What is done with vendors: their products, what they promise, and whom that concerns."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import derived
from aggregates.portfolio.solution import Solution
from aggregates.rules import C05_01, C05_02, C05_04
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from aggregates.territory.organisation import Organisation
from aggregates.vendors.commitment import KEPT, Commitment
from aggregates.vendors.involvement import Involvement
from aggregates.vendors.product import VendorProduct


def register_product(
    desk: Desk, *, vendor: str, product: str, name: str, modules: list[str]
) -> VendorProduct:
    """Enter a product of an organisation that is a vendor (C05-01)."""
    kind = desk.get(Organisation, Organisation.id_of(vendor)).kind
    if kind != "vendor":
        raise Refused(C05_01, "not_a_vendor", vendor=vendor, kind=kind)
    return desk.found(
        VendorProduct.register(
            desk.act, vendor=vendor, product=product, name=name, modules=modules
        )
    )  # fmt: skip


def report_status(
    desk: Desk, *,
    id: UUID, solution: str, solution_version: str, status: str, evidence: str, on: date | None,
) -> VendorProduct:  # fmt: skip
    """The vendor tells how far its product is with a solution that there is (C05-03)."""
    desk.get(Solution, Solution.id_of(solution))
    product = desk.get(VendorProduct, id)
    product.report(
        desk.act, solution=solution, solution_version=solution_version,
        status=status, evidence=evidence, on=on,
    )  # fmt: skip
    return product


def commit(desk: Desk, *, product: UUID, solution: str, promised: str, due: date) -> Commitment:
    """Promise something of one's own product (C05-04)."""
    desk.get(Solution, Solution.id_of(solution))
    own = desk.get(VendorProduct, product)
    if own.vendor != desk.act.body:
        raise Refused(C05_04, "not_the_vendor", vendor=own.vendor)
    return desk.found(
        Commitment.make(
            desk.act, id=derived("vendor-commitments", desk.act.command), product=own.product,
            solution=solution, promised=promised, due=due,
        )
    )  # fmt: skip


def depend_on(desk: Desk, *, commitment: UUID, run: UUID, number: int) -> Commitment:
    """Note that a pulje rests on a promise about the same solution (C05-04)."""
    promise, resting = desk.get(Commitment, commitment), desk.get(Run, run)
    if resting.solution != promise.solution:
        raise Refused(
            C05_04, "other_solution", solution=resting.solution, promised=promise.solution
        )
    pulje = desk.get(Pulje, Pulje.id_of(run, number))
    promise.depended_on(desk.act, pulje=pulje.id)
    weigh(desk, promise, pulje)
    return promise


def reweigh(desk: Desk, *, commitment: UUID) -> Commitment:
    """Hold a promise against the start of every pulje that rests on it, as it is by now (R22)."""
    promise = desk.get(Commitment, commitment)
    for pulje in promise.puljer:
        weigh(desk, promise, desk.get(Pulje, pulje))
    return promise


def weigh(desk: Desk, promise: Commitment, pulje: Pulje) -> None:
    """Let a pulje that goes on say whether what it rests on is promised after its start (R22)."""
    if not pulje.ended:
        pulje.weigh_promise(
            desk.act, commitment=promise.id, solution=promise.solution, due=promise.due,
            kept=promise.outcome == KEPT,
        )  # fmt: skip


def list_vendors(desk: Desk, *, solution: str, vendors: list[str], within_days: int) -> Involvement:
    """List the vendors that a solution concerns; each is an organisation of that kind (C05-02)."""
    desk.get(Solution, Solution.id_of(solution))
    kinds = {each: desk.get(Organisation, Organisation.id_of(each)).kind for each in vendors}
    if others := sorted(each for each, kind in kinds.items() if kind != "vendor"):
        raise Refused(C05_02, "not_vendors", organisations=others)
    known = desk.find(Involvement, Involvement.id_of(solution))
    involvement = known or desk.found(Involvement.open(desk.act, solution=solution))
    involvement.list_relevant(desk.act, vendors=vendors, within_days=within_days)
    return involvement

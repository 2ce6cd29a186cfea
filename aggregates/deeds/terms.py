"""On which terms a solution is taken into use: duties, what joining asks for, and prices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from aggregates.deeds.asked import happened
from aggregates.deeds.clearing import around, nearest
from aggregates.funding.price_model import PriceModel, Share
from aggregates.invitations.basis import DecisionBasis, Known
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import ref
from aggregates.portfolio.obligation import Obligation
from aggregates.portfolio.requirements import Requirements
from aggregates.portfolio.solution import Solution
from aggregates.runs.run import Run
from aggregates.tasks.task import Task


def oblige(desk: Desk, *, solution: str, decide: Callable[[Obligation], None]) -> Obligation:
    """Put a duty, or its end, to what is known of a solution's. Refuses as `Obligation` does."""
    desk.get(Solution, Solution.id_of(solution))
    known = desk.find(Obligation, Obligation.id_of(solution))
    obligation = known or Obligation.begin(desk.act, solution=solution)
    decide(obligation)
    return obligation if known else desk.found(obligation)


def ask_for(desk: Desk, *, solution: str, decide: Callable[[Requirements], None]) -> Requirements:
    """State what joining asks for with a solution. Refuses as `Requirements` does."""
    desk.get(Solution, Solution.id_of(solution))
    known = desk.find(Requirements, Requirements.id_of(solution))
    requirements = known or Requirements.begin(desk.act, solution=solution)
    decide(requirements)
    return requirements if known else desk.found(requirements)


def adopt_prices(
    desk: Desk, *,
    solution: str, year: int, total: int, shares: Sequence[Share], decided_by: str, document: str,
) -> PriceModel:  # fmt: skip
    """Enter the price model of a year. Refuses as `PriceModel.adopt` does."""
    desk.get(Solution, Solution.id_of(solution))
    known = desk.find(PriceModel, PriceModel.id_of(solution))
    prices = known or PriceModel.begin(desk.act, solution=solution)
    prices.adopt(
        desk.act, year=year, total=total, shares=shares, decided_by=decided_by, document=document
    )
    return prices if known else desk.found(prices)


def rely_on_prices(desk: Desk, *, run: UUID, solution: str) -> None:
    """Note that the basis of a run tells the prices of its solution, to hear of new ones (R24)."""
    known = desk.find(PriceModel, PriceModel.id_of(solution))
    prices = known or desk.found(PriceModel.begin(desk.act, solution=solution))
    prices.rely(desk.act, run=run, basis=DecisionBasis.id_of(run))


def freeze_basis(desk: Desk, *, run: UUID) -> DecisionBasis:
    """Freeze the basis of a run, with the prices and the readiness that are known now (C07-01).

    Refuses as `DecisionBasis.freeze` does.
    """
    basis, common = desk.get(DecisionBasis, DecisionBasis.id_of(run)), desk.get(Run, run)
    prices = desk.find(PriceModel, PriceModel.id_of(common.solution))
    years = [year for year in prices.years if year >= desk.act.today.year] if prices else []
    near = nearest(around(desk, solution=common.solution, scope_code=common.scope_code))
    known = Known(years, ref(near) if near else None, near.scope_code if near else None)
    basis.freeze(desk.act, known=known)
    return basis


def confirm_cost(desk: Desk, *, run: UUID) -> DecisionBasis:
    """Let the cost part tell of the prices that are proposed, in a version of its own (R24, I05).

    Whoever decided on a version before is told, and may decide anew. Where nothing is frozen yet,
    the draft is all that changes. Refuses as `DecisionBasis.confirm_cost` and `freeze` do.
    """
    basis = desk.get(DecisionBasis, DecisionBasis.id_of(run))
    asked = Task.id_of("cost_part", basis.id, basis.outdated)
    basis.confirm_cost(desk.act)
    happened(desk, "confirmed", asked)
    return freeze_basis(desk, run=run) if basis.latest else basis


def outdate_cost(desk: Desk, *, run: UUID, year: int) -> DecisionBasis:
    """Mark the cost part of a basis as older than a price model, propose that it tells of that
    beside its words, and ask the leader to confirm it or to write another (R24).

    Not where the run is closed, nor where the cost part has been written since.
    """
    basis, led = desk.get(DecisionBasis, DecisionBasis.id_of(run)), desk.get(Run, run)
    if led.stage == "closed":
        return basis
    basis.outdate_cost(desk.act, year=year)
    _propose_cost(desk, basis, led.solution, year)
    if basis.outdated == year and desk.find(Task, Task.id_of("cost_part", basis.id, year)) is None:
        desk.found(
            Task.open(
                desk.act, kind="cost_part", about=basis.id, key=(year,),
                for_role="innforingsleder", for_body=led.leader_body, subject_key="cost_part",
                facts={"solution": led.solution, "year": year, "run": str(run)},
            )
        )  # fmt: skip
    return basis


def _propose_cost(desk: Desk, basis: DecisionBasis, solution: str, year: int) -> None:
    prices = desk.find(PriceModel, PriceModel.id_of(solution))
    model = prices.years.get(year) if prices else None
    if model is not None:
        basis.propose_cost(
            desk.act, year=year, total=model.total, shares=model.shares, document=model.document
        )

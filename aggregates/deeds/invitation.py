"""Inviting a municipality to a run: what must hold at that moment, and what it is asked on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from aggregates.deeds.asked import happened
from aggregates.deeds.clearing import clearance_for
from aggregates.deeds.loads import ask_load
from aggregates.deeds.practice import REMINDERS, value
from aggregates.deeds.prerequisites import ask_prerequisites
from aggregates.deeds.reach import ask_reach, lacking_keys
from aggregates.deeds.terms import rely_on_prices
from aggregates.execution.theme_choice import ThemeChoice
from aggregates.invitations.basis import COST, MANDATORY, DecisionBasis
from aggregates.invitations.participation import Participation
from aggregates.kernel.desk import Desk
from aggregates.kernel.gate import Gate
from aggregates.kernel.root import ref
from aggregates.portfolio.solution import Solution
from aggregates.rules import C02_03, C06_01, C06_10, C06_12, C07_02, C07_04, I04
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from aggregates.tasks.task import Task
from aggregates.territory.register import Register
from aggregates.territory.technology import Technology


def set_part(
    desk: Desk, *, run: UUID, part: str, text: str, sources: list[str], dated: date
) -> DecisionBasis:
    """Write a part of the decision basis of a run, which begins with its first part (C07-01)."""
    solution = desk.get(Run, run).solution
    basis = desk.find(DecisionBasis, DecisionBasis.id_of(run))
    if basis is None:
        basis = desk.found(DecisionBasis.begin(desk.act, run=run))
    outdated = basis.outdated
    basis.set_part(desk.act, part=part, text=text, sources=sources, dated=dated)
    if part == COST:
        rely_on_prices(desk, run=run, solution=solution)
        if basis.outdated is None:
            happened(desk, "written", Task.id_of("cost_part", basis.id, outdated))
    return basis


def invite(
    desk: Desk, *, run: UUID, municipality: UUID, puljer: list[int], deadline: date
) -> Participation:
    """Invite a municipality to a run and to some of its puljer, with a deadline (C07-02).

    One that joins and lost its place, or never chose one, is only offered the newer puljer.

    Refuses, with the trace of every rule: a run whose plan is not reviewed (C06-12) or that takes
    no sign-ups (C06-01), a solution on hold (C02-03) or not ready (I09), an incomplete basis
    (I04), a municipality it is not for (C03-07, I20) or asked already (C07-02, C07-05), a pulje
    that leaves no time to decide (C06-10), and what lacks a solution that it must have (C02-04).
    """
    act, asking = desk.act, desk.get(Run, run)
    known = desk.find(Participation, Participation.id_of(run, municipality))
    region = desk.get(Register, Register.ID).county_of(municipality, act.today)
    gate = Gate("invitation")
    _ask_solution(gate, desk, asking)
    basis_version = _ask_basis(gate, desk, run)
    _ask_run(gate, desk, asking)
    _ask_standing(gate, desk, known, puljer, deadline)
    ask_reach(gate, desk, asking, municipality)
    _ask_puljer(gate, desk, run, puljer, municipality)
    ask_prerequisites(gate, desk, solution=asking.solution, municipality=municipality)
    ask_load(gate, desk, run=run, municipality=municipality)
    terms: dict[str, Any] = {
        "number": desk.get(Register, Register.ID).number_of(municipality, act.today),
        "region": region, "puljer": puljer, "deadline": deadline, "trace": gate.passed(),
        "basis": DecisionBasis.id_of(run), "basis_version": basis_version,
    }  # fmt: skip
    if known is None:
        terms |= {"run": run, "solution": asking.solution, "municipality": municipality}
        return desk.found(Participation.invite(act, **terms))
    if known.without_place:
        known.offer_puljer(act, puljer=puljer, trace=terms["trace"])
        return known
    known.invite_again(act, **terms, fresh=_fresh(desk, known, puljer))
    return known


def remind(desk: Desk, *, participation: UUID, today: date | None = None) -> Participation:
    """Remind a municipality that has not answered, as often as KS's practice has it (C07-06).

    Refuses as `Participation.remind` does.
    """
    silent = desk.get(Participation, participation)
    silent.remind(desk.act, today=today or desk.act.today, most=value(desk, REMINDERS))
    return silent


def _ask_run(gate: Gate, desk: Desk, run: Run) -> None:
    themes = desk.find(ThemeChoice, ThemeChoice.id_of(run.id))
    seen = {
        "run": ref(run),
        "plan": run.plan or "none",
        "themes": ref(themes) if themes else "none",
    }
    gate.check(C06_12, run.reviewed, "plan_not_reviewed", seen, stage=run.stage)
    gate.check(C06_01, run.takes_sign_ups, "sign_up_not_open", seen, here=run.stage)


def _ask_solution(gate: Gate, desk: Desk, run: Run) -> None:
    clearance = clearance_for(desk, solution=run.solution, scope_code=run.scope_code)
    run.check_ready(gate, clearance)
    solution = desk.get(Solution, Solution.id_of(run.solution))
    gate.check(
        C02_03, not solution.blocks_invitations, "solution_on_hold",
        {"solution": ref(solution)}, phase=solution.phase,
    )  # fmt: skip


def _ask_basis(gate: Gate, desk: Desk, run: UUID) -> int:
    """The newest frozen version of the basis, which is the one to invite on; 0 for none."""
    basis = desk.find(DecisionBasis, DecisionBasis.id_of(run))
    seen = {"basis": ref(basis) if basis else "none"}
    missing = list(MANDATORY) if basis is None else basis.missing
    latest = 0 if basis is None else basis.latest
    if latest == 0 and missing:
        gate.check(I04, False, "parts_missing", seen, missing=missing)
    else:
        gate.check(I04, latest > 0, "not_frozen", seen)
    return latest


def _ask_puljer(gate: Gate, desk: Desk, run: UUID, puljer: list[int], municipality: UUID) -> None:
    gate.check(C07_04, bool(puljer), "no_pulje", {"puljer": puljer})
    for number in puljer:
        pulje = desk.find(Pulje, Pulje.id_of(run, number))
        seen = {"pulje": ref(pulje) if pulje else "none"}
        if pulje is None or not pulje.is_open:
            gate.check(C06_10, False, "pulje_not_open", seen, pulje=number)
            continue
        earliest = desk.act.today + timedelta(days=pulje.decision_days)
        gate.check(
            C06_10, earliest <= pulje.starts, "no_time_to_decide", seen,
            starts=pulje.starts.isoformat(), earliest=earliest.isoformat(),
            days=pulje.decision_days,
        )  # fmt: skip
        _ask_matching(gate, desk, pulje, municipality)


def _ask_matching(gate: Gate, desk: Desk, pulje: Pulje, municipality: UUID) -> None:
    """Whether a municipality shares what the pulje is for; without keys, that is read in words."""
    if pulje.matching is None or not pulje.matching[1]:
        return
    technology = desk.find(Technology, Technology.id_of(municipality))
    seen = {"pulje": ref(pulje), "technology": ref(technology) if technology else "none"}
    lacking = lacking_keys(desk, technology, pulje.matching[1])
    gate.check(C06_10, not lacking, "not_matched", seen, pulje=pulje.number, missing=lacking)


def _ask_standing(
    gate: Gate, desk: Desk, known: Participation | None, puljer: list[int], deadline: date
) -> None:
    today = desk.act.today
    seen = {"participation": ref(known) if known else "none", "deadline": deadline.isoformat()}
    gate.check(C07_02, deadline >= today, "deadline_passed", seen, deadline=deadline.isoformat())
    if known is not None:
        known.check_invitable(gate, fresh=_fresh(desk, known, puljer))


def _fresh(desk: Desk, known: Participation, puljer: list[int]) -> bool:
    """Whether each pulje was planned after the latest invitation: another question (C07-05)."""
    offered = [desk.find(Pulje, Pulje.id_of(known.run, number)) for number in puljer]
    return bool(offered) and all(
        each is not None and each.created_on > known.invited_at for each in offered
    )

"""A run, its basis, its puljer and its participants, as the tests of several contexts need them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from aggregates.invitations.basis import MANDATORY, DecisionBasis
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Act, Role
from aggregates.kernel.clearance import Clearance
from aggregates.kernel.root import derived
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from aggregates.runs.tracks import QUESTIONS
from aggregates.runs.working_group import NATIONAL_SEATS
from tests.kit.given import act

RUN = derived("runs", "pll-2024")
BERGEN = derived("municipalities", "4601", "2023-12-31")
VOSS = derived("municipalities", "4621", "2023-12-31")
LEADER = act(Role.ROLLOUT_LEADER)
GROUP = act(Role.COORDINATING_GROUP)
APPOINTED = act(Role.ROLLOUT_LEADER, by="p-7", body="983544622")
CONTACT = act(Role.REGIONAL_CONTACT, body="310004618", region="46")
ANSWERS = {question: f"Svar om {question}" for question in QUESTIONS}
DEADLINE = date(2024, 3, 15)
SYSTEM = act(Role.SYSTEM, by="s-1", body="")


def decider(municipality: UUID = BERGEN) -> Act:
    """Somebody who decides for a municipality."""
    return act(Role.MUNICIPAL_DECIDER, by="p-2", body="964338531", municipality=municipality)


def coordinator(municipality: UUID = BERGEN) -> Act:
    """Somebody who works for a municipality, but does not decide for it."""
    return act(Role.MUNICIPAL_COORDINATOR, by="p-3", body="964338531", municipality=municipality)


def proposed(
    scope_code: str = "national", solution: str = "pll", id: UUID = RUN
) -> Run:  # fmt: skip
    return Run.propose(
        act(), id=id, title="PLL i alle kommuner", kind="rollout", solution=solution,
        solution_kind="national_solution", scope_code=scope_code, proposer="971032146",
    )  # fmt: skip


def chosen(run: Run, track: str = "A") -> Run:
    run.choose_track(GROUP, track=track, answers=ANSWERS, deciding_body="971032146", dissent=None)
    return run


def worked_out(run: Run, seats: tuple[str, ...] = NATIONAL_SEATS) -> Run:
    """With a working group in these seats, each of them of another body."""
    members = [
        {"seat": seat, "body": str(971032146 + number), "ground": "Egne erfaringer"}
        for number, seat in enumerate(seats)
    ]
    run.appoint_working_group(
        GROUP, mandate="Lage detaljplan", members=members, ends=date(2024, 12, 31)
    )
    return run


def limited(run: Run, *municipalities: UUID) -> Run:
    """With all that track C asks for: for those named, or for whoever has the same vendor."""
    run.state_limits(
        LEADER, available_for=["Kommuner med VKP"], keys={"epj": ["DIPS"]},
        municipalities=municipalities,
    )  # fmt: skip
    run.assign_completion(LEADER, owner="994598759", plan="NHN 24/14", review_on=date(2025, 1, 15))
    run.plan_communication(LEADER, plan="KS 24/31")
    return run


def notified(run: Run, sketch: str | None = None) -> Run:
    """With the coordinating group told of it."""
    run.notify(
        CONTACT, starts=date(2024, 9, 1), ends=date(2025, 3, 1), reason="Sykehuset starter da",
        sketch=sketch,
    )  # fmt: skip
    return run


def deviating(run: Run) -> Run:
    """With the deviation on record that its solution is not endorsed."""
    run.record_deviation(GROUP, reason="Utprøving", deciding_body="NKG", decision="NKG 2/24")
    return run


def planned(run: Run) -> Run:
    run.appoint_leader(GROUP, leader="p-7", body="983544622", role=Role.ROLLOUT_LEADER)
    run.accept_leadership(APPOINTED)
    run.draft_plan(LEADER, plan="24/00417-3")
    return run


def reviewed() -> Run:
    run = planned(chosen(proposed()))
    run.review_plan(GROUP, outcome="approved")
    return run


def opened() -> Run:
    """A national run that takes sign-ups, and has all in place to start."""
    run = worked_out(reviewed())
    run.open_sign_up(GROUP)
    return run


def pulje(
    number: int = 1, capacity: int = 20, starts: date = date(2024, 4, 15), by: Act = LEADER
) -> Pulje:
    """An open pulje with time to decide."""
    cohort = Pulje.plan(
        by, run=RUN, number=number, starts=starts, invites_from=date(2024, 2, 16),
        decision_days=30, capacity=capacity, leader="p-7",
    )  # fmt: skip
    cohort.open(GROUP)
    return cohort


def basis(without: str | None = None) -> DecisionBasis:
    """A basis with all mandatory parts, frozen; or without one of them, still a draft."""
    begun = DecisionBasis.begin(LEADER, run=RUN)
    for part in MANDATORY:
        if part != without:
            begun.set_part(
                LEADER, part=part, text=f"Om {part}", sources=["S3 L296"], dated=date(2024, 2, 1)
            )
    if without is None:
        begun.freeze(LEADER)
    return begun


def invited(municipality: UUID = BERGEN, number: str = "4601") -> Participation:
    """A municipality that has been invited to puljer 1 and 2, and has not answered."""
    return Participation.invite(
        LEADER, run=RUN, solution="pll", municipality=municipality, number=number, region="46",
        basis=DecisionBasis.id_of(RUN), basis_version=1, puljer=[1, 2], deadline=DEADLINE,
        trace=[],
    )  # fmt: skip


def joined(municipality: UUID = BERGEN, number: str = "4601") -> Participation:
    """A municipality that decided to join, and wishes pulje 1."""
    participation = invited(municipality, number)
    participation.decide(
        decider(municipality), answer="join", basis_version=1, level="kommunedirektor",
        wished_pulje=1,
    )  # fmt: skip
    return participation


def placed(municipality: UUID = BERGEN, number: str = "4601") -> Participation:
    """A municipality with a place in pulje 1; the pulje has to be told."""
    participation = joined(municipality, number)
    participation.sign_up(decider(municipality), pulje=1, outcome="place")
    return participation


def started(*participants: Participation) -> tuple[Run, Pulje]:
    """A national run and its pulje 1, both under way, with these in it."""
    run, cohort = opened(), pulje()
    for each in participants:
        cohort.take(SYSTEM, participation=each.id, municipality=each.municipality)
    run.start(LEADER, clearance=Clearance(True, "national", [], "readiness/1@9"))
    cohort.start(LEADER, trace=[])
    return run, cohort

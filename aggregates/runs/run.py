"""A common run: one solution taken into use by many municipalities together (løp)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.clearance import Clearance
from aggregates.kernel.gate import Gate
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, ref
from aggregates.rules import C06_01, C06_08, C06_12, I09, I19, I26, I32, I35
from aggregates.runs.tracks import (
    COMMON_PROCESS,
    PROCESS,
    ROLLOUT,
    TRACKS,
    Track,
    answered,
    check_outcome,
    check_track,
    covers,
)

UNPLANNED = frozenset({"proposed", "track_chosen"})
PLANNING = UNPLANNED | {"planned", "reviewed"}


@dataclass(frozen=True, slots=True)
class EvaluationStanding:
    """How far a run's evaluation has come; `source` is the evaluation as it was consulted."""

    delivered: bool
    received: bool
    source: str


class Run(Root):
    TOPIC = "run"

    class Event(Root.Event):
        solution: str

    class Proposed(Founding):
        TOPIC = "run.proposed"
        solution: str
        solution_kind: str
        title: str
        kind: str
        scope_code: str
        proposer: str

        def apply(self, run: Run) -> None:
            run.kind, run.solution, run.scope_code = self.kind, self.solution, self.scope_code
            run.stage, run.track, run.choice = "proposed", None, None
            run.leader, run.plan = None, None

    class TrackChosen(Event):
        TOPIC = "run.track-chosen"
        track: str
        former_track: str | None
        answers: dict[str, str]
        deciding_body: str
        dissent: str | None

        def apply(self, run: Run) -> None:
            run.stage, run.track = "track_chosen", self.track
            run.choice = (self.track, self.answers, self.deciding_body, self.dissent)
            run.leader, run.plan = None, None

    class LeaderAppointed(Event):
        TOPIC = "run.leader-appointed"
        leader: str
        leader_role: str
        leader_body: str
        former_leader: str | None

        def apply(self, run: Run) -> None:
            run.leader = self.leader
            if run.plan and run.stage in UNPLANNED:
                run.stage = "planned"

    class PlanDrafted(Event):
        TOPIC = "run.plan-drafted"
        plan: str

        def apply(self, run: Run) -> None:
            run.plan = self.plan
            if run.leader:
                run.stage = "planned"

    class PlanReviewed(Event):
        TOPIC = "run.plan-reviewed"
        plan: str
        outcome: str
        remark: str | None

        def apply(self, run: Run) -> None:
            if self.outcome == "adjust":
                run.stage, run.plan = "planned", None
            else:
                run.stage = "reviewed"

    class SignUpOpened(Event):
        TOPIC = "run.sign-up-opened"

        def apply(self, run: Run) -> None:
            run.stage = "open"

    class Started(Event):
        TOPIC = "run.started"
        trace: list[dict[str, Any]]

        def apply(self, run: Run) -> None:
            run.stage = "running"

    class FollowUpBegun(Event):
        TOPIC = "run.follow-up-begun"

        def apply(self, run: Run) -> None:
            run.stage = "follow_up"

    class Closed(Event):
        TOPIC = "run.closed"
        evaluation: str

        def apply(self, run: Run) -> None:
            run.stage = "closed"

    # State

    kind: str
    solution: str
    scope_code: str
    stage: str
    track: str | None
    choice: tuple[str, dict[str, str], str, str | None] | None
    leader: str | None
    plan: str | None

    @property
    def demands(self) -> Track | None:
        """What its track asks for, or the common process does; None while no track is chosen."""
        return PROCESS if self.kind == COMMON_PROCESS else TRACKS.get(self.track or "")

    @property
    def reviewed(self) -> bool:
        """Whether the plan has been through the coordinating group (C06-12)."""
        return self.stage not in UNPLANNED | {"planned"}

    @property
    def takes_sign_ups(self) -> bool:
        """From the opening of sign-up to the follow-up, municipalities may come along."""
        return self.stage in {"open", "running"}

    def check_ready(self, gate: Gate, clearance: Clearance) -> None:
        """Whether the solution is ready in the run's scope; a process needs no readiness (I09)."""
        if self.kind == COMMON_PROCESS:
            return
        gate.check(
            I09, clearance.ready and covers(clearance.scope_code, self.scope_code), "not_ready",
            {"run": ref(self), "readiness": clearance.source, **clearance.exemptions},
            scope=self.scope_code, unmet=list(clearance.unmet),
        )  # fmt: skip

    # Decisions

    @classmethod
    def propose(
        cls,
        act: Act,
        *,
        id: UUID,
        title: str,
        kind: str,
        solution: str,
        solution_kind: str,
        scope_code: str,
        proposer: str,
    ) -> Self:
        """Propose a run, ready solution or not (I15). A method only has a common process (I26)."""
        if kind not in {ROLLOUT, COMMON_PROCESS}:
            raise Refused(C06_01, "unknown_kind", kind=kind)
        if solution_kind == "method" and kind != COMMON_PROCESS:
            raise Refused(I26, "method_needs_common_process", solution=solution)
        return cls.found(
            cls.Proposed, id, act,
            title=title, kind=kind, solution=solution, solution_kind=solution_kind,
            scope_code=scope_code, proposer=proposer,
        )  # fmt: skip

    def choose_track(
        self,
        act: Act,
        *,
        track: str,
        answers: dict[str, str],
        deciding_body: str,
        dissent: str | None,
        on: date | None = None,
    ) -> None:
        """Choose A, B or C on answers to all five questions (I19).

        Another choice is a new one beside the old, with a plan and a leader of its own; it is
        refused once invitations may have gone.
        """
        check_track(track, self.kind, self.scope_code)
        choice = (track, answered(answers, deciding_body), deciding_body, dissent)
        if choice == self.choice:
            return
        if self.stage not in PLANNING:
            raise Refused(I19, "invitations_gone", stage=self.stage)
        self.record(
            self.TrackChosen, act, on=on,
            solution=self.solution, track=track, former_track=self.track, answers=choice[1],
            deciding_body=deciding_body, dissent=dissent,
        )  # fmt: skip

    def appoint_leader(
        self, act: Act, *, leader: str, body: str, role: str, on: date | None = None
    ) -> None:
        """Make `leader` of `body` the one leader of the run, at any time before it is closed.

        Refuses while no track is chosen (C06-01), and a role that the track does not ask for
        (C06-08).
        """
        if leader == self.leader:
            return
        demands = self._with_track()
        if role != demands.leader:
            raise Refused(C06_08, "role_not_of_track", role=role, asked=str(demands.leader))
        self.record(
            self.LeaderAppointed, act, on=on,
            solution=self.solution, leader=leader, leader_role=str(role), leader_body=body,
            former_leader=self.leader,
        )  # fmt: skip

    def draft_plan(self, act: Act, *, plan: str) -> None:
        """Put forward a plan (a reference to it); one put forward later is reviewed anew."""
        if plan == self.plan:
            return
        self._with_track()
        if self.stage not in PLANNING:
            raise Refused(C06_12, "plan_in_force", stage=self.stage)
        if not plan:
            raise Refused(C06_12, "plan_missing")
        self.record(self.PlanDrafted, act, solution=self.solution, plan=plan)

    def review_plan(self, act: Act, *, outcome: str, remark: str | None = None) -> None:
        """The coordinating group approves, remarks, or sends the plan back (C06-12)."""
        if act.role != Role.COORDINATING_GROUP:
            raise Refused(C06_12, "not_coordinating_group", role=str(act.role))
        check_outcome(outcome, remark)
        if self.stage == "reviewed" and outcome == "approved":
            return
        if self.stage != "reviewed":
            self._at("planned")
        if self.plan is None:
            raise Refused(C06_12, "plan_missing")
        self.record(
            self.PlanReviewed, act,
            solution=self.solution, plan=self.plan, outcome=outcome, remark=remark,
        )  # fmt: skip

    def open_sign_up(self, act: Act) -> None:
        """Open for invitations and sign-up; the track stands from here on."""
        if self.stage == "open":
            return
        self._at("reviewed")
        self.record(self.SignUpOpened, act, solution=self.solution)

    def start(self, act: Act, *, clearance: Clearance) -> None:
        """Start, if the solution is ready in the run's scope at this moment (I09)."""
        if self.stage == "running":
            return
        gate = Gate("start")
        gate.check(
            C06_01, self.stage == "open", "stage_wrong", {"run": ref(self)},
            here=self.stage, needed="open",
        )  # fmt: skip
        self.check_ready(gate, clearance)
        self.record(self.Started, act, solution=self.solution, trace=gate.passed())

    def begin_follow_up(self, act: Act) -> None:
        """Go on to the follow-up; nobody signs up any more."""
        if self.stage == "follow_up":
            return
        self._at("running")
        self.record(self.FollowUpBegun, act, solution=self.solution)

    def close(
        self, act: Act, *, evaluation: EvaluationStanding, unclosed: Sequence[int] = ()
    ) -> None:
        """Close, once the evaluation is delivered and the coordinating group has it (I35).

        Refuses it while puljer with somebody in them are `unclosed`: whoever took part is followed
        up to the end, also where nobody asks for it pulje by pulje (I32).
        """
        if self.stage == "closed":
            return
        self._at("follow_up")
        if not evaluation.delivered:
            raise Refused(I35, "not_delivered")
        if not evaluation.received:
            raise Refused(I35, "not_received")
        if unclosed:
            raise Refused(I32, "puljer_open", puljer=list(unclosed))
        self.record(self.Closed, act, solution=self.solution, evaluation=evaluation.source)

    def _at(self, stage: str) -> None:
        if self.stage != stage:
            raise Refused(C06_01, "stage_wrong", here=self.stage, needed=stage)

    def _with_track(self) -> Track:
        if self.demands is None or self.stage == "closed":
            raise Refused(C06_01, "stage_wrong", here=self.stage, needed="track_chosen")
        return self.demands

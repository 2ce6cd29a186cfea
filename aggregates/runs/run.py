"""A common run: one solution taken into use by many municipalities together (løp)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.clearance import Clearance, covers
from aggregates.kernel.gate import Gate
from aggregates.kernel.refusals import Refused, Trace
from aggregates.kernel.root import Founding, Root, ref
from aggregates.rules import (
    C06_01,
    C06_08,
    C06_12,
    C08_11,
    I09,
    I19,
    I20,
    I21,
    I26,
    I32,
    I35,
)
from aggregates.runs import preparing, weighing
from aggregates.runs.preparing import Preparing, RunEvent
from aggregates.runs.tracks import (
    COMMON_PROCESS,
    PROCESS,
    REGIONAL,
    ROLLOUT,
    TRACKS,
    Track,
    answered,
    check_outcome,
    check_track,
    level_of,
)

UNPLANNED = frozenset({"proposed", "track_chosen"})
PLANNING = UNPLANNED | {"planned", "notified", "reviewed"}
ENDED = frozenset({"closed", "cancelled"})
STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class EvaluationStanding:
    """How far a run's evaluation has come; `source` is the evaluation as it was consulted."""

    delivered: bool
    received: bool
    source: str


class Run(Preparing, Root):
    TOPIC = "run"

    Event = RunEvent
    WorkingGroupAppointed = preparing.WorkingGroupAppointed
    RegionalNotified = preparing.RegionalNotified
    LimitsStated = preparing.LimitsStated
    CompletionAssigned = preparing.CompletionAssigned
    CommunicationPlanned = preparing.CommunicationPlanned
    DeviationRecorded = preparing.DeviationRecorded
    ActorIncluded = preparing.ActorIncluded
    PopulationFrozen = preparing.PopulationFrozen
    AdvanceNoticeSent = preparing.AdvanceNoticeSent
    MarkedAsTest = preparing.MarkedAsTest
    PuljeLed = preparing.PuljeLed
    PuljeDropped = preparing.PuljeDropped
    LeaderWeighed = weighing.LeaderWeighed

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
            run.leader, run.leader_body, run.accepted = None, None, None
            run.plan, run.before_stop, run.weighed = None, None, []
            run.remarks, run.returned = 0, False
            run._begin_preparing()

    class TrackChosen(RunEvent):
        TOPIC = "run.track-chosen"
        track: str
        former_track: str | None
        answers: dict[str, str]
        deciding_body: str
        dissent: str | None

        def apply(self, run: Run) -> None:
            run.stage, run.track = "track_chosen", self.track
            run.choice = (self.track, self.answers, self.deciding_body, self.dissent)
            run.leader, run.leader_body, run.accepted, run.plan = None, None, None, None
            run.notified, run.working_group, run.working_group_ends = None, [], None

    class LeaderAppointed(RunEvent):
        TOPIC = "run.leader-appointed"
        leader: str
        leader_role: str
        leader_body: str
        former_leader: str | None

        def apply(self, run: Run) -> None:
            run.leader, run.leader_body, run.weighed = self.leader, self.leader_body, []
            run.settle()

    class LeaderAccepted(RunEvent):
        TOPIC = "run.leader-accepted"
        leader: str

        def apply(self, run: Run) -> None:
            run.accepted = self.leader

    class LeaderReplaced(RunEvent):
        """The handover from one leader to the next, with what was open (C06-08)."""

        TOPIC = "run.leader-replaced"
        leader: str
        former_leader: str
        open_items: list[str]

        def apply(self, run: Run) -> None:
            run.accepted = None

    class PlanDrafted(RunEvent):
        TOPIC = "run.plan-drafted"
        plan: str

        def apply(self, run: Run) -> None:
            run.plan, run.returned = self.plan, False
            if run.leader:
                run.stage = "planned"
            run.settle()

    class PlanReviewed(RunEvent):
        TOPIC = "run.plan-reviewed"
        plan: str
        outcome: str
        remark: str | None

        def apply(self, run: Run) -> None:
            run.returned = self.outcome != "approved"
            run.remarks += run.returned
            if self.outcome == "adjust":
                run.stage, run.plan = "planned", None
            elif self.outcome == "approved" or not (run.demands and run.demands.notifies):
                run.stage = "reviewed"

    class SignUpOpened(RunEvent):
        TOPIC = "run.sign-up-opened"

        def apply(self, run: Run) -> None:
            run.stage = "open"

    class Started(RunEvent):
        TOPIC = "run.started"
        trace: list[dict[str, Any]]

        def apply(self, run: Run) -> None:
            run.stage = "running"

    class FollowUpBegun(RunEvent):
        TOPIC = "run.follow-up-begun"

        def apply(self, run: Run) -> None:
            run.stage = "follow_up"

    class Stopped(RunEvent):
        """Nobody is invited and nothing starts until it is resumed; who has joined has joined."""

        TOPIC = "run.stopped"
        reason: str
        former_stage: str

        def apply(self, run: Run) -> None:
            run.stage, run.before_stop = STOPPED, self.former_stage

    class Resumed(RunEvent):
        TOPIC = "run.resumed"
        reason: str
        stage: str

        def apply(self, run: Run) -> None:
            run.stage, run.before_stop = self.stage, None

    class Cancelled(RunEvent):
        TOPIC = "run.cancelled"
        reason: str
        former_stage: str

        def apply(self, run: Run) -> None:
            run.stage, run.before_stop = "cancelled", None

    class Closed(RunEvent):
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
    leader_body: str | None
    accepted: str | None
    plan: str | None
    remarks: int
    returned: bool
    """Whether its plan came back with remarks, how often so far, and no other is put forward."""
    before_stop: str | None
    weighed: Trace
    """What was seen of its leader as it was appointed."""

    @property
    def demands(self) -> Track | None:
        """What its track asks for, or the common process does; None while no track is chosen."""
        return PROCESS if self.kind == COMMON_PROCESS else TRACKS.get(self.track or "")

    @property
    def reviewed(self) -> bool:
        """Whether the coordinating group has reviewed the plan, or been told of it (C06-12)."""
        return (self.before_stop or self.stage) not in UNPLANNED | {"planned"}

    @property
    def of_region(self) -> bool:
        """Whether it is a region's own run, which that region leads and opens (C06-04)."""
        return (
            self.demands is not None
            and self.demands.notifies
            and level_of(self.scope_code) == REGIONAL
        )

    @property
    def takes_sign_ups(self) -> bool:
        """From the opening of sign-up to the follow-up, municipalities may come along."""
        return self.stage in {"open", "running"}

    @property
    def takes_answers(self) -> bool:
        """A municipality may decide on its invitation also while the run is stopped."""
        return (self.before_stop or self.stage) in {"open", "running"}

    def settle(self) -> None:
        """Part of the events after which a run may be planned, or its region have told of it."""
        if self.plan and self.leader and self.stage in UNPLANNED:
            self.stage = "planned"
        if self.notified and self.stage == "planned":
            self.stage = "notified"

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
        self, act: Act, *,
        leader: str, body: str, role: str, open_items: Sequence[str] | None = None,
        on: date | None = None,
    ) -> None:  # fmt: skip
        """Make `leader` of `body` the one leader of the run, at any time before it is closed.

        Who takes over is handed what is open; `open_items` may be empty, but not untold. Refuses
        that, a run without track (C06-01), and a role that the track does not ask for (C06-08).
        """
        if leader == self.leader:
            return
        demands = self._with_track()
        if role != demands.leader:
            raise Refused(C06_08, "role_not_of_track", role=role, asked=str(demands.leader))
        if self.leader is not None and open_items is None:
            raise Refused(C06_08, "open_items_untold")
        former = self.leader
        self.record(
            self.LeaderAppointed, act, on=on,
            solution=self.solution, leader=leader, leader_role=str(role), leader_body=body,
            former_leader=former,
        )  # fmt: skip
        if former is not None:
            self.record(
                self.LeaderReplaced, act, solution=self.solution, leader=leader,
                former_leader=former, open_items=list(open_items or ()),
            )  # fmt: skip

    def weigh_leader(self, act: Act, *, trace: Trace) -> None:
        """Note what was seen of the leader that was appointed."""
        if self.leader is not None:
            self.record(
                self.LeaderWeighed, act, solution=self.solution, leader=self.leader, trace=trace
            )

    def accept_leadership(self, act: Act) -> None:
        """The one who was appointed takes it on, and nobody for them (C06-08)."""
        if self.leader is not None and self.accepted == self.leader:
            return
        self.check_alive()
        if self.leader is None:
            raise Refused(C06_08, "no_leader")
        if act.by != self.leader:
            raise Refused(C06_08, "not_the_appointed")
        self.record(self.LeaderAccepted, act, solution=self.solution, leader=self.leader)

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
        """The coordinating group approves, remarks, or sends the plan back (C06-12).

        On a region's own run it may only remark (I21). Refuses a track C run that has not told
        whom it is for and who completes it (I20, C05-07).
        """
        if act.role != Role.COORDINATING_GROUP:
            raise Refused(C06_12, "not_coordinating_group", role=str(act.role))
        check_outcome(outcome, remark, self.demands)
        if self.stage == "reviewed" and outcome == "approved":
            return
        if self.stage not in {"reviewed", "notified"}:
            self._at("planned")
        if self.plan is None:
            raise Refused(C06_12, "plan_missing")
        if outcome != "adjust" and self.unlimited:
            raise Refused(I20, "not_told", missing=self.unlimited)
        self.record(
            self.PlanReviewed, act,
            solution=self.solution, plan=self.plan, outcome=outcome, remark=remark,
        )  # fmt: skip

    def open_sign_up(self, act: Act) -> None:
        """Open for invitations and sign-up; the track stands from here on.

        Refuses a region's own run of which the coordinating group has not been told (I21).
        """
        if self.stage == "open":
            return
        if self.stage == "planned" and self.demands and self.demands.notifies:
            raise Refused(I21, "not_notified")
        if self.stage != "notified":
            self._at("reviewed")
        self.record(self.SignUpOpened, act, solution=self.solution)

    def start(self, act: Act, *, clearance: Clearance, gate: Gate | None = None) -> None:
        """Start, if the solution is ready in the run's scope at this moment (I09).

        Its leader has accepted (C06-08), and all is in place that its track asks for (I20-I23).
        `gate` may have asked others before.
        """
        if self.stage == "running":
            return
        gate = gate or Gate("start")
        gate.check(
            C06_01, self.stage == "open", "stage_wrong", {"run": ref(self)},
            here=self.stage, needed="open",
        )  # fmt: skip
        self.check_ready(gate, clearance)
        accepted = self.leader is not None and self.accepted == self.leader
        gate.check(C06_08, accepted, "not_accepted", {"run": ref(self)})
        self.check_prepared(gate, {"run": ref(self)}, act.today)
        self.record(self.Started, act, solution=self.solution, trace=gate.passed())

    def begin_follow_up(self, act: Act) -> None:
        """Go on to the follow-up; nobody signs up any more."""
        if self.stage == "follow_up":
            return
        self._at("running")
        self.record(self.FollowUpBegun, act, solution=self.solution)

    def stop(self, act: Act, *, reason: str) -> None:
        """Stop for a while: nobody is invited and nothing starts meanwhile (C08-11)."""
        if self.stage == STOPPED:
            return
        self._check_reason(reason)
        self.record(
            self.Stopped, act, solution=self.solution, reason=reason, former_stage=self.stage
        )

    def resume(self, act: Act, *, reason: str) -> None:
        """Go on where it was stopped (C08-11)."""
        if self.before_stop is None:
            if self.stage in ENDED:
                self.check_alive()
            return
        self._check_reason(reason)
        self.record(
            self.Resumed, act, solution=self.solution, reason=reason, stage=self.before_stop
        )

    def cancel(self, act: Act, *, reason: str) -> None:
        """End it before it is closed; whoever joined keeps what was reached (C08-11)."""
        if self.stage == "cancelled":
            return
        self._check_reason(reason)
        self.record(
            self.Cancelled, act, solution=self.solution, reason=reason, former_stage=self.stage
        )

    def check_alive(self) -> None:
        """Refuse what is not done to a run that is closed or cancelled (C08-11)."""
        if self.stage in ENDED:
            raise Refused(C08_11, "run_ended", here=self.stage)

    def _check_reason(self, reason: str) -> None:
        self.check_alive()
        if not reason:
            raise Refused(C08_11, "reason_missing")

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
        if self.demands is None or self.stage in ENDED:
            raise Refused(C06_01, "stage_wrong", here=self.stage, needed="track_chosen")
        return self.demands

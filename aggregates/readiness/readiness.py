"""Whether a solution is «klar til bruk» in one scope: assessed in rounds, decided for a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.clearance import Clearance
from aggregates.kernel.gate import Gate
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived, ref
from aggregates.readiness.answering import Evidence, require_answerable
from aggregates.readiness.criterion import CriteriaVersion, Criterion
from aggregates.readiness.deciding import (
    NOT_READY,
    OUTCOMES,
    READY,
    READY_WITH_CONDITIONS,
    Beside,
    pass_not_ready,
    pass_ready,
)
from aggregates.readiness.round import Decided, Round, require_published
from aggregates.readiness.scope import NATIONAL, Scope
from aggregates.readiness.suspending import (
    RulingEvent,
    require_decider,
    require_ground,
    require_suspender,
    ruling,
)
from aggregates.readiness.verdicts import (
    VERDICT_FIELDS,
    Member,
    Verdict,
    require_independent,
    require_told,
)
from aggregates.rules import C03_04, C03_08, C03_11, C03_12, C03_13, I10, I13

REVOKED, SUSPENDED = "revoked", "suspended"
TRIGGERS = frozenset({"major_version", "severe_issue", "evaluation_finding"})

KS = "971032146"
"""Decides until it has stated that another body does (T06)."""

Condition = dict[str, str]
"""{id, text, due: a date as text}"""


class Readiness(Root):
    TOPIC = "readiness"

    class Opened(Founding):
        TOPIC = "readiness.opened"
        solution: str
        solution_kind: str
        scope_code: str
        scope: dict[str, Any]
        programme_owner: str
        decider: str
        criteria_set: UUID
        criteria_name: str
        criteria_version: int
        criteria_source: str
        criteria: list[Criterion]

        def apply(self, readiness: Readiness) -> None:
            readiness.solution, readiness.scope_code = self.solution, self.scope_code
            readiness.outcome, readiness.decided = None, None
            readiness.suspension, readiness.suspensions = None, 0
            readiness.followers, readiness.reviews = [], []
            readiness.round = _begun(1, self)

    class RoundOpened(Root.Event):
        TOPIC = "readiness.round-opened"
        solution: str
        scope_code: str
        round: int
        programme_owner: str
        decider: str
        criteria_set: UUID
        criteria_name: str
        criteria_version: int
        criteria_source: str
        criteria: list[Criterion]

        def apply(self, readiness: Readiness) -> None:
            readiness.round = _begun(self.round, self)

    class Answered(Root.Event):
        TOPIC = "readiness.answered"
        round: int
        criterion: str
        answer: str
        reason: str
        evidence: list[Evidence]

        def apply(self, readiness: Readiness) -> None:
            content = {"answer": self.answer, "reason": self.reason, "evidence": self.evidence}
            readiness.round = readiness.round.with_answer(self.criterion, content)

    class VerdictGiven(Root.Event):
        TOPIC = "readiness.verdict-given"
        round: int
        verdict: str
        conditions: list[Condition]
        members: list[Member]
        dissent: str | None
        point: str

        def apply(self, readiness: Readiness) -> None:
            content = {name: getattr(self, name) for name in VERDICT_FIELDS}
            readiness.round = readiness.round.with_verdict(content)

    class Recommended(Root.Event):
        TOPIC = "readiness.recommended"
        round: int
        recommendation: str
        reason: str

        def apply(self, readiness: Readiness) -> None:
            advice = {"recommendation": self.recommendation, "reason": self.reason}
            readiness.round = replace(readiness.round, advice=advice)

    class DeclaredReady(Root.Event):
        TOPIC = "readiness.declared-ready"
        solution: str
        scope_code: str
        round: int
        outcome: str
        recommendation: str
        reason: str
        conditions: list[Condition]
        late_verdict_reason: str
        trace: list[dict[str, Any]]

        def apply(self, readiness: Readiness) -> None:
            readiness.outcome = self.outcome
            decision = {"declared": READY, "reason": self.reason}
            readiness.round = replace(readiness.round, decision=decision)
            readiness._decide(self, self.conditions)

    class DeclaredNotReady(Root.Event):
        TOPIC = "readiness.declared-not-ready"
        solution: str
        scope_code: str
        round: int
        unmet: list[str]
        recommendation: str | None
        reason: str
        trace: list[dict[str, Any]]

        def apply(self, readiness: Readiness) -> None:
            readiness.outcome = NOT_READY
            decision = {"declared": NOT_READY, "reason": self.reason}
            readiness.round = replace(readiness.round, decision=decision)
            readiness._decide(self, [])

    class Suspended(RulingEvent):
        TOPIC = "readiness.suspended"
        ground: str

        def apply(self, readiness: Readiness) -> None:
            readiness.suspensions = self.number
            readiness.suspension = {
                "ground": self.ground, "reason": self.reason, "decided_by": self.decided_by,
                "document": self.document, "on": self.on.isoformat(),
            }  # fmt: skip

    class Resumed(RulingEvent):
        TOPIC = "readiness.resumed"
        trace: list[dict[str, Any]]

        def apply(self, readiness: Readiness) -> None:
            readiness.suspension = None

    class Revoked(RulingEvent):
        TOPIC = "readiness.revoked"

        def apply(self, readiness: Readiness) -> None:
            readiness.suspension, readiness.outcome = None, REVOKED

    class ReviewCalledFor(Root.Event):
        TOPIC = "readiness.review-called-for"
        solution: str
        scope_code: str
        trigger: str
        reference: str
        reason: str

        def apply(self, readiness: Readiness) -> None:
            readiness.reviews = [*readiness.reviews, (self.trigger, self.reference)]

    class GroupAttached(Root.Event):
        TOPIC = "readiness.group-attached"
        solution: str
        scope_code: str
        group: str
        purpose: str

        def apply(self, readiness: Readiness) -> None:
            readiness.followers = [*readiness.followers, self.group]

    # State

    solution: str
    scope_code: str
    round: Round
    outcome: str | None
    decided: Decided | None
    suspension: dict[str, Any] | None
    suspensions: int
    followers: list[str]
    reviews: list[tuple[str, str]]

    @staticmethod
    def id_of(solution: str, scope_code: str) -> UUID:
        return derived("readiness", solution, scope_code)

    @property
    def standing(self) -> str:
        """ready, ready_with_conditions, not_ready, suspended, revoked, in_assessment or trial.

        A decision stands until another one is made, whatever a later round finds on the way.
        Before the first decision a solution counts as on trial until the programme has answered
        every criterion (S3 L467).
        """
        if self.suspension:
            return SUSPENDED
        return self.outcome or ("in_assessment" if self.round.answered else "trial")

    @property
    def exempted(self) -> list[str]:
        """The mandatory criteria that the decision which stands left unmet: under exemption."""
        return self.decided.round.unmet() if self.decided else []

    def unmet(self) -> list[str]:
        """The mandatory criteria that the latest round has not found met, by id."""
        return self.round.unmet()

    def _decide(
        self, event: Readiness.DeclaredReady | Readiness.DeclaredNotReady,
        conditions: list[Condition],
    ) -> None:  # fmt: skip
        version = event.originator_version
        self.decided = Decided(self.round, event.on, conditions, version)

    def clearance(self, exempt: Mapping[str, str] | None = None) -> Clearance:
        """What whoever wants to invite or start in this scope is told (I09, I14).

        `exempt` are the exemptions in force, by criterion and as they were consulted. The ones
        that the decision rested upon must still be so, or it is not ready any more (C03-09).
        """
        held = exempt or {}
        if self.suspension:
            return Clearance(False, self.scope_code, ["gjenåpning"], ref(self))
        if self.outcome in {READY, READY_WITH_CONDITIONS}:
            lapsed = [each for each in self.exempted if each not in held]
            return Clearance(not lapsed, self.scope_code, lapsed, ref(self), dict(held))
        unmet = self.unmet() or [self.round.missing_step]
        if self.outcome == REVOKED and self.round.decision:
            unmet = ["ny vurdering"]
        return Clearance(False, self.scope_code, unmet, ref(self))

    # Decisions

    @classmethod
    def open(
        cls,
        act: Act,
        *,
        solution: str,
        solution_kind: str,
        programme_owner: str,
        scope: Scope,
        criteria: CriteriaVersion,
        decider: str,
        on: date | None = None,
    ) -> Self:
        """Open the first round for a solution (its code) in a scope.

        Refuses a scope that does not say whom it is for (C03-07), and criteria that were not
        published when the assessment started (I10).
        """
        scope.require_told()
        require_published(criteria, act, on)
        return cls.found(
            cls.Opened, cls.id_of(solution, scope.code), act, on=on,
            solution=solution, solution_kind=solution_kind,
            scope_code=scope.code, scope=scope.stated(),
            **_round_fields(programme_owner, decider, criteria),
        )  # fmt: skip

    def open_round(
        self,
        act: Act,
        *,
        programme_owner: str,
        criteria: CriteriaVersion,
        decider: str,
        on: date | None = None,
    ) -> None:
        """Assess again. The decision that stands is not touched until a new one is made (I13).

        Refuses while a round is open: it binds to the criteria version it began with.
        """
        if self.round.decision is None:
            if self.round.criteria_set == criteria.id:
                return
            raise Refused(I13, "round_is_open", round=self.round.number)
        require_published(criteria, act, on)
        self.record(
            self.RoundOpened, act, on=on,
            solution=self.solution, scope_code=self.scope_code, round=self.round.number + 1,
            **_round_fields(programme_owner, decider, criteria),
        )  # fmt: skip

    def answer(
        self,
        act: Act,
        *,
        criterion: str,
        answer: str,
        reason: str = "",
        evidence: Sequence[Evidence] = (),
    ) -> None:
        """The programme answers one criterion: met, partly, not_met or not_relevant (C03-04).

        Refuses anybody else's answer, «met» without evidence, «not_relevant» without a reason,
        and shared material that is only planned.
        """
        self.round.require_open()
        if act.body != self.round.programme_owner:
            raise Refused(C03_04, "not_the_programme", programme=self.round.programme_owner)
        require_answerable(self.round.criterion(criterion), answer, reason, evidence)
        content: dict[str, Any] = {
            "answer": answer, "reason": reason, "evidence": list(evidence),
        }  # fmt: skip
        if self.round.answers.get(criterion) != content:
            self.record(self.Answered, act, round=self.round.number, criterion=criterion, **content)

    def give_verdict(
        self,
        act: Act,
        *,
        verdict: str,
        members: Sequence[Member],
        point: str,
        conditions: Sequence[Condition] = (),
        dissent: str | None = None,
    ) -> None:
        """An independent group judges soundness; the latest verdict of a round counts (C03-05).

        Refuses members with ties, a missing competence, the programme's own body (I11), and a
        verdict from the trial once there is one from its closing.
        """
        self.round.require_open()
        require_told(verdict, conditions, point)
        require_independent(members, act.body, self.round.programme_owner)
        self.round.require_in_time(point)
        content: Verdict = {
            "verdict": verdict, "conditions": list(conditions), "members": list(members),
            "dissent": dissent, "point": point,
        }  # fmt: skip
        if self.round.verdict != content:
            self.record(self.VerdictGiven, act, round=self.round.number, **content)

    def recommend(self, act: Act, *, recommendation: str, reason: str) -> None:
        """The coordinating group advises: ready, ready_with_conditions or not_ready (C03-08).

        Refuses anybody else's advice, advice without a reason, and «ready» on an assessment that
        is not complete. The advice falls if an answer or the verdict changes after it.
        """
        self.round.require_open()
        if act.role != Role.COORDINATING_GROUP:
            raise Refused(C03_08, "not_the_coordinating_group", role=str(act.role))
        if recommendation not in OUTCOMES:
            raise Refused(C03_08, "unknown_recommendation", recommendation=recommendation)
        if not reason:
            raise Refused(C03_08, "reason_missing")
        if recommendation != NOT_READY:
            self.round.require_assessed()
        advice: dict[str, Any] = {"recommendation": recommendation, "reason": reason}
        if self.round.advice != advice:
            self.record(self.Recommended, act, round=self.round.number, **advice)

    def declare(
        self,
        act: Act,
        *,
        reason: str,
        conditions: Sequence[Condition] = (),
        late_verdict_reason: str = "",
        exempt: Mapping[str, str] | None = None,
        beside: Beside | None = None,
    ) -> None:
        """Decide that the solution is ready in this scope, with the whole rule trace (C03-08).

        `exempt` are the exemptions in force, by criterion and as they were consulted; `beside` is
        what is asked of management and pilots (C02-06, C02-10).
        Refuses, naming each unmet mandatory criterion without one (I10), without a sound verdict
        (I11), by the programme owner (I12) or another body than the decider, without advice or a
        reason. A national decision needs a verdict from the trial, or `late_verdict_reason`
        (C03-05). The verdict's conditions go with the decision. Departing from the advice is
        permitted.
        """
        if self.round.decision == {"declared": READY, "reason": reason}:
            return
        self.round.require_open()
        trace = pass_ready(
            self.round, ref(self), act,
            reason=reason, national=self.scope_code == NATIONAL,
            late_verdict_reason=late_verdict_reason, exempt=exempt or {},
            beside=beside or Beside(),
        )  # fmt: skip
        carried = [*self.round.conditions, *conditions]
        self.record(
            self.DeclaredReady, act,
            solution=self.solution, scope_code=self.scope_code, round=self.round.number,
            outcome=READY_WITH_CONDITIONS if carried else READY,
            recommendation=self.round.recommendation, reason=reason, conditions=carried,
            late_verdict_reason=late_verdict_reason, trace=trace,
        )  # fmt: skip

    def declare_not_ready(self, act: Act, *, reason: str) -> None:
        """Decide that the solution is not ready in this scope.

        Refuses the programme owner (I12), another body than the decider, and a decision without
        a reason (C03-08).
        """
        if self.round.decision == {"declared": NOT_READY, "reason": reason}:
            return
        self.round.require_open()
        trace = pass_not_ready(self.round, act, reason=reason)
        self.record(
            self.DeclaredNotReady, act,
            solution=self.solution, scope_code=self.scope_code, round=self.round.number,
            unmet=self.unmet(), recommendation=self.round.recommendation, reason=reason,
            trace=trace,
        )  # fmt: skip

    def suspend(
        self, act: Act, *,
        ground: str, reason: str, decided_by: str | None = None, document: str | None = None,
    ) -> None:  # fmt: skip
        """Stop what is ready, until a decision lifts it (C03-11): nobody new is invited (I14).

        `decided_by` is another organisation where the decision is not ours; then `document` says
        so. Refuses all but the decider and the owner of the service, an unknown ground, no
        reason, and what is not ready.
        """
        require_suspender(act, self.round)
        require_ground(ground)
        ruled = ruling(act, reason=reason, decided_by=decided_by, document=document)
        if self.suspension:
            return
        if self.outcome not in {READY, READY_WITH_CONDITIONS}:
            raise Refused(C03_11, "not_ready", scope=self.scope_code)
        self._rule(self.Suspended, act, self.suspensions + 1, ground=ground, **ruled)

    def resume(
        self, act: Act, *,
        reason: str, exempt: Mapping[str, str] | None = None,
        decided_by: str | None = None, document: str | None = None,
    ) -> None:  # fmt: skip
        """Lift the suspension, if all that readiness rests upon still holds (C03-11, I10).

        Refuses, with the trace, an exemption that has ended meanwhile; and all but the decider.
        """
        require_decider(act, self.round)
        ruled = ruling(act, reason=reason, decided_by=decided_by, document=document)
        if not self.suspension:
            return
        held, gate = exempt or {}, Gate("resumption")
        lapsed = [each for each in self.exempted if each not in held]
        inputs = {"readiness": ref(self), **held}
        gate.check(I10, not lapsed, "exemption_ended", inputs, unmet=lapsed)
        self._rule(self.Resumed, act, self.suspensions, trace=gate.passed(), **ruled)

    def revoke(
        self, act: Act, *, reason: str, decided_by: str | None = None, document: str | None = None
    ) -> None:
        """Withdraw a suspended readiness for good: only a new assessment makes it ready again.

        Refuses all but the decider, and what is not suspended (C03-11).
        """
        require_decider(act, self.round)
        ruled = ruling(act, reason=reason, decided_by=decided_by, document=document)
        if self.outcome == REVOKED:
            return
        if not self.suspension:
            raise Refused(C03_11, "not_suspended", scope=self.scope_code)
        self._rule(self.Revoked, act, self.suspensions, **ruled)

    def call_for_review(self, act: Act, *, trigger: str, reference: str, reason: str) -> None:
        """Ask KS to look at it again (C03-12): `reference` is the version, issue or finding.

        Refuses an unknown trigger and a call that refers to nothing. Changes no decision (I13).
        """
        if trigger not in TRIGGERS:
            raise Refused(C03_12, "unknown_trigger", trigger=trigger)
        if not reference:
            raise Refused(C03_12, "reference_missing")
        if (trigger, reference) not in self.reviews:
            self.record(
                self.ReviewCalledFor, act, solution=self.solution, scope_code=self.scope_code,
                trigger=trigger, reference=reference, reason=reason,
            )  # fmt: skip

    def attach(self, act: Act, *, purpose: str) -> None:
        """The coordinating group follows a trial, to sketch a later run (C03-13).

        It gives no right to invite: that asks readiness like everybody (I09). Refuses anybody
        else, no purpose, and a solution on which it is decided already.
        """
        if act.role != Role.COORDINATING_GROUP:
            raise Refused(C03_13, "not_the_coordinating_group", role=str(act.role))
        if not purpose:
            raise Refused(C03_13, "purpose_missing")
        if act.body in self.followers:
            return
        if self.outcome is not None:
            raise Refused(C03_13, "decided_already", outcome=self.outcome)
        self.record(
            self.GroupAttached, act, solution=self.solution, scope_code=self.scope_code,
            group=act.body, purpose=purpose,
        )  # fmt: skip

    def _rule(self, event: type[RulingEvent], act: Act, number: int, **fields: Any) -> None:
        self.record(
            event, act, solution=self.solution, scope_code=self.scope_code, number=number, **fields
        )


def _round_fields(programme_owner: str, decider: str, criteria: CriteriaVersion) -> dict[str, Any]:
    return {
        "programme_owner": programme_owner,
        "decider": decider,
        "criteria_set": criteria.id,
        "criteria_name": criteria.name,
        "criteria_version": criteria.version,
        "criteria_source": criteria.source,
        "criteria": criteria.criteria,
    }


def _begun(number: int, event: Readiness.Opened | Readiness.RoundOpened) -> Round:
    return Round(
        number, event.programme_owner, event.decider,
        event.criteria_set, event.criteria_source, event.criteria,
    )  # fmt: skip

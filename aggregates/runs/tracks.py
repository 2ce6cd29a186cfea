"""The tracks a common run can follow, and what each of them asks for."""

from __future__ import annotations

from dataclasses import dataclass

from aggregates.kernel.act import Role
from aggregates.kernel.refusals import Refused
from aggregates.rules import C06_03, C06_12, I19, I21, I26
from aggregates.runs.working_group import LIMITED_SEATS, NATIONAL_SEATS

NATIONAL, REGIONAL, LIMITED = "national", "regional", "limited"
ROLLOUT, COMMON_PROCESS = "rollout", "common_process"

QUESTIONS = (
    "readiness",
    "fit_and_benefit",
    "simultaneity",
    "competence_and_capacity",
    "vendor_dependencies",
)


@dataclass(frozen=True, slots=True)
class Track:
    """Which role leads, which role answers for the evaluation, and how far a run reaches.

    Whose that leader is who evaluates, is said by `deeds/evaluating.py`.
    `level` is that of the run's scope, and so of the readiness it needs; None where it is open.
    `seats` are those of its working group. `notifies`: it is the region's own, which the
    coordinating group is told of and may remark on. `limited`: it states whom it is for, and each
    pulje has a leader of its own; `one_leader`: the run's leader leads every pulje. `surveys`: it
    begins with a survey of how far the municipalities have come.
    """

    leader: Role
    evaluator: Role
    level: str | None
    seats: tuple[str, ...] = ()
    notifies: bool = False
    limited: bool = False
    one_leader: bool = False
    surveys: bool = False


TRACKS = {
    # Across regions, with one national leader; evaluated by its working group (S3 L277-280, L405).
    "A": Track(Role.ROLLOUT_LEADER, Role.ROLLOUT_LEADER, NATIONAL, NATIONAL_SEATS, one_leader=True),
    # Within one county or health region, led and evaluated by its own leader (S3 L284, L423-425).
    "B": Track(Role.ROLLOUT_LEADER, Role.ROLLOUT_LEADER, REGIONAL, notifies=True),
    # For those whom an incomplete solution is available to; each pulje has a leader who evaluates
    # it (S3 L286-288, L461-463).
    "C": Track(Role.ROLLOUT_LEADER, Role.ROLLOUT_LEADER, LIMITED, LIMITED_SEATS, limited=True),
}

# A common process follows no track; its process leader is the region's own (S3 L431-441).
PROCESS = Track(
    Role.ROLLOUT_LEADER, Role.ROLLOUT_LEADER, None, notifies=True, one_leader=True, surveys=True
)


def level_of(scope_code: str) -> str:
    """The level of a scope as `national`, `regional:46+50` or `limited:visma`."""
    return scope_code.partition(":")[0]


def check_track(track: str, kind: str, scope_code: str) -> None:
    """Refuse any track of a common process (I26), an unknown one (I19), one of another scope."""
    if kind == COMMON_PROCESS:
        raise Refused(I26, "process_has_no_track")
    if track not in TRACKS:
        raise Refused(I19, "unknown_track", track=track)
    if level_of(scope_code) != TRACKS[track].level:
        raise Refused(C06_03, "scope_of_another_track", track=track, scope=scope_code)


def answered(answers: dict[str, str], deciding_body: str) -> dict[str, str]:
    """The answers to the five questions, in their order. Refuses what is unanswered (I19)."""
    if missing := [each for each in QUESTIONS if not answers.get(each, "").strip()]:
        raise Refused(I19, "answers_missing", missing=missing)
    if not deciding_body:
        raise Refused(I19, "deciding_body_missing")
    return {each: answers[each] for each in QUESTIONS}


def check_outcome(outcome: str, remark: str | None, demands: Track | None) -> None:
    """Refuse an unknown outcome of a plan review, and one that leaves the leader guessing.

    A region's own run is neither approved nor sent back, only remarked on (I21).
    """
    if outcome not in {"approved", "adjust", "remark"}:
        raise Refused(C06_12, "unknown_outcome", outcome=outcome)
    if outcome != "approved" and not remark:
        raise Refused(C06_12, "remark_missing", outcome=outcome)
    if demands is not None and demands.notifies and outcome != "remark":
        raise Refused(I21, "remarks_only", outcome=outcome)

"""The gate between trial and rollout: what a decision on readiness is asked (C03-08, C03-10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aggregates.kernel.act import Act
from aggregates.kernel.gate import Gate
from aggregates.kernel.refusals import Trace
from aggregates.readiness.round import Round
from aggregates.readiness.verdicts import GOOD
from aggregates.rules import C02_06, C02_10, C03_05, C03_08, I10, I11, I12

READY, READY_WITH_CONDITIONS, NOT_READY = "ready", "ready_with_conditions", "not_ready"
OUTCOMES = frozenset({READY, READY_WITH_CONDITIONS, NOT_READY})

Exempt = Mapping[str, str]
"""The exemptions in force, by criterion, as they were consulted."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What others say that a decision is asked of, as it was consulted.

    `unmanaged` are the questions of management that nobody has answered (C02-06), `unheard` the
    pilots that nobody has heard, by their numbers, and `excused` the reason for each that is
    decided without (C02-10).
    """

    unmanaged: Sequence[str] = ()
    management: str = "none"
    unheard: Sequence[str] = ()
    pilots: str = "none"
    excused: Mapping[str, str] = field(default_factory=dict)


def pass_ready(
    round: Round, source: str, act: Act, *,
    reason: str, national: bool, late_verdict_reason: str, exempt: Exempt, beside: Beside,
) -> Trace:  # fmt: skip
    """Ask everything that readiness needs; `source` is the assessment as it stands."""
    gate = Gate("declare_ready")
    _ask_criteria(gate, round, source, exempt)
    _ask_verdict(gate, round, source)
    if national:
        _ask_early_verdict(gate, round, source, late_verdict_reason)
        gate.check(
            C02_06, not beside.unmanaged, "management_unanswered",
            {"management": beside.management}, questions=list(beside.unmanaged),
        )  # fmt: skip
    _ask_pilots(gate, beside)
    gate.check(
        C03_08, round.recommendation is not None, "not_recommended",
        {"readiness": source, "recommendation": round.recommendation},
    )  # fmt: skip
    _ask_decider(gate, round, act, reason)
    return gate.passed()


def pass_not_ready(round: Round, act: Act, *, reason: str) -> Trace:
    """Ask what «not ready» needs: no criterion and no advice, for caution waits for nobody."""
    gate = Gate("declare_not_ready")
    _ask_decider(gate, round, act, reason)
    return gate.passed()


def _ask_criteria(gate: Gate, round: Round, source: str, exempt: Exempt) -> None:
    answers = {id: each["answer"] for id, each in round.answers.items()}
    inputs = {"readiness": source, "criteria": round.criteria_source, "answers": answers, **exempt}
    unmet = [each for each in round.unmet() if each not in exempt]
    gate.check(I10, not unmet, "criteria_unmet", inputs, unmet=unmet)


def _ask_verdict(gate: Gate, round: Round, source: str) -> None:
    verdict = round.verdict and round.verdict["verdict"]
    inputs = {"readiness": source, "verdict": verdict}
    if verdict is None:
        gate.check(I11, False, "verdict_missing", inputs)
    else:
        gate.check(I11, verdict in GOOD, "not_sound", inputs)


def _ask_pilots(gate: Gate, beside: Beside) -> None:
    left = [each for each in beside.unheard if not beside.excused.get(each, "").strip()]
    inputs = {"pilots": beside.pilots, "excused": dict(beside.excused)}
    gate.check(C02_10, not left, "pilots_unheard", inputs, numbers=left)


def _ask_early_verdict(gate: Gate, round: Round, source: str, late_verdict_reason: str) -> None:
    # S3 L358 deplores that soundness is judged only when a project closes, but leaves the remedy
    # open. So a late verdict stops a national decision only until somebody says why it was late.
    inputs = {"readiness": source, "late_verdict_reason": late_verdict_reason}
    if round.verdict is None:
        gate.skip(C03_05, inputs)
        return
    early = round.judged_during_trial or bool(late_verdict_reason)
    gate.check(C03_05, early, "judged_only_at_closing", inputs)


def _ask_decider(gate: Gate, round: Round, act: Act, reason: str) -> None:
    inputs = {"body": act.body, "programme_owner": round.programme_owner, "decider": round.decider}
    gate.check(I12, act.body != round.programme_owner, "owner_decides", inputs)
    gate.check(C03_08, act.body == round.decider, "not_the_decider", inputs, decider=round.decider)
    gate.check(C03_08, bool(reason), "reason_missing", {"reason": reason})

"""One round of assessment: one criteria version, its answers, the verdict and the advice."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.readiness.answering import unmet
from aggregates.readiness.criterion import CriteriaVersion, Criterion
from aggregates.readiness.verdicts import AT_CLOSING, DURING_TRIAL, GOOD, Verdict
from aggregates.rules import C03_04, C03_05, C03_08, I10


@dataclass(frozen=True, slots=True)
class Round:
    """How far a round has come. It keeps the criteria as they stood when it opened (I13)."""

    number: int
    programme_owner: str
    decider: str
    criteria_set: UUID
    criteria_source: str
    criteria: list[Criterion]
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    verdict: Verdict | None = None
    judged_during_trial: bool = False
    advice: dict[str, str] | None = None
    decision: dict[str, str] | None = None

    @property
    def answered(self) -> bool:
        """Whether the programme has answered every criterion."""
        return {each["id"] for each in self.criteria} <= self.answers.keys()

    @property
    def recommendation(self) -> str | None:
        """What the coordinating group advises, as long as nothing it stands on has changed."""
        return self.advice["recommendation"] if self.advice else None

    @property
    def phase(self) -> str:
        """opened, self_assessed, assessed, recommended or decided."""
        if self.decision:
            return "decided"
        if self.advice:
            return "recommended"
        if not self.answered:
            return "opened"
        return "assessed" if self.verdict else "self_assessed"

    def with_answer(self, criterion: str, content: dict[str, Any]) -> Self:
        """The round after an answer. Advice falls with the answers that it was given on."""
        answers = {**self.answers, criterion: content}
        return replace(self, answers=answers, advice=None)

    def with_verdict(self, verdict: Verdict) -> Self:
        """The round after a verdict. Advice falls with the verdict that it was given on."""
        early = self.judged_during_trial or verdict["point"] == DURING_TRIAL
        return replace(self, verdict=verdict, judged_during_trial=early, advice=None)

    def unmet(self) -> list[str]:
        """The mandatory criteria that are not met, by id (I10)."""
        mandatory = [each["id"] for each in self.criteria if each["mandatory"]]
        return unmet(mandatory, {id: each["answer"] for id, each in self.answers.items()})

    def criterion(self, id: str) -> Criterion:
        """The criterion of that id. Refuses one that the solution is not judged by (C03-04)."""
        for each in self.criteria:
            if each["id"] == id:
                return each
        raise Refused(C03_04, "unknown_criterion", criterion=id)

    @property
    def conditions(self) -> list[dict[str, str]]:
        """What the verdict asks for, which goes with a decision that builds on it."""
        return self.verdict["conditions"] if self.verdict else []

    @property
    def missing_step(self) -> str:
        """What stands between met criteria and readiness, as it is told to who asks."""
        sound = self.verdict is not None and self.verdict["verdict"] in GOOD
        return "vedtak" if sound else "helsefaglig vurdering"

    def require_assessed(self) -> None:
        """Refuse advice that a solution is ready before it has been assessed (C03-08)."""
        if not self.answered or self.verdict is None:
            raise Refused(C03_08, "not_assessed")

    def require_in_time(self, point: str) -> None:
        """Refuse a verdict from the trial once there is one from its closing (C03-05)."""
        if point == DURING_TRIAL and self.verdict and self.verdict["point"] == AT_CLOSING:
            raise Refused(C03_05, "trial_is_over")

    def require_open(self) -> None:
        """Refuse to touch a round that was decided on: what follows is a new round (C03-08)."""
        if self.decision:
            raise Refused(C03_08, "round_closed", round=self.number)


@dataclass(frozen=True, slots=True)
class Decided:
    """The round that the decision which stands was made on; later rounds do not touch it (I13).

    `version` is the assessment's when it was decided.
    """

    round: Round
    on: date
    conditions: list[dict[str, str]]
    version: int


def require_published(criteria: CriteriaVersion, act: Act, on: date | None) -> None:
    """Refuse criteria that the programme could not know when its assessment started (I10, C03-01).

    A superseded version is no obstacle: a programme may be judged by what it worked towards.
    """
    start = min(on or act.today, act.today)
    if criteria.published_on is None:
        raise Refused(I10, "criteria_not_published", name=criteria.name, number=criteria.version)
    if criteria.published_on > start:
        published = criteria.published_on.isoformat()
        raise Refused(I10, "criteria_published_later", published=published, start=start.isoformat())
    if not any(each["mandatory"] for each in criteria.criteria):
        raise Refused(I10, "nothing_to_meet", name=criteria.name, number=criteria.version)

"""When an answer to a criterion counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aggregates.kernel.refusals import Refused
from aggregates.readiness.criterion import SHARED_MATERIAL, Criterion
from aggregates.rules import C03_04

MET, PARTLY, NOT_MET, NOT_RELEVANT = "met", "partly", "not_met", "not_relevant"
ANSWERS = frozenset({MET, PARTLY, NOT_MET, NOT_RELEVANT})
PLANNED = "planned"
"""The kind of evidence for what does not exist yet."""

Evidence = dict[str, Any]
"""{kind, title, reference}"""


def unmet(mandatory: Iterable[str], answers: Mapping[str, str]) -> list[str]:
    """The mandatory criteria, by id, of which the programme has not said that they are met.

    A mandatory criterion answered «ikke relevant» is not met: the programme cannot waive by its
    own word what was agreed on for solutions of this kind (I10).
    """
    return [each for each in mandatory if answers.get(each) != MET]


def require_answerable(
    criterion: Criterion, answer: str, reason: str, evidence: Sequence[Evidence]
) -> None:
    """Refuse «oppfylt» without evidence, and «ikke relevant» without a reason (C03-04)."""
    if answer not in ANSWERS:
        raise Refused(C03_04, "unknown_answer", answer=answer)
    if answer == NOT_RELEVANT and not reason:
        raise Refused(C03_04, "reason_missing", criterion=criterion["id"])
    if answer == MET:
        _require_evidence(criterion, evidence)


def _require_evidence(criterion: Criterion, evidence: Sequence[Evidence]) -> None:
    if not evidence:
        raise Refused(C03_04, "evidence_missing", criterion=criterion["id"])
    if unfound := [each["title"] for each in evidence if not each["reference"]]:
        raise Refused(C03_04, "reference_missing", criterion=criterion["id"], titles=unfound)
    # Templates that are to come help no municipality that starts now (K3, S3 L350).
    planned = [each["title"] for each in evidence if each["kind"] == PLANNED]
    if planned and criterion["evidence_type"] == SHARED_MATERIAL:
        raise Refused(C03_04, "material_planned", criterion=criterion["id"], titles=planned)

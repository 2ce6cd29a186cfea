"""What one criterion for «klar til bruk» says, and one version of them as it is judged by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from aggregates.kernel.refusals import Refused
from aggregates.readiness.scope import LIMITED, NATIONAL, REGIONAL
from aggregates.rules import C03_01

Criterion = dict[str, Any]
"""{id: "K1", text, mandatory: bool, evidence_type, applies_to: kinds of solution, empty = all}

`exemptable` may say whether an exemption from it can be given; see `may_be_exempted`. `applies_in`
may list the levels of scope that it holds in: national, regional, limited; unsaid or empty, all.
"""

LEVELS = frozenset({NATIONAL, REGIONAL, LIMITED})
SHARED_MATERIAL = "shared_material"
# A closed list: a misspelt `shared_material` would quietly let plans count as material.
EVIDENCE_TYPES = frozenset(
    {"document", SHARED_MATERIAL, "study", "vendor_status", "test_report", "verdict", "agreement"}
)


VERDICT = "verdict"
"""What shows a criterion that a health-professional group judges."""


def applies(criterion: Criterion, kind: str, level: str) -> bool:
    """Whether solutions of this kind are judged by it in a scope of this level (C03-01)."""
    kinds, levels = criterion["applies_to"], criterion.get("applies_in")
    return (not kinds or kind in kinds) and (not levels or level in levels)


def may_be_exempted(criterion: Criterion) -> bool:
    """Whether the criteria let it be exempted; unless they say, all but soundness (C03-09)."""
    said: bool | None = criterion.get("exemptable")
    return criterion["evidence_type"] != VERDICT if said is None else said


@dataclass(frozen=True, slots=True)
class CriteriaVersion:
    """What an assessment binds to: one version of the criteria, as it stood for one kind.

    `source` is the criteria set as it was consulted.
    """

    id: UUID
    name: str
    version: int
    published_on: date | None
    criteria: list[Criterion]
    source: str


def require_judgeable(criteria: list[Criterion]) -> None:
    """Refuse a list that nothing could be judged by: doubled, wordless or unknown (C03-01)."""
    ids = [each["id"] for each in criteria]
    if doubled := sorted({id for id in ids if ids.count(id) > 1}):
        raise Refused(C03_01, "criterion_doubled", criteria=doubled)
    if wordless := [each["id"] for each in criteria if not each["text"]]:
        raise Refused(C03_01, "text_missing", criteria=wordless)
    if unknown := sorted({each["evidence_type"] for each in criteria} - EVIDENCE_TYPES):
        raise Refused(C03_01, "evidence_type_unknown", types=unknown)
    levels = {level for each in criteria for level in each.get("applies_in", ())}
    if strange := sorted(levels - LEVELS):
        raise Refused(C03_01, "level_unknown", levels=strange)
    # Without a mandatory criterion every solution would be ready by having nothing to meet (I10).
    if not any(each["mandatory"] for each in criteria):
        raise Refused(C03_01, "nothing_mandatory")

"""Who may judge whether a solution is professionally sound, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aggregates.kernel.refusals import Refused
from aggregates.rules import C03_05, I11

SOUND, CONDITIONAL, NOT_SOUND = "sound", "sound_with_conditions", "not_sound"
GOOD = frozenset({SOUND, CONDITIONAL})
DURING_TRIAL, AT_CLOSING = "during_trial", "at_closing"
COMPETENCES = frozenset({"clinical", "health_professional", "administrative"})

Member = dict[str, Any]
"""{ref: opaque, competence, ties: what binds the member to the programme or to a vendor}"""

VERDICT_FIELDS = ("verdict", "conditions", "members", "dissent", "point")
Verdict = dict[str, Any]
"""What a verdict says: `VERDICT_FIELDS`."""


def require_told(verdict: str, conditions: Sequence[dict[str, Any]], point: str) -> None:
    """Refuse a verdict in words not agreed on, and conditions that do not go with it (C03-05)."""
    if verdict not in GOOD | {NOT_SOUND}:
        raise Refused(C03_05, "unknown_verdict", verdict=verdict)
    if point not in {DURING_TRIAL, AT_CLOSING}:
        raise Refused(C03_05, "unknown_point", point=point)
    if verdict == CONDITIONAL and not conditions:
        raise Refused(C03_05, "conditions_missing")
    if verdict == SOUND and conditions:
        raise Refused(C03_05, "conditions_unexpected")


def require_independent(members: Sequence[Member], body: str, programme_owner: str) -> None:
    """Refuse a group with ties, without one of the three competences, or of the programme's own.

    I11 and C03-05 (S3 L356): clinical, health-professional and administrative competence, and
    nobody who has had a role in the programme or with a vendor.
    """
    if body == programme_owner:
        raise Refused(I11, "programme_judges_itself")
    if tied := [each["ref"] for each in members if each["ties"]]:
        raise Refused(I11, "member_tied", members=tied)
    if missing := sorted(COMPETENCES - {each["competence"] for each in members}):
        raise Refused(C03_05, "competence_missing", missing=missing)

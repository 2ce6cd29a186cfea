"""What a run works with together: thirteen themes, and whom in a municipality each is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aggregates.kernel.refusals import Refused
from aggregates.rules import C08_01, C08_02

THEMES = (
    "benefit",
    "risk_and_privacy",
    "work_processes",
    "change_management",
    "service_model",
    "procurement",
    "vendor_dialogue",
    "technical_support",
    "training",
    "sharing_experience",
    "transition_to_operation",
    "use_over_time",
    "evaluation",
)
"""S3 L309-320: twelve bullets, of which one holds two themes."""
KEPT = ("use_over_time", "evaluation")
"""What no run leaves out, unless other terms are agreed for its solution [inferred]."""
MIDDLE_MANAGERS = "middle_managers"
GROUPS = (MIDDLE_MANAGERS, "health_leaders", "ict", "super_users")

Theme = dict[str, Any]
"""{theme, groups: for whom it is, common: what is done together, local: what each does itself}"""


def check_themes(themes: Sequence[Theme], omitted: Mapping[str, str], kept: Iterable[str]) -> None:
    """Refuse a choice that does not tell of each theme once: chosen, or left out with a reason.

    `kept` are the themes that cannot be left out (C08-01).
    """
    chosen = [each["theme"] for each in themes]
    told = [*chosen, *omitted]
    check_known(told)
    if doubled := sorted({each for each in told if told.count(each) > 1}):
        raise Refused(C08_01, "themes_doubled", themes=doubled)
    _check_told(told, omitted, kept)
    for each in themes:
        check_groups(each["groups"])
        if not each["groups"]:
            raise Refused(C08_02, "groups_missing", theme=each["theme"])


def _check_told(told: Sequence[str], omitted: Mapping[str, str], kept: Iterable[str]) -> None:
    if untold := [each for each in THEMES if each not in told]:
        raise Refused(C08_01, "themes_untold", themes=untold)
    if left_out := [each for each in kept if each in omitted]:
        raise Refused(C08_01, "themes_kept", themes=left_out)
    if silent := [each for each, reason in omitted.items() if not reason.strip()]:
        raise Refused(C08_01, "omission_without_reason", themes=silent)


def check_known(themes: Iterable[str]) -> None:
    """Refuse a theme that is none of the thirteen (C08-01)."""
    if unknown := sorted(set(themes) - set(THEMES)):
        raise Refused(C08_01, "unknown_theme", themes=unknown)


def check_groups(groups: Iterable[str]) -> None:
    """Refuse a target group that is not known (C08-02)."""
    if unknown := sorted(set(groups) - set(GROUPS)):
        raise Refused(C08_02, "unknown_group", groups=unknown)

"""What a regional group can do between them: four areas of experience and eight of method."""

from __future__ import annotations

EXPERIENCE = (
    "welfare_technology", "digital_home_follow_up", "record_systems", "national_solutions",
)  # fmt: skip
METHOD = (
    "project_management", "process_management", "change_management", "procurement",
    "benefit_realisation", "service_innovation", "implementation", "rollout_management",
)  # fmt: skip
AREAS = (*EXPERIENCE, *METHOD)
"""S3 L610-612. In which order they are told."""


def uncovered(declared: set[str]) -> list[str]:
    """The areas that nobody covers, in order (C12-05)."""
    return [area for area in AREAS if area not in declared]

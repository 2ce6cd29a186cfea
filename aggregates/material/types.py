"""Which kinds of material there are, and which of them a kind of solution cannot do without."""

from __future__ import annotations

ROS, DPIA = "ros", "dpia"
TYPES = (
    ROS,
    DPIA,
    "benefit_analysis",
    "benefit_indicators",
    "training",
    "work_processes",
    "information",
    "agreement_templates",
    "procurement_support",
)
"""Seven that the report names (S3 L223, L350), and two that help with agreements and buying."""

REQUIRED = TYPES[:7]
OF_A_METHOD = tuple(each for each in REQUIRED if each not in {ROS, DPIA})
"""A method has no technology whose risk or processing could be assessed."""
TEMPLATES = frozenset({ROS, DPIA})
"""Partly filled; what counts is the municipality's own (I16)."""


def required_for(solution_kind: str) -> list[str]:
    """The types without which the package of a solution of that kind is not complete (C04-01)."""
    return list(OF_A_METHOD if solution_kind == "method" else REQUIRED)

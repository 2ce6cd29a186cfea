"""The nine common principles that every assignment letter contains (I45).

In our own words; the line is that of the report from which each is taken.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Principle:
    """What a regional group works by: its key, in words, and where it comes from."""

    key: str
    words: str
    source: str


PRINCIPLES = (
    Principle("serve_all", "Support reaches every municipality and county there is.", "S3 L604"),
    Principle(
        "from_the_portfolio",
        "Activities start from the endorsed portfolio and the sector's ambitions.",
        "S3 L605",
    ),
    Principle(
        "network_anchors",
        "The digital network answers for anchoring in its municipalities.",
        "S3 L606",
    ),
    Principle(
        "three_functions", "Contact, rollout leader and resources are alike everywhere.", "S3 L608"
    ),
    Principle(
        "several_municipalities", "Seconded resources come from several municipalities.", "S3 L609"
    ),
    Principle(
        "joint_competence",
        "Together they cover every area of experience and method.",
        "S3 L610-612",
    ),
    Principle("lead_runs", "Seconded resources may lead and join common runs.", "S3 L613"),
    Principle("join_arenas", "Seconded resources take part in the national arenas.", "S3 L614"),
    Principle(
        "join_coordination",
        "Seconded resources may be called to the coordinating group.",
        "S3 L615",
    ),
)
KEYS = tuple(each.key for each in PRINCIPLES)

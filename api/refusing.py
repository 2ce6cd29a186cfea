"""How an endpoint says in the OpenAPI document which rules may refuse it."""

from __future__ import annotations

from typing import Any

from aggregates.kernel.refusals import Rule
from api.problems import MEDIA_TYPE, Problem

SCHEMA = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def refuses(*rules: Rule) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a command: each rule by its number and words."""
    words = " ".join(f"{rule.id}: {rule.words}" for rule in rules)
    return {
        409: {
            "description": f"A rule refused it. {words}",
            "content": SCHEMA,
            "model": Problem,
            "x-rules": [rule.id for rule in rules],
        }
    }

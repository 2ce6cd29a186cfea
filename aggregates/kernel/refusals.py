"""A refusal names the rule that refused, so that a client can show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Trace = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the domain: `id` is its invariant (I04) or capability (C07-02) number."""

    id: str
    version: int
    words: str
    source: str


class Refused(Exception):
    """What was asked is not permitted by what has happened.

    `reason` is a key of the text catalogue, `facts` what its sentence tells of, `trace` the
    evaluation of a gate that is to be recorded although it refused (I66).
    """

    def __init__(self, rule: Rule, reason: str, trace: Trace | None = None, **facts: Any) -> None:
        super().__init__(f"{rule.id} {reason}: {rule.words}")
        self.rule, self.reason, self.trace, self.facts = rule, reason, trace, facts


class Missing(Exception):
    """There is no such aggregate."""

    def __init__(self, kind: str, id: object) -> None:
        super().__init__(f"No {kind} {id}.")
        self.kind, self.id = kind, id


class Exists(Exception):
    """An aggregate was founded that is there already."""

    def __init__(self, kind: str, id: object) -> None:
        super().__init__(f"{kind} {id} is there already.")
        self.kind, self.id = kind, id


class Forbidden(Exception):
    """Who asks, or the body it acts for, gives no right to this, whatever has happened.

    `key` names the kind of problem in the text catalogue.
    """

    def __init__(self, key: str = "forbidden") -> None:
        super().__init__(key)
        self.key = key

"""What a gate refused: recorded, so that it can be read back who was stopped by which rule."""

from __future__ import annotations

import re
from typing import Any, Self

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused, Trace
from aggregates.kernel.root import Founding, Root, derived

REF = re.compile(r"[a-z-]+/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[0-9]{1,9}")
"""An aggregate as it was consulted, as `ref()` writes it."""


class Refusal(Root):
    TOPIC = "refusal"

    class Noted(Founding):
        TOPIC = "refusal.noted"
        asked: str
        rule: str
        rule_version: int
        reason: str
        facts: dict[str, Any]
        about: list[str]
        trace: list[dict[str, Any]]

        def apply(self, refusal: Refusal) -> None:
            """Nothing is decided on a refusal; it only stands there to be read."""

    # Decisions

    @classmethod
    def note(cls, act: Act, refused: Refused, *, asked: str | None = None) -> Self:
        """Note what a gate refused `act`, with the gate's whole trace (I66, C23-06).

        `asked` is what was asked for; by default the gate's name says it. What it is about is
        every aggregate that the trace consulted.
        """
        trace = refused.trace or []
        return cls.found(
            cls.Noted, derived("refusals", act.command), act,
            asked=asked or (trace[0]["gate"] if trace else ""),
            rule=refused.rule.id, rule_version=refused.rule.version, reason=refused.reason,
            facts=refused.facts, about=_consulted(trace), trace=trace,
        )  # fmt: skip


def _consulted(trace: Trace) -> list[str]:
    inputs = [value for finding in trace for value in finding["inputs"].values()]
    texts = [text for each in inputs for text in (each if isinstance(each, list) else [each])]
    return sorted({each for each in texts if isinstance(each, str) and REF.fullmatch(each)})

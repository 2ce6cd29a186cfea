"""A gate asks all its rules, and its answer can be read back (I66)."""

from __future__ import annotations

from typing import Any

from aggregates.kernel.refusals import Refused, Rule, Trace


class Gate:
    """Evaluates rules one by one, then passes with a trace or refuses with the same trace.

    Each finding holds rule, version, inputs (aggregates as `ref()`), outcome `ok`, `not_ok`,
    `warning` (it does not hold, and keeps nobody from going on) or `not_assessed` (the rule could
    not be asked), and for `not_ok` and `warning` the reason with its facts.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.trace: Trace = []
        self._first: Refused | None = None

    def check(
        self, rule: Rule, holds: bool, reason: str, inputs: dict[str, Any], **facts: Any
    ) -> bool:
        """Note whether `rule` holds for `inputs`; `reason` and `facts` say why it does not."""
        finding: dict[str, Any] = {
            "gate": self.name,
            "rule": rule.id,
            "version": rule.version,
            "inputs": inputs,
            "outcome": "ok" if holds else "not_ok",
        }
        if not holds:
            finding |= {"reason": reason, "facts": facts}
            self._first = self._first or Refused(rule, reason, self.trace, **facts)
        self.trace.append(finding)
        return holds

    def warn(
        self, rule: Rule, holds: bool, reason: str, inputs: dict[str, Any], **facts: Any
    ) -> bool:
        """The same, where it is to be seen that `rule` does not hold, and nothing is refused."""
        refused = self._first
        self.check(rule, holds, reason, inputs, **facts)
        self._first = refused
        if not holds:
            self.trace[-1]["outcome"] = "warning"
        return holds

    def skip(self, rule: Rule, inputs: dict[str, Any]) -> None:
        """Note that `rule` could not be assessed, because an earlier one did not hold."""
        self.trace.append(
            {
                "gate": self.name,
                "rule": rule.id,
                "version": rule.version,
                "inputs": inputs,
                "outcome": "not_assessed",
            }
        )

    def passed(self) -> Trace:
        """The trace, if every rule held. Raises the first `Refused` otherwise, trace included."""
        if self._first is not None:
            raise self._first
        return self.trace

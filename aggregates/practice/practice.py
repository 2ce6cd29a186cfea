"""How KS does what the sources leave to it: values that hold from a day on (praksis)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Self

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import T06

Value = int | str | list[str]
"""A number, the number of an organisation, or a list of whom it concerns."""


class Held(NamedTuple):
    """A value, from a day on; `version` is the practice's when it was stated."""

    since: date
    value: Value
    decision: str
    version: int


class Practice(Root):
    """One for all of KS. What can be stated, and what holds until then, is not known here."""

    TOPIC = "practice"

    class Begun(Founding):
        TOPIC = "practice.begun"

        def apply(self, practice: Practice) -> None:
            practice.stated = {}

    class Stated(Root.Event):
        """`former` is what would have held from `since` on."""

        TOPIC = "practice.stated"
        name: str
        value: Value
        former: Value
        since: date
        decision: str

        def apply(self, practice: Practice) -> None:
            held = Held(self.since, self.value, self.decision, self.originator_version)
            practice.stated.setdefault(self.name, []).append(held)

    # State

    ID = derived("practice")
    stated: dict[str, list[Held]]

    def held(self, name: str, day: date) -> Held | None:
        """What was stated of it and holds on a day: the last to begin by then; None is nothing."""
        standing = [each for each in self.stated.get(name, ()) if each.since <= day]
        return max(standing, key=lambda each: (each.since, each.version), default=None)

    # Decisions

    @classmethod
    def begin(cls, act: Act) -> Self:
        """Begin it; by that nothing is other than it was."""
        return cls.found(cls.Begun, cls.ID, act)

    def state(
        self, act: Act, *, name: str, value: Value, default: Value, since: date, decision: str
    ) -> None:
        """State what holds from a day on; what was decided before stays decided (T06).

        `default` is what holds where nothing is stated. Refuses a statement without a decision,
        one from a day that has passed, and a value that holds on that day already.
        """
        if not decision:
            raise Refused(T06, "decision_missing")
        if since < act.today:
            raise Refused(T06, "in_the_past", since=since.isoformat())
        before = self.held(name, since)
        former = default if before is None else before.value
        if value == former:
            raise Refused(T06, "holds_already", practice=name, since=since.isoformat())
        self.record(
            self.Stated, act,
            name=name, value=value, former=former, since=since, decision=decision,
        )  # fmt: skip

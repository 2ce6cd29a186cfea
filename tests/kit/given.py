"""given(an aggregate).when(a decision).then(what is recorded) - nothing but objects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Root

ENVELOPE = {
    "originator_id", "originator_version", "originator_topic",
    "timestamp", "by", "role", "body", "on", "command", "cause",
}  # fmt: skip
MORNING = datetime(2024, 2, 16, 8, 0, tzinfo=UTC)


def act(
    role: Role = Role.PORTFOLIO_OWNER,
    *,
    at: datetime = MORNING,
    body: str = "971032146",
    by: str = "p-1",
    municipality: UUID | None = None,
    region: str | None = None,
    cause: str | None = None,
) -> Act:
    """Somebody who asks; by default KS on the morning of the report."""
    command = uuid5(NAMESPACE_URL, f"{by}/{role}/{at}")
    return Act(by, role, body, at, command, cause, municipality, region)


class Given:
    """An aggregate with a past; what it has recorded so far is history."""

    def __init__(self, root: Root) -> None:
        self.root = root
        root.collect_events()

    def when(self, decide: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Recorded:
        """Ask `decide` of the aggregate, as a method of its class."""
        return asked(lambda: decide(self.root, *args, **kwargs), self.root)


def asked(decide: Callable[[], Any], root: Root | None = None) -> Recorded:
    """What comes of `decide`: on `root`, or on the aggregate that it founds."""
    try:
        made = decide()
    except Refused as refusal:
        return Recorded([], refusal)
    changed = root if root is not None else made
    return Recorded(list(changed.collect_events()), None)


class Recorded:
    """The outcome of one decision: events, or a refusal."""

    def __init__(self, events: list[Any], refusal: Refused | None) -> None:
        self.events, self.refusal = events, refusal

    def then(self, event: type[Root.Event], **fields: Any) -> None:
        """Exactly one event of that class, which says (at least) these fields."""
        assert self.refusal is None, f"refused: {self.refusal}"
        assert [type(each) for each in self.events] == [event]
        said = {k: v for k, v in vars(self.events[0]).items() if k in fields}
        assert said == fields

    def then_events(self, *events: type[Root.Event]) -> None:
        """These events and no others, in this order."""
        assert self.refusal is None, f"refused: {self.refusal}"
        assert [type(each) for each in self.events] == list(events)

    def then_nothing(self) -> None:
        """Neither recorded nor refused."""
        assert (self.events, self.refusal) == ([], None)

    def then_refused(self, rule: str, reason: str, **facts: Any) -> None:
        """Refused by that rule (its number), for that reason, telling (at least) these facts."""
        assert self.refusal is not None, f"not refused, but recorded {self.events}"
        assert (self.refusal.rule.id, self.refusal.reason) == (rule, reason)
        assert {k: v for k, v in self.refusal.facts.items() if k in facts} == facts


given = Given

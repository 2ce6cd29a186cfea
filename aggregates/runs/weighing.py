"""What was seen of a leader who was appointed: whether in the pool, competent, and free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aggregates.runs.preparing import RunEvent

if TYPE_CHECKING:
    from aggregates.runs.run import Run


class LeaderWeighed(RunEvent):
    """What lacks hinders nobody from leading; whoever appoints answers for it (C06-08)."""

    TOPIC = "run.leader-weighed"
    leader: str
    trace: list[dict[str, Any]]

    def apply(self, run: Run) -> None:
        run.weighed = self.trace

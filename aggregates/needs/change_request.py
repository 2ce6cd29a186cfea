"""A change that is asked of who makes a solution; only the one asked says how it goes."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root
from aggregates.rules import C11_07, I40

STATUSES = frozenset({"received", "accepted", "planned", "released", "rejected"})
ANSWERING = {
    "accepted": "accepted", "planned": "planned", "released": "solved", "rejected": "rejected",
}  # fmt: skip
"""What a status answers the need behind it."""
PRIORITIES = frozenset({"high", "medium", "low"})


class ChangeRequest(Root):
    TOPIC = "change-request"

    class Sent(Founding):
        TOPIC = "change-request.sent"
        text: str
        solution: str
        need: UUID | None
        receiver: str
        priority: str

        def apply(self, request: ChangeRequest) -> None:
            request.need, request.receiver = self.need, self.receiver
            request.solution, request.status = self.solution, ("sent", None, "")

    class StatusSet(Root.Event):
        """`release` is the version or the date in which it is to come, as the receiver names it."""

        TOPIC = "change-request.status-set"
        solution: str
        need: UUID | None
        receiver: str
        status: str
        release: str | None
        reason: str

        def apply(self, request: ChangeRequest) -> None:
            request.status = (self.status, self.release, self.reason)

    # State

    solution: str
    need: UUID | None
    receiver: str
    status: tuple[str, str | None, str]
    """The status, its release and its reason."""

    # Decisions

    @classmethod
    def send(
        cls, act: Act, *,
        id: UUID, text: str, solution: str, need: UUID | None, receiver: str, priority: str,
    ) -> Self:  # fmt: skip
        """Ask a receiver for a change, perhaps because of a need (C11-07).

        Refuses one without a text or with an unknown priority.
        """
        if not text:
            raise Refused(C11_07, "text_missing")
        if priority not in PRIORITIES:
            raise Refused(C11_07, "unknown_priority", priority=priority)
        return cls.found(
            cls.Sent, id, act,
            text=text, solution=solution, need=need, receiver=receiver, priority=priority,
        )  # fmt: skip

    def set_status(
        self, act: Act, *, status: str, release: str | None = None, reason: str = ""
    ) -> None:
        """Say how it goes. Refuses everybody but the receiver (I40), and a bare rejection."""
        if act.body != self.receiver:
            raise Refused(I40, "not_the_receiver", receiver=self.receiver)
        if self.status == (status, release, reason):
            return
        if status not in STATUSES:
            raise Refused(I40, "unknown_status", status=status)
        if status == "rejected" and not reason:
            raise Refused(C11_07, "reason_missing")
        if status == "planned" and not release:
            raise Refused(C11_07, "release_missing")
        self.record(
            self.StatusSet, act, solution=self.solution, need=self.need, receiver=self.receiver,
            status=status, release=release, reason=reason,
        )  # fmt: skip

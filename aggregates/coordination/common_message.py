"""A message that is the same for all: planned together, sent by one, and logged (S3 L401)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root
from aggregates.rules import C13_05

Recipient = dict[str, str | None]
"""{role, body}; `body` is None where it goes to all in that role."""


class CommonMessage(Root):
    TOPIC = "common-message"

    class Planned(Founding):
        """`sender` is the one organisation that sends it, on behalf of all of them."""

        TOPIC = "common-message.planned"
        title: str
        text: str
        sender: str
        day: date
        runs: list[str]

        def apply(self, message: CommonMessage) -> None:
            message.title, message.sender = self.title, self.sender
            message.day, message.sent_to = self.day, []

    class SenderChanged(Root.Event):
        TOPIC = "common-message.sender-changed"
        former: str
        sender: str

        def apply(self, message: CommonMessage) -> None:
            message.sender = self.sender

    class Sent(Root.Event):
        TOPIC = "common-message.sent"
        sender: str
        recipients: list[dict[str, str | None]]

        def apply(self, message: CommonMessage) -> None:
            message.sent_to += self.recipients

    # State

    title: str
    sender: str
    day: date
    sent_to: list[Recipient]

    # Decisions

    @classmethod
    def plan(
        cls, act: Act, *,
        id: UUID, title: str, text: str, sender: str, day: date, runs: Sequence[UUID] = (),
    ) -> Self:  # fmt: skip
        """Plan what is told in common, by one sender (C13-05). Refuses what says nothing."""
        if not text.strip():
            raise Refused(C13_05, "text_missing")
        return cls.found(
            cls.Planned, id, act, title=title, text=text, sender=sender, day=day,
            runs=[str(run) for run in runs],
        )  # fmt: skip

    def change_sender(self, act: Act, *, sender: str) -> None:
        """Let another send it; there is one sender at a time, and none after it was sent."""
        if sender == self.sender:
            return
        if self.sent_to:
            raise Refused(C13_05, "sent_already", sender=self.sender)
        self.record(self.SenderChanged, act, former=self.sender, sender=sender)

    def send(self, act: Act, *, recipients: Sequence[Recipient]) -> list[Recipient]:
        """Note to whom it went; those who had it already are not noted again. Returns the new.

        Refuses anybody but the sender, and a message to nobody (C13-05).
        """
        if act.body != self.sender:
            raise Refused(C13_05, "not_the_sender", sender=self.sender)
        if not recipients:
            raise Refused(C13_05, "recipients_missing")
        new = [dict(each) for each in recipients if each not in self.sent_to]
        if new:
            self.record(self.Sent, act, sender=self.sender, recipients=new)
        return new

"""What is told in common: planned for a day, by one sender, and to whom it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.coordination.common_message import CommonMessage
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class MessageRow(Row):
    """A common message; `sent_on` is null until it has gone to somebody."""

    title: str
    text: str
    sender: str
    day: date
    runs: list[str]
    sent_on: date | None
    recipients: list[dict[str, Any]]


MessageRows = Rows[MessageRow]


class CommonMessages(View[MessageRow]):
    name = "common_messages"
    row = MessageRow
    order = ("day",)

    @on(CommonMessage.Planned)
    def planned(self, event: CommonMessage.Planned, rows: MessageRows, position: int) -> None:
        rows.put(
            MessageRow(
                str(event.originator_id), event.title, event.text, event.sender, event.day,
                event.runs, None, [],
            )
        )  # fmt: skip

    @on(CommonMessage.SenderChanged)
    def handed_on(
        self, event: CommonMessage.SenderChanged, rows: MessageRows, position: int
    ) -> None:
        rows.put(_row(rows, event).but(sender=event.sender))

    @on(CommonMessage.Sent)
    def sent(self, event: CommonMessage.Sent, rows: MessageRows, position: int) -> None:
        row = _row(rows, event)
        recipients = [*row.recipients, *event.recipients]
        rows.put(row.but(sent_on=row.sent_on or event.on, recipients=recipients))


def _row(rows: MessageRows, event: Any) -> MessageRow:
    row = rows.get(str(event.originator_id))
    assert row is not None, "an event before the plan"
    return row

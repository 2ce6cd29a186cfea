"""Help that was asked for, what is unanswered, and on what and how long help was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aggregates.execution.support import INDIVIDUAL, Support
from aggregates.execution.support_topic import SupportTopic
from projections.kernel import Row, Rows, View, on, text


@dataclass(frozen=True)
class Help(Row):
    """One request. `text` and `answers` are between those who said it (C08-04)."""

    run: str
    solution: str
    participation: str
    municipality: str
    number: str
    topic: str
    asked_on: date
    answered: bool
    individual: bool
    common_minutes: int
    individual_minutes: int
    text: str | None
    answers: list[str]


class SupportLog(View[Help]):
    name = "support_log"
    row = Help
    order = ("asked_on",)
    indexes = (("run", "answered", "asked_on"), ("run", "topic"), ("participation",))

    @on(Support.Requested)
    def requested(self, event: Support.Requested, rows: Rows[Help], position: int) -> None:
        rows.put(
            Help(
                str(event.originator_id), text(event.run), event.solution,
                text(event.participation), text(event.municipality), event.number, event.topic,
                event.on, False, False, 0, 0, event.text, [],
            )
        )  # fmt: skip

    @on(Support.Given)
    def given(self, event: Support.Given, rows: Rows[Help], position: int) -> None:
        row = rows.get(str(event.originator_id))
        assert row is not None, "an event before the request"
        alone = event.kind == INDIVIDUAL
        rows.put(
            row.but(
                topic=event.topic, answered=True, individual=row.individual or alone,
                common_minutes=row.common_minutes + (0 if alone else event.minutes),
                individual_minutes=row.individual_minutes + (event.minutes if alone else 0),
                answers=[*row.answers, event.answer],
            )
        )  # fmt: skip


@dataclass(frozen=True)
class TopicNeed(Row):
    """A topic that recurred in a run, and the need that it was lifted as."""

    run: str
    topic: str
    need: str


class SupportTopics(View[TopicNeed]):
    name = "support_topics"
    row = TopicNeed
    indexes = (("run",),)

    @on(SupportTopic.Lifted)
    def lifted(self, event: SupportTopic.Lifted, rows: Rows[TopicNeed], position: int) -> None:
        id, need = str(event.originator_id), text(event.need)
        rows.put(TopicNeed(id, text(event.run), event.topic, need))

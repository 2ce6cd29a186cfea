"""The needs tracker: where each need came from, with whom it lies, and whether it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.needs.change_request import ChangeRequest
from aggregates.needs.need import (
    ANSWERED,
    ASSESSED,
    CLOSED,
    ENDED,
    LIFTED,
    MERGED,
    RECEIVED,
    REGISTERED,
    Need,
)
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class NeedRow(Row):
    """A need; `returned` are the origins that have its latest answer."""

    text: str
    solution: str | None
    service_area: str | None
    county: str
    stage: str
    origins: list[dict[str, Any]]
    reaches: int | None
    priority: str | None
    outcome: str | None
    receiver: str | None
    answer: str | None
    reason: str | None
    returned: list[str]
    merged_into: str | None
    registered_on: date
    assessed_on: date | None
    lifted_on: date | None
    received_on: date | None
    answered_on: date | None

    def days_unanswered(self, day: date) -> int | None:
        """How long it has waited for an answer, from its oldest origin; None where it has one."""
        if self.answered_on is not None or self.stage in ENDED:
            return None
        return (day - min(date.fromisoformat(each["on"]) for each in self.origins)).days

    def unanswered_on(self, day: date) -> bool:
        """Whether it had no answer that day; what was merged into another is asked of that one."""
        if self.stage in ENDED and self.answered_on is None:
            return False
        return self.answered_on is None or self.answered_on > day

    def days_unassessed(self, day: date) -> int | None:
        """How long it has waited for its region to assess it; None where that is done."""
        return (day - self.registered_on).days if self.stage == REGISTERED else None

    def days_unacknowledged(self, day: date) -> int | None:
        """How long its receiver has not said that it has it; None where that is not so."""
        lifted = self.lifted_on if self.stage == LIFTED else None
        return None if lifted is None else (day - lifted).days


NeedRows = Rows[NeedRow]


class Needs(View[NeedRow]):
    name = "needs"
    row = NeedRow
    order = ("registered_on",)
    indexes = (("county", "stage"), ("receiver", "stage"))

    @on(Need.Registered, Need.SplitOff)
    def registered(self, event: Any, rows: NeedRows, position: int) -> None:
        rows.put(
            NeedRow(
                str(event.originator_id), event.text, event.solution, event.service_area,
                event.county, REGISTERED, event.origins, None, None, None, None, None, None, [],
                None, event.on, None, None, None, None,
            )
        )  # fmt: skip

    @on(Need.Assessed)
    def assessed(self, event: Need.Assessed, rows: NeedRows, position: int) -> None:
        _now(
            rows, event, stage=ASSESSED, assessed_on=event.on, reaches=event.reaches,
            priority=event.priority, outcome=event.outcome,
        )  # fmt: skip

    @on(Need.Merged)
    def merged(self, event: Need.Merged, rows: NeedRows, position: int) -> None:
        need = _of(rows, event)
        rows.put(need.but(origins=[*need.origins, *event.origins]))

    @on(Need.MergedInto)
    def gone(self, event: Need.MergedInto, rows: NeedRows, position: int) -> None:
        _now(rows, event, stage=MERGED, merged_into=str(event.into))

    @on(Need.Split)
    def split(self, event: Need.Split, rows: NeedRows, position: int) -> None:
        given = {each["need"] for each in event.origins}
        need = _of(rows, event)
        rows.put(need.but(origins=[each for each in need.origins if each["need"] not in given]))

    @on(Need.Lifted)
    def lifted(self, event: Need.Lifted, rows: NeedRows, position: int) -> None:
        _now(rows, event, stage=LIFTED, lifted_on=event.on, receiver=event.receiver)

    @on(Need.Received)
    def received(self, event: Need.Received, rows: NeedRows, position: int) -> None:
        _now(rows, event, stage=RECEIVED, received_on=event.on)

    @on(Need.Answered)
    def answered(self, event: Need.Answered, rows: NeedRows, position: int) -> None:
        first = _of(rows, event).answered_on
        _now(
            rows, event, stage=ANSWERED, answered_on=first or event.on,
            answer=event.answer, reason=event.reason, returned=[],
        )  # fmt: skip

    @on(Need.AnswerReturned)
    def returned(self, event: Need.AnswerReturned, rows: NeedRows, position: int) -> None:
        need = _of(rows, event)
        rows.put(need.but(returned=[*need.returned, str(event.origin)]))

    @on(Need.Closed)
    def closed(self, event: Need.Closed, rows: NeedRows, position: int) -> None:
        _now(rows, event, stage=CLOSED)


@dataclass(frozen=True)
class RequestRow(Row):
    """A change that was asked for; `status` is what its receiver says, or `sent`."""

    text: str
    solution: str
    need: str | None
    receiver: str
    priority: str
    status: str
    in_release: str | None
    reason: str
    sent_on: date
    status_on: date | None


class ChangeRequests(View[RequestRow]):
    name = "change_requests"
    row = RequestRow
    order = ("sent_on",)
    indexes = (("need",), ("receiver", "status"))

    @on(ChangeRequest.Sent)
    def sent(self, event: ChangeRequest.Sent, rows: Rows[RequestRow], position: int) -> None:
        rows.put(
            RequestRow(
                str(event.originator_id), event.text, event.solution,
                None if event.need is None else str(event.need), event.receiver, event.priority,
                "sent", None, "", event.on, None,
            )
        )  # fmt: skip

    @on(ChangeRequest.StatusSet)
    def told(self, event: ChangeRequest.StatusSet, rows: Rows[RequestRow], position: int) -> None:
        request = rows.get(str(event.originator_id))
        assert request is not None, "an event before the sending"
        rows.put(
            request.but(
                status=event.status,
                in_release=event.release,
                reason=event.reason,
                status_on=event.on,
            )
        )


def _of(rows: NeedRows, event: Any) -> NeedRow:
    need = rows.get(str(event.originator_id))
    assert need is not None, "an event before the registering"
    return need


def _now(rows: NeedRows, event: Any, **changed: Any) -> None:
    rows.put(_of(rows, event).but(**changed))

"""What municipalities stated beside their answers: intentions, plans, anchoring, agreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.invitations.anchoring import Anchoring
from aggregates.invitations.checklist import Checklist
from aggregates.invitations.fulfilment import Fulfilment
from aggregates.invitations.intention import Intention
from aggregates.portfolio.requirements import Requirements
from projections.kernel import Row, Rows, View, on

INTENTION, FULFILMENT = "intention", "fulfilment"
ANCHORING, CHECKLIST, ASKED = "anchoring", "checklist", "asked"


@dataclass(frozen=True)
class Matter(Row):
    """One thing stated. `sort` is intention, fulfilment, anchoring or checklist.

    What it says in words, and on which document, is in the trail.
    A row of the sort `asked` is of no municipality: it is what joining asks for with a solution.
    """

    sort: str
    municipality: str
    number: str
    region: str
    solution: str
    status: str
    since: date
    until: date | None
    facts: dict[str, Any]


Stated = Rows[Matter]


class Matters(View[Matter]):
    name = "matters"
    row = Matter
    order = ("solution", "number")
    indexes = (("municipality",), ("solution", "sort"))

    @on(Intention.Given, Intention.GivenAnew)
    def intended(self, event: Any, rows: Stated, position: int) -> None:
        facts = {"binding": event.binding, "on_behalf": event.on_behalf}
        rows.put(_begun(event, INTENTION, "given", event.until, facts))

    @on(Intention.Confirmed, Intention.Fulfilled, Intention.Lapsed, Intention.Withdrawn)
    def settled(self, event: Any, rows: Stated, position: int) -> None:
        _put(rows, event, status=event.TOPIC.partition(".")[2])

    @on(Fulfilment.Planned, Fulfilment.Replanned)
    def planned(self, event: Any, rows: Stated, position: int) -> None:
        facts = {"actor": event.actor, "on_behalf": event.on_behalf}
        rows.put(_begun(event, FULFILMENT, "planned", event.ready_by, facts))

    @on(Anchoring.Begun)
    def anchored(self, event: Anchoring.Begun, rows: Stated, position: int) -> None:
        rows.put(_begun(event, ANCHORING, "stated", None, {}))

    @on(Anchoring.Stated)
    def stated(self, event: Anchoring.Stated, rows: Stated, position: int) -> None:
        said = {"leader": event.leader, "informed": event.informed, "document": event.document}
        _put(rows, event, {event.sector: said})

    @on(Checklist.Made)
    def listed(self, event: Checklist.Made, rows: Stated, position: int) -> None:
        facts = {
            each["id"]: {**each, "signed_on": None, "confirmed": False} for each in event.agreements
        }
        rows.put(_begun(event, CHECKLIST, "open", None, facts))

    @on(Checklist.Ticked)
    def ticked(self, event: Checklist.Ticked, rows: Stated, position: int) -> None:
        said = {"signed_on": event.signed_on.isoformat(), "confirmed": False}
        _agree(rows, event, said, status="open" if event.left else "complete")

    @on(Checklist.Unticked)
    def unticked(self, event: Checklist.Unticked, rows: Stated, position: int) -> None:
        _agree(rows, event, {"signed_on": None, "confirmed": False}, status="open")

    @on(Checklist.Confirmed)
    def confirmed(self, event: Checklist.Confirmed, rows: Stated, position: int) -> None:
        _agree(rows, event, {"confirmed": True})

    @on(Requirements.Begun)
    def asked(self, event: Requirements.Begun, rows: Stated, position: int) -> None:
        id = str(event.originator_id)
        facts: dict[str, Any] = {"sectors": [], "agreements": []}
        rows.put(Matter(id, ASKED, "", "", "", event.solution, ASKED, event.on, None, facts))

    @on(Requirements.SectorsStated)
    def sectors(self, event: Requirements.SectorsStated, rows: Stated, position: int) -> None:
        _put(rows, event, {"sectors": event.sectors})

    @on(Requirements.AgreementsStated)
    def agreements(self, event: Requirements.AgreementsStated, rows: Stated, position: int) -> None:
        _put(rows, event, {"agreements": event.agreements})


def _begun(event: Any, sort: str, status: str, until: date | None, facts: dict[str, Any]) -> Matter:
    return Matter(
        str(event.originator_id), sort, str(event.municipality), event.number, event.region,
        event.solution, status, event.on, until, facts,
    )  # fmt: skip


def _agree(rows: Stated, event: Any, said: dict[str, Any], **changed: Any) -> None:
    matter = rows.get(str(event.originator_id))
    assert matter is not None, "an event before the list"
    _put(rows, event, {event.agreement: matter.facts[event.agreement] | said}, **changed)


def _put(rows: Stated, event: Any, facts: dict[str, Any] | None = None, **changed: Any) -> None:
    matter = rows.get(str(event.originator_id))
    assert matter is not None, "an event before the first"
    rows.put(matter.but(facts=matter.facts | (facts or {}), **changed))

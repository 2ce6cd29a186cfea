"""The run calendar as iCalendar (RFC 5545), for whatever calendar people keep themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, NamedTuple

from fastapi import Depends, Response
from icalendar import Calendar, Event

from api import texts
from api.asking import Asks
from api.routing import commands
from api.views import AtLeast, Views, the_views
from projections.calendar import RunCalendar
from projections.evaluations import Evaluations
from projections.kernel import View
from projections.participations import Participations
from projections.runs import Runs
from projections.tables import Tables

router = commands("calendar")

Reads = Annotated[Views, Depends(the_views)]
MEDIA_TYPE = "text/calendar; charset=utf-8"
HOST = "fellestakt"
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)


class Entry(NamedTuple):
    """A whole day or several, until and not including `until`; `uid` is always the same."""

    uid: str
    since: date
    until: date
    summary: str


class ICalendar(Response):
    media_type = MEDIA_TYPE


@router.get("/calendar.ics", tags=["boards"], response_class=ICalendar)
async def calendar_file(_: Asks, views: Reads, at_least: AtLeast = 0) -> Response:
    """Runs, puljer and deadlines as a calendar to subscribe to; no municipality is named in it."""
    needed: list[type[View[Any]]] = [RunCalendar, Runs, Participations, Evaluations]
    entries, freshness = await views.read(at_least, needed, lambda tables: list(_entries(tables)))
    return ICalendar(written(entries, freshness.recorded or NOTHING_YET))


def written(entries: list[Entry], recorded: datetime) -> bytes:
    """The file: each entry under its own name, stamped with when the log was as it tells."""
    calendar = Calendar()
    calendar.add("prodid", "-//Fellestakt//NO")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", texts.calendar()["name"])
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.uid}@{HOST}")
        event.add("dtstamp", recorded.astimezone(UTC))
        event.add("dtstart", entry.since)
        event.add("dtend", entry.until)
        event.add("summary", entry.summary)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _entries(tables: Tables) -> Iterator[Entry]:
    titles = {run.id: run.title for run in tables.page(Runs)}
    yield from _going_on(tables, titles)
    yield from _due(tables, titles)


def _going_on(tables: Tables, titles: dict[str, str]) -> Iterator[Entry]:
    for run in tables.page(Runs):
        if run.opened_on is not None:
            ends = max(run.closed_on or run.opened_on, run.opened_on) + timedelta(days=1)
            yield Entry(f"run-{run.id}", run.opened_on, ends, _said("run", title=run.title))
    for row in tables.page(RunCalendar):
        summary = _said("pulje", title=titles[row.run], number=row.number)
        yield Entry(f"pulje-{row.run}-{row.number}", row.since, row.until, summary)


def _due(tables: Tables, titles: dict[str, str]) -> Iterator[Entry]:
    """Days by which something is owed: answers to invitations, and evaluations."""
    invitations = tables.page(Participations, {"invitation": "open"})
    for run, deadline in sorted({(each.run, each.deadline) for each in invitations}):
        uid = f"deadline-{run}-{deadline.isoformat()}"
        yield _on(uid, deadline, _said("deadline", title=titles[run]))
    for owed in tables.page(Evaluations):
        if owed.received_on is None:
            summary = _said("evaluation", title=titles.get(owed.run, owed.solution))
            yield _on(f"evaluation-{owed.id}", owed.due, summary)


def _on(uid: str, day: date, summary: str) -> Entry:
    return Entry(uid, day, day + timedelta(days=1), summary)


def _said(kind: str, **facts: str | int) -> str:
    return texts.calendar()[kind].format(**facts)

"""The run calendar as iCalendar (RFC 5545), for whatever calendar people keep themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Response
from icalendar import Calendar, Event

from api import texts
from api.asking import Asks
from api.calendar_days import NEEDED, Entry, entries
from api.routing import commands
from api.views import AtLeast, Views, the_views

router = commands("calendar")

Reads = Annotated[Views, Depends(the_views)]
MEDIA_TYPE = "text/calendar; charset=utf-8"
HOST = "fellestakt"
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)


class ICalendar(Response):
    media_type = MEDIA_TYPE


@router.get("/calendar.ics", tags=["boards"], response_class=ICalendar)
async def calendar_file(_: Asks, views: Reads, at_least: AtLeast = 0) -> Response:
    """Runs, puljer and what is owed when, to subscribe to; no municipality is named in it."""
    told, freshness = await views.read(at_least, NEEDED, entries)
    return ICalendar(written(told, freshness.recorded or NOTHING_YET))


def written(told: list[Entry], recorded: datetime) -> bytes:
    """The file: each entry under its own name, stamped with when the log was as it tells."""
    calendar = Calendar()
    calendar.add("prodid", "-//Fellestakt//NO")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", texts.calendar()["name"])
    for entry in told:
        event = Event()
        event.add("uid", f"{entry.uid}@{HOST}")
        event.add("dtstamp", recorded.astimezone(UTC))
        event.add("dtstart", entry.since)
        event.add("dtend", entry.until)
        event.add("summary", entry.summary)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())

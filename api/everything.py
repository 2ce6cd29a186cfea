"""Everything that is held about a municipality, to itself: also what others noted of it (V16)."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import Depends

from aggregates.kernel.refusals import Forbidden
from api.asking import Asks
from api.bodies import NumberPath, On
from api.commitments import Commitments, of_municipality
from api.reading import BOARD, municipality_on, standings_on
from api.routing import commands
from api.trail import Told, told
from api.views import After, AtLeast, Limit, Needed, Standing, Views, the_views
from api.withholding import NOTES, PRIVATE, shown
from projections.matters import Matters
from projections.municipalities import Municipalities, Municipality
from projections.participations import Participant, Participations
from projections.region_board import Standing as Stands
from projections.tables import Tables
from projections.work import Work, WorkItem

router = commands("boards")

Reads = Annotated[Views, Depends(the_views)]


class Everything(Standing):
    """All that is held about a municipality. `events` is every event about it, a page at a time.

    `notes` is what others have noted of it, and `assessments` what it thinks itself.
    """

    municipality: Municipality
    standings: list[Stands]
    participations: list[Participant]
    work: list[WorkItem]
    commitments: Commitments
    notes: list[Told]
    assessments: list[Told]
    events: list[Told]
    next: str | None


@router.get("/municipalities/{number}/everything")
async def everything(
    number: NumberPath, asker: Asks, views: Reads,
    on: On = None, after: After = 0, at_least: AtLeast = 0, limit: Limit = 100,
) -> Everything:  # fmt: skip
    """Everything that is held about one's own municipality, and nothing withheld from it (I68)."""
    day = on or views.today

    def look(tables: Tables) -> dict[str, Any]:
        row = municipality_on(tables, number, day)
        of_it = {"municipality": row.municipality}
        return {
            "municipality": row,
            "standings": standings_on(tables, of_it, day, views.today),
            "participations": tables.page(Participations, of_it),
            "work": _work(tables, row.municipality, asker.caller.organisation),
            "commitments": of_municipality(tables, row.municipality),
        }

    needed: Needed = [Municipalities, *BOARD, Participations, Work, Matters]
    page, freshness = await views.read(at_least, needed, look)
    own = page["municipality"].municipality
    if own != str(asker.municipality):
        raise Forbidden("other_body")
    positions, _ = await views.told(at_least, [own])
    entries = await asyncio.to_thread(asker.log.store.at, positions)
    apart = [each for each in entries if each.topic.startswith((NOTES, PRIVATE))]
    wanted = [each for each in entries if each.position > after]
    said = [told(each) for each in await shown(asker, apart, None)]
    return Everything(
        position=freshness.position,
        recorded=freshness.recorded,
        notes=[each for each in said if each.event.startswith(NOTES)],
        assessments=[each for each in said if each.event.startswith(PRIVATE)],
        events=[told(each) for each in await shown(asker, wanted[:limit], None)],
        next=str(wanted[limit - 1].position) if len(wanted) > limit else None,
        **page,
    )


def _work(tables: Tables, municipality: str, body: str) -> list[WorkItem]:
    """What is about the municipality, and what is addressed to its organisation, by age."""
    found = tables.page(Work, {"municipality": municipality}) + tables.page(
        Work, {"for_body": body}
    )
    return sorted({each.id: each for each in found}.values(), key=lambda e: (e.since, e.id))

"""What waits for a function in an organisation, when whoever held it has left (R23)."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from pydantic import BaseModel

from aggregates.kernel.act import Role
from aggregates.tasks.task import MUNICIPAL
from api.asking import Asker, Asks
from api.bodies import OrgnrPath
from api.routing import commands
from api.views import AtLeast, Item, Views, the_views
from projections.runs import RunRow, Runs
from projections.tables import Tables
from projections.work import Work, WorkItem

router = commands("mandates")

Reads = Annotated[Views, Depends(the_views)]
LEADING = {None, Role.ROLLOUT_LEADER, Role.NETWORK_RESOURCE}


class Orphans(BaseModel):
    """Open tasks of a function in an organisation, and the runs that are led from it."""

    tasks: list[WorkItem]
    runs: list[RunRow]


@router.get("/organisations/{orgnr}/orphans")
async def orphans(
    orgnr: OrgnrPath, asker: Asks, views: Reads,
    function: Role | None = None, at_least: AtLeast = 0,
) -> Item[Orphans]:  # fmt: skip
    """What waits for a function, or any, in one's own organisation: open tasks and led runs (R23).

    What of it nobody has when somebody has left, the administrator sees to.
    """
    asker.of_organisation(orgnr)

    def look(tables: Tables) -> Orphans:
        where = {"open": True} | ({"for_role": str(function)} if function else {})
        led = tables.page(Runs) if function in LEADING else []
        return Orphans(
            tasks=[each for each in tables.page(Work, where) if _is_ours(asker, orgnr, each)],
            runs=[each for each in led if each.leader_body == orgnr and each.closed_on is None],
        )

    page, freshness = await views.read(at_least, [Work, Runs], look)
    return Item(position=freshness.position, recorded=freshness.recorded, item=page)


def _is_ours(asker: Asker, orgnr: str, item: WorkItem) -> bool:
    """Whether a task is for that body, or for the role in that municipality or region."""
    if item.for_body is not None:
        return item.for_body == orgnr
    if item.for_role in MUNICIPAL:
        return asker.municipality is not None and item.municipality == str(asker.municipality)
    of_contact = item.for_role == Role.REGIONAL_CONTACT and asker.region is not None
    return of_contact and item.facts.get("region") == asker.region

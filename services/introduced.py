"""When a solution is technically introduced, the municipality is asked how it goes (R8).

Introduced is not in use. That a measurement is expected, too, is in `services/use.py`.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from uuid import UUID

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.reports import TECHNICALLY_INTRODUCED
from aggregates.deeds.follow_up import demands
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.tasks.task import Task
from bus.contracts.adoption import StageReached
from bus.contracts.kernel import CloudEvent
from log.log import Log
from services.asking import ask


async def schedule(message: StageReached, envelope: CloudEvent, log: Log) -> None:
    """Ask the municipality on the days that are agreed for the solution.

    Days that have passed are not asked about: what is imported or told late is history.
    """
    if message.stage != TECHNICALLY_INTRODUCED or message.latest is None:
        return
    of = Adoption.id_of(message.municipality, message.solution)
    agreed = await log.look(lambda desk: demands(desk, message.solution))
    for number, after in enumerate(agreed.check_weeks):
        due = message.latest + timedelta(weeks=after)
        asked = partial(_ask, adoption=of, number=number, due=due)
        await ask(log, "introduced", envelope, asked, str(number))


def _ask(desk: Desk, *, adoption: UUID, number: int, due: date) -> Root:
    introduced = desk.get(Adoption, adoption)
    if due <= desk.act.today:
        return introduced
    return desk.found(
        Task.open(
            desk.act, kind="follow_up_check", about=introduced.id, key=(number,), due=due,
            for_role=Role.MUNICIPAL_COORDINATOR, municipality=introduced.municipality,
            subject_key="follow_up_check",
            facts={"solution": introduced.solution, "due": due.isoformat()},
        )
    )  # fmt: skip

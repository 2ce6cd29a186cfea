"""When a function or a mandate ends, somebody is asked to see to what it was for (R23).

Access ended with the function itself. What is left is what nobody may notice: open tasks, and runs
that were led in it.
"""

from __future__ import annotations

from functools import partial

from aggregates.deeds.regions import ask_for_representative
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.mandates.roster import Roster
from aggregates.tasks.task import Task
from bus.contracts.kernel import CloudEvent
from bus.contracts.mandates import FunctionEnded, MandateEnded
from log.log import Log
from services.asking import ask


async def see_to(message: FunctionEnded, envelope: CloudEvent, log: Log) -> None:
    """Open a task for the administrator of the organisation; the list is in the views."""
    await ask(log, "orphans", envelope, partial(_ask, ended=message))


async def see_to_mandate(message: MandateEnded, envelope: CloudEvent, log: Log) -> None:
    """Ask the group that a mandate spoke for, or else KS, who speaks from then on (R23).

    That nobody speaks under it any more is kept by the mandate itself (C01-07).
    """
    deed = partial(ask_for_representative, mandate=message.mandate)
    await ask(log, "orphans-mandate", envelope, deed)


def _ask(desk: Desk, *, ended: FunctionEnded) -> Root:
    function, until = ended.function, ended.until
    return desk.found(
        Task.open(
            desk.act, kind="orphaned_duties", about=Roster.id_of(ended.organisation),
            key=(function, until), for_role=Role.ADMINISTRATOR, for_body=ended.organisation,
            due=until, subject_key="orphaned_duties",
            facts={"function": function, "until": until.isoformat()},
        )
    )  # fmt: skip

"""The whole past: it touches every event that any view folds."""

from __future__ import annotations

from log.log import Log
from tests.kit.history import (
    after,
    agreed,
    coordination,
    dated,
    execution,
    ground,
    halted,
    regional,
    run,
    stated,
    stopped,
)
from tests.kit.history.past import Past

PARTS = (
    ground.territory, ground.portfolio, ground.readiness,
    run.planning, coordination.calendar,
    run.inviting, stopped.suspension, stopped.exemptions,
    run.deciding, run.places, run.changing_minds, run.starting,
    execution.together, execution.locally, execution.helped, execution.meeting,
    execution.following_up,
    run.ending,
    coordination.common,
    after.adoption, after.use, after.work, after.funding,
    after.inheritance,
    after.benefit,
    run.learning, after.experience, after.model,
    agreed.technology,
    agreed.material,
    regional.groups,
    agreed.vendors,
    regional.needs,
    stated.asked_for, stated.stating, stated.intending, stated.renewing,
    regional.work,
    regional.starting,
    agreed.pilots,
    agreed.ceilings,
    agreed.ownership,
    agreed.networks,
    agreed.groupings,
    agreed.organisations,
    stopped.withdrawal,
    halted.regional,
    dated.days,
)  # fmt: skip


def tell(log: Log) -> None:
    """Tell all of it, in the order in which it rests on each other."""
    past = Past(log)
    for part in PARTS:
        part(past)

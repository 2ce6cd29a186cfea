"""A run that is about one version of its solution: a smaller change asks for fewer activities."""

from __future__ import annotations

from uuid import UUID

from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.portfolio.modules import Modules
from aggregates.rules import C02_09
from aggregates.runs.run import Run
from aggregates.runs.run_version import RunVersion


def name_version(desk: Desk, *, run: UUID, version_name: str) -> RunVersion:
    """Say which version of its solution a run is about (C02-09).

    Refuses one that has not come out, and a run that takes sign-ups already: what municipalities
    were invited to is not made another thing.
    """
    about = desk.get(Run, run)
    about.check_alive()
    if about.takes_sign_ups:
        raise Refused(C02_09, "invited_already", version=version_name)
    modules = desk.find(Modules, Modules.id_of(about.solution))
    if modules is None or version_name not in modules.versions:
        raise Refused(C02_09, "not_released", version=version_name, solution=about.solution)
    known = desk.find(RunVersion, RunVersion.id_of(run))
    if known is not None:
        known.change(desk.act, version_name=version_name)
        return known
    return desk.found(
        RunVersion.name(desk.act, run=run, solution=about.solution, version_name=version_name)
    )


def why_fewer(desk: Desk, *, run: UUID) -> str | None:
    """Why the run may do with fewer activities: the reason that its version came out with; None
    where it is about no version, or about a larger change (C02-09)."""
    about = desk.find(RunVersion, RunVersion.id_of(run))
    if about is None:
        return None
    modules = desk.get(Modules, Modules.id_of(about.solution))
    _, reduced, reason = modules.versions[about.version_name]
    return f"{about.version_name}: {reason}" if reduced else None

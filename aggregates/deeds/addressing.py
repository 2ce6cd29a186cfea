"""In which body those are whom something is for: the contact of a county, or who leads.

A role without a body is everybody who holds it anywhere, and each of them may then say that it is
done. That is whom it is addressed to where the body is not known: where no group serves the county
yet, or no leader is appointed. It is somebody's from the start, and nobody loses it.
"""

from __future__ import annotations

from uuid import UUID

from aggregates.coordination.leader_pool import PooledLeader
from aggregates.deeds.groupings import counties_in
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.regions.county_service import CountyService
from aggregates.regions.regional_group import RegionalGroup
from aggregates.runs.run import Run
from aggregates.tasks.notice import Addressee
from aggregates.territory.register import Register


def deciding(desk: Desk, asked: Participation) -> list[Addressee]:
    """Who decides in the municipality, and who coordinates; the contact of the region in which it
    was asked, where the register knows no organisation for it."""
    register = desk.find(Register, Register.ID)
    body = register.organisation_of(asked.municipality) if register else None
    if body is None:
        return [{"role": str(Role.REGIONAL_CONTACT), "body": contact_body(desk, asked.region)}]
    return [
        {"role": str(role), "body": body}
        for role in (Role.MUNICIPAL_DECIDER, Role.MUNICIPAL_COORDINATOR)
    ]


def group_of(desk: Desk, county: str | None) -> RegionalGroup | None:
    """The group that serves a county; None where none is established yet (I42)."""
    service = desk.find(CountyService, CountyService.id_of(county)) if county else None
    return None if service is None else desk.get(RegionalGroup, service.group)


def contact_body(desk: Desk, county: str | None) -> str | None:
    """The organisation whose contact sees to a county; None where no group serves it yet."""
    group = group_of(desk, county)
    return None if group is None else group.organisation


def body_of_contact(desk: Desk, municipality: UUID) -> str | None:
    """The organisation whose contact sees to a municipality, by the county it is in or was last."""
    return contact_body(desk, desk.get(Register, Register.ID).last_known(municipality).county)


def scope_body(desk: Desk, scope_code: str) -> str | None:
    """The organisation whose contact sees to all of a regional scope, as `regional:46+50`.

    None where several groups share it: then it is for each of them.
    """
    bodies = {contact_body(desk, each) for each in counties_in(desk, scope_code)}
    return bodies.pop() if len(bodies) == 1 else None


def leader_body(desk: Desk, run: Run, leader: str | None = None) -> str | None:
    """The organisation of a run's leader, or of `leader`, who leads a pulje of it.

    None while nobody leads, and where another leader is in no pool, so that nobody knows.
    """
    if leader is None or leader == run.leader:
        return run.leader_body
    pooled = desk.find(PooledLeader, PooledLeader.id_of(leader))
    return pooled.organisation if pooled else None

"""The regions: a group with its functions, and a county that goes from one group to another."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from aggregates.deeds import mandates, regions
from aggregates.kernel.act import Role
from aggregates.mandates.mandate import Mandate
from aggregates.regions.regional_group import RegionalGroup
from aggregates.territory.organisation import Organisation
from log.log import Deed, founding, upon
from tests.kit.history.past import SPRING, Past

VEST, MORE, NETWORK = "310004618", "310001503", "330004606"
FOUNDERS = dict.fromkeys(("diginettverk", "fpu", "e_komp", "kommunenettverk"), "En fra hver")
GROUP, OTHER = RegionalGroup.id_of(VEST), RegionalGroup.id_of(MORE)
CONTACT, LEADER = "p-kontakt", "p-leder"
JUNE = date(2024, 6, 1)


def network(past: Past, deed: Deed, on: date = SPRING) -> None:
    past.did(Role.DIGITAL_NETWORK, deed, on, body=NETWORK)


def group(past: Past, deed: Deed, on: date = SPRING) -> None:
    past.did(Role.REGIONAL_CONTACT, deed, on, by=CONTACT, body=VEST, region="46")


def groups(past: Past) -> None:
    """Vestland has a contact until June and a leader; Møre og Romsdal is served by Vestland."""
    for number, county in ((VEST, "46"), (MORE, "15")):
        organisation = founding(
            Organisation.register, number=number, name=county, kind="regional_group", region=county
        )
        past.system(organisation)
        network(
            past,
            partial(
                regions.establish, organisation=number, counties=[county], founders=FOUNDERS
            ),
        )  # fmt: skip
    past.owner(upon(RegionalGroup, GROUP, RegionalGroup.confirm))
    past.owner(partial(regions.hand_over, county="15", group=GROUP, agreement="26/1"))
    people(past)


def people(past: Past) -> None:
    for person, function in ((CONTACT, Role.REGIONAL_CONTACT), (LEADER, Role.ROLLOUT_LEADER)):
        given = partial(
            mandates.give, organisation=VEST, person=person, function=function, since=SPRING
        )
        past.did(Role.ADMINISTRATOR, given, body=VEST)
    network(past, partial(regions.appoint_contact, group=GROUP, person=CONTACT, since=SPRING))
    for person in (LEADER,):
        named = partial(
            regions.name_member, group=GROUP, person=person, function="innforingsleder",
            since=SPRING,
        )  # fmt: skip
        network(past, named)
    group(
        past,
        upon(
            RegionalGroup, GROUP, RegionalGroup.declare_competence,
            person=LEADER, areas=["procurement"],
        ),
    )  # fmt: skip
    mandate = founding(Mandate.give, person="p-fpu", forum="FPU e-helse", since=SPRING)
    past.owner(mandate)
    named_by: UUID = Mandate.id_of("p-fpu", "FPU e-helse", SPRING)
    group(
        past, partial(regions.name_representative, group=GROUP, mandate=named_by, feedback="Møte.")
    )
    ended = partial(
        mandates.end, organisation=VEST, person=LEADER, function=Role.ROLLOUT_LEADER, until=JUNE
    )
    past.did(Role.ADMINISTRATOR, ended, body=VEST)
    network(
        past,
        upon(
            RegionalGroup, GROUP, RegionalGroup.end_term,
            person=CONTACT, function="regional_kontakt", until=JUNE,
        ),
    )  # fmt: skip

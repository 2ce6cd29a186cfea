"""The regions: a group with its functions, and a county that goes from one group to another."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from aggregates.deeds import implementation, mandates, regions
from aggregates.deeds import needs as needing
from aggregates.deeds import regional_people as lending
from aggregates.deeds import regional_work as working
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import derived
from aggregates.mandates.mandate import Mandate
from aggregates.needs.change_request import ChangeRequest
from aggregates.needs.need import Need
from aggregates.needs.origin import origin
from aggregates.regions.competence import AREAS
from aggregates.regions.implementation_plan import ImplementationPlan
from aggregates.regions.principles import KEYS
from aggregates.regions.question import Question
from aggregates.regions.regional_group import RegionalGroup
from aggregates.regions.seconded import Seconded
from aggregates.territory.organisation import Organisation
from log.log import Deed, founding, upon
from tests.kit.history.past import BERGEN, SPRING, Past

VEST, MORE, NETWORK = "310004618", "310001503", "330004606"
FOUNDERS = dict.fromkeys(("diginettverk", "fpu", "e_komp", "kommunenettverk"), "En fra hver")
GROUP, OTHER = RegionalGroup.id_of(VEST), RegionalGroup.id_of(MORE)
CONTACT, LEADER = "p-kontakt", "p-leder"
JUNE = date(2024, 6, 1)
WHOLE, SECOND, THIRD = (UUID(int=3000 + number) for number in (1, 2, 3))
NHN, REQUEST = "994598759", UUID(int=3009)


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


def needs(past: Past) -> None:
    """Three needs become one, of which one origin is split off again; it is lifted and answered."""
    for need in (WHOLE, SECOND, THIRD):
        from_where = origin(need, "resource", None, "46", SPRING)
        registered = founding(
            Need.register, id=need, origin=from_where, text="Varsel.", solution="pll",
            service_area=None,
        )  # fmt: skip
        group(past, registered)
    group(past, partial(needing.merge, need=WHOLE, others=[SECOND, THIRD]))
    group(past, partial(needing.split, need=WHOLE, origins=[str(THIRD)], text="En annen sak."))
    assessed = upon(
        Need, WHOLE, Need.assess, reaches=3, priority="high", outcome="lift", reason="Flere."
    )
    group(past, assessed)
    group(past, upon(Need, WHOLE, Need.lift, channel="service_provider", receiver=NHN))
    provider(past, upon(Need, WHOLE, Need.acknowledge))
    sent = founding(
        ChangeRequest.send, id=REQUEST, text="Vis det.", solution="pll", need=WHOLE, receiver=NHN,
        priority="high",
    )  # fmt: skip
    group(past, sent)
    planned = upon(
        ChangeRequest, REQUEST, ChangeRequest.set_status, status="planned", release="PLL 2"
    )
    provider(past, planned)
    answered = upon(Need, WHOLE, Need.give_answer, answer="solved", reason="PLL 2.")
    provider(past, answered, JUNE)
    past.system(partial(needing.return_answer, need=WHOLE), JUNE)
    provider(past, upon(Need, WHOLE, Need.close), JUNE)


def provider(past: Past, deed: Deed, on: date = SPRING) -> None:
    past.did(Role.SERVICE_PROVIDER, deed, on, body=NHN)


def work(past: Past) -> None:
    """Somebody is released to Vestland and warned of the end; Bergen asks, and is answered."""
    agreed = partial(
        lending.agree_secondment, group=GROUP, person=LEADER, municipality="4601", percent=60,
        since=SPRING, until=date(2024, 7, 1), funding_line="samhandling 2024", tasks=["Støtte"],
        agreement="24/10", solutions=["dho"], deviations={"dho": "Forberedelse."},
    )  # fmt: skip
    network(past, agreed)
    lent = Seconded.id_of(LEADER)
    accepted = upon(Seconded, lent, Seconded.accept, number=1)
    past.did(Role.NETWORK_RESOURCE, accepted, by=LEADER, body=VEST, region="46")
    notice = timedelta(days=90)
    past.system(upon(Seconded, lent, Seconded.warn, number=1, today=JUNE, notice=notice), JUNE)
    ended = upon(Seconded, lent, Seconded.end, number=1, until=JUNE, reason="Ny stilling.")
    network(past, ended, JUNE)
    acting = partial(
        regions.appoint_contact, group=GROUP, person=CONTACT, since=date(2024, 8, 1),
        until=date(2024, 9, 1), acting=True,
    )  # fmt: skip
    network(past, acting, JUNE)
    letters(past)
    group(past, partial(working.state_planned, group=GROUP, year=2024, none=True, runs=[]))
    met = partial(working.make_contact, number="4602", kind="visit", on=SPRING)
    group(past, met)
    asked = partial(working.ask_question, solution=None, text="Hvem kan hjelpe?")
    past.municipality(BERGEN, asked)
    question = derived("questions", uuid5(NAMESPACE_URL, f"a past/{past.told}"))
    group(past, partial(working.route, question=question, owner=LEADER))
    group(past, upon(Question, question, Question.give_answer, text="Kinn."), JUNE)


def letters(past: Past) -> None:
    issued = partial(
        lending.issue_letter, group=GROUP, year=2024, tasks=["Etablere"],
        base_functions=["Kontakt"], result_goals=["Alle"], principles=list(KEYS),
    )  # fmt: skip
    past.owner(issued)
    gaps = [area for area in AREAS if area != "procurement"]
    network(past, partial(lending.accept_letter, group=GROUP, year=2024, gaps_seen=gaps))
    points = [{"principle": key, "met": True, "how": "Ja."} for key in KEYS]
    results = [{"point": each, "met": True, "how": "Ja."} for each in ("Etablere", "Alle")]
    reported = partial(
        lending.report_letter, group=GROUP, year=2024, points=points, results=results
    )
    network(past, reported)


def starting(past: Past) -> None:
    """KS sets the frame of 2024; Vestland plans, has met its network, and reached a milestone."""
    framed = partial(
        implementation.set_frame, year=2024, starts=date(2024, 1, 1), ends=date(2024, 12, 31),
        milestones=["Komplett"], decision="KS 24/4",
    )  # fmt: skip
    past.owner(framed)
    planned = partial(
        implementation.plan, group=GROUP, year=2024, starts=SPRING, owner=VEST,
        milestones=[{"name": "Komplett", "by": JUNE}],
    )  # fmt: skip
    group(past, planned)
    for decide, said in (
        (ImplementationPlan.reach, {"name": "Komplett"}),
        (ImplementationPlan.hold_meeting, {"with_whom": "diginettverk", "document": "24/5"}),
    ):
        group(past, partial(_of_plan, decide=decide, said=said))


def _of_plan(desk: Desk, *, decide: Any, said: dict[str, str]) -> ImplementationPlan:
    return implementation.of_group(
        desk, group=GROUP, year=2024, decide=lambda plan: decide(plan, desk.act, on=SPRING, **said)
    )

"""Needs in each of their stages, as the tests of several contexts need them."""

from __future__ import annotations

from uuid import UUID

from aggregates.kernel.act import Role
from aggregates.needs.need import Need
from aggregates.needs.origin import origin
from tests.kit.given import MORNING, act

NHN = "994598759"
CONTACT = act(Role.REGIONAL_CONTACT, body="310004618", region="46")
RECEIVER = act(Role.SERVICE_PROVIDER, body=NHN)


def need(
    number: int, *, county: str = "46", outcome: str | None = None, municipality: UUID | None = None
) -> Need:
    """A need that was heard in a county, and assessed there if an outcome is given."""
    id = UUID(int=1000 + number)
    contact = act(Role.REGIONAL_CONTACT, region=county)
    kind = "resource" if municipality is None else "municipality"
    made = Need.register(
        contact, id=id, origin=origin(id, kind, municipality, county, MORNING.date()),
        text=f"Behov {number}", solution="kjernejournal", service_area=None,
    )  # fmt: skip
    if outcome is not None:
        made.assess(contact, reaches=3, priority="high", outcome=outcome, reason="Gjelder flere.")
    return made


def lifted(number: int, *, county: str = "46", receiver: str = NHN) -> Need:
    """A need that was lifted to Norsk helsenett."""
    made = need(number, county=county, outcome="lift")
    contact = act(Role.REGIONAL_CONTACT, region=county)
    made.lift(contact, channel="service_provider", receiver=receiver)
    return made


def received(number: int, *others: int) -> Need:
    """A need that its receiver has acknowledged, with others merged into it."""
    made = lifted(number)
    if others:
        made.merge(RECEIVER, others=[lifted(each) for each in others])
    made.acknowledge(RECEIVER)
    return made


def answered(number: int) -> Need:
    """A need that its receiver has answered."""
    made = received(number)
    made.give_answer(RECEIVER, answer="planned", reason="Til høsten.")
    return made

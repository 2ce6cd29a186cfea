"""Somebody, known as `p-1`, in every function of every organisation of the reference data."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import Root
from aggregates.mandates.functions import IN, fits
from aggregates.mandates.roster import Roster
from aggregates.territory.organisation import MUNICIPALITY, Organisation
from log.log import Log
from log.opening import open_store
from log.store import Append, Store
from log.stored import new_event
from ops.issuer import ISSUER
from people.keys import read_key
from people.opening import open_vault
from tests.kit.coordination import seated_group
from tests.kit.given import MORNING, act
from tests.kit.settings import settings_of
from tests.kit.source import ROOT

SOMEBODY = "p-1"


def referred(url: str, folder: Path, subject: str) -> str:
    """How the vault beside the log at `url` refers to whom the embedded issuer calls so."""
    settings = settings_of(url, folder)
    vault = open_vault(settings.vault_url, read_key(settings.vault_key))
    try:
        return vault.reference(ISSUER, subject)
    finally:
        vault.close()


def staff(store: Store, person: str) -> None:
    """Let that person hold every function that each organisation has, and the group be seated."""
    store.append([*(_stored(roster) for roster in _rosters(person)), _stored(seated_group())])


def settle(store: Store, number: str, kind: str, person: str) -> None:
    """An organisation in an empty log, and a person who holds every function that it has."""
    organisation = Organisation.register(act(Role.SYSTEM), number=number, name=kind, kind=kind)
    store.append([_stored(organisation), _stored(_roster(number, kind, person))])


async def enrol(url: str, person: str, role: Role, body: str) -> None:
    """Let somebody hold a function in an organisation, whatever kind of organisation it is."""

    def deed(desk: Desk) -> Root:
        roster = desk.find(Roster, Roster.id_of(body))
        roster = roster or desk.found(Roster.open(desk.act, organisation=body))
        kind = next(kind for kind in IN if fits(role, kind))
        roster.give(desk.act, kind=kind, person=person, function=role, since=MORNING.date())
        return roster

    with Log(open_store(url)) as log:
        await log.ask(replace(act(Role.SYSTEM), command=uuid4()), deed)


def _rosters(person: str) -> Iterator[Roster]:
    for number, kind in _organisations():
        yield _roster(number, kind, person)


def _roster(number: str, kind: str, person: str) -> Roster:
    roster = Roster.open(act(Role.SYSTEM), organisation=number)
    for role in Role:
        if fits(role, kind):
            roster.give(
                act(Role.SYSTEM), kind=kind, person=person, function=role, since=MORNING.date()
            )
    return roster


def _organisations() -> Iterator[tuple[str, str]]:
    with (ROOT / "data" / "organisations.csv").open(encoding="utf-8") as file:
        yield from ((row["number"], row["kind"]) for row in csv.DictReader(file))
    with (ROOT / "data" / "municipalities.csv").open(encoding="utf-8") as file:
        yield from ((r["orgnr"], MUNICIPALITY) for r in csv.DictReader(file) if r["orgnr"])


def _stored(root: Root) -> Append:
    events = [new_event(event) for event in root.collect_events()]  # type: ignore[arg-type]
    return Append(uuid4(), None, {root.id: 0}, events, (root.id, len(events)))

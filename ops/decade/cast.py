"""Who takes part in the decade: real municipalities by their numbers, and the bodies around them.

What they do in it is simulated, and says so. Only municipalities of today whose organisation is
known decide anything; before 2024 those of them that there were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from aggregates.kernel.act import Role
from aggregates.territory.register import Register
from ops.decade.world import Actor
from ops.imports.rows import read
from ops.journey.cast import KS, NHN, body_of

DIVISION = date(2024, 1, 1)

OWNER = Actor(Role.PORTFOLIO_OWNER, KS)
LEADER = Actor(Role.ROLLOUT_LEADER, KS)
PROVIDER = Actor(Role.SERVICE_PROVIDER, NHN)
GROUP = Actor(Role.COORDINATING_GROUP, body_of("coordinating_group"))
ASSESSORS = Actor(Role.HEALTH_ASSESSOR, body_of("assessor_group"))


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality, its organisation, and how its people tend to answer: each from 0 to 1."""

    id: UUID
    organisation: str
    home: str
    eager: float
    silent: float


class Cast:
    """Everybody. `register` says which municipalities there are on which day, and where."""

    def __init__(self, register: Register, seed: int) -> None:
        self.register = register
        self._towns = [
            _town(register.id_of(row["kommunenummer"], DIVISION), row.values, seed)
            for row in read("municipalities.csv")
            if row["orgnr"]
        ]
        self._groups = {
            row["region"]: row["number"]
            for row in read("organisations.csv")
            if row["kind"] == "regional_group"
        }

    def towns(self, day: date) -> list[Town]:
        """Those that exist that day."""
        return [each for each in self._towns if self.register.valid(each.id, day)]

    def of_county(self, county: str, day: date) -> list[Town]:
        return [t for t in self.towns(day) if self.register.county_of(t.id, day) == county]

    def counties(self, day: date) -> list[str]:
        """The counties of that day in which anybody takes part."""
        return sorted({self.register.county_of(each.id, day) for each in self.towns(day)})

    def number(self, town: Town, day: date) -> str:
        return self.register.number_of(town.id, day)

    def decider(self, town: Town, day: date) -> Actor:
        county = self.register.county_of(town.id, day)
        return Actor(Role.MUNICIPAL_DECIDER, town.organisation, town.id, county)

    def coordinator(self, town: Town, day: date) -> Actor:
        county = self.register.county_of(town.id, day)
        return Actor(Role.MUNICIPAL_COORDINATOR, town.organisation, town.id, county)

    def contact(self, county: str, day: date) -> Actor:
        """The contact of the county of that day: of the group that most of it belongs to today."""
        return Actor(Role.REGIONAL_CONTACT, self.group_of(county, day), None, county)

    def group_of(self, county: str, day: date) -> str:
        """The number of the regional group's organisation."""
        homes = Counter(each.home for each in self.of_county(county, day))
        return self._groups[homes.most_common(1)[0][0]]

    @property
    def groups(self) -> Sequence[str]:
        """The organisations of the 15 regional groups."""
        return list(self._groups.values())


def _town(id: UUID, row: dict[str, str], seed: int) -> Town:
    chance = Random(f"{seed}/town/{id}")
    return Town(
        id, row["orgnr"], row["fylkesnummer"],
        eager=0.35 + 0.5 * chance.random(), silent=0.3 * chance.random(),
    )  # fmt: skip

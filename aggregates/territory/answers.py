"""What the register of municipalities answers for a day; every answer but two is one look-up."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from aggregates.kernel.refusals import Missing, Refused
from aggregates.rules import C01_01
from aggregates.territory.timeline import Edition, Municipality, Timeline


class Answers:
    """The register, read. A day before the register begins is refused, never answered with none."""

    timeline: Timeline
    successors: dict[UUID, set[UUID]]
    organisations: dict[str, UUID]
    county_names: dict[str, list[tuple[date, str]]]

    def at(self, day: date) -> dict[UUID, Municipality]:
        """Every municipality that is valid that day (C01-01). Not to be changed."""
        return self._edition(day).by_id

    def count(self, day: date) -> int:
        """How many municipalities there are that day: counted, never typed (C01-01)."""
        return len(self.at(day))

    def counties(self, day: date) -> dict[str, str | None]:
        """Number and name of every county that day; None where no name has been stated."""
        numbers = sorted({each.county for each in self.at(day).values()})
        return {number: self._county_name(number, day) for number in numbers}

    def valid(self, id: UUID, day: date) -> bool:
        """Whether that municipality exists that day."""
        return id in self._edition(day).by_id

    def municipality(self, id: UUID, day: date) -> Municipality:
        """That municipality as it is that day. Raises `Missing`."""
        found = self._edition(day).by_id.get(id)
        if found is None:
            raise Missing("municipality", id)
        return found

    def id_of(self, number: str, day: date) -> UUID:
        """Whose number it is that day. Raises `Missing`."""
        id = self._edition(day).by_number.get(number)
        if id is None:
            raise Missing("municipality", number)
        return id

    def number_of(self, id: UUID, day: date) -> str:
        """Its number that day. Raises `Missing`."""
        return self.municipality(id, day).number

    def name_of(self, id: UUID, day: date) -> str:
        """Its official name that day, in all its languages. Raises `Missing`."""
        return self.municipality(id, day).name.official

    def county_of(self, id: UUID, day: date) -> str:
        """The number of its one county that day (C01-03). Raises `Missing`."""
        return self.municipality(id, day).county

    def municipality_of_org(self, orgnr: str) -> UUID | None:
        """Which municipality has stated that organisation number; `valid` tells if it still is."""
        return self.organisations.get(orgnr)

    def organisation_of(self, id: UUID) -> str | None:
        """The organisation number that a municipality has stated last, or None."""
        return next((orgnr for orgnr, each in self.organisations.items() if each == id), None)

    def everyone(self) -> list[UUID]:
        """Every municipality there has been, in the order of their ids."""
        return self.timeline.everyone()

    def successors_of(self, id: UUID) -> frozenset[UUID]:
        """What came of that municipality by merger or split, itself included if it went on."""
        return frozenset(self.successors.get(id, ()))

    def heirs_of(self, id: UUID, day: date) -> frozenset[UUID]:
        """Those valid that day that came of it, through any number of changes; never itself."""
        found, left, seen = set(), [id], {id}
        while left:
            for heir in self.successors.get(left.pop(), set()) - seen:
                seen.add(heir)
                left.append(heir)
                if self.valid(heir, day):
                    found.add(heir)
        return frozenset(found)

    def last_known(self, id: UUID) -> Municipality:
        """That municipality as it was last, also where it has ended. Raises `Missing`."""
        found = self.timeline.last_known(id)
        if found is None:
            raise Missing("municipality", id)
        return found

    def _edition(self, day: date) -> Edition:
        edition = self.timeline.at(day)
        if edition is None:
            raise Refused(
                C01_01, "before_register",
                day=day.isoformat(), first=self.timeline.first.isoformat(),
            )  # fmt: skip
        return edition

    def _county_name(self, number: str, day: date) -> str | None:
        names = [name for since, name in self.county_names.get(number, []) if since <= day]
        return names[-1] if names else None

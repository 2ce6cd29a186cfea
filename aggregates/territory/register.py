"""The register of municipalities: who they are, what they are called and numbered, and since when.

An identity goes on through a new name, a new number (one to one), and where the number itself
goes on; other mergers and splits end the old identities and begin new ones.
"""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C01_01, C01_02, C01_03, C01_04
from aggregates.territory.checks import Checks
from aggregates.territory.organisation_number import is_valid
from aggregates.territory.timeline import Municipality, Name, Timeline


class Register(Root, Checks):
    TOPIC = "register"

    class Opened(Founding):
        TOPIC = "register.opened"

        def apply(self, register: Register) -> None:
            register.timeline = Timeline(self.on)
            register.successors, register.organisations, register.county_names = {}, {}, {}

    class MunicipalityRegistered(Root.Event):
        TOPIC = "register.municipality-registered"
        municipality: UUID
        number: str
        county: str
        name: str
        name_norwegian: str | None
        parallel_names: dict[str, str | None]
        reason: str | None

        def apply(self, register: Register) -> None:
            name = Name(self.name, self.name_norwegian, self.parallel_names)
            register.timeline.put(
                self.on, Municipality(self.municipality, self.number, self.county, name)
            )

    class MunicipalityRenumbered(Root.Event):
        TOPIC = "register.municipality-renumbered"
        municipality: UUID
        number: str
        county: str
        reason: str | None

        def apply(self, register: Register) -> None:
            register.timeline.change(
                self.on, self.municipality, number=self.number, county=self.county
            )

    class MunicipalityRenamed(Root.Event):
        """Where `exact` is false, the name is known to hold by `on`, and may be older."""

        TOPIC = "register.municipality-renamed"
        municipality: UUID
        name: str
        name_norwegian: str | None
        parallel_names: dict[str, str | None]
        exact: bool
        reason: str | None

        def apply(self, register: Register) -> None:
            name = Name(self.name, self.name_norwegian, self.parallel_names)
            register.timeline.change(self.on, self.municipality, name=name)

    class MunicipalitiesMerged(Root.Event):
        TOPIC = "register.municipalities-merged"
        predecessors: list[str]
        successor: UUID
        reason: str | None

        def apply(self, register: Register) -> None:
            for old in map(UUID, self.predecessors):
                register.successors.setdefault(old, set()).add(self.successor)
                if old != self.successor:
                    register.timeline.drop(self.on, old)

    class MunicipalitySplit(Root.Event):
        TOPIC = "register.municipality-split"
        predecessor: UUID
        successors: list[str]
        reason: str | None

        def apply(self, register: Register) -> None:
            register.successors.setdefault(self.predecessor, set()).update(
                map(UUID, self.successors)
            )
            if str(self.predecessor) not in self.successors:
                register.timeline.drop(self.on, self.predecessor)

    class OrganisationNumberStated(Root.Event):
        TOPIC = "register.organisation-number-stated"
        municipality: UUID
        orgnr: str
        reason: str | None

        def apply(self, register: Register) -> None:
            kept = {k: v for k, v in register.organisations.items() if v != self.municipality}
            register.organisations = kept | {self.orgnr: self.municipality}

    class CountyNamed(Root.Event):
        TOPIC = "register.county-named"
        county: str
        name: str
        reason: str | None

        def apply(self, register: Register) -> None:
            register.county_names.setdefault(self.county, []).append((self.on, self.name))

    # State (the rest of it is declared in Answers, which reads it)

    ID = derived("register")

    # Decisions

    @classmethod
    def open(cls, act: Act, *, on: date) -> Self:
        """Begin the register with what is known of that day."""
        return cls.found(cls.Opened, cls.ID, act, on=on)

    def register(self, act: Act, *, number: str, name: Name, reason: str | None = None) -> None:
        """Enter a municipality that was there on the register's first day.

        Later ones come of a merger or a split (C01-02), so that it is known what they were.
        """
        first = self.timeline.first
        if self._holder(number, name, first):
            return
        self._may_change(act, first, reason)
        self._may_use(number)
        self._enter(act, number, name, first, reason)

    def renumber(
        self, act: Act, *, number: str, to: str, on: date, reason: str | None = None
    ) -> None:
        """Give a municipality another number, and the county of that number (C01-01, C01-03)."""
        id = self._on_the_eve(number, on)
        if self.valid(id, on) and self.number_of(id, on) == to:
            return
        self._may_change(act, on, reason)
        self._may_use(to)
        self._must_stand(id, on)
        self._must_be_free(to, on)
        self.record(
            self.MunicipalityRenumbered, act, on=on,
            municipality=id, number=to, county=to[:2], reason=reason,
        )  # fmt: skip

    def rename(
        self, act: Act, *,
        number: str, name: Name, on: date, exact: bool = True, reason: str | None = None,
    ) -> None:  # fmt: skip
        """Give a municipality another name. `exact` is False where only «by that day» is known."""
        id = self.id_of(number, on)
        if self.municipality(id, on).name == name:
            return
        self._may_change(act, on, reason)
        self.record(
            self.MunicipalityRenamed, act, on=on, municipality=id, name=name.official,
            name_norwegian=name.norwegian, parallel_names=dict(name.parallel),
            exact=exact, reason=reason,
        )  # fmt: skip

    def merge(
        self, act: Act, *,
        predecessors: list[str], number: str, name: Name, on: date, reason: str | None = None,
    ) -> None:  # fmt: skip
        """Merge municipalities, named by their numbers of the day before, into one (C01-02).

        Where the number is that of a predecessor, its identity goes on. A predecessor that went
        on in several parts is split first, with this one among its successors.
        """
        olds = list(dict.fromkeys(self._on_the_eve(each, on) for each in predecessors))
        holder = self._holder(number, name, on)
        if holder and all(self._follows(holder, old) for old in olds):
            return
        self._may_change(act, on, reason)
        self._may_use(number)
        self._may_follow(olds, number, holder, on)
        successor = holder or self._enter(act, number, name, on, reason)
        self.record(
            self.MunicipalitiesMerged, act, on=on,
            predecessors=[str(old) for old in olds], successor=successor, reason=reason,
        )  # fmt: skip

    def split(
        self, act: Act, *,
        predecessor: str, successors: dict[str, Name], on: date, reason: str | None = None,
    ) -> None:  # fmt: skip
        """Split a municipality into several, each given by its number and name (C01-02).

        A part may go to a municipality that stands already, named by its own number and name.
        """
        old = self._on_the_eve(predecessor, on)
        heirs = {number: self._holder(number, name, on) for number, name in successors.items()}
        if heirs and all(self._follows(heir, old) for heir in heirs.values()):
            return
        self._may_change(act, on, reason)
        if len(successors) < 2:
            raise Refused(C01_02, "successors_missing", number=predecessor)
        for number in successors:
            self._may_use(number)
        self._must_stand(old, on)
        after = [
            heirs[number] or self._enter(act, number, name, on, reason)
            for number, name in successors.items()
        ]
        self.record(
            self.MunicipalitySplit, act, on=on,
            predecessor=old, successors=[str(heir) for heir in after], reason=reason,
        )  # fmt: skip

    def state_organisation(
        self, act: Act, *, number: str, orgnr: str, on: date, reason: str | None = None
    ) -> None:
        """State the organisation number of a municipality; it belongs to one at a time."""
        id = self.id_of(number, on)
        holder = self.organisations.get(orgnr)
        if holder == id:
            return
        self._must_have_reason(act, reason)
        if not is_valid(orgnr):
            raise Refused(C01_04, "organisation_number_invalid", number=orgnr)
        if holder and self.valid(holder, on):
            raise Refused(C01_04, "organisation_number_in_use", number=orgnr)
        self.record(
            self.OrganisationNumberStated, act, on=on,
            municipality=id, orgnr=orgnr, reason=reason,
        )  # fmt: skip

    def name_county(
        self, act: Act, *, county: str, name: str, on: date, reason: str | None = None
    ) -> None:
        """State what a county is called from that day on. Refuses one that is not there."""
        if self._county_name(county, on) == name:
            return
        self._must_have_reason(act, reason)
        if county not in self.counties(on):
            raise Refused(C01_03, "county_unknown", county=county, day=on.isoformat())
        last = max((since for since, _ in self.county_names.get(county, [])), default=on)
        if on < last:
            raise Refused(C01_01, "out_of_order", day=on.isoformat(), last=last.isoformat())
        self.record(self.CountyNamed, act, on=on, county=county, name=name, reason=reason)

    def _enter(self, act: Act, number: str, name: Name, on: date, reason: str | None) -> UUID:
        id = derived("municipalities", number, on)
        self.record(
            self.MunicipalityRegistered, act, on=on,
            municipality=id, number=number, county=number[:2], name=name.official,
            name_norwegian=name.norwegian, parallel_names=dict(name.parallel), reason=reason,
        )  # fmt: skip
        return id

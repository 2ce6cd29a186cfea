"""One person who is released to regional groups: by whom, how much, when, and paid by what.

An aggregate for each person, so that agreements with several groups meet here: nobody is released
by more than a hundred per cent on any day, whoever asks at the same moment (I43).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C12_06, I43


@dataclass(frozen=True, slots=True)
class Release:
    """One agreement: from `since` until, and not including, `until`."""

    group: UUID
    municipality: UUID
    percent: int
    since: date
    until: date
    accepted: bool = False
    warned: bool = False

    def holds(self, day: date) -> bool:
        """Whether it runs that day."""
        return self.since <= day < self.until


class Seconded(Root):
    TOPIC = "seconded"

    class Began(Founding):
        TOPIC = "seconded.began"
        person: str

        def apply(self, seconded: Seconded) -> None:
            seconded.person, seconded.releases = self.person, []

    class Agreed(Root.Event):
        """The network and the home municipality agreed; the person has not accepted yet."""

        TOPIC = "seconded.agreed"
        person: str
        number: int
        group: UUID
        municipality: UUID
        percent: int
        since: date
        until: date
        funding_line: str
        tasks: list[str]
        agreement: str

        def apply(self, seconded: Seconded) -> None:
            made = Release(self.group, self.municipality, self.percent, self.since, self.until)
            seconded.releases.append(made)

    class PortfolioLinked(Root.Event):
        """Which solutions the work starts from, and why those of them that were not endorsed."""

        TOPIC = "seconded.portfolio-linked"
        person: str
        number: int
        group: UUID
        solutions: list[str]
        deviations: dict[str, str]

        def apply(self, seconded: Seconded) -> None:
            pass

    class Accepted(Root.Event):
        TOPIC = "seconded.accepted"
        person: str
        number: int
        group: UUID

        def apply(self, seconded: Seconded) -> None:
            _change(seconded, self.number, accepted=True)

    class EndWarned(Root.Event):
        """Those concerned were told in good time that it ends."""

        TOPIC = "seconded.end-warned"
        person: str
        number: int
        group: UUID
        municipality: UUID
        until: date

        def apply(self, seconded: Seconded) -> None:
            _change(seconded, self.number, warned=True)

    class Ended(Root.Event):
        TOPIC = "seconded.ended"
        person: str
        number: int
        group: UUID
        until: date
        reason: str

        def apply(self, seconded: Seconded) -> None:
            _change(seconded, self.number, until=self.until)

    # State

    person: str
    releases: list[Release]
    """Each agreement by its number, from 1."""

    @staticmethod
    def id_of(person: str) -> UUID:
        return derived("seconded", person)

    def percent(self, day: date) -> int:
        """How much that person is released that day, to all groups together."""
        return sum(each.percent for each in self.releases if each.holds(day))

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, person: str) -> Self:
        """Begin it, released to nobody."""
        return cls.found(cls.Began, cls.id_of(person), act, person=person)

    def agree(
        self, act: Act, *,
        group: UUID, municipality: UUID, percent: int, since: date, until: date,
        funding_line: str, tasks: list[str], agreement: str,
    ) -> None:  # fmt: skip
        """Note what a network and a home municipality agreed (C12-06).

        Refuses it without an end, a funding line, tasks or an agreement that can be found again,
        and whatever would release the person by more than a hundred per cent on some day (I43).
        """
        for field, value in (
            ("funding_line", funding_line), ("tasks", tasks), ("agreement", agreement),
        ):  # fmt: skip
            if not value:
                raise Refused(C12_06, "field_missing", field=field)
        if until <= since:
            raise Refused(C12_06, "ends_before", since=since.isoformat(), until=until.isoformat())
        if not 0 < percent <= 100:
            raise Refused(I43, "percent_impossible", percent=percent)
        if over := self._over(percent, since, until):
            raise Refused(
                I43, "over_hundred", day=over.isoformat(), percent=percent + self.percent(over)
            )
        self.record(
            self.Agreed, act, person=self.person, number=len(self.releases) + 1, group=group,
            municipality=municipality, percent=percent, since=since, until=until,
            funding_line=funding_line, tasks=tasks, agreement=agreement,
        )  # fmt: skip

    def link(
        self, act: Act, *, solutions: Sequence[str], deviations: Mapping[str, str]
    ) -> None:  # fmt: skip
        """Note which solutions the work of the newest agreement starts from; `deviations` are those
        that the sector has not endorsed, with the reason (C02-02)."""
        self.record(
            self.PortfolioLinked, act, person=self.person, number=len(self.releases),
            group=self.releases[-1].group, solutions=sorted(set(solutions)),
            deviations=dict(deviations),
        )  # fmt: skip

    def accept(self, act: Act, *, number: int) -> None:
        """The person says yes. Refuses anybody else: nobody is released by others (C12-06)."""
        release = self._release(number)
        if act.by != self.person:
            raise Refused(C12_06, "not_the_person")
        if not release.accepted:
            self.record(self.Accepted, act, person=self.person, number=number, group=release.group)

    def warn(self, act: Act, *, number: int, today: date, notice: timedelta) -> None:
        """Its end is near; it is said once, and no earlier than `notice` before (C12-06)."""
        release = self._release(number)
        if release.warned or today >= release.until:
            return
        if today < release.until - notice:
            raise Refused(C12_06, "not_near", until=release.until.isoformat())
        self.record(
            self.EndWarned, act, person=self.person, number=number, group=release.group,
            municipality=release.municipality, until=release.until,
        )  # fmt: skip

    def end(self, act: Act, *, number: int, until: date, reason: str) -> None:
        """End an agreement before its time, with why. Refuses to prolong it (C12-06)."""
        release = self._release(number)
        if until == release.until:
            return
        if until > release.until:
            raise Refused(C12_06, "prolonged", until=release.until.isoformat())
        if not reason:
            raise Refused(C12_06, "field_missing", field="reason")
        if act.role != Role.DIGITAL_NETWORK and act.by != self.person:
            raise Refused(C12_06, "not_the_person")
        self.record(
            self.Ended, act, person=self.person, number=number, group=release.group,
            until=until, reason=reason,
        )  # fmt: skip

    def _release(self, number: int) -> Release:
        if not 0 < number <= len(self.releases):
            raise Refused(C12_06, "no_such_agreement", number=number)
        return self.releases[number - 1]

    def _over(self, percent: int, since: date, until: date) -> date | None:
        """The first day above a hundred. A sum only rises where an agreement begins."""
        days = [since, *(each.since for each in self.releases if since < each.since < until)]
        return next((day for day in sorted(days) if self.percent(day) + percent > 100), None)


def _change(seconded: Seconded, number: int, **changed: object) -> None:
    release = seconded.releases[number - 1]
    seconded.releases[number - 1] = replace(release, **changed)  # type: ignore[arg-type]

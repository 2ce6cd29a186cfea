"""What a law or regulation makes a duty of whom: to use a solution, or to pay for it (pålegg)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C02_08

EVERYBODY = "alle"
MUNICIPALITY = "kommune"
"""The municipality as an organisation, which is who decides on an invitation."""
MUNICIPAL = (MUNICIPALITY, "kommunal_legevakt", "kommunal_omsorg")
"""Those that a municipality answers for."""
ACTORS = (
    EVERYBODY, *MUNICIPAL, "fastlege", "helseforetak", "privat_sykehus", "avtalespesialist",
)  # fmt: skip
USE, PAY = "use", "pay"
DUTIES = (USE, PAY)


class Period(NamedTuple):
    """From `since` until, and not including, `until`; None is open-ended."""

    since: date
    until: date | None
    legal_source: str

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def meets(self, since: date, until: date | None) -> bool:
        begins = max(self.since, since)
        return all(end is None or begins < end for end in (self.until, until))


class Obligation(Root):
    TOPIC = "obligation"

    class Begun(Founding):
        TOPIC = "obligation.begun"
        solution: str

        def apply(self, obligation: Obligation) -> None:
            obligation.solution, obligation.periods = self.solution, {}

    class Recorded(Root.Event):
        TOPIC = "obligation.recorded"
        solution: str
        actor: str
        duty: str
        since: date
        until: date | None
        legal_source: str

        def apply(self, obligation: Obligation) -> None:
            known = obligation.periods.setdefault((self.actor, self.duty), [])
            known.append(Period(self.since, self.until, self.legal_source))

    class Ended(Root.Event):
        TOPIC = "obligation.ended"
        solution: str
        actor: str
        duty: str
        until: date
        legal_source: str

        def apply(self, obligation: Obligation) -> None:
            known = obligation.periods[self.actor, self.duty]
            known[-1] = known[-1]._replace(until=self.until)

    # State

    solution: str
    periods: dict[tuple[str, str], list[Period]]
    """By actor and duty, in the order in which they were recorded."""

    @staticmethod
    def id_of(solution: str) -> UUID:
        return derived("obligations", solution)

    def standing(self, actor: str, duty: str, day: date) -> Period | None:
        """What makes it a duty of that actor on that day; None where it is voluntary (I06).

        What is a duty of everybody is one of each. What is a duty of one actor is none of another.
        """
        known = self.periods.get((actor, duty), []) + self.periods.get((EVERYBODY, duty), [])
        return next((each for each in known if each.holds(day)), None)

    def obliged(self, actor: str, duty: str, day: date) -> bool:
        """Whether it is a duty of that actor on that day."""
        return self.standing(actor, duty, day) is not None

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, solution: str) -> Self:
        """Begin what is known of duties with a solution: until one is recorded, there is none."""
        return cls.found(cls.Begun, cls.id_of(solution), act, solution=solution)

    def add(
        self, act: Act, *,
        actor: str, duty: str, since: date, until: date | None, legal_source: str,
    ) -> None:  # fmt: skip
        """Record a duty of an actor from a day on, on a legal source (C02-08).

        To use and to pay are two duties. Refuses an unknown actor or duty, one without a source,
        one that ends before it begins, and one for a time in which another is recorded.
        """
        _check(actor, duty, legal_source)
        if until is not None and until <= since:
            raise Refused(C02_08, "ends_before", since=since.isoformat(), until=until.isoformat())
        known = self.periods.get((actor, duty), [])
        if Period(since, until, legal_source) in known:
            return
        if any(each.meets(since, until) for each in known):
            raise Refused(C02_08, "recorded_already", actor=actor, duty=duty)
        self.record(
            self.Recorded, act,
            solution=self.solution, actor=actor, duty=duty, since=since, until=until,
            legal_source=legal_source,
        )  # fmt: skip

    def end(self, act: Act, *, actor: str, duty: str, until: date, legal_source: str) -> None:
        """End the duty that was recorded last; from `until` on it is voluntary again."""
        _check(actor, duty, legal_source)
        known = self.periods.get((actor, duty), [])
        if not known or until <= known[-1].since:
            raise Refused(C02_08, "nothing_to_end", actor=actor, duty=duty)
        if known[-1].until != until:
            self.record(
                self.Ended, act,
                solution=self.solution, actor=actor, duty=duty, until=until,
                legal_source=legal_source,
            )  # fmt: skip


def _check(actor: str, duty: str, legal_source: str) -> None:
    if actor not in ACTORS:
        raise Refused(C02_08, "unknown_actor", actor=actor)
    if duty not in DUTIES:
        raise Refused(C02_08, "unknown_duty", duty=duty)
    if not legal_source:
        raise Refused(C02_08, "source_missing", actor=actor)

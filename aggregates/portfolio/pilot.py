"""A municipality that tries a solution out before others: nominated, and accepted by itself."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C02_10

NOMINATED, ACCEPTED, DECLINED, ENDED = "nominated", "accepted", "declined", "ended"


class PilotEvent(Root.Event):
    """What became of a pilot. None of it says that the solution is in use."""

    solution: str
    municipality: UUID


class Pilot(Root):
    TOPIC = "pilot"

    class Nominated(Founding):
        TOPIC = "pilot.nominated"
        solution: str
        municipality: UUID
        number: str
        region: str
        reason: str

        def apply(self, pilot: Pilot) -> None:
            pilot.solution, pilot.municipality = self.solution, self.municipality
            pilot.phase, pilot.since, pilot.until = NOMINATED, None, None

    class NominatedAgain(PilotEvent):
        TOPIC = "pilot.nominated-again"
        reason: str

        def apply(self, pilot: Pilot) -> None:
            pilot.phase, pilot.since, pilot.until = NOMINATED, None, None

    class Accepted(PilotEvent):
        TOPIC = "pilot.accepted"
        level: str

        def apply(self, pilot: Pilot) -> None:
            pilot.phase, pilot.since = ACCEPTED, self.on

    class Declined(PilotEvent):
        TOPIC = "pilot.declined"
        reason: str | None

        def apply(self, pilot: Pilot) -> None:
            pilot.phase = DECLINED

    class Ended(PilotEvent):
        TOPIC = "pilot.ended"
        outcome: str

        def apply(self, pilot: Pilot) -> None:
            pilot.phase, pilot.until = ENDED, self.on

    # State

    solution: str
    municipality: UUID
    phase: str
    since: date | None
    until: date | None

    @staticmethod
    def id_of(solution: str, municipality: UUID) -> UUID:
        return derived("pilots", solution, municipality)

    # Decisions

    @classmethod
    def nominate(
        cls, act: Act, *, solution: str, municipality: UUID, number: str, region: str, reason: str
    ) -> Self:
        """Propose that a municipality tries a solution out; it is for itself to say (C02-10).

        Refuses another region's contact, and a nomination that does not say why.
        """
        _may_nominate(act, region, reason)
        return cls.found(
            cls.Nominated, cls.id_of(solution, municipality), act, solution=solution,
            municipality=municipality, number=number, region=region, reason=reason,
        )  # fmt: skip

    def nominate_again(self, act: Act, *, region: str, reason: str) -> None:
        """Propose it once more, after it was declined or has ended."""
        if self.phase in {NOMINATED, ACCEPTED}:
            return
        _may_nominate(act, region, reason)
        self.record(
            self.NominatedAgain, act,
            solution=self.solution, municipality=self.municipality, reason=reason,
        )  # fmt: skip

    def accept(self, act: Act, *, level: str, on: date | None = None) -> None:
        """Become a pilot from that day, as who decides for the municipality (I01).

        Refuses everybody else, and what was not proposed or is over.
        """
        self._require_own(act)
        if self.phase == ACCEPTED:
            return
        if self.phase != NOMINATED:
            raise Refused(C02_10, "not_nominated", phase=self.phase)
        if not level:
            raise Refused(C02_10, "level_missing")
        self.record(
            self.Accepted, act, on=on,
            solution=self.solution, municipality=self.municipality, level=level,
        )  # fmt: skip

    def decline(self, act: Act, *, reason: str | None = None) -> None:
        """Say no, at any time before it has ended and for no stated reason (I03)."""
        self._require_own(act)
        if self.phase in {NOMINATED, ACCEPTED}:
            self.record(
                self.Declined, act,
                solution=self.solution, municipality=self.municipality, reason=reason,
            )  # fmt: skip

    def end(self, act: Act, *, outcome: str, on: date | None = None) -> None:
        """End it, with what came of it. Refuses what never began, and no outcome (C02-10)."""
        if self.phase == ENDED:
            return
        if self.phase != ACCEPTED or self.since is None:
            raise Refused(C02_10, "not_begun", phase=self.phase)
        if not outcome:
            raise Refused(C02_10, "outcome_missing")
        if (day := on or act.today) < self.since:
            raise Refused(C02_10, "ends_before", since=self.since.isoformat(), day=day.isoformat())
        self.record(
            self.Ended, act, on=day,
            solution=self.solution, municipality=self.municipality, outcome=outcome,
        )  # fmt: skip

    def _require_own(self, act: Act) -> None:
        if act.municipality != self.municipality or act.role != Role.MUNICIPAL_DECIDER:
            raise Refused(C02_10, "not_the_municipality")


def _may_nominate(act: Act, region: str, reason: str) -> None:
    if act.region is not None and act.region != region:
        raise Refused(C02_10, "other_region", region=region)
    if not reason:
        raise Refused(C02_10, "reason_missing")

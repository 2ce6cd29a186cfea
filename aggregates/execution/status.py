"""How the use goes in one municipality: what it says, what was measured, what a leader thinks.

The three stand side by side, each with its source and its day; none overwrites another (C08-05).
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C08_05, I01

STATES = ("not_begun", "preparing", "introduced", "partly_used", "used", "stopped")
"""What a municipality may say of itself; none of it is a stage of adoption."""


class Status(Root):
    TOPIC = "status"

    class Event(Root.Event):
        participation: UUID
        run: UUID
        solution: str
        municipality: UUID

    class Begun(Founding):
        TOPIC = "status.begun"
        participation: UUID
        run: UUID
        solution: str
        municipality: UUID

        def apply(self, status: Status) -> None:
            status.participation, status.run = self.participation, self.run
            status.solution, status.municipality = self.solution, self.municipality
            status.reports, status.measurements, status.impressions = {}, {}, {}

    class Reported(Event):
        """`on` is the day that the municipality speaks of."""

        TOPIC = "status.reported"
        state: str
        source: str
        text: str

        def apply(self, status: Status) -> None:
            status.reports[self.on] = (self.state, self.source, self.text)

    class Measured(Event):
        TOPIC = "status.measured"
        value: int
        unit: str
        source: str

        def apply(self, status: Status) -> None:
            status.measurements[self.on, self.unit] = (self.value, self.source)

    class ImpressionNoted(Event):
        """What the leader thinks; it changes neither what was said nor what was measured."""

        TOPIC = "status.impression-noted"
        text: str

        def apply(self, status: Status) -> None:
            status.impressions[self.on] = self.text

    # State

    participation: UUID
    run: UUID
    solution: str
    municipality: UUID
    reports: dict[date, tuple[str, str, str]]
    measurements: dict[tuple[date, str], tuple[int, str]]
    impressions: dict[date, str]

    @staticmethod
    def id_of(participation: UUID) -> UUID:
        return derived("statuses", participation)

    @property
    def measured(self) -> int:
        """On how many days the use was measured (I32); a day without a measurement is no zero."""
        return len({day for day, _ in self.measurements})

    # Decisions

    @classmethod
    def begin(
        cls, act: Act, *, participation: UUID, run: UUID, solution: str, municipality: UUID
    ) -> Self:
        """Begin to hear how it goes; that alone says nothing."""
        return cls.found(
            cls.Begun, cls.id_of(participation), act,
            participation=participation, run=run, solution=solution, municipality=municipality,
        )  # fmt: skip

    def report(self, act: Act, *, on: date, state: str, source: str, text: str) -> None:
        """The municipality says how it goes, as of a day, and from where it knows (C08-05)."""
        if act.municipality != self.municipality:
            raise Refused(I01, "not_own_municipality", role=str(act.role))
        if state not in STATES:
            raise Refused(C08_05, "unknown_state", state=state)
        _check_told(act, on, source)
        if self.reports.get(on) != (state, source, text):
            self._say(self.Reported, act, on, state=state, source=source, text=text)

    def measure(self, act: Act, *, on: date, value: int, unit: str, source: str) -> None:
        """Note a measurement of the use. Refuses another value for the same day (C08-05)."""
        _check_told(act, on, source)
        known = self.measurements.get((on, unit))
        if known == (value, source):
            return
        if known is not None:
            raise Refused(C08_05, "measured_already", on=on.isoformat(), value=known[0])
        self._say(self.Measured, act, on, value=value, unit=unit, source=source)

    def note_impression(self, act: Act, *, on: date, text: str) -> None:
        """Note what the leader thinks of it, as what it is: neither a report nor a measurement."""
        _check_told(act, on, text)
        if self.impressions.get(on) != text:
            self._say(self.ImpressionNoted, act, on, text=text)

    def _say(self, event: type[Status.Event], act: Act, on: date, **fields: Any) -> None:
        self.record(
            event, act, on=on,
            participation=self.participation, run=self.run, solution=self.solution,
            municipality=self.municipality, **fields,
        )  # fmt: skip


def _check_told(act: Act, on: date, source: str) -> None:
    if on > act.today:
        raise Refused(C08_05, "in_the_future", on=on.isoformat())
    if not source.strip():
        raise Refused(C08_05, "source_missing")

"""How much a solution is used in one service area, month by month (bruk over tid)."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from aggregates.adoption.activity import below_in_a_row
from aggregates.adoption.dates import span
from aggregates.adoption.services import WHOLE, check_service
from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C09_02, C09_04, C09_07, I30

LAPSE, RETURN = "lapse", "return"


class UseSeries(Root):
    """By one definition of what is counted; another definition begins another series (C09-04)."""

    TOPIC = "use"

    class Event(Root.Event):
        municipality: UUID
        solution: str
        service: str
        definition: int

    class Begun(Founding):
        TOPIC = "use.begun"
        municipality: UUID
        solution: str
        service: str
        definition: int

        def apply(self, series: UseSeries) -> None:
            series.municipality, series.solution = self.municipality, self.solution
            series.service, series.definition = self.service, self.definition
            series.values, series.told, series.source = {}, set(), ""
            series.suggested, series.months, series.looked_at = None, [], ""

    class Measured(Event):
        TOPIC = "use.measured"
        period: str
        value: int
        batch: str
        source: str

        def apply(self, series: UseSeries) -> None:
            series.values[self.period], series.source = self.value, self.source
            series.told.add((self.batch, self.period, self.value))

    class Corrected(Event):
        TOPIC = "use.corrected"
        period: str
        former_value: int
        value: int
        source: str
        reason: str

        def apply(self, series: UseSeries) -> None:
            series.values[self.period] = self.value

    class LapseSuggested(Event):
        TOPIC = "use.lapse-suggested"
        periods: list[str]
        threshold: int
        rule_version: int

        def apply(self, series: UseSeries) -> None:
            series.suggested, series.months = LAPSE, self.periods

    class ReturnSuggested(Event):
        TOPIC = "use.return-suggested"
        period: str
        threshold: int
        rule_version: int

        def apply(self, series: UseSeries) -> None:
            series.suggested, series.months = RETURN, [self.period]

    class SuggestionConfirmed(Event):
        TOPIC = "use.suggestion-confirmed"
        suggested: str
        periods: list[str]

        def apply(self, series: UseSeries) -> None:
            series._answered()

    class SuggestionDismissed(Event):
        TOPIC = "use.suggestion-dismissed"
        suggested: str
        periods: list[str]
        reason: str

        def apply(self, series: UseSeries) -> None:
            series._answered()

    # State

    municipality: UUID
    solution: str
    service: str
    definition: int
    values: dict[str, int]
    told: set[tuple[str, str, int]]
    source: str
    suggested: str | None
    months: list[str]
    looked_at: str

    @staticmethod
    def id_of(municipality: UUID, solution: str, service: str, definition: int) -> UUID:
        return derived("use", municipality, solution, service, definition)

    def _answered(self) -> None:
        self.suggested, self.looked_at, self.months = None, self.months[-1], []

    # Decisions

    @classmethod
    def begin(
        cls, act: Act, *, municipality: UUID, solution: str, service: str, definition: int
    ) -> Self:
        """Begin a series; nothing measured is not zero (I30). Refuses an unknown service area."""
        if service != WHOLE:
            check_service(service)
        if definition < 1:
            raise Refused(C09_04, "definition_missing")
        return cls.found(
            cls.Begun, cls.id_of(municipality, solution, service, definition), act,
            municipality=municipality, solution=solution, service=service, definition=definition,
        )  # fmt: skip

    def measure(self, act: Act, *, period: str, value: int, batch: str, source: str) -> None:
        """Note what was measured in a month that is over; zero is a measurement as any other.

        The same batch again changes nothing, also where it was corrected since (C09-12). Refuses
        another value for a month, which is a correction.
        """
        if (batch, period, value) in self.told or self.values.get(period) == value:
            return
        last = _last_day(period, act.today)
        if period in self.values:
            raise Refused(C09_04, "measured_already", period=period, value=self.values[period])
        _check(value, source)
        self._note(self.Measured, act, last, period=period, value=value, batch=batch, source=source)

    def correct(self, act: Act, *, period: str, value: int, source: str, reason: str) -> None:
        """State what a measured month should have been, and why. The first value stays on record.

        Refuses a month that was never measured: what is missing is not wrong (I30).
        """
        former = self.values.get(period)
        if former == value:
            return
        if former is None:
            raise Refused(I30, "never_measured", period=period)
        if not reason:
            raise Refused(C09_04, "reason_missing")
        _check(value, source)
        self._note(
            self.Corrected, act, _last_day(period, act.today),
            period=period, former_value=former, value=value, source=source, reason=reason,
        )  # fmt: skip

    def suggest_lapse(self, act: Act, *, threshold: int, count: int, rule_version: int) -> None:
        """Suggest that the use lapsed, after `count` measured months in a row below the rule.

        Nothing lapses by that: contact or municipality confirms it, or knows better (C09-07).
        Missing months are no sign of it (I30), and what was answered is not asked again.
        """
        periods = self.below(threshold, count)
        if periods and self.suggested is None:
            self._note(
                self.LapseSuggested, act, None,
                periods=periods, threshold=threshold, rule_version=rule_version,
            )  # fmt: skip

    def suggest_return(self, act: Act, *, threshold: int, rule_version: int) -> None:
        """Suggest that a lapsed use came back, where the last measured month reaches the rule."""
        last = max(self.values, default="")
        if last > self.looked_at and self.values[last] >= threshold and self.suggested is None:
            self._note(
                self.ReturnSuggested, act, None,
                period=last, threshold=threshold, rule_version=rule_version,
            )  # fmt: skip

    def confirm(self, act: Act) -> tuple[str, list[str]]:
        """Confirm what is suggested; which of `lapse` and `return`, and the months it rests on."""
        suggested, periods = self._open()
        self._note(self.SuggestionConfirmed, act, None, suggested=suggested, periods=periods)
        return suggested, periods

    def dismiss(self, act: Act, *, reason: str) -> tuple[str, list[str]]:
        """Answer that it is not so, and why; these months are not asked about again.

        Returns what was suggested, as `confirm` does.
        """
        suggested, periods = self._open()
        if not reason:
            raise Refused(C09_07, "dismissal_reason_missing")
        self._note(
            self.SuggestionDismissed, act, None,
            suggested=suggested, periods=periods, reason=reason,
        )  # fmt: skip
        return suggested, periods

    def below(self, threshold: int, count: int) -> list[str]:
        """The last so many measured months in a row, all below and not looked at yet."""
        return below_in_a_row(self.values, threshold, count, self.looked_at)

    def _open(self) -> tuple[str, list[str]]:
        if self.suggested is None:
            raise Refused(C09_07, "nothing_suggested")
        return self.suggested, list(self.months)

    def _note(self, event: type[Event], act: Act, on: date | None, **said: object) -> None:
        self.record(
            event, act, on=on, municipality=self.municipality, solution=self.solution,
            service=self.service, definition=self.definition, **said,
        )  # fmt: skip


def _last_day(period: str, today: date) -> date:
    last = span(period, "month").last
    if last >= today:
        raise Refused(C09_04, "period_not_over", period=period)
    return last


def _check(value: int, source: str) -> None:
    if value < 0:
        raise Refused(C09_04, "value_negative", value=value)
    if not source:
        raise Refused(C09_02, "source_missing")

"""Who holds which function in one organisation, and from when to when."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple, Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.mandates.functions import EXCLUSIVE, fits
from aggregates.rules import C01_06


class Span(NamedTuple):
    """From `since` until, and not including, `until`; None is open-ended."""

    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def covers(self, other: Span) -> bool:
        ends = self.until is None or (other.until is not None and other.until <= self.until)
        return self.since <= other.since and ends

    def meets(self, other: Span) -> bool:
        begins = max(self.since, other.since)
        return all(each.until is None or begins < each.until for each in (self, other))


class Roster(Root):
    TOPIC = "roster"

    class Opened(Founding):
        TOPIC = "roster.opened"
        organisation: str

        def apply(self, roster: Roster) -> None:
            roster.organisation, roster.held = self.organisation, {}

    class RoleGiven(Root.Event):
        """`function` is the role held; the envelope's `role` is the one acted in."""

        TOPIC = "roster.role-given"
        organisation: str
        person: str
        function: str
        since: date
        until: date | None
        document: str | None

        def apply(self, roster: Roster) -> None:
            roster.held[self.person, self.function] = Span(self.since, self.until)

    class RoleEnded(Root.Event):
        TOPIC = "roster.role-ended"
        organisation: str
        person: str
        function: str
        until: date

        def apply(self, roster: Roster) -> None:
            span = roster.held[self.person, self.function]
            roster.held[self.person, self.function] = Span(span.since, self.until)

    # State

    organisation: str
    held: dict[tuple[str, str], Span]

    @staticmethod
    @lru_cache(4096)  # asked for at every command
    def id_of(organisation: str) -> UUID:
        return derived("rosters", organisation)

    def may(self, person: str, function: str, day: date) -> bool:
        """Whether that person acts in that function on that day (C01-06)."""
        span = self.held.get((person, function))
        return span is not None and span.holds(day)

    def administered(self, day: date) -> bool:
        """Whether somebody gives the organisation's functions on its own behalf."""
        return any(
            function == Role.ADMINISTRATOR and span.holds(day)
            for (_, function), span in self.held.items()
        )

    # Decisions

    @classmethod
    def open(cls, act: Act, *, organisation: str) -> Self:
        """Begin an organisation's roster, with nobody in it."""
        return cls.found(cls.Opened, cls.id_of(organisation), act, organisation=organisation)

    def appoint(self, act: Act, *, person: str, since: date, document: str) -> None:
        """Appoint an administrator from outside, on the organisation's own document.

        Only where it has none: from then on nobody else gives its functions. Refuses an
        appointment that cannot show a document (C01-06, I01).
        """
        if self.may(person, Role.ADMINISTRATOR, since):
            return
        if self.administered(since):
            raise Refused(C01_06, "administered", organisation=self.organisation)
        if not document:
            raise Refused(C01_06, "document_missing", organisation=self.organisation)
        self._give(act, person, Role.ADMINISTRATOR, Span(since, None), document)

    def give(
        self, act: Act, *,
        kind: str, person: str, function: str, since: date, until: date | None = None,
    ) -> None:  # fmt: skip
        """Let a person hold a function from a day on; what is held already is not recorded again.

        `kind` is what the organisation is. Refuses a function that such an organisation does not
        have, a span that ends before it begins, a beginning in the past, and an exclusive
        function that another holds meanwhile (C01-06).
        """
        if not fits(function, kind):
            raise Refused(C01_06, "function_unfit", function=function, kind=kind)
        if until is not None and until <= since:
            raise Refused(C01_06, "ends_before", since=since.isoformat(), until=until.isoformat())
        span = Span(since, until)
        if (held := self.held.get((person, function))) and held.covers(span):
            return
        if since < act.today:
            raise Refused(C01_06, "in_the_past", since=since.isoformat())
        self._check_alone(person, function, span)
        self._give(act, person, function, span, None)

    def end(self, act: Act, *, person: str, function: str, until: date) -> None:
        """End a function; from `until` on that person no longer acts in it (C01-06)."""
        span = self.held.get((person, function))
        if span is None:
            raise Refused(C01_06, "not_held", function=function)
        if span.until is not None and span.until <= until:
            return
        if until < act.today:
            raise Refused(C01_06, "in_the_past", since=until.isoformat())
        self.record(
            self.RoleEnded, act,
            organisation=self.organisation, person=person, function=str(function), until=until,
        )  # fmt: skip

    def _check_alone(self, person: str, function: str, span: Span) -> None:
        others = (
            held
            for (other, each), held in self.held.items()
            if each == function and other != person
        )
        if function in EXCLUSIVE and any(span.meets(held) for held in others):
            raise Refused(C01_06, "held_by_another", function=function)

    def _give(self, act: Act, person: str, function: str, span: Span, document: str | None) -> None:
        self.record(
            self.RoleGiven, act,
            organisation=self.organisation, person=person, function=str(function),
            since=span.since, until=span.until, document=document,
        )  # fmt: skip

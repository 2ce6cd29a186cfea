"""A mandate to speak for the municipal sector in a forum; never to decide for a municipality."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C01_07


class Mandate(Root):
    TOPIC = "mandate"

    class Given(Founding):
        """`body` of the envelope is who appointed; `person` speaks for the sector, not for home."""

        TOPIC = "mandate.given"
        person: str
        forum: str
        since: date
        until: date | None

        def apply(self, mandate: Mandate) -> None:
            mandate.person, mandate.forum = self.person, self.forum
            mandate.since, mandate.until = self.since, self.until

    class Ended(Root.Event):
        TOPIC = "mandate.ended"
        until: date

        def apply(self, mandate: Mandate) -> None:
            mandate.until = self.until

    class StatementMade(Root.Event):
        """`anchored` is whether a position of the sector stands behind it; else «uforankret»."""

        TOPIC = "mandate.statement-made"
        person: str
        forum: str
        matter: str
        position: str | None
        anchored: bool

        def apply(self, mandate: Mandate) -> None:
            """Nothing is decided on a statement: it is no decision of any municipality (I08)."""

    # State

    person: str
    forum: str
    since: date
    until: date | None

    @staticmethod
    def id_of(person: str, forum: str, since: date) -> UUID:
        return derived("mandates", person, forum, since)

    # Decisions

    @classmethod
    def give(
        cls, act: Act, *, person: str, forum: str, since: date, until: date | None = None
    ) -> Self:
        """Appoint a person to speak for the sector in a forum (C01-07).

        Refuses a mandate to speak nowhere, and one that ends before it begins.
        """
        if not forum:
            raise Refused(C01_07, "forum_missing")
        if until is not None and until <= since:
            raise Refused(C01_07, "ends_before", since=since.isoformat(), until=until.isoformat())
        return cls.found(
            cls.Given, cls.id_of(person, forum, since), act,
            person=person, forum=forum, since=since, until=until,
        )  # fmt: skip

    def end(self, act: Act, *, until: date) -> None:
        """End the mandate; what was said under it stays said."""
        if self.until is None or until < self.until:
            self.record(self.Ended, act, until=until)

    def speak(self, act: Act, *, matter: str, on: date, position: str | None = None) -> None:
        """Note what was spoken for; without a position of the sector it is flagged (C01-07).

        Refuses anybody but the person appointed, and a day outside the mandate.
        """
        if act.by != self.person:
            raise Refused(C01_07, "not_the_representative")
        if not self.since <= on or (self.until is not None and on >= self.until):
            raise Refused(C01_07, "outside_mandate", on=on.isoformat())
        self.record(
            self.StatementMade, act, on=on,
            person=self.person, forum=self.forum, matter=matter, position=position,
            anchored=position is not None,
        )  # fmt: skip

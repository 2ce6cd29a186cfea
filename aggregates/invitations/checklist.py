"""The agreements that a municipality needs after it joined a run, ticked by itself (C07-12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C07_12, I01


class Checklist(Root):
    TOPIC = "checklist"

    class Event(Root.Event):
        participation: UUID
        solution: str
        municipality: UUID
        number: str
        region: str

    class Made(Founding):
        TOPIC = "checklist.made"
        participation: UUID
        run: UUID
        solution: str
        municipality: UUID
        number: str
        region: str
        agreements: list[dict[str, Any]]

        def apply(self, checklist: Checklist) -> None:
            checklist.participation, checklist.solution = self.participation, self.solution
            checklist.municipality, checklist.number = self.municipality, self.number
            checklist.region = self.region
            checklist.counterparts = {each["id"]: each["counterpart"] for each in self.agreements}
            checklist.signed, checklist.confirmed = {}, set()

    class Ticked(Event):
        """`signed_on` is when the agreement was signed, as the municipality says."""

        TOPIC = "checklist.ticked"
        agreement: str
        signed_on: date
        left: int

        def apply(self, checklist: Checklist) -> None:
            checklist.signed[self.agreement] = self.signed_on
            checklist.confirmed.discard(self.agreement)

    class Unticked(Event):
        TOPIC = "checklist.unticked"
        agreement: str
        left: int

        def apply(self, checklist: Checklist) -> None:
            del checklist.signed[self.agreement]
            checklist.confirmed.discard(self.agreement)

    class Confirmed(Event):
        """The counterpart, which is the envelope's `body`, has the agreement too."""

        TOPIC = "checklist.confirmed"
        agreement: str

        def apply(self, checklist: Checklist) -> None:
            checklist.confirmed.add(self.agreement)

    # State

    participation: UUID
    solution: str
    municipality: UUID
    number: str
    region: str
    counterparts: dict[str, str | None]
    signed: dict[str, date]
    confirmed: set[str]

    @staticmethod
    def id_of(participation: UUID) -> UUID:
        return derived("checklists", participation)

    @property
    def complete(self) -> bool:
        """Whether the municipality has ticked every agreement."""
        return self.signed.keys() == self.counterparts.keys()

    # Decisions

    @classmethod
    def make(
        cls, act: Act, *,
        participation: UUID, run: UUID, solution: str, municipality: UUID, number: str,
        region: str, agreements: Iterable[Mapping[str, Any]],
    ) -> Self:  # fmt: skip
        """Make the list that a decision to join leads to, of what its solution asks for now."""
        return cls.found(
            cls.Made, cls.id_of(participation), act,
            participation=participation, run=run, solution=solution, municipality=municipality,
            number=number, region=region, agreements=[dict(each) for each in agreements],
        )  # fmt: skip

    def tick(self, act: Act, *, agreement: str, signed_on: date) -> None:
        """The municipality says that an agreement is signed, and when. Refuses a day to come."""
        self._check_own(act)
        self._check_known(agreement)
        if signed_on > act.today:
            raise Refused(C07_12, "signed_later", signed_on=signed_on.isoformat())
        if self.signed.get(agreement) != signed_on:
            left = self.counterparts.keys() - self.signed.keys() - {agreement}
            self._say(self.Ticked, act, agreement=agreement, signed_on=signed_on, left=len(left))

    def untick(self, act: Act, *, agreement: str) -> None:
        """The municipality takes a tick back; that it was there stays on record."""
        self._check_own(act)
        self._check_known(agreement)
        if agreement in self.signed:
            left = len(self.counterparts) - len(self.signed) + 1
            self._say(self.Unticked, act, agreement=agreement, left=left)

    def confirm(self, act: Act, *, agreement: str) -> None:
        """The counterpart confirms what the municipality has ticked.

        Refuses everybody else, where it is known who that is, and what is not ticked (C07-12).
        """
        self._check_known(agreement)
        counterpart = self.counterparts[agreement]
        if act.municipality is not None or (counterpart and act.body != counterpart):
            raise Refused(C07_12, "not_the_counterpart", agreement=agreement)
        if agreement not in self.signed:
            raise Refused(C07_12, "not_ticked", agreement=agreement)
        if agreement not in self.confirmed:
            self._say(self.Confirmed, act, agreement=agreement)

    def _check_own(self, act: Act) -> None:
        if act.municipality != self.municipality:
            raise Refused(I01, "not_own_municipality", role=str(act.role))

    def _check_known(self, agreement: str) -> None:
        if agreement not in self.counterparts:
            raise Refused(C07_12, "no_such_agreement", agreement=agreement)

    def _say(self, event: type[Checklist.Event], act: Act, **fields: Any) -> None:
        self.record(
            event, act,
            participation=self.participation, solution=self.solution,
            municipality=self.municipality, number=self.number, region=self.region, **fields,
        )  # fmt: skip

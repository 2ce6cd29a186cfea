"""What a municipality intends with a solution (intensjon): no sign-up, and no stage (I07)."""

from __future__ import annotations

from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.invitations.authority import on_behalf
from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import I07

GIVEN, CONFIRMED, FULFILLED = "given", "confirmed", "fulfilled"
LAPSED, WITHDRAWN = "lapsed", "withdrawn"
STANDING = frozenset({GIVEN, CONFIRMED})


class Intention(Root):
    TOPIC = "intention"

    class Event(Root.Event):
        municipality: UUID
        number: str
        region: str
        solution: str

    class Given(Founding):
        """`binding` is whether it is an agreement (avtale) and not only an intention."""

        TOPIC = "intention.given"
        municipality: UUID
        number: str
        region: str
        solution: str
        binding: bool
        until: date | None
        conditions: str | None
        document: str
        on_behalf: bool

        def apply(self, intention: Intention) -> None:
            intention.municipality, intention.solution = self.municipality, self.solution
            intention.number, intention.region = self.number, self.region
            intention._stand(self)

    class GivenAnew(Event):
        TOPIC = "intention.given-anew"
        binding: bool
        until: date | None
        conditions: str | None
        document: str
        on_behalf: bool

        def apply(self, intention: Intention) -> None:
            intention._stand(self)

    class Confirmed(Event):
        TOPIC = "intention.confirmed"

        def apply(self, intention: Intention) -> None:
            intention.status = CONFIRMED

    class Fulfilled(Event):
        TOPIC = "intention.fulfilled"
        evidence: str
        on_behalf: bool

        def apply(self, intention: Intention) -> None:
            intention.status = FULFILLED

    class Lapsed(Event):
        """Its time is over. It says nothing of what the municipality wants now (I02)."""

        TOPIC = "intention.lapsed"
        until: date

        def apply(self, intention: Intention) -> None:
            intention.status = LAPSED

    class Withdrawn(Event):
        TOPIC = "intention.withdrawn"
        reason: str | None
        on_behalf: bool

        def apply(self, intention: Intention) -> None:
            intention.status = WITHDRAWN

    # State

    municipality: UUID
    number: str
    region: str
    solution: str
    status: str
    until: date | None
    said: tuple[bool, date | None, str | None, str]

    @staticmethod
    def id_of(municipality: UUID, solution: str) -> UUID:
        return derived("intentions", municipality, solution)

    def _stand(self, event: Intention.Given | Intention.GivenAnew) -> None:
        self.status, self.until = GIVEN, event.until
        self.said = (event.binding, event.until, event.conditions, event.document)

    # Decisions

    @classmethod
    def give(
        cls, act: Act, *,
        municipality: UUID, number: str, region: str, solution: str, document: str,
        binding: bool = False, until: date | None = None, conditions: str | None = None,
    ) -> Self:  # fmt: skip
        """State an intention. It signs up for nothing, and is no stage of adoption (I07).

        Refuses everybody who does not decide for the municipality (I01), one that cannot show a
        document, and one that is over already.
        """
        behalf = on_behalf(act, municipality, region, document)
        _check(act, document, until)
        return cls.found(
            cls.Given, cls.id_of(municipality, solution), act,
            municipality=municipality, number=number, region=region, solution=solution,
            binding=binding, until=until, conditions=conditions, document=document,
            on_behalf=behalf,
        )  # fmt: skip

    def give_anew(
        self, act: Act, *,
        document: str, binding: bool = False, until: date | None = None,
        conditions: str | None = None,
    ) -> None:  # fmt: skip
        """State it again, or otherwise; what was stated before stays on record."""
        behalf = on_behalf(act, self.municipality, self.region, document)
        _check(act, document, until)
        if self.status in STANDING and self.said == (binding, until, conditions, document):
            return
        self._say(
            self.GivenAnew, act,
            binding=binding, until=until, conditions=conditions, document=document,
            on_behalf=behalf,
        )  # fmt: skip

    def confirm(self, act: Act) -> None:
        """KS confirms that it has been received and counts. Refuses what does not stand (I07)."""
        if act.role != Role.PORTFOLIO_OWNER:
            raise Refused(I07, "not_ks", role=str(act.role))
        if self.status == CONFIRMED:
            return
        self._check_standing()
        self._say(self.Confirmed, act)

    def fulfil(self, act: Act, *, evidence: str, document: str | None = None) -> None:
        """The municipality states that it has done what it intended, and what shows it (I07).

        A sign-up alone fulfils nothing, so this is said and never concluded.
        """
        behalf = on_behalf(act, self.municipality, self.region, document)
        if self.status == FULFILLED:
            return
        self._check_standing()
        if not evidence:
            raise Refused(I07, "evidence_missing")
        self._say(self.Fulfilled, act, evidence=evidence, on_behalf=behalf)

    def lapse(self, act: Act, *, today: date) -> None:
        """Note that its time is over."""
        if self.status not in STANDING:
            return
        if self.until is None or today <= self.until:
            until = None if self.until is None else self.until.isoformat()
            raise Refused(I07, "stands_still", until=until)
        self._say(self.Lapsed, act, until=self.until)

    def withdraw(self, act: Act, *, reason: str | None = None, document: str | None = None) -> None:
        """The municipality takes it back, whenever it wants to and for no stated reason (I03)."""
        behalf = on_behalf(act, self.municipality, self.region, document)
        if self.status in STANDING:
            self._say(self.Withdrawn, act, reason=reason, on_behalf=behalf)

    def _check_standing(self) -> None:
        if self.status not in STANDING:
            raise Refused(I07, "stands_no_more", status=self.status)

    def _say(self, event: type[Intention.Event], act: Act, **fields: Any) -> None:
        self.record(
            event, act,
            municipality=self.municipality, number=self.number, region=self.region,
            solution=self.solution, **fields,
        )  # fmt: skip


def _check(act: Act, document: str, until: date | None) -> None:
    if not document:
        raise Refused(I07, "document_missing")
    if until is not None and until < act.today:
        raise Refused(I07, "over_already", until=until.isoformat())

"""An exemption from one mandatory criterion, until a day (dispensasjon)."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C03_09, I12

REQUESTED, GRANTED, DENIED = "requested", "granted", "denied"
EXPIRED, REVOKED = "expired", "revoked"


class Exemption(Root):
    TOPIC = "exemption"

    class Event(Root.Event):
        readiness: UUID
        solution: str
        scope_code: str
        criterion: str

    class Requested(Founding):
        TOPIC = "exemption.requested"
        readiness: UUID
        solution: str
        scope_code: str
        criterion: str
        decider: str
        reason: str
        until: date

        def apply(self, exemption: Exemption) -> None:
            exemption.readiness, exemption.criterion = self.readiness, self.criterion
            exemption.solution, exemption.scope_code = self.solution, self.scope_code
            exemption.granted_until = None
            exemption._ask(self)

    class RequestedAgain(Event):
        TOPIC = "exemption.requested-again"
        decider: str
        reason: str
        until: date

        def apply(self, exemption: Exemption) -> None:
            exemption._ask(self)

    class Granted(Event):
        TOPIC = "exemption.granted"
        reason: str
        until: date

        def apply(self, exemption: Exemption) -> None:
            exemption.phase, exemption.granted_until = GRANTED, self.until
            exemption.grounds = self.reason

    class Denied(Event):
        TOPIC = "exemption.denied"
        reason: str

        def apply(self, exemption: Exemption) -> None:
            exemption.phase, exemption.grounds = DENIED, self.reason

    class Expired(Event):
        TOPIC = "exemption.expired"
        until: date

        def apply(self, exemption: Exemption) -> None:
            exemption.granted_until = None
            if exemption.phase == GRANTED:
                exemption.phase = EXPIRED

    class Revoked(Event):
        TOPIC = "exemption.revoked"
        reason: str

        def apply(self, exemption: Exemption) -> None:
            exemption.phase, exemption.grounds = REVOKED, self.reason
            exemption.granted_until = None

    # State

    readiness: UUID
    solution: str
    scope_code: str
    criterion: str
    phase: str
    reason: str
    grounds: str | None
    until: date
    granted_until: date | None
    decider: str
    asked_by: tuple[str, str]

    @staticmethod
    def id_of(readiness: UUID, criterion: str) -> UUID:
        return derived("exemptions", readiness, criterion)

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day: to the last one granted, whether the clock has come or not.

        A request for a longer one, and a denial of that, leave what was granted as it is.
        """
        return self.granted_until is not None and day <= self.granted_until

    def _ask(self, event: Exemption.Requested | Exemption.RequestedAgain) -> None:
        self.phase, self.grounds, self.reason = REQUESTED, None, event.reason
        self.until, self.decider = event.until, event.decider
        self.asked_by = (event.by, event.body)

    # Decisions

    @classmethod
    def request(
        cls, act: Act, *,
        readiness: UUID, solution: str, scope_code: str, criterion: str, decider: str,
        reason: str, until: date,
    ) -> Self:  # fmt: skip
        """Ask for an exemption until a day; `decider` grants it. Refuses as `_require_told`."""
        _require_told(act, reason, until)
        return cls.found(
            cls.Requested, cls.id_of(readiness, criterion), act,
            readiness=readiness, solution=solution, scope_code=scope_code, criterion=criterion,
            decider=decider, reason=reason, until=until,
        )  # fmt: skip

    def request_again(self, act: Act, *, decider: str, reason: str, until: date) -> None:
        """Ask anew, or for longer. Refuses a second request while one waits for its answer."""
        _require_told(act, reason, until)
        if self.phase == REQUESTED:
            if (self.reason, self.until) == (reason, until):
                return
            raise Refused(C03_09, "waits_for_answer", criterion=self.criterion)
        self._say(self.RequestedAgain, act, decider=decider, reason=reason, until=until)

    def grant(self, act: Act, *, reason: str, until: date) -> None:
        """Grant it until a day, no later than was asked for.

        Refuses the one who asked and the body that was asked for (I12), all but the decider, a
        grant without a reason, one that has ended already, and one that nobody asked for.
        """
        if (self.phase, self.grounds, self.granted_until) == (GRANTED, reason, until):
            return
        self._require_answerable(act, reason)
        if not act.today <= until <= self.until:
            raise Refused(
                C03_09, "until_out_of_reach", until=until.isoformat(), asked=self.until.isoformat()
            )
        self._say(self.Granted, act, reason=reason, until=until)

    def deny(self, act: Act, *, reason: str) -> None:
        """Deny it, with a reason. Refuses as `grant` does."""
        if (self.phase, self.grounds) == (DENIED, reason):
            return
        self._require_answerable(act, reason)
        self._say(self.Denied, act, reason=reason)

    def revoke(self, act: Act, *, reason: str) -> None:
        """Take it back before its end. Refuses all but the decider, and no reason."""
        if (self.phase, self.grounds) == (REVOKED, reason):
            return
        self._require_decider(act, reason)
        if not self.in_force(act.today):
            raise Refused(C03_09, "not_in_force", criterion=self.criterion)
        self._say(self.Revoked, act, reason=reason)

    def expire(self, act: Act, *, today: date) -> None:
        """Note that its day has passed. Refuses before that; gates ask for the day themselves."""
        until = self.granted_until
        if until is None:
            return
        if today <= until:
            raise Refused(C03_09, "in_force", criterion=self.criterion, until=until.isoformat())
        self._say(self.Expired, act, on=today, until=until)

    def _require_answerable(self, act: Act, reason: str) -> None:
        if act.by == self.asked_by[0] or act.body == self.asked_by[1]:
            raise Refused(I12, "requester_answers", criterion=self.criterion)
        self._require_decider(act, reason)
        if self.phase != REQUESTED:
            raise Refused(C03_09, "not_requested", criterion=self.criterion)

    def _require_decider(self, act: Act, reason: str) -> None:
        if act.body != self.decider:
            raise Refused(C03_09, "not_the_decider", decider=self.decider)
        if not reason:
            raise Refused(C03_09, "reason_missing", criterion=self.criterion)

    def _say(
        self, event: type[Event], act: Act, *, on: date | None = None, **fields: object
    ) -> None:
        self.record(
            event, act, on=on, readiness=self.readiness, solution=self.solution,
            scope_code=self.scope_code, criterion=self.criterion, **fields,
        )  # fmt: skip


def _require_told(act: Act, reason: str, until: date) -> None:
    """Refuse a request without a reason, or whose end has passed (C03-09)."""
    if not reason:
        raise Refused(C03_09, "request_reason_missing")
    if until < act.today:
        raise Refused(C03_09, "until_passed", until=until.isoformat())

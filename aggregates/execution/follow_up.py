"""How one participant is followed up after the introduction, and not let go too early (I32)."""

from __future__ import annotations

from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C08_07, I01, I32

PLAN, MEASUREMENTS, HANDOVER = "follow_up_plan", "use_measurements", "handover"
NEEDED = (PLAN, MEASUREMENTS, HANDOVER)


class FollowUp(Root):
    TOPIC = "follow-up"

    class Event(Root.Event):
        participation: UUID
        run: UUID
        solution: str
        municipality: UUID
        number: str
        region: str

    class Begun(Founding):
        TOPIC = "follow-up.begun"
        participation: UUID
        run: UUID
        solution: str
        municipality: UUID
        number: str
        region: str

        def apply(self, follow_up: FollowUp) -> None:
            for name in _WHOSE:
                setattr(follow_up, name, getattr(self, name))
            follow_up.stated_plan, follow_up.owner, follow_up.handed_over = None, None, False
            follow_up.exceptions, follow_up.done = {}, False

    class Planned(Event):
        TOPIC = "follow-up.planned"
        text: str
        until: date
        measurements: int

        def apply(self, follow_up: FollowUp) -> None:
            follow_up.stated_plan = (self.text, self.until, self.measurements)

    class OwnerNamed(Event):
        """The municipality says which role in it owns the use from now on (C08-07)."""

        TOPIC = "follow-up.owner-named"
        owner_role: str
        support_line: str
        next_review: date

        def apply(self, follow_up: FollowUp) -> None:
            follow_up.owner = (self.owner_role, self.support_line, self.next_review)

    class HandedOver(Event):
        TOPIC = "follow-up.handed-over"
        owner_role: str
        support_line: str
        next_review: date

        def apply(self, follow_up: FollowUp) -> None:
            follow_up.handed_over = True

    class ExceptionRecorded(Event):
        """The municipality itself does without something that it is owed."""

        TOPIC = "follow-up.exception-recorded"
        lacks: str
        reason: str

        def apply(self, follow_up: FollowUp) -> None:
            follow_up.exceptions[self.lacks] = self.reason

    class Done(Event):
        TOPIC = "follow-up.done"
        pulje: int | None
        exceptions: list[str]

        def apply(self, follow_up: FollowUp) -> None:
            follow_up.done = True

    # State

    participation: UUID
    run: UUID
    solution: str
    municipality: UUID
    number: str
    region: str
    stated_plan: tuple[str, date, int] | None
    owner: tuple[str, str, date] | None
    handed_over: bool
    exceptions: dict[str, str]
    done: bool

    @staticmethod
    def id_of(participation: UUID) -> UUID:
        return derived("follow-ups", participation)

    def lacks(self, *, measured: int, agreed: int) -> list[str]:
        """What this participant is still owed, having `measured` so many times (I32).

        Its own plan may ask for more measurements than the `agreed` number, never for fewer.
        """
        wanted = max(agreed, self.stated_plan[2]) if self.stated_plan else agreed
        there = {
            PLAN: self.stated_plan is not None,
            MEASUREMENTS: measured >= wanted,
            HANDOVER: self.handed_over,
        }
        return [each for each in NEEDED if not there[each] and each not in self.exceptions]

    # Decisions

    @classmethod
    def begin(
        cls, act: Act, *,
        participation: UUID, run: UUID, solution: str, municipality: UUID, number: str,
        region: str,
    ) -> Self:  # fmt: skip
        """Begin to follow up a municipality that has a place in a pulje."""
        return cls.found(
            cls.Begun, cls.id_of(participation), act,
            participation=participation, run=run, solution=solution, municipality=municipality,
            number=number, region=region,
        )  # fmt: skip

    def plan(self, act: Act, *, text: str, until: date, measurements: int, agreed: int) -> None:
        """Say how the municipality is followed up, how long, and with how many measurements.

        The leader and the municipality itself say it. Refuses a plan that ends before it begins,
        that says nothing, or that measures fewer times than `agreed` for the solution (I32).
        """
        self._check_between(act)
        if self.stated_plan == (text, until, measurements):
            return
        if not text.strip():
            raise Refused(I32, "plan_empty")
        if until <= act.today:
            raise Refused(I32, "plan_over", until=until.isoformat())
        if measurements < agreed:
            raise Refused(I32, "fewer_than_agreed", measurements=measurements, agreed=agreed)
        self._say(self.Planned, act, text=text, until=until, measurements=measurements)

    def name_owner(
        self, act: Act, *, owner_role: str, support_line: str, next_review: date
    ) -> None:
        """The municipality names the role that owns the use, who helps, and the next review.

        Refuses a person in a role's place, no support line, and a review that is over (C08-07).
        """
        self._check_own(act)
        if self.owner == (owner_role, support_line, next_review):
            return
        if not owner_role.strip() or owner_role.startswith("p-"):
            raise Refused(C08_07, "role_missing")
        if not support_line.strip():
            raise Refused(C08_07, "support_line_missing")
        if next_review <= act.today:
            raise Refused(C08_07, "review_passed", review=next_review.isoformat())
        self._say(
            self.OwnerNamed, act,
            owner_role=owner_role, support_line=support_line, next_review=next_review,
        )  # fmt: skip

    def hand_over(self, act: Act) -> None:
        """Confirm the handover to those whom the municipality has named (C08-07)."""
        if self.handed_over:
            return
        if self.owner is None:
            raise Refused(C08_07, "owner_missing")
        role, support_line, review = self.owner
        self._say(
            self.HandedOver, act,
            owner_role=role, support_line=support_line, next_review=review,
        )  # fmt: skip

    def do_without(self, act: Act, *, lacks: str, reason: str) -> None:
        """The municipality does without a plan, measurements or a handover, for a reason (I32).

        Refuses everybody else: what one is owed is not given up by others.
        """
        self._check_own(act)
        if lacks not in NEEDED:
            raise Refused(I32, "nothing_to_except", lacks=lacks)
        if not reason.strip():
            raise Refused(I32, "exception_reason_missing")
        if self.exceptions.get(lacks) != reason:
            self._say(self.ExceptionRecorded, act, lacks=lacks, reason=reason)

    def finish(self, act: Act, *, pulje: int | None, measured: int, agreed: int) -> None:
        """Note that the follow-up is done, once nothing is owed any more; until then nothing."""
        if not self.done and not self.lacks(measured=measured, agreed=agreed):
            self._say(self.Done, act, pulje=pulje, exceptions=sorted(self.exceptions))

    def _check_own(self, act: Act) -> None:
        if act.municipality != self.municipality:
            raise Refused(I01, "not_own_municipality", role=str(act.role))

    def _check_between(self, act: Act) -> None:
        if act.role != Role.ROLLOUT_LEADER:
            self._check_own(act)

    def _say(self, event: type[FollowUp.Event], act: Act, **fields: Any) -> None:
        self.record(event, act, **{name: getattr(self, name) for name in _WHOSE}, **fields)


_WHOSE = ("participation", "run", "solution", "municipality", "number", "region")

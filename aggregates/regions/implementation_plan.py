"""How one region is put in place in a year: when it starts, who owns it, and by which milestones.

The dialogue meetings in which it is anchored are part of it (S3 L584-586).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C12_12

DIALOGUE = ("diginettverk", "kommunedirektorutvalg", "helseledernettverk", "ks_region")
"""With whom a region is to talk, and stand on what they say (S3 L586)."""
Milestone = dict[str, str]
"""{name, by: the day it is to be reached}"""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every region plans within, as it was consulted; a plan needs one."""

    starts: date
    ends: date
    milestones: Sequence[str]


class ImplementationPlan(Root):
    TOPIC = "implementation-plan"

    class Begun(Founding):
        TOPIC = "implementation-plan.begun"
        group: UUID
        year: int

        def apply(self, plan: ImplementationPlan) -> None:
            plan.group, plan.year, plan.planned = self.group, self.year, None
            plan.reached, plan.meetings = {}, []

    class Planned(Root.Event):
        """`owner` is the organisation that answers for it."""

        TOPIC = "implementation-plan.planned"
        group: UUID
        year: int
        starts: date
        owner: str
        milestones: list[Milestone]

        def apply(self, plan: ImplementationPlan) -> None:
            plan.planned = (self.starts, self.owner, list(self.milestones))

    class MilestoneReached(Root.Event):
        """On `on`."""

        TOPIC = "implementation-plan.milestone-reached"
        group: UUID
        year: int
        name: str

        def apply(self, plan: ImplementationPlan) -> None:
            plan.reached[self.name] = self.on

    class MeetingHeld(Root.Event):
        """On `on`; what was said is in the document."""

        TOPIC = "implementation-plan.meeting-held"
        group: UUID
        year: int
        with_whom: str
        document: str

        def apply(self, plan: ImplementationPlan) -> None:
            plan.meetings.append((self.with_whom, self.on, self.document))

    # State

    group: UUID
    year: int
    planned: tuple[date, str, list[Milestone]] | None
    reached: dict[str, date]
    meetings: list[tuple[str, date, str]]

    @staticmethod
    def id_of(group: UUID, year: int) -> UUID:
        return derived("implementation-plans", group, year)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, group: UUID, year: int) -> Self:
        """Begin it, with nothing planned."""
        return cls.found(cls.Begun, cls.id_of(group, year), act, group=group, year=year)

    def plan(
        self, act: Act, *,
        starts: date | None, owner: str, milestones: Sequence[Mapping[str, Any]],
        frame: Frame | None,
    ) -> None:  # fmt: skip
        """The region plans, or plans anew, within the frame that KS has set (C12-12).

        Refuses a plan without a start, an owner and milestones, one that leaves out a milestone
        that all regions have, and days outside the frame.
        """
        said = [{"name": each["name"], "by": each["by"].isoformat()} for each in milestones]
        if starts is not None and self.planned == (starts, owner, said):
            return
        for field, value in (("starts", starts), ("owner", owner), ("milestones", said)):
            if not value:
                raise Refused(C12_12, "field_missing", field=field)
        assert starts is not None
        _check_frame(frame, starts, said)
        self.record(self.Planned, act, **self._named, starts=starts, owner=owner, milestones=said)

    def reach(self, act: Act, *, name: str, on: date) -> None:
        """A milestone was reached on a day. Refuses one that is not planned, and a day ahead."""
        _, _, milestones = self.planned or (None, None, [])
        if name not in {each["name"] for each in milestones}:
            raise Refused(C12_12, "no_such_milestone", name=name)
        self._require_been(act, on)
        if self.reached.get(name) != on:
            self.record(self.MilestoneReached, act, on=on, **self._named, name=name)

    def hold_meeting(self, act: Act, *, with_whom: str, on: date, document: str) -> None:
        """Note a dialogue meeting. Refuses one that has not been, and one without a document."""
        if with_whom not in DIALOGUE:
            raise Refused(C12_12, "unknown_party", whom=with_whom)
        if not document:
            raise Refused(C12_12, "document_missing", whom=with_whom)
        self._require_been(act, on)
        if (with_whom, on, document) not in self.meetings:
            self.record(
                self.MeetingHeld, act, on=on, **self._named, with_whom=with_whom, document=document
            )

    @property
    def _named(self) -> dict[str, Any]:
        return {"group": self.group, "year": self.year}

    def _require_been(self, act: Act, on: date) -> None:
        if on > act.today:
            raise Refused(C12_12, "not_been", on=on.isoformat())


def _check_frame(frame: Frame | None, starts: date, milestones: Sequence[Milestone]) -> None:
    if frame is None:
        raise Refused(C12_12, "no_frame")
    named = {each["name"] for each in milestones}
    if left := [each for each in frame.milestones if each not in named]:
        raise Refused(C12_12, "milestone_missing", milestones=left)
    days = [starts.isoformat(), *(each["by"] for each in milestones)]
    since, until = frame.starts.isoformat(), frame.ends.isoformat()
    if outside := sorted(each for each in days if not since <= each <= until):
        raise Refused(C12_12, "outside_frame", day=outside[0], since=since, until=until)
    if early := sorted(each["by"] for each in milestones if each["by"] < days[0]):
        raise Refused(C12_12, "ends_before", since=days[0], until=early[0])

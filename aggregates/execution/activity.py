"""Something that those in a run do together: a gathering, a training, a talk on one theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.execution.themes import check_groups
from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root
from aggregates.rules import C08_01, C08_02

FORMS = ("digital", "physical")
PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"


class Activity(Root):
    TOPIC = "activity"

    class Event(Root.Event):
        run: UUID
        solution: str
        pulje: int | None
        theme: str
        groups: list[str]

    class Planned(Founding):
        """Of the whole run where `pulje` is None."""

        TOPIC = "activity.planned"
        run: UUID
        solution: str
        pulje: int | None
        theme: str
        groups: list[str]
        title: str
        form: str
        day: date

        def apply(self, activity: Activity) -> None:
            activity.run, activity.solution, activity.pulje = self.run, self.solution, self.pulje
            activity.theme, activity.groups = self.theme, self.groups
            activity.form, activity.day, activity.stage = self.form, self.day, PLANNED
            activity.attendance = {}

    class Moved(Event):
        TOPIC = "activity.moved"
        former: date
        day: date
        form: str

        def apply(self, activity: Activity) -> None:
            activity.day, activity.form = self.day, self.form

    class Held(Event):
        TOPIC = "activity.held"
        form: str

        def apply(self, activity: Activity) -> None:
            activity.stage, activity.day, activity.form = HELD, self.on, self.form

    class Cancelled(Event):
        TOPIC = "activity.cancelled"
        reason: str

        def apply(self, activity: Activity) -> None:
            activity.stage = CANCELLED

    class AttendanceRecorded(Event):
        """How many of each group a municipality came with; none is told, too."""

        TOPIC = "activity.attendance-recorded"
        participation: UUID
        municipality: UUID
        number: str
        former: dict[str, int]
        attended: dict[str, int]

        def apply(self, activity: Activity) -> None:
            activity.attendance[self.participation] = self.attended

    # State

    run: UUID
    solution: str
    pulje: int | None
    theme: str
    groups: list[str]
    form: str
    day: date
    stage: str
    attendance: dict[UUID, dict[str, int]]

    # Decisions

    @classmethod
    def plan(
        cls, act: Act, *,
        id: UUID, run: UUID, solution: str, pulje: int | None, theme: str, groups: Sequence[str],
        title: str, form: str, day: date,
    ) -> Self:  # fmt: skip
        """Plan an activity on a theme, for some of the groups that the theme is for (C08-02)."""
        check_groups(groups)
        _check_form(form)
        if not groups:
            raise Refused(C08_02, "groups_missing", theme=theme)
        return cls.found(
            cls.Planned, id, act,
            run=run, solution=solution, pulje=pulje, theme=theme, groups=list(groups),
            title=title, form=form, day=day,
        )  # fmt: skip

    def move(self, act: Act, *, day: date, form: str) -> None:
        """Plan it for another day, or to be held in another way."""
        self._at(PLANNED)
        _check_form(form)
        if (day, form) != (self.day, self.form):
            self._say(self.Moved, act, former=self.day, day=day, form=form)

    def hold(self, act: Act, *, on: date, form: str) -> None:
        """Note that it was held, on which day and how. Refuses a day to come (C08-01)."""
        if (self.stage, self.day, self.form) == (HELD, on, form):
            return
        self._at(PLANNED)
        _check_form(form)
        if on > act.today:
            raise Refused(C08_01, "not_held_yet", on=on.isoformat())
        self._say(self.Held, act, on=on, form=form)

    def cancel(self, act: Act, *, reason: str) -> None:
        """Call it off, for a reason."""
        if self.stage == CANCELLED:
            return
        self._at(PLANNED)
        if not reason.strip():
            raise Refused(C08_01, "cancelled_without_reason")
        self._say(self.Cancelled, act, reason=reason)

    def attend(
        self, act: Act, *,
        participation: UUID, municipality: UUID, number: str, attended: Mapping[str, int],
    ) -> None:  # fmt: skip
        """Note with how many of each group a participant came; told anew, that holds.

        Refuses an activity that was not held, and a group that it was not for (C08-02).
        """
        self._at(HELD)
        if others := sorted(set(attended) - set(self.groups)):
            raise Refused(C08_02, "not_for_these", theme=self.theme, groups=others)
        if self.attendance.get(participation) != dict(attended):
            self._say(
                self.AttendanceRecorded, act, participation=participation,
                municipality=municipality, number=number,
                former=self.attendance.get(participation, {}), attended=dict(attended),
            )  # fmt: skip

    def _at(self, stage: str) -> None:
        if self.stage != stage:
            raise Refused(C08_01, "activity_stage_wrong", there=self.stage, needed=stage)

    def _say(
        self, event: type[Activity.Event], act: Act, *, on: date | None = None, **fields: Any
    ) -> None:
        self.record(
            event, act, on=on,
            run=self.run, solution=self.solution, pulje=self.pulje, theme=self.theme,
            groups=self.groups, **fields,
        )  # fmt: skip


def _check_form(form: str) -> None:
    if form not in FORMS:
        raise Refused(C08_01, "unknown_form", form=form)

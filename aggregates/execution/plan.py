"""The detailed plan of a run: its activities in time, by theme, and whose each part is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.execution.themes import check_groups, check_known
from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C06_11

Line = dict[str, Any]
"""{key, theme, title, groups, materials, since, until, common, local}"""


class RunPlan(Root):
    """It is worked on until a version of it is issued, which is what is reviewed and invited on."""

    TOPIC = "run-plan"

    class Begun(Founding):
        TOPIC = "run-plan.begun"
        run: UUID
        solution: str

        def apply(self, plan: RunPlan) -> None:
            plan.run, plan.solution = self.run, self.solution
            plan.lines, plan.issued, plan.versions = {}, None, 0

    class ActivityStated(Root.Event):
        """One activity; another of the same key takes its place."""

        TOPIC = "run-plan.activity-stated"
        run: UUID
        key: str
        theme: str
        title: str
        groups: list[str]
        materials: list[str]
        since: date
        until: date
        common: str
        local: str

        def apply(self, plan: RunPlan) -> None:
            plan.lines[self.key] = {
                "key": self.key, "theme": self.theme, "title": self.title, "groups": self.groups,
                "materials": self.materials, "since": self.since.isoformat(),
                "until": self.until.isoformat(), "common": self.common, "local": self.local,
            }  # fmt: skip

    class ActivityDropped(Root.Event):
        TOPIC = "run-plan.activity-dropped"
        run: UUID
        key: str

        def apply(self, plan: RunPlan) -> None:
            del plan.lines[self.key]

    class Issued(Root.Event):
        """The plan as it was put forward; `template` are the themes that it covers."""

        TOPIC = "run-plan.issued"
        run: UUID
        solution: str
        version: int
        template: list[str]
        activities: list[dict[str, Any]]

        def apply(self, plan: RunPlan) -> None:
            plan.versions, plan.issued = self.version, self.activities

    # State

    run: UUID
    solution: str
    lines: dict[str, Line]
    issued: list[Line] | None
    versions: int

    @staticmethod
    def id_of(run: UUID) -> UUID:
        return derived("run-plans", run)

    @property
    def reference(self) -> str:
        """The latest version, as a review and an invitation refer to it."""
        return f"{self.TOPIC}/{self.id}/v{self.versions}"

    def uncovered(self, template: Iterable[str]) -> list[str]:
        """The themes of a template on which nothing is planned, in their order."""
        planned = {each["theme"] for each in self.lines.values()}
        return [theme for theme in template if theme not in planned]

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, run: UUID, solution: str) -> Self:
        """Begin the plan of a run, with nothing in it."""
        return cls.found(cls.Begun, cls.id_of(run), act, run=run, solution=solution)

    def state(
        self, act: Act, *,
        key: str, theme: str, title: str, groups: Sequence[str], materials: Sequence[str],
        since: date, until: date, common: str, local: str,
    ) -> None:  # fmt: skip
        """State an activity: on which theme, for whom, with what, and from when to when (C06-11).

        Refuses an unknown theme or group (C08-01, C08-02), one for nobody, a period that is
        backwards, and one that does not say what is common in it and what is local.
        """
        check_known([theme])
        check_groups(groups)
        if not groups:
            raise Refused(C06_11, "groups_missing", title=title)
        if until < since:
            raise Refused(C06_11, "backwards", since=since.isoformat(), until=until.isoformat())
        if not (common.strip() and local.strip()):
            raise Refused(C06_11, "parts_untold", title=title)
        said: dict[str, Any] = {
            "key": key, "theme": theme, "title": title, "groups": list(groups),
            "materials": list(materials), "common": common, "local": local,
        }  # fmt: skip
        period = {"since": since.isoformat(), "until": until.isoformat()}
        if self.lines.get(key) != said | period:
            self.record(self.ActivityStated, act, run=self.run, since=since, until=until, **said)

    def drop(self, act: Act, *, key: str) -> None:
        """Take an activity out. What was issued stays as it was."""
        if key in self.lines:
            self.record(self.ActivityDropped, act, run=self.run, key=key)

    def issue(self, act: Act, *, template: Sequence[str]) -> str:
        """Issue what is planned as a version, and tell its reference; unchanged, it is the same.

        Refuses a plan that leaves out a theme of its template (C06-11).
        """
        if missing := self.uncovered(template):
            raise Refused(C06_11, "themes_uncovered", themes=missing)
        activities = sorted(self.lines.values(), key=lambda each: (each["since"], each["key"]))
        if activities != self.issued:
            self.record(
                self.Issued, act, run=self.run, solution=self.solution, version=self.versions + 1,
                template=list(template), activities=activities,
            )  # fmt: skip
        return self.reference

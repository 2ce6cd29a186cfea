"""A municipality's own part of a run: the common tasks as it closes them, and tasks of its own.

Its words are its own: others see how far it has come, not what it says (C08-03).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C08_03


class LocalWork(Root):
    TOPIC = "local-work"

    class Event(Root.Event):
        participation: UUID
        run: UUID
        solution: str
        municipality: UUID
        region: str

    class Begun(Founding):
        TOPIC = "local-work.begun"
        participation: UUID
        run: UUID
        solution: str
        municipality: UUID
        region: str

        def apply(self, work: LocalWork) -> None:
            work.participation, work.run = self.participation, self.run
            work.solution, work.municipality = self.solution, self.municipality
            work.region, work.own, work.outcomes = self.region, {}, {}

    class TaskAdded(Event):
        TOPIC = "local-work.task-added"
        key: str
        title: str
        text: str
        due: date | None
        needs: list[str]

        def apply(self, work: LocalWork) -> None:
            work.own[self.key] = (self.title, self.text, self.due, self.needs)

    class TaskDone(Event):
        TOPIC = "local-work.task-done"
        key: str
        common: bool
        outcome: str

        def apply(self, work: LocalWork) -> None:
            work.outcomes[self.key] = self.outcome

    class TaskReopened(Event):
        TOPIC = "local-work.task-reopened"
        key: str
        common: bool
        reason: str

        def apply(self, work: LocalWork) -> None:
            del work.outcomes[self.key]

    # State

    participation: UUID
    run: UUID
    solution: str
    municipality: UUID
    region: str
    own: dict[str, tuple[str, str, date | None, list[str]]]
    outcomes: dict[str, str]

    @staticmethod
    def id_of(participation: UUID) -> UUID:
        return derived("local-works", participation)

    # Decisions

    @classmethod
    def begin(
        cls, act: Act, *,
        participation: UUID, run: UUID, solution: str, municipality: UUID, region: str,
    ) -> Self:  # fmt: skip
        """Begin a municipality's own part of a run."""
        return cls.found(
            cls.Begun, cls.id_of(participation), act,
            participation=participation, run=run, solution=solution, municipality=municipality,
            region=region,
        )  # fmt: skip

    def add(
        self, act: Act, *,
        title: str, text: str, due: date | None, needs: Sequence[str],
        common: Mapping[str, list[str]],
    ) -> None:  # fmt: skip
        """Add a task of the municipality's own; it may need others, own or `common` (C08-03)."""
        self._check_own(act)
        said = (title, text, due, list(needs))
        if said in self.own.values():
            return
        if not title.strip():
            raise Refused(C08_03, "title_missing")
        if unknown := sorted(set(needs) - set(self.own) - set(common)):
            raise Refused(C08_03, "needs_unknown", key=title, needs=unknown)
        self._say(
            self.TaskAdded, act, key=f"own-{len(self.own) + 1}",
            title=title, text=text, due=due, needs=list(needs),
        )  # fmt: skip

    def close(self, act: Act, *, key: str, outcome: str, common: Mapping[str, list[str]]) -> None:
        """Close a task, own or `common` (each with the keys of what it needs), with its outcome.

        Refuses everybody but the municipality itself, and a task before those it needs (C08-03).
        """
        self._check_own(act)
        if self.outcomes.get(key) == outcome:
            return
        needs = self._needs(key, common)
        if not outcome.strip():
            raise Refused(C08_03, "outcome_missing")
        if key in self.outcomes:
            raise Refused(C08_03, "closed_already")
        if waiting := [each for each in needs if each not in self.outcomes]:
            raise Refused(C08_03, "needs_open", key=key, needs=waiting)
        self._say(self.TaskDone, act, key=key, common=key in common, outcome=outcome)

    def reopen(self, act: Act, *, key: str, reason: str) -> None:
        """Open a task again that was not done after all."""
        self._check_own(act)
        if key not in self.outcomes:
            return
        if not reason.strip():
            raise Refused(C08_03, "reopened_without_reason")
        self._say(self.TaskReopened, act, key=key, common=key not in self.own, reason=reason)

    def _needs(self, key: str, common: Mapping[str, list[str]]) -> list[str]:
        if key in self.own:
            return self.own[key][3]
        if key not in common:
            raise Refused(C08_03, "task_unknown", key=key)
        return common[key]

    def _check_own(self, act: Act) -> None:
        if act.municipality != self.municipality:
            raise Refused(C08_03, "not_the_municipality")

    def _say(self, event: type[LocalWork.Event], act: Act, **fields: Any) -> None:
        self.record(
            event, act,
            participation=self.participation, run=self.run, solution=self.solution,
            municipality=self.municipality, region=self.region, **fields,
        )  # fmt: skip

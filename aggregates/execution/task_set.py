"""The common task set of a pulje: what each municipality in it does for itself (fellesoppgaver).

It is issued once for all of them, also those who come later; each closes it for itself alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C08_03

CommonTask = dict[str, Any]
"""{key, title, due: a date as text or None, needs: the keys of what comes before it}"""


class TaskSet(Root):
    TOPIC = "task-set"

    class Issued(Founding):
        TOPIC = "task-set.issued"
        run: UUID
        pulje: int
        solution: str
        tasks: list[dict[str, Any]]

        def apply(self, task_set: TaskSet) -> None:
            task_set.run, task_set.pulje = self.run, self.pulje
            task_set.solution = self.solution
            task_set.tasks = {each["key"]: each for each in self.tasks}

    class Extended(Root.Event):
        TOPIC = "task-set.extended"
        run: UUID
        pulje: int
        solution: str
        tasks: list[dict[str, Any]]

        def apply(self, task_set: TaskSet) -> None:
            task_set.tasks |= {each["key"]: each for each in self.tasks}

    # State

    run: UUID
    pulje: int
    solution: str
    tasks: dict[str, CommonTask]

    @staticmethod
    def id_of(run: UUID, pulje: int) -> UUID:
        return derived("task-sets", run, pulje)

    @property
    def needs(self) -> dict[str, list[str]]:
        """Which tasks come before which."""
        return {key: list(each["needs"]) for key, each in self.tasks.items()}

    # Decisions

    @classmethod
    def issue(
        cls, act: Act, *, run: UUID, pulje: int, solution: str, tasks: Sequence[CommonTask]
    ) -> Self:
        """Issue the first tasks of a pulje. Refuses as `check_tasks` does."""
        check_tasks(tasks, {})
        return cls.found(
            cls.Issued, cls.id_of(run, pulje), act,
            run=run, pulje=pulje, solution=solution, tasks=list(tasks),
        )  # fmt: skip

    def extend(self, act: Act, *, tasks: Sequence[CommonTask]) -> None:
        """Issue further tasks; those that are there already stay as they are (C08-03)."""
        new = [each for each in tasks if self.tasks.get(each["key"]) != each]
        check_tasks(new, self.needs)
        if new:
            self.record(
                self.Extended, act,
                run=self.run, pulje=self.pulje, solution=self.solution, tasks=new,
            )  # fmt: skip


def check_tasks(tasks: Iterable[CommonTask], known: Mapping[str, list[str]]) -> None:
    """Refuse tasks without words, under a key that is taken, or that wait for what never comes.

    A task may need those before it in the list and those `known`, so that nothing goes in circles.
    """
    before = set(known)
    for each in tasks:
        if each["key"] in before or each["key"].startswith("own-"):
            raise Refused(C08_03, "key_taken", key=each["key"])
        if not each["title"].strip():
            raise Refused(C08_03, "title_missing")
        if unknown := sorted(set(each["needs"]) - before):
            raise Refused(C08_03, "needs_unknown", key=each["key"], needs=unknown)
        before.add(each["key"])

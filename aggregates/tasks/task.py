"""Something that somebody is asked to do, and what came of it (oppgave)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C08_03

MUNICIPAL = frozenset({Role.MUNICIPAL_DECIDER, Role.MUNICIPAL_COORDINATOR})


class Task(Root):
    TOPIC = "task"

    class Opened(Founding):
        TOPIC = "task.opened"
        kind: str
        about: UUID
        for_role: str
        for_body: str | None
        municipality: UUID | None
        due: date | None
        subject_key: str
        facts: dict[str, Any]

        def apply(self, task: Task) -> None:
            task.for_role, task.for_body = self.for_role, self.for_body
            task.municipality, task.outcome = self.municipality, None

    class Done(Root.Event):
        TOPIC = "task.done"
        outcome: str

        def apply(self, task: Task) -> None:
            task.outcome = self.outcome

    class PassedOn(Root.Event):
        """It is for another body from now on, as where somebody else has come to lead."""

        TOPIC = "task.passed-on"
        former_body: str | None
        for_body: str | None

        def apply(self, task: Task) -> None:
            task.for_body = self.for_body

    # State

    for_role: str
    for_body: str | None
    municipality: UUID | None
    outcome: str | None

    @staticmethod
    def id_of(kind: str, about: UUID, *key: object) -> UUID:
        return derived("tasks", kind, about, *key)

    # Decisions

    @classmethod
    def open(
        cls,
        act: Act,
        *,
        kind: str,
        about: UUID,
        for_role: str,
        subject_key: str,
        for_body: str | None = None,
        municipality: UUID | None = None,
        due: date | None = None,
        facts: Mapping[str, Any] | None = None,
        key: Sequence[object] = (),
    ) -> Self:
        """Ask `for_role` (in `for_body`, or wherever the role is held) to do something.

        `municipality` is whose task it is, or whom it concerns; `key` tells apart tasks of one
        kind about one thing. `subject_key` and `facts` make its title in the text catalogue.
        Refuses a task for a municipal role that does not say in which municipality (C08-03).
        """
        if for_role in MUNICIPAL and municipality is None:
            raise Refused(C08_03, "municipality_missing", kind=kind)
        return cls.found(
            cls.Opened, cls.id_of(kind, about, *key), act,
            kind=kind, about=about, for_role=str(for_role), for_body=for_body,
            municipality=municipality, due=due, subject_key=subject_key, facts=dict(facts or {}),
        )  # fmt: skip

    def done(self, act: Act, *, outcome: str) -> None:
        """Close it with what came of it.

        Refuses whom it is not for: a municipality's task is closed by that municipality alone
        (C08-03). Other tasks may also be closed by the system, when what they wait for happens.
        """
        if self.outcome == outcome:
            return
        self._require_theirs(act)
        if not outcome:
            raise Refused(C08_03, "outcome_missing")
        if self.outcome:
            raise Refused(C08_03, "already_done", outcome=self.outcome)
        self.record(self.Done, act, outcome=outcome)

    def conclude(self, act: Act, *, outcome: str) -> None:
        """Close it since what it asks for has happened, whoever did that; what is done stays so.

        A municipality's task stays open until it has happened in that municipality (C08-03).
        """
        theirs = self.for_role not in MUNICIPAL or act.municipality == self.municipality
        if self.outcome is None and theirs:
            self.record(self.Done, act, outcome=outcome)

    def pass_on(self, act: Act, *, body: str | None) -> None:
        """Let it be for `body`, or for whoever holds the role; what is done stays as it was."""
        if self.outcome is None and self.for_body != body:
            self.record(self.PassedOn, act, former_body=self.for_body, for_body=body)

    def _require_theirs(self, act: Act) -> None:
        if self.for_role in MUNICIPAL:
            if act.municipality != self.municipality:
                raise Refused(C08_03, "not_the_municipality")
        elif act.role != Role.SYSTEM and not self._is_for(act):
            raise Refused(C08_03, "not_theirs", role=self.for_role)

    def _is_for(self, act: Act) -> bool:
        return act.role == self.for_role and self.for_body in {None, act.body}

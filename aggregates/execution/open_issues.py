"""What does not work in a solution and is not answered: the list that a handover is made from."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.root import Founding, Root, derived


class OpenIssues(Root):
    """Of one solution. Consulted, it cannot be out of date (C02-05)."""

    TOPIC = "open-issues"

    class Begun(Founding):
        TOPIC = "open-issues.begun"
        solution: str

        def apply(self, issues: OpenIssues) -> None:
            issues.solution, issues.titles = self.solution, {}

    class IssueOpened(Root.Event):
        TOPIC = "open-issues.issue-opened"
        solution: str
        issue: UUID
        title: str

        def apply(self, issues: OpenIssues) -> None:
            issues.titles[self.issue] = self.title

    class IssueSettled(Root.Event):
        TOPIC = "open-issues.issue-settled"
        solution: str
        issue: UUID

        def apply(self, issues: OpenIssues) -> None:
            del issues.titles[self.issue]

    # State

    solution: str
    titles: dict[UUID, str]

    @staticmethod
    def id_of(solution: str) -> UUID:
        return derived("open-issues", solution)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, solution: str) -> Self:
        """Begin the list with nothing on it."""
        return cls.found(cls.Begun, cls.id_of(solution), act, solution=solution)

    def enter(self, act: Act, *, issue: UUID, title: str) -> None:
        """Note that nobody has answered it yet."""
        if issue not in self.titles:
            self.record(self.IssueOpened, act, solution=self.solution, issue=issue, title=title)

    def settle(self, act: Act, *, issue: UUID) -> None:
        """Note that it is answered."""
        if issue in self.titles:
            self.record(self.IssueSettled, act, solution=self.solution, issue=issue)

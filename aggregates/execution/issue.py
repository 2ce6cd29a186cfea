"""Something that does not work in a solution, told to those who make it (feil, mangler)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root
from aggregates.rules import C08_08

MINOR, MAJOR, SEVERE = "minor", "major", "severe"
SEVERITIES = (MINOR, MAJOR, SEVERE)


class Issue(Root):
    TOPIC = "issue"

    class Event(Root.Event):
        solution: str

    class Raised(Founding):
        TOPIC = "issue.raised"
        solution: str
        run: UUID | None
        severity: str
        title: str
        text: str
        affected: list[str]

        def apply(self, issue: Issue) -> None:
            issue.solution, issue.run, issue.severity = self.solution, self.run, self.severity
            issue.title, issue.affected = self.title, [UUID(each) for each in self.affected]
            issue.response, issue.answered = None, frozenset()

    class MunicipalityAffected(Event):
        TOPIC = "issue.municipality-affected"
        municipality: UUID

        def apply(self, issue: Issue) -> None:
            issue.affected.append(self.municipality)

    class SeverityChanged(Event):
        TOPIC = "issue.severity-changed"
        former: str
        severity: str
        reason: str

        def apply(self, issue: Issue) -> None:
            issue.severity = self.severity

    class Answered(Event):
        """It goes back to all who are affected, and stands for those who come later."""

        TOPIC = "issue.answered"
        answer: str
        affected: list[str]

        def apply(self, issue: Issue) -> None:
            issue.response = self.answer
            issue.answered = frozenset(map(UUID, self.affected))

    # State

    solution: str
    run: UUID | None
    severity: str
    title: str
    affected: list[UUID]
    response: str | None
    answered: frozenset[UUID]
    """To whom the answer was given as it was; whoever came later is owed it, too."""

    # Decisions

    @classmethod
    def raise_(
        cls, act: Act, *,
        id: UUID, solution: str, run: UUID | None, severity: str, title: str, text: str,
        affected: Iterable[UUID],
    ) -> Self:  # fmt: skip
        """Tell of something that does not work. Refuses it without words or anybody affected."""
        if severity not in SEVERITIES:
            raise Refused(C08_08, "unknown_severity", severity=severity)
        if not title.strip():
            raise Refused(C08_08, "title_missing")
        whom = sorted({str(each) for each in affected})
        if not whom:
            raise Refused(C08_08, "nobody_affected")
        return cls.found(
            cls.Raised, id, act,
            solution=solution, run=run, severity=severity, title=title, text=text, affected=whom,
        )  # fmt: skip

    def affect(self, act: Act, *, municipality: UUID) -> None:
        """Another municipality has it, too; it is owed the same answer."""
        if municipality not in self.affected:
            self.record(
                self.MunicipalityAffected, act,
                solution=self.solution, municipality=municipality,
            )  # fmt: skip

    def change_severity(self, act: Act, *, severity: str, reason: str) -> None:
        """Judge it otherwise, with a reason; what it was judged before stays on record."""
        if severity == self.severity:
            return
        if severity not in SEVERITIES:
            raise Refused(C08_08, "unknown_severity", severity=severity)
        if not reason.strip():
            raise Refused(C08_08, "severity_reason_missing")
        self.record(
            self.SeverityChanged, act,
            solution=self.solution, former=self.severity, severity=severity, reason=reason,
        )  # fmt: skip

    def answer(self, act: Act, *, answer: str) -> None:
        """Answer all who are affected; asked anew, the new answer goes to all of them again."""
        if answer == self.response:
            return
        if not answer.strip():
            raise Refused(C08_08, "answer_missing")
        self.record(
            self.Answered, act,
            solution=self.solution, answer=answer,
            affected=sorted(str(each) for each in self.affected),
        )  # fmt: skip

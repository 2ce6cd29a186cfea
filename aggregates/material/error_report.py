"""An error in shared material that somebody found; open until its maintainer answers."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root
from aggregates.rules import C04_06


class ErrorReport(Root):
    TOPIC = "material-error"

    class Reported(Founding):
        TOPIC = "material-error.reported"
        package: UUID
        solution: str
        type: str
        version_number: int
        text: str

        def apply(self, report: ErrorReport) -> None:
            report.package, report.solution, report.type = self.package, self.solution, self.type
            report.answer = None

    class Answered(Root.Event):
        """`corrected_in` is the version that has it right, if there is one."""

        TOPIC = "material-error.answered"
        package: UUID
        solution: str
        answer: str
        corrected_in: int | None

        def apply(self, report: ErrorReport) -> None:
            report.answer = (self.answer, self.corrected_in)

    # State

    package: UUID
    solution: str
    type: str
    answer: tuple[str, int | None] | None

    # Decisions

    @classmethod
    def report(
        cls, act: Act, *,
        id: UUID, package: UUID, solution: str, type: str, version_number: int, text: str,
    ) -> Self:  # fmt: skip
        """Report an error in a version of a type. Refuses one that says nothing (C04-06)."""
        if not text:
            raise Refused(C04_06, "text_missing")
        return cls.found(
            cls.Reported, id, act, package=package, solution=solution, type=type,
            version_number=version_number, text=text,
        )  # fmt: skip

    def reply(
        self, act: Act, *, answer: str, corrected_in: int | None, maintainer: str | None
    ) -> None:
        """Answer it. Refuses all but who maintains the package, and an empty answer (C04-06)."""
        if self.answer == (answer, corrected_in):
            return
        if maintainer is None or act.body != maintainer:
            raise Refused(C04_06, "not_the_maintainer")
        if not answer:
            raise Refused(C04_06, "answer_missing")
        self.record(
            self.Answered, act, package=self.package, solution=self.solution,
            answer=answer, corrected_in=corrected_in,
        )  # fmt: skip

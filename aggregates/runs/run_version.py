"""Which version of its solution a run is about, where it is not about the solution as a whole."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.root import Founding, Root, derived


class RunVersion(Root):
    TOPIC = "run-version"

    class Named(Founding):
        TOPIC = "run-version.named"
        run: UUID
        solution: str
        version_name: str

        def apply(self, version: RunVersion) -> None:
            version.run, version.solution = self.run, self.solution
            version.version_name = self.version_name

    class Changed(Root.Event):
        TOPIC = "run-version.changed"
        run: UUID
        solution: str
        former: str
        version_name: str

        def apply(self, version: RunVersion) -> None:
            version.version_name = self.version_name

    # State

    run: UUID
    solution: str
    version_name: str

    @staticmethod
    def id_of(run: UUID) -> UUID:
        return derived("run-versions", run)

    # Decisions

    @classmethod
    def name(cls, act: Act, *, run: UUID, solution: str, version_name: str) -> Self:
        """Say which version the run is about (C02-09)."""
        return cls.found(
            cls.Named, cls.id_of(run), act, run=run, solution=solution, version_name=version_name
        )

    def change(self, act: Act, *, version_name: str) -> None:
        """Say that it is about another one."""
        if version_name != self.version_name:
            self.record(
                self.Changed, act, run=self.run, solution=self.solution,
                former=self.version_name, version_name=version_name,
            )  # fmt: skip

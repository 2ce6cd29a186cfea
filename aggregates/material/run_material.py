"""Which versions of the shared material a run works with."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.material.package import VALID, Version
from aggregates.rules import C04_07


class RunMaterial(Root):
    TOPIC = "run-material"

    class Begun(Founding):
        TOPIC = "run-material.begun"
        run: UUID

        def apply(self, material: RunMaterial) -> None:
            material.run, material.attached = self.run, {}

    class Attached(Root.Event):
        TOPIC = "run-material.attached"
        run: UUID
        solution: str
        type: str
        version_number: int

        def apply(self, material: RunMaterial) -> None:
            material.attached[self.solution, self.type] = self.version_number

    # State

    run: UUID
    attached: dict[tuple[str, str], int]

    @staticmethod
    def id_of(run: UUID) -> UUID:
        return derived("run-material", run)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, run: UUID) -> Self:
        """Begin, with nothing attached."""
        return cls.found(cls.Begun, cls.id_of(run), act, run=run)

    def attach(
        self, act: Act, *,
        solution: str, type: str, version_number: int, version: Version | None,
    ) -> None:  # fmt: skip
        """Let the run work with a version, in place of an earlier one of the same type.

        Refuses every version but the valid one: what is withdrawn or superseded goes into no run
        any more (C04-07).
        """
        if self.attached.get((solution, type)) == version_number:
            return
        if version is None or version.status != VALID:
            raise Refused(
                C04_07, "not_valid", type=type, number=version_number,
                status=version.status if version else "none",
            )  # fmt: skip
        self.record(
            self.Attached, act, run=self.run,
            solution=solution, type=type, version_number=version_number,
        )  # fmt: skip

"""Of which modules a solution is made, and which versions of it came out.

A module is a solution under a code of its own, so that it is assessed, rolled out and taken into
use by itself.
"""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C02_09

LARGER, SMALLER = "larger", "smaller"


class Modules(Root):
    TOPIC = "modules"

    class Opened(Founding):
        TOPIC = "modules.opened"
        solution: str

        def apply(self, modules: Modules) -> None:
            modules.solution, modules.parts, modules.versions = self.solution, [], {}

    class ModuleDeclared(Root.Event):
        TOPIC = "modules.module-declared"
        solution: str
        module: str

        def apply(self, modules: Modules) -> None:
            modules.parts.append(self.module)

    class VersionReleased(Root.Event):
        """`reduced` is whether it may be rolled out with fewer activities than a new solution."""

        TOPIC = "modules.version-released"
        solution: str
        version_name: str
        change: str
        reduced: bool
        reason: str

        def apply(self, modules: Modules) -> None:
            modules.versions[self.version_name] = (self.change, self.reduced, self.reason)

    # State

    solution: str
    parts: list[str]
    versions: dict[str, tuple[str, bool, str]]

    @staticmethod
    def id_of(solution: str) -> UUID:
        return derived("modules", solution)

    # Decisions

    @classmethod
    def open(cls, act: Act, *, solution: str) -> Self:
        """Begin, as one whole without versions."""
        return cls.found(cls.Opened, cls.id_of(solution), act, solution=solution)

    def declare(self, act: Act, *, module: str) -> None:
        """State that a solution is a module of this one. Refuses the solution itself (C02-09)."""
        if module in self.parts:
            return
        if module == self.solution:
            raise Refused(C02_09, "itself", solution=self.solution)
        self.record(self.ModuleDeclared, act, solution=self.solution, module=module)

    def release(
        self, act: Act, *, version_name: str, change: str, reduced: bool, reason: str
    ) -> None:
        """Note that a version came out, and how large a change it is (C02-09).

        Refuses fewer activities for a larger change, or without a reason that is kept, and a
        version that came out already as something else.
        """
        if (known := self.versions.get(version_name)) is not None:
            if known != (change, reduced, reason):
                raise Refused(C02_09, "released_already", version=version_name)
            return
        if reduced and change != SMALLER:
            raise Refused(C02_09, "change_not_smaller", version=version_name)
        if reduced and not reason:
            raise Refused(C02_09, "reason_missing", version=version_name)
        self.record(
            self.VersionReleased, act, solution=self.solution, version_name=version_name,
            change=change, reduced=reduced, reason=reason,
        )  # fmt: skip

"""Which solutions need which others in place first, as one graph without circles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C02_04


class Dependencies(Root):
    TOPIC = "dependencies"

    class Opened(Founding):
        TOPIC = "dependencies.opened"

        def apply(self, dependencies: Dependencies) -> None:
            dependencies.graph = {}

    class DependencyDeclared(Root.Event):
        """`must` blocks what lacks it; otherwise planning only warns (C02-04)."""

        TOPIC = "dependencies.dependency-declared"
        solution: str
        needs: str
        must: bool
        source: str

        def apply(self, dependencies: Dependencies) -> None:
            dependencies.graph.setdefault(self.solution, {})[self.needs] = self.must

    class DependencyWithdrawn(Root.Event):
        TOPIC = "dependencies.dependency-withdrawn"
        solution: str
        needs: str
        reason: str

        def apply(self, dependencies: Dependencies) -> None:
            dependencies.graph[self.solution].pop(self.needs)

    # State

    graph: dict[str, dict[str, bool]]

    ID = derived("dependencies")

    def needs(self, code: str) -> dict[str, bool]:
        """The solutions that this one needs directly, each with whether it must have it."""
        return dict(self.graph.get(code, {}))

    # Decisions

    @classmethod
    def open(cls, act: Act) -> Self:
        """Begin the graph, without any dependency."""
        return cls.found(cls.Opened, cls.ID, act)

    def declare(self, act: Act, *, solution: str, needs: str, must: bool, source: str) -> None:
        """State that `solution` needs `needs`. Refuses what would close a circle (C02-04)."""
        if self.graph.get(solution, {}).get(needs) is must:
            return
        if not source:
            raise Refused(C02_04, "source_missing", solution=solution, needs=needs)
        if circle := self._way(needs, solution):
            raise Refused(C02_04, "circle", circle=[solution, *circle])
        self.record(
            self.DependencyDeclared, act, solution=solution, needs=needs, must=must, source=source
        )

    def withdraw(self, act: Act, *, solution: str, needs: str, reason: str) -> None:
        """State that a dependency no longer holds, and why."""
        if needs not in self.graph.get(solution, {}):
            return
        if not reason:
            raise Refused(C02_04, "reason_missing", solution=solution, needs=needs)
        self.record(
            self.DependencyWithdrawn, act, solution=solution, needs=needs, reason=reason
        )  # fmt: skip

    def _way(self, start: str, end: str) -> list[str] | None:
        """A way from one solution to another along what is needed, or None."""
        ways = [[start]]
        seen: set[str] = set()
        while ways:
            way = ways.pop()
            if way[-1] == end:
                return way
            seen.add(way[-1])
            ways.extend([*way, each] for each in self._unseen(way[-1], seen))
        return None

    def _unseen(self, code: str, seen: set[str]) -> Iterator[str]:
        return (each for each in self.graph.get(code, {}) if each not in seen)

"""For which regions together a solution was assessed, so that a run in one of them is covered."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.clearance import covers
from aggregates.kernel.root import Founding, Root, derived


class WideScopes(Root):
    """The list that a gate is asked from (C03-07): consulted, it cannot be out of date.

    The readiness of a single region, and of the nation, is found without it.
    """

    TOPIC = "wide-scopes"

    class Begun(Founding):
        TOPIC = "wide-scopes.begun"
        solution: str

        def apply(self, scopes: WideScopes) -> None:
            scopes.solution, scopes.codes = self.solution, []

    class Added(Root.Event):
        TOPIC = "wide-scopes.added"
        solution: str
        scope_code: str

        def apply(self, scopes: WideScopes) -> None:
            scopes.codes = [*scopes.codes, self.scope_code]

    # State

    solution: str
    codes: list[str]

    @staticmethod
    def id_of(solution: str) -> UUID:
        return derived("wide-scopes", solution)

    def around(self, scope_code: str) -> list[str]:
        """The scopes that reach further than this one and hold all of it, the nearest first."""
        wider = [
            each for each in self.codes if each != scope_code and covers(each, scope_code)
        ]  # fmt: skip
        return sorted(wider, key=lambda code: (code.count("+"), code))

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, solution: str) -> Self:
        """Begin the list with nothing in it."""
        return cls.found(cls.Begun, cls.id_of(solution), act, solution=solution)

    def add(self, act: Act, *, scope_code: str) -> None:
        """Note that the solution is assessed for these regions together."""
        if scope_code not in self.codes:
            self.record(self.Added, act, solution=self.solution, scope_code=scope_code)

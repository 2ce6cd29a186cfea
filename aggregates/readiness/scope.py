"""How far a readiness reaches: the nation, named regions, or those it is available for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aggregates.kernel.refusals import Refused
from aggregates.rules import C03_07

NATIONAL, REGIONAL, LIMITED = "national", "regional", "limited"


@dataclass(frozen=True, slots=True)
class Scope:
    """One solution may be ready in one scope and on trial in another (C03-07).

    `regions` are county numbers or codes of health regions. `available_for` says in words who a
    limited scope is for: actor types, EPJ products, modules. `slug` tells limited scopes apart.
    """

    level: str
    regions: tuple[str, ...] = ()
    available_for: tuple[str, ...] = ()
    slug: str = ""

    @property
    def code(self) -> str:
        """`national`, `regional:46`, `regional:46+50` or `limited:<slug>`."""
        if self.level == NATIONAL:
            return NATIONAL
        return f"{self.level}:{self.slug or '+'.join(sorted(self.regions))}"

    def stated(self) -> dict[str, Any]:
        """The scope as an event tells it."""
        return {
            "level": self.level,
            "regions": sorted(self.regions),
            "available_for": list(self.available_for),
        }

    def require_told(self) -> None:
        """Refuse a scope that leaves open where, or for whom, the solution would be ready."""
        if self.level not in {NATIONAL, REGIONAL, LIMITED}:
            raise Refused(C03_07, "unknown_level", level=self.level)
        if self.level != LIMITED and bool(self.regions) != (self.level == REGIONAL):
            raise Refused(C03_07, "regions_do_not_fit", level=self.level)
        if bool(self.slug) != (self.level == LIMITED):
            raise Refused(C03_07, "slug_does_not_fit", level=self.level)
        if self.level == LIMITED and not self.available_for:
            raise Refused(C03_07, "available_for_missing", scope=self.code)

"""What a municipality is told before it decides on a run: four mandatory parts, frozen as sent."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C07_01, C07_02, I04

COST = "cost_and_capacity"
MANDATORY = (
    "prerequisites",
    COST,
    "resources",
    "consequences_of_not_joining",
)
OPTIONAL = ("benefit_evidence",)

COMMANDING = re.compile(r"\b(må|måtte)\b", re.IGNORECASE)
"""An invitation asks; it never says «må» (C07-02)."""

Parts = dict[str, dict[str, Any]]
"""Each part as {text, sources, dated: a date as text}; the cost part may have `prices` too."""


class Known(NamedTuple):
    """What goes with a version: the years that have a price model, and the readiness that the run
    would rest upon, as it stood and in its scope; None where nothing is decided."""

    price_years: Sequence[int]
    readiness: str | None
    scope_code: str | None


class DecisionBasis(Root):
    TOPIC = "basis"

    class Begun(Founding):
        TOPIC = "basis.begun"
        run: UUID

        def apply(self, basis: DecisionBasis) -> None:
            basis.run, basis.draft, basis.frozen, basis.versions = self.run, {}, {}, {}
            basis.outdated, basis.proposed = None, {}

    class PartSet(Root.Event):
        TOPIC = "basis.part-set"
        run: UUID
        part: str
        text: str
        sources: list[str]
        dated: date

        def apply(self, basis: DecisionBasis) -> None:
            content = _content(self.text, self.sources, self.dated)
            basis.draft = {**basis.draft, self.part: content}
            if self.part == COST:
                basis.outdated, basis.proposed = None, {}

    class Frozen(Root.Event):
        TOPIC = "basis.frozen"
        run: UUID
        basis_version: int
        parts: Parts
        content_hash: str

        def apply(self, basis: DecisionBasis) -> None:
            basis.frozen = self.parts
            basis.versions[self.basis_version] = self.content_hash

    class Enclosed(Root.Event):
        """What was known beside the parts when a version was frozen, and goes with it (C07-01).

        The years that had a price model, and the readiness that the run would rest upon, as it
        stood: None where there was none. Its passport is that of `scope_code`.
        """

        TOPIC = "basis.enclosed"
        run: UUID
        basis_version: int
        price_years: list[int]
        readiness: str | None
        scope_code: str | None

    class BasisChanged(Root.Event):
        """Whoever decided on an earlier version is to be told, and may decide again (I05)."""

        TOPIC = "basis.changed"
        run: UUID
        basis_version: int
        former_version: int
        changed: list[str]

    class CostOutdated(Root.Event):
        """The cost part was written before the price model of that year was decided (R24)."""

        TOPIC = "basis.cost-outdated"
        run: UUID
        year: int

        def apply(self, basis: DecisionBasis) -> None:
            basis.outdated = self.year

    class CostProposed(Root.Event):
        """What the cost part would tell of that model; it does once it is confirmed (R24)."""

        TOPIC = "basis.cost-proposed"
        run: UUID
        year: int
        total: int
        shares: list[dict[str, Any]]
        document: str

        def apply(self, basis: DecisionBasis) -> None:
            basis.proposed[self.year] = {
                "year": self.year, "total": self.total, "shares": self.shares,
                "document": self.document,
            }  # fmt: skip

    class CostConfirmed(Root.Event):
        """The words of the cost part stand, with these models beside them; each names its year."""

        TOPIC = "basis.cost-confirmed"
        run: UUID
        prices: list[dict[str, Any]]

        def apply(self, basis: DecisionBasis) -> None:
            told = {each["year"]: each for each in [*basis.priced, *self.prices]}
            cost = basis.draft[COST] | {"prices": [told[year] for year in sorted(told)]}
            basis.draft = {**basis.draft, COST: cost}
            basis.outdated, basis.proposed = None, {}

    # State

    run: UUID
    draft: Parts
    frozen: Parts
    versions: dict[int, str]
    outdated: int | None
    """The year of the price model that the cost part does not tell of yet."""
    proposed: dict[int, dict[str, Any]]
    """The models that the cost part would tell of, by their years (R24)."""

    @staticmethod
    def id_of(run: UUID) -> UUID:
        return derived("bases", run)

    @property
    def latest(self) -> int:
        """The newest frozen version; 0 where none is frozen yet."""
        return len(self.versions)

    @property
    def priced(self) -> list[dict[str, Any]]:
        """The price models that the draft's cost part tells of beside its words."""
        return list(self.draft.get(COST, {}).get("prices", ()))

    @property
    def missing(self) -> list[str]:
        """The mandatory parts that the draft does not have (I04)."""
        return [part for part in MANDATORY if part not in self.draft]

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, run: UUID) -> Self:
        """Begin the basis of a run, empty."""
        return cls.found(cls.Begun, cls.id_of(run), act, run=run)

    def set_part(self, act: Act, *, part: str, text: str, sources: list[str], dated: date) -> None:
        """Write one part of the draft; what is frozen stays as it was (C07-01).

        Refuses a part that there is no place for, one without text, and one that tells
        municipalities what they have to do (C07-02).
        """
        if part not in MANDATORY + OPTIONAL:
            raise Refused(C07_01, "part_unknown", part=part)
        if not text.strip():
            raise Refused(I04, "text_missing", part=part)
        if COMMANDING.search(text):
            raise Refused(C07_02, "commanding", part=part)
        if self.draft.get(part) != _content(text, sources, dated):
            self.record(
                self.PartSet, act,
                run=self.run, part=part, text=text, sources=list(sources), dated=dated,
            )  # fmt: skip

    def outdate_cost(self, act: Act, *, year: int) -> None:
        """Mark the cost part as older than the price model of a year, until it is written anew."""
        if COST in self.draft and self.outdated != year:
            self.record(self.CostOutdated, act, run=self.run, year=year)

    def propose_cost(
        self, act: Act, *, year: int, total: int, shares: Sequence[Mapping[str, Any]], document: str
    ) -> None:
        """Propose that the cost part tells of a model; what is drafted and frozen stays (R24)."""
        if self.outdated is not None and year not in self.proposed:
            self.record(
                self.CostProposed, act, run=self.run, year=year, total=total,
                shares=[dict(each) for each in shares], document=document,
            )  # fmt: skip

    def confirm_cost(self, act: Act) -> None:
        """Let the cost part tell of what is proposed beside its words. Refuses nothing at all."""
        if not self.proposed:
            raise Refused(C07_01, "nothing_proposed")
        prices = [self.proposed[year] for year in sorted(self.proposed)]
        self.record(self.CostConfirmed, act, run=self.run, prices=prices)

    def freeze(self, act: Act, *, known: Known | None = None) -> None:
        """Freeze the draft as the next version, with what is known beside it (C07-01).

        Refuses while a mandatory part is missing (I04).
        """
        if self.missing:
            raise Refused(I04, "parts_missing", missing=self.missing)
        former, changed = self.latest, self._changed()
        if not changed:
            return
        if known is not None:
            # Before the parts: the latest event of a basis is what a trail shows it to have said.
            self.record(
                self.Enclosed, act, run=self.run, basis_version=former + 1,
                price_years=sorted(known.price_years), readiness=known.readiness,
                scope_code=known.scope_code,
            )  # fmt: skip
        self.record(
            self.Frozen, act,
            run=self.run, basis_version=former + 1, parts=self.draft,
            content_hash=content_hash(self.draft),
        )  # fmt: skip
        if former:
            self.record(
                self.BasisChanged, act,
                run=self.run, basis_version=former + 1, former_version=former, changed=changed,
            )  # fmt: skip

    def _changed(self) -> list[str]:
        return [part for part in self.draft if self.draft[part] != self.frozen.get(part)]


def content_hash(parts: Parts) -> str:
    """The SHA-256 of the parts as sorted JSON: two bases with one hash say the same."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _content(text: str, sources: list[str], dated: date) -> dict[str, Any]:
    return {"text": text, "sources": list(sources), "dated": dated.isoformat()}

"""What a solution costs whom, by year: models that are decided, and never written over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C19_01, C19_02

FIXED, VARIABLE = "fixed", "variable"
PARTS = (FIXED, VARIABLE)


Share = dict[str, Any]
"""{payer, part: fixed, or variable by the number of users, amount: whole kroner}"""


class Model(NamedTuple):
    """The model of one year."""

    total: int
    shares: list[Share]
    decided_by: str
    document: str


class PriceModel(Root):
    TOPIC = "price-model"

    class Begun(Founding):
        TOPIC = "price-model.begun"
        solution: str

        def apply(self, prices: PriceModel) -> None:
            prices.solution, prices.years, prices.bases = self.solution, {}, {}

    class Adopted(Root.Event):
        TOPIC = "price-model.adopted"
        solution: str
        year: int
        total: int
        shares: list[Share]
        decided_by: str
        document: str

        def apply(self, prices: PriceModel) -> None:
            prices.years[self.year] = Model(self.total, self.shares, self.decided_by, self.document)

    class ReliedOn(Root.Event):
        """The cost part of a decision basis was written on the models known by then."""

        TOPIC = "price-model.relied-on"
        solution: str
        run: UUID
        basis: UUID

        def apply(self, prices: PriceModel) -> None:
            prices.bases[self.basis] = self.run

    # State

    solution: str
    years: dict[int, Model]
    bases: dict[UUID, UUID]
    """The bases whose cost part rests on these prices, each with its run."""

    @staticmethod
    def id_of(solution: str) -> UUID:
        return derived("price-models", solution)

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, solution: str) -> Self:
        """Begin the prices of a solution; none is known by that."""
        return cls.found(cls.Begun, cls.id_of(solution), act, solution=solution)

    def adopt(
        self, act: Act, *,
        year: int, total: int, shares: Sequence[Share], decided_by: str, document: str,
    ) -> None:  # fmt: skip
        """Enter the model of a year, as it was decided (C19-01).

        Refuses shares that are not the total (C19-02), one that nobody decided, and another model
        for a year that has one: what was decided is not written over.
        """
        _check_shares(total, shares)
        if not decided_by or not document:
            raise Refused(C19_01, "decision_missing", year=year)
        model = Model(total, list(shares), decided_by, document)
        known = self.years.get(year)
        if known is not None and known != model:
            raise Refused(C19_01, "adopted_already", year=year)
        if known is None:
            self.record(
                self.Adopted, act, solution=self.solution, year=year, total=total,
                shares=list(shares), decided_by=decided_by, document=document,
            )  # fmt: skip

    def rely(self, act: Act, *, run: UUID, basis: UUID) -> None:
        """Note that a basis tells these prices, so that it is told when there are others (R24)."""
        if basis not in self.bases:
            self.record(self.ReliedOn, act, solution=self.solution, run=run, basis=basis)


def divided(amount: int, keys: Sequence[int]) -> list[int] | None:
    """An amount in whole kroner by keys, the first ones taking what does not go up; to the krone.

    None where all keys are zero: what nobody shares is not zero, but undefined (C19-02).
    """
    whole = sum(keys)
    if whole == 0:
        return None
    parts = [amount * key // whole for key in keys]
    left = amount - sum(parts)
    for place in [number for number, key in enumerate(keys) if key][:left]:
        parts[place] += 1
    return parts


def _check_shares(total: int, shares: Sequence[Share]) -> None:
    unknown = sorted({each["part"] for each in shares} - set(PARTS))
    if unknown:
        raise Refused(C19_02, "unknown_part", parts=unknown)
    if any(each["amount"] < 0 for each in shares):
        raise Refused(C19_02, "share_negative")
    told = sum(each["amount"] for each in shares)
    if not shares or told != total:
        raise Refused(C19_02, "shares_are_not_the_total", told=told, total=total)

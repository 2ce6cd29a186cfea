"""How a municipality plans to fulfil a legal duty (plan for oppfyllelse): no yes and no no."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from aggregates.invitations.authority import on_behalf
from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import I06


class Fulfilment(Root):
    TOPIC = "fulfilment"

    class Planned(Founding):
        """`since` is from when the duty holds, as `legal_source` has it."""

        TOPIC = "fulfilment.planned"
        municipality: UUID
        number: str
        region: str
        solution: str
        actor: str
        since: date
        legal_source: str
        plan: str
        ready_by: date
        document: str | None
        on_behalf: bool

        def apply(self, fulfilment: Fulfilment) -> None:
            fulfilment.municipality, fulfilment.number = self.municipality, self.number
            fulfilment.region, fulfilment.solution = self.region, self.solution
            fulfilment.actor = self.actor
            fulfilment.planned = (self.plan, self.ready_by)

    class Replanned(Root.Event):
        TOPIC = "fulfilment.replanned"
        municipality: UUID
        number: str
        region: str
        solution: str
        actor: str
        plan: str
        former_ready_by: date
        ready_by: date
        document: str | None
        on_behalf: bool

        def apply(self, fulfilment: Fulfilment) -> None:
            fulfilment.planned = (self.plan, self.ready_by)

    # State

    municipality: UUID
    number: str
    region: str
    solution: str
    actor: str
    planned: tuple[str, date]

    @staticmethod
    def id_of(municipality: UUID, solution: str, actor: str) -> UUID:
        return derived("fulfilments", municipality, solution, actor)

    # Decisions

    @classmethod
    def plan(
        cls, act: Act, *,
        municipality: UUID, number: str, region: str, solution: str, actor: str, since: date,
        legal_source: str, plan: str, ready_by: date, document: str | None = None,
    ) -> Self:  # fmt: skip
        """State how and by when a duty is fulfilled (C07-11).

        Refuses everybody who does not decide for the municipality (I01), and an empty plan.
        """
        behalf = on_behalf(act, municipality, region, document)
        _check(plan)
        return cls.found(
            cls.Planned, cls.id_of(municipality, solution, actor), act,
            municipality=municipality, number=number, region=region, solution=solution,
            actor=actor, since=since, legal_source=legal_source, plan=plan, ready_by=ready_by,
            document=document, on_behalf=behalf,
        )  # fmt: skip

    def replan(self, act: Act, *, plan: str, ready_by: date, document: str | None = None) -> None:
        """State it anew; what was planned before stays on record. Refuses as `plan` does."""
        behalf = on_behalf(act, self.municipality, self.region, document)
        _check(plan)
        if self.planned != (plan, ready_by):
            self.record(
                self.Replanned, act,
                municipality=self.municipality, number=self.number, region=self.region,
                solution=self.solution, actor=self.actor, plan=plan,
                former_ready_by=self.planned[1], ready_by=ready_by, document=document,
                on_behalf=behalf,
            )  # fmt: skip


def _check(plan: str) -> None:
    if not plan:
        raise Refused(I06, "plan_missing")

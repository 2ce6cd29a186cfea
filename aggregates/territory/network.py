"""A network or forum: what it is for, who pays, whom it reports to, and what comes after it."""

from __future__ import annotations

from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C01_10


class Network(Root):
    TOPIC = "network"

    class Registered(Founding):
        TOPIC = "network.registered"
        code: str
        name: str
        mandate: str
        topics: list[str]
        funding_line: str
        reports_to: str

        def apply(self, network: Network) -> None:
            network.code, network.name = self.code, self.name
            network.resources, network.closed_on, network.successor = {}, None, None

    class ResourceListed(Root.Event):
        """Something that the network has: a group, a library, a share of somebody's time."""

        TOPIC = "network.resource-listed"
        code: str
        resource: str
        what: str

        def apply(self, network: Network) -> None:
            network.resources[self.resource] = None

    class Closed(Root.Event):
        """`left` is what has to be carried over, one by one."""

        TOPIC = "network.closed"
        code: str
        successor: str
        decision: str
        left: list[str]

        def apply(self, network: Network) -> None:
            network.closed_on, network.successor = self.on, self.successor

    class ResourceCarriedOver(Root.Event):
        TOPIC = "network.resource-carried-over"
        code: str
        resource: str
        to: str

        def apply(self, network: Network) -> None:
            network.resources[self.resource] = self.to

    # State

    code: str
    name: str
    resources: dict[str, str | None]
    closed_on: date | None
    successor: str | None

    @staticmethod
    def id_of(code: str) -> UUID:
        return derived("networks", code)

    @property
    def left(self) -> list[str]:
        """What has been carried over to nobody."""
        return sorted(each for each, to in self.resources.items() if to is None)

    # Decisions

    @classmethod
    def register(
        cls, act: Act, *,
        code: str, name: str, mandate: str, topics: list[str], funding_line: str, reports_to: str,
    ) -> Self:  # fmt: skip
        """Enter a network. Refuses one without mandate, funding or reporting line (C01-10)."""
        said: dict[str, Any] = {
            "mandate": mandate,
            "funding_line": funding_line,
            "reports_to": reports_to,
        }
        for field, value in said.items():
            if not value:
                raise Refused(C01_10, "field_missing", field=field)
        return cls.found(
            cls.Registered, cls.id_of(code), act,
            code=code, name=name, topics=sorted(set(topics)), **said,
        )  # fmt: skip

    def list_resource(self, act: Act, *, resource: str, what: str) -> None:
        """List something that it has, before it is closed. Refuses a closed network (C01-10)."""
        if resource in self.resources:
            return
        if self.closed_on is not None:
            raise Refused(C01_10, "closed", on=self.closed_on.isoformat())
        self.record(self.ResourceListed, act, code=self.code, resource=resource, what=what)

    def close(
        self, act: Act, *, successor: str, decision: str, successor_open: bool, on: date
    ) -> None:
        """Close it, on a decision, with the network that comes after it (C01-10).

        Refuses itself or a closed one as successor, and a decision that nobody could find again.
        """
        if self.successor == successor:
            return
        if self.closed_on is not None:
            raise Refused(C01_10, "closed", on=self.closed_on.isoformat())
        if successor == self.code or not successor_open:
            raise Refused(C01_10, "successor_not_open", successor=successor)
        if not decision:
            raise Refused(C01_10, "decision_missing")
        self.record(
            self.Closed, act, on=on, code=self.code,
            successor=successor, decision=decision, left=self.left,
        )  # fmt: skip

    def carry_over(self, act: Act, *, resource: str, to: str, to_open: bool) -> None:
        """Carry one resource over to a network that goes on. What is not stays shown as left."""
        if self.resources.get(resource) == to:
            return
        if resource not in self.resources:
            raise Refused(C01_10, "unknown_resource", resource=resource)
        if self.resources[resource] is not None:
            raise Refused(C01_10, "carried_over", resource=resource)
        if to == self.code or not to_open:
            raise Refused(C01_10, "successor_not_open", successor=to)
        self.record(self.ResourceCarriedOver, act, code=self.code, resource=resource, to=to)

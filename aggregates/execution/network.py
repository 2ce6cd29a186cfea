"""Those who went through a run together and keep in touch, also when it is closed (C08-09)."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C08_09


class ParticipantNetwork(Root):
    """Nothing ends it; whoever is in it stays until it leaves, and nobody else takes it out."""

    TOPIC = "participant-network"

    class Formed(Founding):
        TOPIC = "participant-network.formed"
        run: UUID
        solution: str
        channel: str

        def apply(self, network: ParticipantNetwork) -> None:
            network.run, network.solution, network.members = self.run, self.solution, {}

    class Joined(Root.Event):
        TOPIC = "participant-network.joined"
        run: UUID
        solution: str
        municipality: UUID
        contact_role: str

        def apply(self, network: ParticipantNetwork) -> None:
            network.members[self.municipality] = self.contact_role

    class Left(Root.Event):
        TOPIC = "participant-network.left"
        run: UUID
        solution: str
        municipality: UUID

        def apply(self, network: ParticipantNetwork) -> None:
            del network.members[self.municipality]

    # State

    run: UUID
    solution: str
    members: dict[UUID, str]

    @staticmethod
    def id_of(run: UUID) -> UUID:
        return derived("participant-networks", run)

    # Decisions

    @classmethod
    def form(cls, act: Act, *, run: UUID, solution: str, channel: str) -> Self:
        """Form the network of a run; `channel` is where it is met. Nobody is in it by that."""
        if not channel.strip():
            raise Refused(C08_09, "channel_missing")
        return cls.found(
            cls.Formed, cls.id_of(run), act, run=run, solution=solution, channel=channel
        )

    def join(self, act: Act, *, municipality: UUID, took_part: bool, contact_role: str) -> None:
        """A municipality that took part joins, with the role that is its contact (C08-09).

        Refuses everybody else, also in its name: nobody is put into anything by others.
        """
        if act.municipality != municipality:
            raise Refused(C08_09, "not_own_membership")
        if not took_part:
            raise Refused(C08_09, "took_no_part")
        if not contact_role.strip() or contact_role.startswith("p-"):
            raise Refused(C08_09, "contact_role_missing")
        if self.members.get(municipality) != contact_role:
            self.record(
                self.Joined, act, run=self.run, solution=self.solution,
                municipality=municipality, contact_role=contact_role,
            )  # fmt: skip

    def leave(self, act: Act, *, municipality: UUID) -> None:
        """A municipality leaves, by itself and whenever it wants."""
        if act.municipality != municipality:
            raise Refused(C08_09, "not_own_membership")
        if municipality in self.members:
            self.record(
                self.Left, act, run=self.run, solution=self.solution, municipality=municipality
            )

"""A region names a person or a pilot municipality; it takes effect only when they accept."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root
from aggregates.rules import C12_14

PROPOSED, ACCEPTED, DECLINED = "proposed", "accepted", "declined"


class Nomination(Root):
    TOPIC = "nomination"

    class Proposed(Founding):
        """Either a person or a municipality; `place` is the council, working group or trial."""

        TOPIC = "nomination.proposed"
        group: UUID
        person: str | None
        municipality: UUID | None
        place: str
        mandate: str

        def apply(self, nomination: Nomination) -> None:
            nomination.person, nomination.municipality = self.person, self.municipality
            nomination.state, nomination.group = PROPOSED, self.group

    class Accepted(Root.Event):
        TOPIC = "nomination.accepted"
        group: UUID
        municipality: UUID | None

        def apply(self, nomination: Nomination) -> None:
            nomination.state = ACCEPTED

    class Declined(Root.Event):
        TOPIC = "nomination.declined"
        group: UUID
        municipality: UUID | None

        def apply(self, nomination: Nomination) -> None:
            nomination.state = DECLINED

    # State

    group: UUID
    person: str | None
    municipality: UUID | None
    state: str

    # Decisions

    @classmethod
    def propose(
        cls, act: Act, *,
        id: UUID, group: UUID, person: str | None, municipality: UUID | None, place: str,
        mandate: str,
    ) -> Self:  # fmt: skip
        """Propose somebody; it is nothing until they accept (C12-14).

        Refuses a nomination of nobody or of two, and one without a mandate for the place.
        """
        if (person is None) == (municipality is None):
            raise Refused(C12_14, "one_of_two")
        if not mandate:
            raise Refused(C12_14, "mandate_missing", place=place)
        return cls.found(
            cls.Proposed, id, act, group=group, person=person, municipality=municipality,
            place=place, mandate=mandate,
        )  # fmt: skip

    def respond(self, act: Act, *, accept: bool) -> None:
        """The nominated say yes or no; nobody says it for them (C12-14).

        A municipality's yes or no is its decider's (I01). It may be changed later.
        """
        if self.municipality is not None:
            theirs = act.municipality == self.municipality and act.role == Role.MUNICIPAL_DECIDER
        else:
            theirs = act.by == self.person
        if not theirs:
            raise Refused(C12_14, "not_the_nominated")
        if self.state != (ACCEPTED if accept else DECLINED):
            self.record(
                self.Accepted if accept else self.Declined, act,
                group=self.group, municipality=self.municipality,
            )  # fmt: skip

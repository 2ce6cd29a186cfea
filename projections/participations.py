"""Every participation: who was invited to what on which basis, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.invitations.participation import Participation
from projections.kernel import Row, Rows, View, on


@dataclass(frozen=True)
class Participant(Row):
    """One municipality in one run. `invitation` is open, frozen, answered or expired.

    `basis_told` is the newest version that it was told of. `reconsider` is true as long as its
    answer rests on an older one: it may decide anew, and has not (I05).
    The municipality's reason is not shown here; it is in the trail.
    """

    run: str
    solution: str
    municipality: str
    number: str
    region: str
    invitation: str
    invited_on: date
    deadline: date
    reminders: int
    basis: str
    basis_version: int
    puljer: list[int]
    answer: str | None
    decided_on: date | None
    level: str | None
    on_behalf: bool
    document: str | None
    late: bool
    pulje: int | None
    place: str | None
    basis_told: int
    reconsider: bool


Participants = Rows[Participant]


class Participations(View[Participant]):
    name = "participations_2"
    row = Participant
    order = ("number",)
    indexes = (("run", "number"), ("municipality",), ("solution", "answer"))

    @on(Participation.Invited, Participation.InvitedAgain)
    def invited(self, event: Any, rows: Participants, position: int) -> None:
        rows.put(
            Participant(
                str(event.originator_id), str(event.run), event.solution, str(event.municipality),
                event.number, event.region, "open", event.on, event.deadline, 0,
                str(event.basis), event.basis_version, event.puljer,
                None, None, None, False, None, False, None, None, event.basis_version, False,
            )
        )  # fmt: skip

    @on(Participation.Reminded)
    def reminded(self, event: Participation.Reminded, rows: Participants, position: int) -> None:
        _note(rows, event, reminders=event.reminder)

    @on(Participation.Frozen)
    def frozen(self, event: Participation.Frozen, rows: Participants, position: int) -> None:
        _note(rows, event, invitation="frozen")

    @on(Participation.Thawed)
    def thawed(self, event: Participation.Thawed, rows: Participants, position: int) -> None:
        _note(rows, event, invitation="open", deadline=event.deadline)

    @on(Participation.InvitationExpired)
    def expired(
        self, event: Participation.InvitationExpired, rows: Participants, position: int
    ) -> None:
        _note(rows, event, invitation="expired")

    @on(Participation.BasisRenewed)
    def renewed(self, event: Participation.BasisRenewed, rows: Participants, position: int) -> None:
        _note(rows, event, basis_told=event.basis_version, reconsider=event.reconsider)

    @on(Participation.DecisionMade)
    def decided(self, event: Participation.DecisionMade, rows: Participants, position: int) -> None:
        _note(
            rows, event, invitation="answered", answer=event.answer, decided_on=event.on,
            level=event.level, on_behalf=event.on_behalf, document=event.document,
            late=event.late, basis_version=event.basis_version,
            reconsider=event.basis_version < _told(rows, event),
        )  # fmt: skip

    @on(Participation.SignedUp, Participation.PuljeChanged)
    def signed_up(self, event: Any, rows: Participants, position: int) -> None:
        _note(rows, event, pulje=event.pulje, place=event.outcome)

    @on(Participation.PuljerOffered)
    def offered(
        self, event: Participation.PuljerOffered, rows: Participants, position: int
    ) -> None:
        row = rows.get(str(event.originator_id))
        assert row is not None, "an event before the invitation"
        rows.put(row.but(puljer=[*row.puljer, *event.puljer]))

    @on(Participation.PlaceGained)
    def gained(self, event: Participation.PlaceGained, rows: Participants, position: int) -> None:
        _note(rows, event, place="place")

    @on(Participation.PlaceDeclined, Participation.PlaceLost)
    def left(self, event: Any, rows: Participants, position: int) -> None:
        _note(rows, event, pulje=None, place=None)

    @on(Participation.Withdrawn)
    def withdrawn(self, event: Participation.Withdrawn, rows: Participants, position: int) -> None:
        _note(
            rows, event, invitation="answered", answer=event.answer, decided_on=event.on,
            on_behalf=event.on_behalf, document=event.document, pulje=None, place=None,
            reconsider=False,
        )  # fmt: skip


def _note(rows: Participants, event: Any, **changed: Any) -> None:
    participant = rows.get(str(event.originator_id))
    assert participant is not None, "an event before the invitation"
    rows.put(participant.but(**changed))


def _told(rows: Participants, event: Any) -> int:
    participant = rows.get(str(event.originator_id))
    return 0 if participant is None else participant.basis_told

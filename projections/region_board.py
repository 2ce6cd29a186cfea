"""The region board: how far each municipality has come with each solution, and what it decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.reports import BENEFIT_REALISED, INHERITED, USE_LAPSED, higher
from aggregates.invitations.participation import Participation
from projections.kernel import Row, Rows, View, on, text


@dataclass(frozen=True)
class Standing(Row):
    """One municipality and one solution. What nobody has told is None, not «no».

    `answer` is the municipality's own, to the latest invitation; `invitation` says whether one is
    open, frozen, answered or expired. `place` is place or waiting, in `pulje`.
    """

    municipality: str
    solution: str
    stage: str | None
    reached_on: str | None
    precision: str | None
    source_kind: str | None
    run: str | None
    invitation: str | None
    deadline: date | None
    answer: str | None
    decided_on: date | None
    pulje: int | None
    place: str | None


Standings = Rows[Standing]


class RegionBoard(View[Standing]):
    name = "region_board"
    row = Standing
    order = ("municipality", "solution")
    indexes = (("municipality",), ("solution", "stage"))

    @on(Adoption.StageReached)
    def reached(self, event: Adoption.StageReached, rows: Standings, position: int) -> None:
        standing = _standing(rows, event.municipality, event.solution)
        if not higher(event.stage, standing.stage):
            return
        rows.put(
            standing.but(
                stage=event.stage, reached_on=event.reached_on,
                precision=event.precision, source_kind=event.source_kind,
            )
        )  # fmt: skip

    @on(Adoption.UseLapsed)
    def lapsed(self, event: Adoption.UseLapsed, rows: Standings, position: int) -> None:
        standing = _standing(rows, event.municipality, event.solution)
        rows.put(
            standing.but(
                stage=USE_LAPSED, reached_on=event.on.isoformat(), precision="day",
                source_kind=event.source_kind,
            )
        )  # fmt: skip

    @on(Adoption.StageLost)
    def lost(self, event: Adoption.StageLost, rows: Standings, position: int) -> None:
        standing = _standing(rows, event.municipality, event.solution)
        rows.put(
            standing.but(
                stage=event.stage, reached_on=event.reached_on, precision=event.precision,
                source_kind=event.standing_source_kind,
            )
        )  # fmt: skip

    @on(Adoption.BenefitConfirmed)
    def benefited(self, event: Adoption.BenefitConfirmed, rows: Standings, position: int) -> None:
        standing = _standing(rows, event.municipality, event.solution)
        rows.put(
            standing.but(
                stage=BENEFIT_REALISED, reached_on=event.on.isoformat(),
                precision="day", source_kind="municipality",
            )
        )  # fmt: skip

    @on(Adoption.Inherited)
    def inherited(self, event: Adoption.Inherited, rows: Standings, position: int) -> None:
        standing = _standing(rows, event.municipality, event.solution)
        if event.standing != standing.stage:
            rows.put(
                standing.but(
                    stage=event.standing, reached_on=event.reached_on,
                    precision=event.precision, source_kind=INHERITED,
                )
            )  # fmt: skip

    @on(Adoption.InheritanceWithdrawn)
    def given_back(
        self, event: Adoption.InheritanceWithdrawn, rows: Standings, position: int
    ) -> None:
        standing = _standing(rows, event.municipality, event.solution)
        if event.stage != standing.stage:
            rows.put(
                standing.but(
                    stage=event.stage, reached_on=event.reached_on,
                    precision=event.precision, source_kind=event.source_kind,
                )
            )  # fmt: skip

    @on(Participation.Invited, Participation.InvitedAgain)
    def invited(self, event: Any, rows: Standings, position: int) -> None:
        _note(
            rows, event, run=text(event.run), invitation="open", deadline=event.deadline,
            answer=None, decided_on=None, pulje=None, place=None,
        )  # fmt: skip

    @on(Participation.Frozen)
    def frozen(self, event: Participation.Frozen, rows: Standings, position: int) -> None:
        _note(rows, event, invitation="frozen")

    @on(Participation.Thawed)
    def thawed(self, event: Participation.Thawed, rows: Standings, position: int) -> None:
        _note(rows, event, invitation="open", deadline=event.deadline)

    @on(Participation.InvitationExpired)
    def expired(
        self, event: Participation.InvitationExpired, rows: Standings, position: int
    ) -> None:
        _note(rows, event, invitation="expired")

    @on(Participation.DecisionMade)
    def decided(self, event: Participation.DecisionMade, rows: Standings, position: int) -> None:
        _note(rows, event, invitation="answered", answer=event.answer, decided_on=event.on)

    @on(Participation.SignedUp, Participation.PuljeChanged)
    def signed_up(self, event: Any, rows: Standings, position: int) -> None:
        _note(rows, event, pulje=event.pulje, place=event.outcome)

    @on(Participation.PlaceGained)
    def gained(self, event: Participation.PlaceGained, rows: Standings, position: int) -> None:
        _note(rows, event, place="place")

    @on(Participation.PlaceDeclined, Participation.PlaceLost)
    def left(self, event: Any, rows: Standings, position: int) -> None:
        _note(rows, event, pulje=None, place=None)

    @on(Participation.Withdrawn)
    def withdrawn(self, event: Participation.Withdrawn, rows: Standings, position: int) -> None:
        _note(rows, event, answer=event.answer, decided_on=event.on, pulje=None, place=None)


def _standing(rows: Standings, municipality: UUID, solution: str) -> Standing:
    named = text(municipality)
    id = f"{named}/{solution}"
    return rows.get(id) or Standing(id, named, solution, *[None] * 11)


def _note(rows: Standings, event: Any, **changed: Any) -> None:
    """What the latest run's invitation came to; an earlier run changes the board no more."""
    standing = _standing(rows, event.municipality, event.solution)
    if "run" in changed or standing.run in {None, text(event.run)}:
        rows.put(standing.but(**changed))

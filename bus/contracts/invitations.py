"""What others may hear about invitations, and what municipalities decided for themselves.

A municipality's reasons are its own: they are never published, and it needs none to decline.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import (
    Answer,
    BasisId,
    County,
    Deadline,
    MunicipalityId,
    MunicipalityNumber,
    ParticipationId,
    Place,
    PuljeNumber,
    RunId,
    SolutionCode,
)

BasisVersion = Annotated[int, Field(description="A frozen version of the basis.", examples=[1])]
OnBehalf = Annotated[
    bool, Field(description="Registered by another body, from a document of the municipality.")
]


class BasisFrozen(Message):
    """What municipalities decide on was frozen; the hash tells whether a text is that one."""

    subject = "fellestakt.invitations.basis-frozen.v1"

    run: RunId
    basis: BasisId
    basis_version: BasisVersion
    content_hash: Annotated[
        str,
        Field(description="SHA-256 of its parts.", examples=["9f86d081884c7d659a2feaa0c55ad015"]),
    ]


class BasisChanged(Message):
    """Parts of the basis are new; who decided on an earlier version may decide again."""

    subject = "fellestakt.invitations.basis-changed.v1"

    run: RunId
    basis: BasisId
    basis_version: BasisVersion
    former_version: BasisVersion
    changed: Annotated[list[str], Field(examples=[["cost_and_capacity"]])]


class _OfParticipation(Message):
    participation: ParticipationId
    run: RunId
    solution: SolutionCode
    municipality: MunicipalityId
    number: MunicipalityNumber
    region: County


class InvitationSent(_OfParticipation):
    """A municipality was invited to a run, for the first time or once more."""

    subject = "fellestakt.invitations.invitation-sent.v1"

    invitation: Annotated[int, Field(description="The how-manieth.", examples=[1])]
    basis: BasisId
    basis_version: BasisVersion
    puljer: Annotated[list[int], Field(description="Those it may choose.", examples=[[1, 2]])]
    deadline: Deadline


class InvitationReminded(_OfParticipation):
    """A municipality was reminded of an invitation that it has not answered."""

    subject = "fellestakt.invitations.invitation-reminded.v1"

    reminder: Annotated[int, Field(description="The how-manieth.", examples=[1])]
    deadline: Deadline


class InvitationExpired(_OfParticipation):
    """Nobody answered in time. It is neither yes nor no, and the municipality may still decide."""

    subject = "fellestakt.invitations.invitation-expired.v1"

    deadline: Deadline


class InvitationRequested(_OfParticipation):
    """A municipality itself asks to be invited again."""

    subject = "fellestakt.invitations.invitation-requested.v1"


class MunicipalDecisionMade(_OfParticipation):
    """A municipality answered, or answered anew."""

    subject = "fellestakt.invitations.municipal-decision-made.v1"

    answer: Answer
    former_answer: Answer | None
    basis_version: BasisVersion
    wished_pulje: PuljeNumber | None
    on_behalf: OnBehalf
    late: Annotated[bool, Field(description="After the deadline, which makes it no less valid.")]


class SignedUp(_OfParticipation):
    """A municipality is entered in a pulje, with a place or waiting."""

    subject = "fellestakt.invitations.signed-up.v1"

    pulje: PuljeNumber
    outcome: Place


class PuljeChanged(_OfParticipation):
    """A municipality went to another pulje."""

    subject = "fellestakt.invitations.pulje-changed.v1"

    former_pulje: PuljeNumber
    pulje: PuljeNumber
    outcome: Place


class PlaceGained(_OfParticipation):
    """A municipality that waited has a place."""

    subject = "fellestakt.invitations.place-gained.v1"

    pulje: PuljeNumber


class PlaceDeclined(_OfParticipation):
    """A municipality that waited turned down a place; its decision to join the run stands."""

    subject = "fellestakt.invitations.place-declined.v1"

    pulje: PuljeNumber


class Withdrawn(_OfParticipation):
    """A municipality left the run; `answer` is what stands from then on."""

    subject = "fellestakt.invitations.withdrawn.v1"

    answer: Answer
    pulje: PuljeNumber | None
    on_behalf: OnBehalf

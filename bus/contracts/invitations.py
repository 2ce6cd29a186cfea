"""What others may hear about invitations, and what municipalities decided for themselves.

A municipality's reasons are its own: they are never published, and it needs none to decline.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import (
    Actor,
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

FulfilmentId = Annotated[UUID, Field(examples=["a6b63d1c-5a0e-5c7b-9d3e-6c5d4e3f000c"])]
IntentionId = Annotated[UUID, Field(examples=["b7c74e2d-6b1f-5d8c-8e4f-7d6e5f40000d"])]


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


class InvitationFrozen(_OfParticipation):
    """Readiness is suspended: the deadline stands still. It may be answered all the same."""

    subject = "fellestakt.invitations.invitation-frozen.v1"

    deadline: Deadline


class InvitationThawed(_OfParticipation):
    """The deadline runs again; it has moved by the days that it stood still."""

    subject = "fellestakt.invitations.invitation-thawed.v1"

    days: Annotated[int, Field(description="So many.", examples=[12])]
    former_deadline: Deadline
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


class PlaceLost(_OfParticipation):
    """A municipality's pulje was cancelled; its decision to join the run stands."""

    subject = "fellestakt.invitations.place-lost.v1"

    pulje: PuljeNumber
    outcome: Place


class PuljerOffered(_OfParticipation):
    """A municipality that joins and has no place may choose among further puljer."""

    subject = "fellestakt.invitations.puljer-offered.v1"

    puljer: Annotated[list[int], Field(description="Those that are new.", examples=[[3]])]


class Withdrawn(_OfParticipation):
    """A municipality left the run; `answer` is what stands from then on."""

    subject = "fellestakt.invitations.withdrawn.v1"

    answer: Answer
    pulje: PuljeNumber | None
    on_behalf: OnBehalf


class BasisRenewed(_OfParticipation):
    """A municipality was told of a newer basis. What it decided stands until it decides anew."""

    subject = "fellestakt.invitations.basis-renewed.v1"

    basis: BasisId
    basis_version: BasisVersion
    former_version: BasisVersion
    reconsider: Annotated[bool, Field(description="It has decided, on an earlier version.")]


class _OfMunicipality(Message):
    municipality: MunicipalityId
    number: MunicipalityNumber
    region: County
    solution: SolutionCode


class FulfilmentPlanned(_OfMunicipality):
    """A municipality planned how to fulfil a legal duty. It is neither a yes nor a no."""

    subject = "fellestakt.invitations.fulfilment-planned.v1"

    fulfilment: FulfilmentId
    actor: Actor
    ready_by: Deadline
    on_behalf: OnBehalf


class IntentionGiven(_OfMunicipality):
    """A municipality intends to use a solution. It has signed up for nothing by that."""

    subject = "fellestakt.invitations.intention-given.v1"

    intention: IntentionId
    binding: Annotated[bool, Field(description="An agreement, and not only an intention.")]
    until: Deadline | None
    on_behalf: OnBehalf


class IntentionConfirmed(_OfMunicipality):
    """KS has received a municipality's intention."""

    subject = "fellestakt.invitations.intention-confirmed.v1"

    intention: IntentionId


class IntentionFulfilled(_OfMunicipality):
    """A municipality says that it has done what it intended."""

    subject = "fellestakt.invitations.intention-fulfilled.v1"

    intention: IntentionId
    on_behalf: OnBehalf


class IntentionLapsed(_OfMunicipality):
    """The time of an intention is over. It says nothing of what the municipality wants now."""

    subject = "fellestakt.invitations.intention-lapsed.v1"

    intention: IntentionId
    until: Deadline


class IntentionWithdrawn(_OfMunicipality):
    """A municipality took its intention back."""

    subject = "fellestakt.invitations.intention-withdrawn.v1"

    intention: IntentionId
    on_behalf: OnBehalf

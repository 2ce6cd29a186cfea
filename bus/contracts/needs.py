"""What others may hear about needs and change requests: where they came from, and the answers."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import County, MunicipalityId, OrganisationNumber, SolutionCode

NeedId = Annotated[
    UUID, Field(description="A need.", examples=["94400729-e2f3-544a-96cb-b6ba87a3000b"])
]
RequestId = Annotated[
    UUID, Field(description="A change request.", examples=["a551183a-f1e2-555b-85dc-c5cb96b4000c"])
]
OriginId = Annotated[
    UUID,
    Field(
        description="The need that an origin was registered as.",
        examples=["94400729-e2f3-544a-96cb-b6ba87a3000b"],
    ),
]
NeedAnswerWord = Annotated[
    str, Field(description="accepted, planned, solved or rejected.", examples=["planned"])
]
OriginCount = Annotated[int, Field(description="How many raised it.", examples=[3])]


class _Need(Message):
    need: NeedId


class NeedRegistered(_Need):
    """A need was registered, by that municipality, or without one by a region or a gathering."""

    subject = "fellestakt.needs.need-registered.v1"

    county: County
    municipality: MunicipalityId | None
    solution: SolutionCode | None


class NeedAssessed(_Need):
    """The region said what is to be done about a need."""

    subject = "fellestakt.needs.need-assessed.v1"

    county: County
    priority: Annotated[str, Field(description="high, medium or low.", examples=["high"])]
    outcome: Annotated[
        str, Field(description="lift, solve_regionally or answer.", examples=["lift"])
    ]


class NeedsMerged(_Need):
    """Other needs were taken into this one, which has their origins from now on."""

    subject = "fellestakt.needs.needs-merged.v1"

    needs: Annotated[
        list[str],
        Field(description="Those taken in.", examples=[["94400729-e2f3-544a-96cb-b6ba87a3000b"]]),
    ]


class NeedSplit(_Need):
    """Some origins of a need are a need of their own from now on."""

    subject = "fellestakt.needs.need-split.v1"

    into: NeedId


class NeedLifted(_Need):
    """A need was lifted to an organisation, which is to acknowledge and answer it."""

    subject = "fellestakt.needs.need-lifted.v1"

    channel: Annotated[
        str,
        Field(
            description="ks, service_provider, programme, vendor_dialogue or portfolio.",
            examples=["service_provider"],
        ),
    ]
    receiver: OrganisationNumber
    counties: Annotated[list[str], Field(description="Where it came from.", examples=[["46"]])]
    municipalities: Annotated[
        list[str],
        Field(
            description="Whom it came from.", examples=[["5d3f6c52-0c0e-5a27-9d9b-7a3c0f1f4601"]]
        ),
    ]
    origins_count: OriginCount


class NeedReceived(_Need):
    """The receiver has acknowledged a lifted need."""

    subject = "fellestakt.needs.need-received.v1"

    receiver: OrganisationNumber


class NeedAnswered(_Need):
    """A need was answered; why is to be read in itself. The answer is to reach every origin."""

    subject = "fellestakt.needs.need-answered.v1"

    answer: NeedAnswerWord
    origins_count: OriginCount
    request: RequestId | None


class NeedAnswerReturned(_Need):
    """The answer to a need has come back to one of its origins."""

    subject = "fellestakt.needs.need-answer-returned.v1"

    origin: OriginId
    municipality: MunicipalityId | None
    answer: NeedAnswerWord


class NeedClosed(_Need):
    """A need is closed: it is answered, and every origin has the answer."""

    subject = "fellestakt.needs.need-closed.v1"

    answer: NeedAnswerWord


class ChangeRequestSent(Message):
    """Somebody asked who makes a solution for a change."""

    subject = "fellestakt.needs.change-request-sent.v1"

    request: RequestId
    need: NeedId | None
    solution: SolutionCode
    receiver: OrganisationNumber


class ChangeRequestStatusSet(Message):
    """The receiver of a change request said how it goes."""

    subject = "fellestakt.needs.change-request-status-set.v1"

    request: RequestId
    need: NeedId | None
    solution: SolutionCode
    receiver: OrganisationNumber
    status: Annotated[
        str,
        Field(
            description="received, accepted, planned, released or rejected.", examples=["planned"]
        ),
    ]
    release: Annotated[
        str | None,
        Field(description="In which release, as the receiver names it.", examples=["KJ 4.2"]),
    ]

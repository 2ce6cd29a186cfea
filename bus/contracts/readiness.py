"""What others may hear about whether solutions are «klar til bruk»."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import OrganisationNumber, ReadinessId, ScopeCode, SolutionCode


class CriteriaPublished(Message):
    """A version of the criteria stands from now on, unchanged."""

    subject = "fellestakt.readiness.criteria-published.v1"

    criteria_set: Annotated[UUID, Field(examples=["83179606-d304-533a-87cb-a7e784920009"])]
    name: Annotated[str, Field(examples=["klar-til-bruk"])]
    version: Annotated[int, Field(examples=[1])]


class ReadinessDeclared(Message):
    """A solution is ready in a scope, perhaps on conditions. Nobody is thereby part of a run."""

    subject = "fellestakt.readiness.declared-ready.v1"

    readiness: ReadinessId
    solution: SolutionCode
    scope_code: ScopeCode
    round: Annotated[int, Field(description="Which assessment of it.", examples=[1])]
    outcome: Annotated[
        str, Field(description="ready or ready_with_conditions.", examples=["ready"])
    ]
    conditions: Annotated[list[str], Field(description="Their ids.", examples=[["B1"]])]


class NotReadyDeclared(Message):
    """A solution is not ready in a scope; `unmet` are the mandatory criteria it does not meet."""

    subject = "fellestakt.readiness.declared-not-ready.v1"

    readiness: ReadinessId
    solution: SolutionCode
    scope_code: ScopeCode
    round: Annotated[int, Field(description="Which assessment of it.", examples=[1])]
    unmet: Annotated[list[str], Field(examples=[["K1", "K5"]])]


class _OfReadiness(Message):
    readiness: ReadinessId
    solution: SolutionCode
    scope_code: ScopeCode


class _Ruled(_OfReadiness):
    number: Annotated[int, Field(description="Which suspension of it.", examples=[1])]
    decided_by: OrganisationNumber
    external: Annotated[bool, Field(description="Decided by another body than who registered it.")]


class ReadinessSuspended(_Ruled):
    """What was ready is stopped: nobody new is invited, and open invitations stand still."""

    subject = "fellestakt.readiness.suspended.v1"

    ground: Annotated[
        str, Field(description="legal, financial, safety or other.", examples=["safety"])
    ]


class ReadinessResumed(_Ruled):
    """The suspension is lifted; it is as ready as it was."""

    subject = "fellestakt.readiness.resumed.v1"


class ReadinessRevoked(_Ruled):
    """What was suspended is withdrawn; only a new assessment makes it ready again."""

    subject = "fellestakt.readiness.revoked.v1"


class ReviewCalledFor(_OfReadiness):
    """Something happened that a readiness may not stand up to. The decision stands meanwhile."""

    subject = "fellestakt.readiness.review-called-for.v1"

    trigger: Annotated[
        str,
        Field(
            description="major_version, severe_issue or evaluation_finding.",
            examples=["severe_issue"],
        ),
    ]


class _OfExemption(_OfReadiness):
    exemption: Annotated[UUID, Field(examples=["94c7af53-54ab-5d4f-8f9c-6f3a87f50009"])]
    criterion: Annotated[str, Field(description="Its id in the criteria.", examples=["K5"])]


class ExemptionGranted(_OfExemption):
    """A mandatory criterion need not be met until a day; the rest of them must."""

    subject = "fellestakt.readiness.exemption-granted.v1"

    until: Annotated[date, Field(description="The last day of it.", examples=["2024-06-01"])]


class ExemptionExpired(_OfExemption):
    """Its last day has passed: what rested upon it is not ready any more."""

    subject = "fellestakt.readiness.exemption-expired.v1"

    until: Annotated[date, Field(description="The last day of it.", examples=["2024-06-01"])]


class ExemptionRevoked(_OfExemption):
    """It was taken back before its end: what rested upon it is not ready any more."""

    subject = "fellestakt.readiness.exemption-revoked.v1"

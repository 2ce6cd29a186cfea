"""What others may hear about whether solutions are «klar til bruk»."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import ReadinessId, ScopeCode, SolutionCode


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

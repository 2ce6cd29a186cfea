"""What is said outside of readiness: what was decided, not how it was found."""

from __future__ import annotations

from aggregates.readiness.criteria import CriteriaSet
from aggregates.readiness.exemption import Exemption
from aggregates.readiness.readiness import Readiness
from bus.contracts import readiness as said
from bus.contracts.kernel import Message
from bus.translations.wording import ID, Words, says


def _declared(event: Readiness.DeclaredReady) -> Message:
    """Conditions are told by their ids; their text is to be read in the decision itself."""
    return said.ReadinessDeclared(
        on=event.on,
        readiness=event.originator_id,
        solution=event.solution,
        scope_code=event.scope_code,
        round=event.round,
        outcome=event.outcome,
        conditions=[condition["id"] for condition in event.conditions],
    )


WORDS: Words = {
    CriteriaSet.Published: says(said.CriteriaPublished, criteria_set=ID),
    Readiness.DeclaredReady: _declared,
    Readiness.DeclaredNotReady: says(said.NotReadyDeclared, readiness=ID),
    Readiness.Suspended: says(said.ReadinessSuspended, readiness=ID),
    Readiness.Resumed: says(said.ReadinessResumed, readiness=ID),
    Readiness.Revoked: says(said.ReadinessRevoked, readiness=ID),
    Readiness.ReviewCalledFor: says(said.ReviewCalledFor, readiness=ID),
    Exemption.Granted: says(said.ExemptionGranted, exemption=ID),
    Exemption.Expired: says(said.ExemptionExpired, exemption=ID),
    Exemption.Revoked: says(said.ExemptionRevoked, exemption=ID),
}

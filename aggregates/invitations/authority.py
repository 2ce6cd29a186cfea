"""Who decides for a municipality: it does, and nobody else (I01)."""

from __future__ import annotations

from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.rules import C07_03, I01

JOIN, DECLINE, POSTPONE, MORE_INFORMATION = "join", "decline", "postpone", "more_information"
ANSWERS = frozenset({JOIN, DECLINE, POSTPONE, MORE_INFORMATION})


def on_behalf(act: Act, municipality: UUID, region: str, document: str | None) -> bool:
    """Whether `act` only registers what the municipality decided elsewhere.

    Refuses everybody but a decider of the municipality, its regional contact and KS (I01), and of
    the two last, what they cannot show a document for.
    """
    if act.municipality == municipality:
        if act.role != Role.MUNICIPAL_DECIDER:
            raise Refused(I01, "not_decider", role=str(act.role))
        return False
    of_region = act.role == Role.REGIONAL_CONTACT and act.region == region
    if not of_region and act.role != Role.PORTFOLIO_OWNER:
        raise Refused(I01, "not_own_municipality", role=str(act.role))
    if not document:
        raise Refused(I01, "document_missing", role=str(act.role))
    return True


def check_answer(answer: str, level: str) -> None:
    """Refuse an unknown answer, and one that does not say at which level it was given (C07-03)."""
    if answer not in ANSWERS:
        raise Refused(C07_03, "unknown_answer", answer=answer)
    if not level:
        raise Refused(C07_03, "level_missing")

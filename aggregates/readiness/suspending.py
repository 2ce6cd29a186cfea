"""Who stops what is ready, on what ground, and who lets it go on."""

from __future__ import annotations

from typing import Any

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Root
from aggregates.readiness.round import Round
from aggregates.rules import C03_11

GROUNDS = frozenset({"legal", "financial", "safety", "other"})

Ruling = dict[str, Any]
"""{decided_by, external, document, reason}: what a decision from outside is registered as, too."""


class RulingEvent(Root.Event):
    """A decision that stops or lifts; `external` where another body than ours took it."""

    solution: str
    scope_code: str
    number: int
    decided_by: str
    external: bool
    document: str | None
    reason: str


def ruling(act: Act, *, reason: str, decided_by: str | None, document: str | None) -> Ruling:
    """A decision by whoever asks, or by another organisation as its document says (C03-11).

    Refuses one without a reason, and a decision of others that is not documented.
    """
    if not reason:
        raise Refused(C03_11, "reason_missing")
    external = decided_by is not None and decided_by != act.body
    if external and not document:
        raise Refused(C03_11, "document_missing", body=decided_by)
    return {
        "decided_by": decided_by or act.body, "external": external,
        "document": document, "reason": reason,
    }  # fmt: skip


def require_suspender(act: Act, round: Round) -> None:
    """Refuse all but the decider and the owner of the service: caution is for both to take."""
    if act.body not in {round.decider, round.programme_owner}:
        raise Refused(C03_11, "not_theirs_to_suspend", decider=round.decider)


def require_decider(act: Act, round: Round) -> None:
    """Refuse to lift or to withdraw, by all but the decider."""
    if act.body != round.decider:
        raise Refused(C03_11, "not_the_decider", decider=round.decider)


def require_ground(ground: str) -> None:
    """Refuse a ground that is not one of `GROUNDS`."""
    if ground not in GROUNDS:
        raise Refused(C03_11, "unknown_ground", ground=ground)

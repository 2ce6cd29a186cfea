"""A matter in the queue for the coordinating group's next agenda (sak)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C16_05

CONCLUDED = frozenset({"decided", "no_decision"})
RETURNED = frozenset({"postponed", "dropped"})


class Case(Root):
    TOPIC = "case"

    class Queued(Founding):
        TOPIC = "case.queued"
        kind: str
        about: UUID
        subject_key: str
        facts: dict[str, Any]

        def apply(self, case: Case) -> None:
            case.queued, case.latest = True, None

    class Treated(Root.Event):
        TOPIC = "case.treated"
        meeting: str
        outcome: str
        reason: str

        def apply(self, case: Case) -> None:
            case.queued = self.outcome in RETURNED
            case.latest = (self.meeting, self.outcome)

    # State

    queued: bool
    latest: tuple[str, str] | None

    @staticmethod
    def id_of(kind: str, about: UUID, *key: object) -> UUID:
        return derived("cases", kind, about, *key)

    # Decisions

    @classmethod
    def queue(
        cls,
        act: Act,
        *,
        kind: str,
        about: UUID,
        subject_key: str,
        facts: Mapping[str, Any] | None = None,
        key: Sequence[object] = (),
    ) -> Self:
        """Put a matter in the queue, before there is a meeting for it (C16-05)."""
        return cls.found(
            cls.Queued, cls.id_of(kind, about, *key), act,
            kind=kind, about=about, subject_key=subject_key, facts=dict(facts or {}),
        )  # fmt: skip

    def treat(self, act: Act, *, meeting: str, outcome: str, reason: str = "") -> None:
        """What a meeting made of it: decided, no_decision, postponed or dropped.

        What is postponed or dropped is back in the queue, with the reason why (C16-05). Refuses
        anybody but the coordinating group, and a matter that is concluded.
        """
        if self.latest == (meeting, outcome):
            return
        if act.role != Role.COORDINATING_GROUP:
            raise Refused(C16_05, "not_the_coordinating_group", role=str(act.role))
        if not self.queued:
            raise Refused(C16_05, "concluded")
        if outcome not in CONCLUDED | RETURNED:
            raise Refused(C16_05, "unknown_outcome", outcome=outcome)
        if outcome in RETURNED and not reason:
            raise Refused(C16_05, "reason_missing", outcome=outcome)
        self.record(self.Treated, act, meeting=meeting, outcome=outcome, reason=reason)

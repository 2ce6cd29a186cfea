"""A national or municipal e-health solution, or a method, in the common portfolio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C02_01, C02_03, C02_05, C02_07

KINDS = frozenset(
    {
        "national_solution",
        "municipal_shared_solution",
        "municipal_system",
        "regional_solution",
        "welfare_technology",
        "home_monitoring",
        "record_system",
        "new_functionality",
        "robot",
        "programme",
        "method",
    }
)
REQUIRED = {
    "home_monitoring": ("service",),
    "record_system": ("supplier",),
    "new_functionality": ("part_of",),
    "robot": ("task",),
}
"""What a kind asks for beside name and owner: which service follows up at home, who delivers the
record system, which solution it is new in (by its code), what the robot does (S3 L326 n7, L332)."""
PAUSED = "paused"
ENDED = "ended"
MOVES = {
    "registered": {"development", "trial", "ready", "rollout", "operation"},
    "development": {"trial"},
    "trial": {"ready"},
    "ready": {"rollout"},
    "rollout": {"operation"},
    "operation": {"phase_out", "rollout"},
    "phase_out": {"replaced"},
    "replaced": set(),
    ENDED: set(),
}


@dataclass(frozen=True, slots=True)
class Handover:
    """Ownership that is proposed to another organisation, with what goes with it."""

    owner: str
    defects: list[str]
    material: list[str]
    learnings: list[str]
    left_out: dict[str, str] = field(default_factory=dict)
    """What is open and does not go with it, by id, with the reason."""


class Solution(Root):
    TOPIC = "solution"

    class Registered(Founding):
        TOPIC = "solution.registered"
        code: str
        name: str
        kind: str
        owner: str
        source: str

        def apply(self, solution: Solution) -> None:
            solution.code, solution.kind, solution.owner = self.code, self.kind, self.owner
            solution.phase, solution.before_pause = "registered", None
            solution.ambition, solution.handover, solution.details = None, None, {}

    class Specified(Root.Event):
        """What its kind asks for, as it was said when it was entered."""

        TOPIC = "solution.specified"
        code: str
        details: dict[str, str]

        def apply(self, solution: Solution) -> None:
            solution.details = self.details

    class Moved(Root.Event):
        TOPIC = "solution.moved"
        code: str
        phase: str
        decision: str

        def apply(self, solution: Solution) -> None:
            solution.before_pause = solution.phase if self.phase == PAUSED else None
            solution.phase = self.phase

    class AmbitionSet(Root.Event):
        TOPIC = "solution.ambition-set"
        code: str
        rule: str
        target: int | None
        precision: str
        as_of: date
        stated_by: str
        source: str

        def apply(self, solution: Solution) -> None:
            solution.ambition = (self.rule, self.target, self.precision, self.as_of, self.stated_by)

    class HandoverProposed(Root.Event):
        """Until the other accepts, the old owner stands."""

        TOPIC = "solution.handover-proposed"
        code: str
        former_owner: str
        owner: str
        defects: list[str]
        material: list[str]
        learnings: list[str]

        def apply(self, solution: Solution) -> None:
            solution.handover = Handover(self.owner, self.defects, self.material, self.learnings)

    class HandoverReduced(Root.Event):
        """What is open and does not go with what was just proposed, each with the reason."""

        TOPIC = "solution.handover-reduced"
        code: str
        left_out: dict[str, str]

        def apply(self, solution: Solution) -> None:
            if solution.handover is not None:
                solution.handover = replace(solution.handover, left_out=self.left_out)

    class HandoverAccepted(Root.Event):
        TOPIC = "solution.handover-accepted"
        code: str
        former_owner: str
        owner: str

        def apply(self, solution: Solution) -> None:
            solution.owner, solution.handover = self.owner, None

    class HandoverDeclined(Root.Event):
        TOPIC = "solution.handover-declined"
        code: str
        owner: str
        reason: str

        def apply(self, solution: Solution) -> None:
            solution.handover = None

    # State

    code: str
    kind: str
    owner: str
    phase: str
    before_pause: str | None
    ambition: tuple[str, int | None, str, date, str] | None
    handover: Handover | None
    details: dict[str, str]

    @staticmethod
    def id_of(code: str) -> UUID:
        return derived("solutions", code)

    @property
    def blocks_invitations(self) -> bool:
        """Paused, replaced and ended solutions are offered to nobody (C02-03)."""
        return self.phase in {PAUSED, "replaced", ENDED}

    # Decisions

    @classmethod
    def register(
        cls, act: Act, *,
        code: str, name: str, kind: str, owner: str, source: str,
        details: Mapping[str, str] | None = None,
    ) -> Self:  # fmt: skip
        """Enter a solution under its code. Refuses unknown kinds, and one without name or owner.

        `details` are what its kind asks for, no more and no less (C02-01).
        """
        if kind not in KINDS:
            raise Refused(C02_01, "unknown_kind", kind=kind)
        for which, value in (("code", code), ("name", name), ("owner", owner)):
            if not value:
                raise Refused(C02_01, "field_missing", field=which)
        said = dict(details or {})
        _check_details(kind, said)
        registered = cls.found(
            cls.Registered, cls.id_of(code), act,
            code=code, name=name, kind=kind, owner=owner, source=source,
        )  # fmt: skip
        if said:
            registered.record(cls.Specified, act, code=code, details=said)
        return registered

    def move(self, act: Act, *, phase: str, decision: str, on: date | None = None) -> None:
        """Move to another phase of the life cycle, on a decision that can be found again."""
        if phase == self.phase:
            return
        if not decision:
            raise Refused(C02_03, "decision_missing")
        if phase not in self._open_moves():
            raise Refused(C02_03, "move_not_listed", here=self.phase, there=phase)
        self.record(self.Moved, act, on=on, code=self.code, phase=phase, decision=decision)

    def set_ambition(
        self,
        act: Act,
        *,
        rule: str,
        target: int | None,
        precision: str,
        as_of: date,
        stated_by: str,
        source: str,
    ) -> None:
        """State how far the solution is meant to reach: a rule, or a number with its own date.

        Refuses what nobody has stated, and what is neither a rule nor a number (C02-07).
        """
        if self.ambition == (rule, target, precision, as_of, stated_by):
            return
        if not stated_by:
            raise Refused(C02_07, "stated_by_missing")
        if precision not in {"exact", "about"}:
            raise Refused(C02_07, "precision_unknown", precision=precision)
        if not rule and target is None:
            raise Refused(C02_07, "target_missing")
        if target is not None and target < 0:
            raise Refused(C02_07, "target_negative", target=target)
        self.record(
            self.AmbitionSet, act, code=self.code,
            rule=rule, target=target, precision=precision, as_of=as_of,
            stated_by=stated_by, source=source,
        )  # fmt: skip

    def propose_handover(self, act: Act, *, offer: Handover) -> None:
        """Propose that another organisation owns it, and list what goes with it (C02-05).

        Refuses everybody but who owns it: it is theirs to give. What was proposed before lapses.
        """
        if self.handover == offer:
            return
        if act.body != self.owner:
            raise Refused(C02_05, "not_the_owner", owner=self.owner)
        if offer.owner == self.owner:
            raise Refused(C02_05, "same_owner", owner=self.owner)
        self.record(
            self.HandoverProposed, act, code=self.code, former_owner=self.owner,
            owner=offer.owner, defects=offer.defects, material=offer.material,
            learnings=offer.learnings,
        )  # fmt: skip
        if offer.left_out:
            self.record(self.HandoverReduced, act, code=self.code, left_out=offer.left_out)

    def accept_handover(self, act: Act) -> None:
        """Take it over, as who it was proposed to; only then is there another owner (C02-05)."""
        if act.body == self.owner:
            return
        offer = self._proposed_to(act)
        self.record(
            self.HandoverAccepted, act, code=self.code, former_owner=self.owner, owner=offer.owner
        )

    def decline_handover(self, act: Act, *, reason: str) -> None:
        """Do not take it over, and say why; the old owner stands (C02-05)."""
        offer = self._proposed_to(act)
        if not reason:
            raise Refused(C02_05, "reason_missing")
        self.record(self.HandoverDeclined, act, code=self.code, owner=offer.owner, reason=reason)

    def _proposed_to(self, act: Act) -> Handover:
        if self.handover is None:
            raise Refused(C02_05, "nothing_proposed")
        if act.body != self.handover.owner:
            raise Refused(C02_05, "not_the_receiver", receiver=self.handover.owner)
        return self.handover

    def _open_moves(self) -> set[str]:
        if self.phase == PAUSED:
            return {self.before_pause or "registered", ENDED}
        return MOVES[self.phase] | ({PAUSED, ENDED} if self.phase != ENDED else set())


def _check_details(kind: str, said: Mapping[str, str]) -> None:
    asked = REQUIRED.get(kind, ())
    for each in asked:
        if not said.get(each):
            raise Refused(C02_01, "field_missing", field=each)
    if others := sorted(said.keys() - set(asked)):
        raise Refused(C02_01, "not_of_this_kind", kind=kind, fields=others)

"""Who inside one municipality decides what, as the municipality itself has stated (C07-08)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple, Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C07_08, I01

LEVELS = (
    "kommunestyre", "formannskap", "utvalg", "kommunedirektor", "kommunalsjef", "virksomhetsleder",
)  # fmt: skip
"""From the top down. Whoever is above the level stated may decide too."""
DEFAULT = "kommunedirektor"
COORDINATOR = LEVELS[-1]
"""The level at which a municipality's coordinator acts (kommunal koordinator, mellomleder)."""
EVERYTHING = "*"


class Stated(NamedTuple):
    """A level, from a day on."""

    since: date
    level: str


class Delegation(Root):
    TOPIC = "delegation"

    class Begun(Founding):
        TOPIC = "delegation.begun"
        municipality: UUID

        def apply(self, delegation: Delegation) -> None:
            delegation.municipality, delegation.stated = self.municipality, {}
            delegation.anchored = {}

    class LevelStated(Root.Event):
        """`matter` is a solution's code, or `*` for every solution that is not named."""

        TOPIC = "delegation.level-stated"
        municipality: UUID
        matter: str
        level: str
        since: date
        document: str

        def apply(self, delegation: Delegation) -> None:
            delegation.stated.setdefault(self.matter, []).append(Stated(self.since, self.level))

    class AnchoringChosen(Root.Event):
        """Whether it joins only once the leaders asked for stand behind it, as it chose itself."""

        TOPIC = "delegation.anchoring-chosen"
        municipality: UUID
        matter: str
        required: bool

        def apply(self, delegation: Delegation) -> None:
            delegation.anchored[self.matter] = self.required

    # State

    municipality: UUID
    anchored: dict[str, bool]
    stated: dict[str, list[Stated]]

    @staticmethod
    @lru_cache(4096)  # asked for at every decision
    def id_of(municipality: UUID) -> UUID:
        return derived("delegations", municipality)

    def level(self, matter: str, day: date) -> str:
        """The lowest level that decides a matter on a day; the municipal director by default."""
        for stated in (self.stated.get(matter, ()), self.stated.get(EVERYTHING, ())):
            standing = [each for each in stated if each.since <= day]
            if standing:
                return max(enumerate(standing), key=lambda each: (each[1].since, each[0]))[1].level
        return DEFAULT

    def demands_anchoring(self, matter: str) -> bool:
        """Whether missing anchoring blocks joining: only where it has chosen so (C07-09)."""
        return self.anchored.get(matter, self.anchored.get(EVERYTHING, False))

    # Decisions

    @classmethod
    def begin(cls, act: Act, *, municipality: UUID) -> Self:
        """Begin a municipality's statements; nothing is delegated by that."""
        return cls.found(cls.Begun, cls.id_of(municipality), act, municipality=municipality)

    def state(self, act: Act, *, matter: str, level: str, since: date, document: str) -> None:
        """State from which level on a matter is decided, from a day on (C07-08).

        Refuses everybody but the municipality's own decider (I01), an unknown level, a beginning
        in the past, and a statement that cannot show the municipality's own decision.
        """
        self._check_decider(act)
        if level not in LEVELS:
            raise Refused(C07_08, "unknown_level", level=level)
        if not document:
            raise Refused(C07_08, "document_missing")
        if self.level(matter, since) == level and matter in self.stated:
            return
        if since < act.today:
            raise Refused(C07_08, "in_the_past", since=since.isoformat())
        self.record(
            self.LevelStated, act,
            municipality=self.municipality, matter=matter, level=level, since=since,
            document=document,
        )  # fmt: skip

    def choose_anchoring(self, act: Act, *, matter: str, required: bool) -> None:
        """Choose whether missing anchoring blocks joining (C07-09). Nobody chooses it for them."""
        self._check_decider(act)
        if self.anchored.get(matter) != required:
            self.record(
                self.AnchoringChosen, act,
                municipality=self.municipality, matter=matter, required=required,
            )  # fmt: skip

    def _check_decider(self, act: Act) -> None:
        if act.municipality != self.municipality or act.role != Role.MUNICIPAL_DECIDER:
            raise Refused(I01, "not_decider", role=str(act.role))


def check_level(delegation: Delegation | None, matter: str, level: str, day: date) -> None:
    """Refuse a decision that was made below the level that the municipality has stated."""
    if level not in LEVELS:
        raise Refused(C07_08, "unknown_level", level=level)
    if not may_decide(delegation, matter, level, day):
        lowest = lowest_level(delegation, matter, day)
        raise Refused(C07_08, "level_too_low", level=level, lowest=lowest)


def may_decide(delegation: Delegation | None, matter: str, level: str, day: date) -> bool:
    """Whether a level is the one that the municipality has stated, or above it."""
    return LEVELS.index(level) <= LEVELS.index(lowest_level(delegation, matter, day))


def lowest_level(delegation: Delegation | None, matter: str, day: date) -> str:
    """The lowest level that decides a matter, where nothing is stated as well."""
    return DEFAULT if delegation is None else delegation.level(matter, day)

"""Who maintains which package: one aggregate for all, so that each has one and never two."""

from __future__ import annotations

from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import I17

NATIONAL = frozenset({"ks", "service_provider", "directorate", "programme"})
"""The kinds of organisation that may maintain: a national actor (S3 L352)."""


class Maintenance(Root):
    TOPIC = "maintenance"

    class Opened(Founding):
        TOPIC = "maintenance.opened"

        def apply(self, maintenance: Maintenance) -> None:
            maintenance.maintainers = {}

    class MaintainerAppointed(Root.Event):
        TOPIC = "maintenance.maintainer-appointed"
        package: UUID
        solution: str
        maintainer: str
        review_on: date

        def apply(self, maintenance: Maintenance) -> None:
            maintenance._hold(self.package, self.maintainer, self.solution, self.review_on)

    class HandedOver(Root.Event):
        TOPIC = "maintenance.handed-over"
        package: UUID
        solution: str
        former_maintainer: str
        maintainer: str
        review_on: date
        reason: str

        def apply(self, maintenance: Maintenance) -> None:
            maintenance._hold(self.package, self.maintainer, self.solution, self.review_on)

    class Reviewed(Root.Event):
        TOPIC = "maintenance.reviewed"
        package: UUID
        solution: str
        finding: str
        review_on: date

        def apply(self, maintenance: Maintenance) -> None:
            maintainer, _, _ = maintenance.maintainers[self.package]
            maintenance._hold(self.package, maintainer, self.solution, self.review_on)

    # State

    maintainers: dict[UUID, tuple[str, str, date]]

    ID = derived("maintenance")

    def of(self, package: UUID) -> str | None:
        """The organisation number of who maintains a package, or None."""
        held = self.maintainers.get(package)
        return None if held is None else held[0]

    def review_of(self, package: UUID) -> date | None:
        """When it is to be looked through next, or None."""
        held = self.maintainers.get(package)
        return None if held is None else held[2]

    def solutions_of(self, maintainer: str) -> list[str]:
        """The solutions whose packages an organisation maintains."""
        return sorted(code for who, code, _ in self.maintainers.values() if who == maintainer)

    def _hold(self, package: UUID, maintainer: str, solution: str, review_on: date) -> None:
        self.maintainers[package] = (maintainer, solution, review_on)

    # Decisions

    @classmethod
    def open(cls, act: Act) -> Self:
        """Begin, with nothing maintained."""
        return cls.found(cls.Opened, cls.ID, act)

    def appoint(
        self, act: Act, *,
        package: UUID, solution: str, maintainer: str, maintainer_kind: str, review_on: date,
        reason: str,
    ) -> None:  # fmt: skip
        """Let an organisation maintain a package from now on, until it is reviewed or handed over.

        Refuses who is no national actor, a review that is not ahead, and a package that is taken
        from who maintains it without a reason (I17).
        """
        former = self.of(package)
        if former == maintainer:
            return
        if maintainer_kind not in NATIONAL:
            raise Refused(I17, "not_national", maintainer=maintainer, kind=maintainer_kind)
        self._require_ahead(act, review_on)
        said: dict[str, Any] = {"package": package, "solution": solution, "maintainer": maintainer}
        if former is None:
            self.record(self.MaintainerAppointed, act, **said, review_on=review_on)
            return
        if not reason:
            raise Refused(I17, "reason_missing", solution=solution, maintainer=former)
        self.record(
            self.HandedOver, act, **said, former_maintainer=former,
            review_on=review_on, reason=reason,
        )  # fmt: skip

    def review(self, act: Act, *, package: UUID, finding: str, review_on: date) -> None:
        """Note that its maintainer looked it through, what came of it, and when it does so next.

        Refuses anybody but the maintainer (I17).
        """
        if (maintainer := self.of(package)) != act.body:
            raise Refused(I17, "not_the_maintainer", maintainer=maintainer)
        self._require_ahead(act, review_on)
        if self.review_of(package) != review_on:
            self.record(
                self.Reviewed, act, package=package, solution=self.maintainers[package][1],
                finding=finding, review_on=review_on,
            )  # fmt: skip

    def may_end(self, organisation: str) -> None:
        """Refuse the end of an organisation that still maintains something (I17, S3 L352)."""
        if left := self.solutions_of(organisation):
            raise Refused(I17, "still_maintains", organisation=organisation, solutions=left)

    def _require_ahead(self, act: Act, review_on: date) -> None:
        if review_on <= act.today:
            raise Refused(I17, "review_not_ahead", review_on=review_on.isoformat())

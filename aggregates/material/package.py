"""What a solution brings with it for those who take it into use, type by type, in versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.material.types import TYPES, required_for
from aggregates.rules import C04_01, C04_03, I17

DRAFT, VALID, SUPERSEDED, WITHDRAWN = "draft", "valid", "superseded", "withdrawn"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one type: how it stands, where it is found, what it asks for."""

    status: str
    title: str
    reference: str
    change_note: str = ""
    to_do: str = ""


class VersionEvent(Root.Event):
    """What happened to one version of one type."""

    solution: str
    type: str
    version_number: int


class Package(Root):
    TOPIC = "material"

    class PackageOpened(Founding):
        TOPIC = "material.package-opened"
        solution: str
        solution_kind: str
        required: list[str]

        def apply(self, package: Package) -> None:
            package.solution, package.required = self.solution, self.required
            package.versions = {}

    class VersionDrafted(VersionEvent):
        """`made_with` are the municipalities that it was made with (S3 L350)."""

        TOPIC = "material.version-drafted"
        title: str
        reference: str
        made_with: list[str]

        def apply(self, package: Package) -> None:
            drafted = Version(DRAFT, self.title, self.reference)
            package.versions.setdefault(self.type, []).append(drafted)

    class VersionPublished(VersionEvent):
        TOPIC = "material.version-published"
        supersedes: int | None
        change_note: str
        to_do: str
        maintainer: str

        def apply(self, package: Package) -> None:
            if self.supersedes is not None:
                package._put(self.type, self.supersedes, status=SUPERSEDED)
            package._put(
                self.type, self.version_number, status=VALID,
                change_note=self.change_note, to_do=self.to_do,
            )  # fmt: skip

    class VersionWithdrawn(VersionEvent):
        TOPIC = "material.version-withdrawn"
        reason: str

        def apply(self, package: Package) -> None:
            package._put(self.type, self.version_number, status=WITHDRAWN)

    # State

    solution: str
    required: list[str]
    versions: dict[str, list[Version]]

    @staticmethod
    def id_of(solution: str) -> UUID:
        return derived("material", solution)

    def valid(self, type: str) -> int | None:
        """The number of the version that is valid now, or None."""
        numbered = enumerate(self.versions.get(type, []), start=1)
        return next((number for number, each in numbered if each.status == VALID), None)

    def at(self, type: str, number: int) -> Version | None:
        """One version of a type, or None where there is none."""
        there = self.versions.get(type, [])
        return there[number - 1] if 0 < number <= len(there) else None

    @property
    def missing(self) -> list[str]:
        """The required types that have no valid version: K3 is not met while there are any."""
        return [each for each in self.required if self.valid(each) is None]

    def _put(self, type: str, number: int, **changed: str) -> None:
        old = self.versions[type][number - 1]
        said = {name: changed.get(name, getattr(old, name)) for name in Version.__slots__}
        self.versions[type][number - 1] = Version(**said)

    # Decisions

    @classmethod
    def open(cls, act: Act, *, solution: str, solution_kind: str) -> Self:
        """Open the package of a solution; its kind says which types it cannot do without."""
        return cls.found(
            cls.PackageOpened, cls.id_of(solution), act,
            solution=solution, solution_kind=solution_kind, required=required_for(solution_kind),
        )  # fmt: skip

    def draft(
        self, act: Act, *, type: str, title: str, reference: str, made_with: list[str]
    ) -> None:
        """Draft the next version of a type. Refuses an unknown type (C04-01), and a draft that is
        found nowhere (C04-03). The same draft again is the same draft."""
        last = self.at(type, len(self.versions.get(type, [])))
        if last is not None and (last.status, last.reference) == (DRAFT, reference):
            return
        if type not in TYPES:
            raise Refused(C04_01, "unknown_type", type=type)
        if not (title and reference):
            raise Refused(C04_03, "reference_missing", type=type)
        self.record(
            self.VersionDrafted, act, solution=self.solution, type=type,
            version_number=len(self.versions.get(type, [])) + 1,
            title=title, reference=reference, made_with=sorted(set(made_with)),
        )  # fmt: skip

    def publish(
        self, act: Act, *,
        type: str, version_number: int, change_note: str, to_do: str, maintainer: str | None,
    ) -> None:  # fmt: skip
        """Publish a draft, for good; the version before it is superseded.

        `change_note` says what is new, `to_do` what it means for a municipality. Refuses what has
        no maintainer and whoever is not (I17), and any version but a draft: a valid one is never
        changed (C04-03).
        """
        version = self._known(type, version_number)
        self._may_change(act, maintainer)
        if (version.status, version.change_note, version.to_do) == (VALID, change_note, to_do):
            return
        if version.status != DRAFT:
            raise Refused(C04_03, "not_a_draft", type=type, status=version.status)
        if not (change_note and to_do):
            raise Refused(C04_03, "change_note_missing", type=type)
        self.record(
            self.VersionPublished, act, solution=self.solution, type=type,
            version_number=version_number, supersedes=self.valid(type),
            change_note=change_note, to_do=to_do, maintainer=maintainer,
        )  # fmt: skip

    def withdraw(
        self, act: Act, *, type: str, version_number: int, reason: str, maintainer: str | None
    ) -> None:
        """Withdraw a version, with the reason. Copies that were taken of it stay taken.

        Refuses whoever does not maintain it (I17), and no reason (C04-03).
        """
        self._may_change(act, maintainer)
        if self._known(type, version_number).status == WITHDRAWN:
            return
        if not reason:
            raise Refused(C04_03, "reason_missing", type=type)
        self.record(
            self.VersionWithdrawn, act, solution=self.solution, type=type,
            version_number=version_number, reason=reason,
        )  # fmt: skip

    def _may_change(self, act: Act, maintainer: str | None) -> None:
        if maintainer is None:
            raise Refused(I17, "maintainer_missing", solution=self.solution)
        if act.body != maintainer:
            raise Refused(I17, "not_the_maintainer", maintainer=maintainer)

    def _known(self, type: str, number: int) -> Version:
        version = self.at(type, number)
        if version is None:
            raise Refused(C04_03, "unknown_version", type=type, number=number)
        return version

"""The yearly letter of assignment from KS to a digital network: issued, accepted, reported on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.gate import Gate
from aggregates.kernel.refusals import Refused, Trace
from aggregates.kernel.root import Founding, Root, derived
from aggregates.regions.principles import KEYS
from aggregates.rules import C12_05, C12_07, I45


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """What a regional group lacks, as it was consulted: functions, competence, and breadth.

    `municipalities` is how many its seconded resources come from, `needed` how many there have to
    be: two, or one where the county has no more.
    """

    missing: list[str]
    gaps: list[str]
    municipalities: int
    needed: int
    source: str

    @property
    def contradicts(self) -> set[str]:
        """The principles that the group does not live up to, whatever is reported."""
        held = {
            "three_functions": not self.missing,
            "joint_competence": not self.gaps,
            "several_municipalities": self.municipalities >= self.needed,
        }
        return {principle for principle, holds in held.items() if not holds}


class AssignmentLetter(Root):
    TOPIC = "assignment-letter"

    class Issued(Founding):
        TOPIC = "assignment-letter.issued"
        group: UUID
        network: str
        year: int
        tasks: list[str]
        base_functions: list[str]
        result_goals: list[str]
        principles: list[str]

        def apply(self, letter: AssignmentLetter) -> None:
            letter.group, letter.network, letter.year = self.group, self.network, self.year
            letter.accepted, letter.report = False, None
            letter.asked, letter.results = [*self.tasks, *self.result_goals], None

    class Accepted(Root.Event):
        """`gaps` are the areas of competence that were seen to be missing; `trace` is the gate."""

        TOPIC = "assignment-letter.accepted"
        group: UUID
        year: int
        gaps: list[str]
        trace: Trace

        def apply(self, letter: AssignmentLetter) -> None:
            letter.accepted = True

    class Reported(Root.Event):
        """`points` say for each principle whether it was met, and how; `doubts` name those that
        the register itself says are not."""

        TOPIC = "assignment-letter.reported"
        group: UUID
        year: int
        points: list[dict[str, Any]]
        doubts: list[str]

        def apply(self, letter: AssignmentLetter) -> None:
            letter.report = list(self.points)

    class GoalsReported(Root.Event):
        """`results` say of each task and each result goal whether it was met, and how."""

        TOPIC = "assignment-letter.goals-reported"
        group: UUID
        year: int
        results: list[dict[str, Any]]

        def apply(self, letter: AssignmentLetter) -> None:
            letter.results = list(self.results)

    # State

    group: UUID
    network: str
    year: int
    accepted: bool
    report: list[dict[str, Any]] | None
    asked: list[str]
    """The letter's own tasks and result goals, in its words."""
    results: list[dict[str, Any]] | None

    @staticmethod
    def id_of(group: UUID, year: int) -> UUID:
        return derived("assignment-letters", group, year)

    # Decisions

    @classmethod
    def issue(
        cls, act: Act, *,
        group: UUID, network: str, year: int, tasks: Sequence[str],
        base_functions: Sequence[str], result_goals: Sequence[str], principles: Sequence[str],
    ) -> Self:  # fmt: skip
        """KS gives a network its assignment for a year (C12-07).

        Refuses a letter without all nine common principles (I45), and one that asks for nothing or
        has no goals.
        """
        if missing := [each for each in KEYS if each not in principles]:
            raise Refused(I45, "principles_missing", principles=missing)
        if unknown := sorted(set(principles) - set(KEYS)):
            raise Refused(I45, "unknown_principle", principles=unknown)
        for field, value in (
            ("tasks", tasks), ("base_functions", base_functions), ("result_goals", result_goals),
        ):  # fmt: skip
            if not value:
                raise Refused(C12_07, "field_missing", field=field)
        return cls.found(
            cls.Issued, cls.id_of(group, year), act,
            group=group, network=network, year=year, tasks=list(tasks),
            base_functions=list(base_functions), result_goals=list(result_goals),
            principles=list(KEYS),
        )  # fmt: skip

    def accept(self, act: Act, *, seen: Sequence[str], standing: GroupStanding) -> None:
        """The network accepts, having seen which areas of competence are missing (C12-05).

        Refuses another network, and gaps that were not seen as they are now.
        """
        self._require_network(act)
        if self.accepted:
            return
        gate = Gate("assignment_letter")
        gate.check(
            C12_05, set(seen) == set(standing.gaps), "gaps_unseen", {"group": standing.source},
            gaps=standing.gaps,
        )  # fmt: skip
        trace = gate.passed()
        self.record(
            self.Accepted, act, group=self.group, year=self.year, gaps=standing.gaps, trace=trace
        )

    def give_report(
        self, act: Act, *, points: Sequence[Mapping[str, Any]], standing: GroupStanding
    ) -> None:
        """The network reports against each of the nine principles (C12-07).

        What it says is met although the register says otherwise is recorded, and flagged. Refuses
        a report on a letter that was not accepted, and one that leaves a principle out.
        """
        self._require_network(act)
        said = [dict(each) for each in points]
        if self.report == said:
            return
        if not self.accepted:
            raise Refused(C12_07, "not_accepted")
        told = {each["principle"] for each in said if each["how"]}
        if left := [each for each in KEYS if each not in told]:
            raise Refused(C12_07, "principle_untold", principles=left)
        met = {each["principle"] for each in said if each["met"]}
        self.record(
            self.Reported, act, group=self.group, year=self.year, points=said,
            doubts=sorted(met & standing.contradicts),
        )  # fmt: skip

    def report_results(self, act: Act, *, results: Sequence[Mapping[str, Any]]) -> None:
        """The network reports on each task and each result goal that the letter has (C12-07).

        `results` are {point, met, how}. Refuses a report on a letter that was not accepted, one
        that leaves something out, and one on what the letter does not ask for.
        """
        self._require_network(act)
        said = [dict(each) for each in results]
        if self.results == said:
            return
        if not self.accepted:
            raise Refused(C12_07, "not_accepted")
        if unknown := [each["point"] for each in said if each["point"] not in self.asked]:
            raise Refused(C12_07, "unknown_point", points=unknown)
        told = {each["point"] for each in said if each["how"]}
        if left := [each for each in self.asked if each not in told]:
            raise Refused(C12_07, "point_untold", points=left)
        self.record(self.GoalsReported, act, group=self.group, year=self.year, results=said)

    def _require_network(self, act: Act) -> None:
        if act.role != Role.DIGITAL_NETWORK or act.body != self.network:
            raise Refused(C12_07, "not_the_network")

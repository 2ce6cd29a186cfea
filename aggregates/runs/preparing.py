"""What a run has in place before it opens and starts, beside its track, its leader and its plan.

`Run` holds these events and this state as its own; they stand here because they are many.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.gate import Gate
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Root
from aggregates.rules import (
    C05_07,
    C06_06,
    C06_07,
    C06_09,
    C06_14,
    C06_18,
    C13_02,
    I20,
    I21,
    I22,
    I23,
    I27,
)
from aggregates.runs.tracks import Track
from aggregates.runs.working_group import Member, check_members, missing_seats

BEFORE_OPENING = frozenset({"proposed", "track_chosen", "planned", "notified", "reviewed"})


class RunEvent(Root.Event):
    """What happened to a run, whose solution every event of it names."""

    solution: str


class WorkingGroupAppointed(RunEvent):
    """From now on these, and no others; a group may be appointed with seats still empty."""

    TOPIC = "run.working-group-appointed"
    mandate: str
    members: list[dict[str, str | None]]
    ends: date

    def apply(self, run: Preparing) -> None:
        run.working_group, run.working_group_ends = self.members, self.ends


class RegionalNotified(RunEvent):
    """The coordinating group was told of a run of a region's own, which it may remark on."""

    TOPIC = "run.regional-notified"
    scope_code: str
    region: str | None
    starts: date
    ends: date
    reason: str
    sketch: str | None

    def apply(self, run: Preparing) -> None:
        run.notified = (self.starts, self.ends, self.reason, self.sketch)
        run.settle()


class LimitsStated(RunEvent):
    """Whom a track C run is for: in words, by name, and by what they have in common."""

    TOPIC = "run.limits-stated"
    available_for: list[str]
    keys: dict[str, list[str]]
    municipalities: list[str]

    def apply(self, run: Preparing) -> None:
        run.limits = (self.available_for, self.keys, self.municipalities)


class CompletionAssigned(RunEvent):
    """Who sees to it that what is only for some becomes for all, and when that is looked at."""

    TOPIC = "run.completion-assigned"
    owner: str
    plan: str
    review_on: date

    def apply(self, run: Preparing) -> None:
        run.completion = (self.owner, self.plan, self.review_on)


class CommunicationPlanned(RunEvent):
    TOPIC = "run.communication-planned"
    plan: str

    def apply(self, run: Preparing) -> None:
        run.communication = self.plan


class DeviationRecorded(RunEvent):
    """The sector has not endorsed the solution, and somebody answers for running it all the same.

    An endorsement that comes later does not undo that it was so (I27).
    """

    TOPIC = "run.deviation-recorded"
    reason: str
    deciding_body: str
    decision: str

    def apply(self, run: Preparing) -> None:
        run.deviation = (self.reason, self.deciding_body, self.decision)


class ActorIncluded(RunEvent):
    TOPIC = "run.actor-included"
    actor: str
    part: str

    def apply(self, run: Preparing) -> None:
        run.actors[self.actor] = self.part


class PopulationFrozen(RunEvent):
    """Those of whom it is not known, on that day, that they have introduced the solution."""

    TOPIC = "run.population-frozen"
    as_of: date
    municipalities: list[str]
    target: int

    def apply(self, run: Preparing) -> None:
        run.population = (self.as_of, self.municipalities, self.target)


class AdvanceNoticeSent(RunEvent):
    """Word that a run is coming. It is no invitation: nothing is asked, and nothing expires."""

    TOPIC = "run.advance-notice-sent"
    municipalities: list[str]
    starts: date

    def apply(self, run: Preparing) -> None:
        run.forewarned.update(map(UUID, self.municipalities))


class MarkedAsTest(RunEvent):
    TOPIC = "run.marked-as-test"
    purpose: str

    def apply(self, run: Preparing) -> None:
        run.test_of = self.purpose


class PuljeLed(RunEvent):
    """A pulje of the run, and who leads it."""

    TOPIC = "run.pulje-led"
    number: int
    leader: str

    def apply(self, run: Preparing) -> None:
        run.led[self.number] = self.leader


class PuljeDropped(RunEvent):
    """A pulje was cancelled; who led it may lead another."""

    TOPIC = "run.pulje-dropped"
    number: int

    def apply(self, run: Preparing) -> None:
        run.led.pop(self.number, None)


class Preparing(ABC):
    """The part of a run that is prepared."""

    # State

    solution: str
    scope_code: str
    stage: str
    leader: str | None
    working_group: list[dict[str, str | None]]
    working_group_ends: date | None
    notified: tuple[date, date, str, str | None] | None
    limits: tuple[list[str], dict[str, list[str]], list[str]] | None
    completion: tuple[str, str, date] | None
    communication: str | None
    deviation: tuple[str, str, str] | None
    actors: dict[str, str]
    population: tuple[date, list[str], int] | None
    forewarned: set[UUID]
    test_of: str | None
    led: dict[int, str]
    record: Callable[..., None]

    @property
    @abstractmethod
    def demands(self) -> Track | None:
        """What its track asks for."""

    @abstractmethod
    def settle(self) -> None:
        """Part of the events that may complete a plan."""

    @property
    def empty_seats(self) -> list[str]:
        """The seats of the working group that its track asks for and nobody holds (I22)."""
        return missing_seats(self.working_group, self.demands.seats if self.demands else ())

    @property
    def unlimited(self) -> list[str]:
        """What a run in track C has not told yet; nothing in any other (I20)."""
        if self.demands is None or not self.demands.limited:
            return []
        told = {
            "limits": self.limits, "completion": self.completion,
            "communication": self.communication,
        }  # fmt: skip
        return [name for name, said in told.items() if said is None]

    def _begin_preparing(self) -> None:
        """Part of the proposal."""
        self.working_group, self.working_group_ends, self.notified = [], None, None
        self.limits, self.completion, self.communication = None, None, None
        self.deviation, self.actors, self.population = None, {}, None
        self.forewarned, self.test_of, self.led = set(), None, {}

    def check_prepared(self, gate: Gate, seen: dict[str, Any], today: date) -> None:
        """Whether all is in place that the track asks for before a start (I20-I23)."""
        demands = self.demands
        if demands is None:
            return
        if demands.seats:
            gate.check(I22, not self.empty_seats, "seats_empty", seen, missing=self.empty_seats)
            ends = self.working_group_ends
            current = ends is None or ends >= today
            gate.check(C06_07, current, "group_ended", seen, ends=ends and ends.isoformat())
        if demands.notifies:
            gate.check(I21, self.notified is not None, "not_notified", seen)
        if demands.limited:
            gate.check(I20, not self.unlimited, "not_told", seen, missing=self.unlimited)
        wrong = self._wrongly_led(demands)
        gate.check(I23, not wrong, "puljer_wrongly_led", seen, puljer=wrong)

    def _wrongly_led(self, demands: Track) -> list[int]:
        """Puljer that share a leader in C, or have another than the run's one elsewhere (I23)."""
        leaders = list(self.led.values())
        if demands.limited:
            return [number for number, who in self.led.items() if leaders.count(who) > 1]
        if not demands.one_leader:
            return []
        return [number for number, who in self.led.items() if who != self.leader]

    # Decisions

    def appoint_working_group(
        self, act: Act, *, mandate: str, members: Sequence[Member], ends: date
    ) -> None:
        """Appoint who works out the run, in which seats, with which mandate and until when.

        Empty seats are shown, and checked at the start (I22). Refuses no mandate or an end that
        has been (C06-07), nobody in it (C13-02), an unknown seat, and one region in both regional
        seats (I22).
        """
        said: list[dict[str, str | None]] = [dict(each) for each in members]
        if (said, ends) == (self.working_group, self.working_group_ends):
            return
        self.check_alive()
        if not mandate:
            raise Refused(C06_07, "mandate_missing")
        if ends < act.today:
            raise Refused(C06_07, "group_ended", ends=ends.isoformat())
        if not said:
            raise Refused(C13_02, "members_missing")
        check_members(said)
        self.record(
            WorkingGroupAppointed, act,
            solution=self.solution, mandate=mandate, members=said, ends=ends,
        )  # fmt: skip

    def notify(
        self, act: Act, *, starts: date, ends: date, reason: str, sketch: str | None = None
    ) -> None:
        """Tell the coordinating group of a run of the region's own, before it is carried out (I21).

        Refuses where the track asks for none, no reason for a run of its own, a
        period that ends before it starts, and a process without the sketch of it (C06-06).
        """
        told = (starts, ends, reason, sketch)
        if told == self.notified:
            return
        self.check_alive()
        if self.demands is None or not self.demands.notifies:
            raise Refused(I21, "nothing_to_notify")
        if not reason:
            raise Refused(I21, "reason_missing")
        if ends < starts:
            raise Refused(I21, "period_backwards", starts=starts.isoformat(), ends=ends.isoformat())
        if self.demands.surveys and not sketch:
            raise Refused(C06_06, "sketch_missing")
        self.record(
            RegionalNotified, act,
            solution=self.solution, scope_code=self.scope_code, region=act.region,
            starts=starts, ends=ends, reason=reason, sketch=sketch,
        )  # fmt: skip

    def state_limits(
        self, act: Act, *,
        available_for: Sequence[str], keys: Mapping[str, Sequence[str]],
        municipalities: Sequence[UUID],
    ) -> None:  # fmt: skip
        """State whom a track C run is for: by name, or by what they have in common, or both (I20).

        Refuses in another track, what leaves open who it is for, and another statement once
        invitations may have gone.
        """
        shared = {key: sorted(set(values)) for key, values in sorted(keys.items()) if values}
        said = (list(available_for), shared, sorted(map(str, set(municipalities))))
        if said == self.limits:
            return
        self._check_limited()
        if not said[0]:
            raise Refused(I20, "available_for_missing")
        if not (shared or said[2]):
            raise Refused(I20, "keys_missing")
        if self.limits is not None and self.stage not in BEFORE_OPENING:
            raise Refused(I20, "limits_in_force", stage=self.stage)
        self.record(
            LimitsStated, act,
            solution=self.solution, available_for=said[0], keys=shared, municipalities=said[2],
        )  # fmt: skip

    def assign_completion(self, act: Act, *, owner: str, plan: str, review_on: date) -> None:
        """Say which body sees to it that the solution comes to all, by which plan (C05-07)."""
        if (owner, plan, review_on) == self.completion:
            return
        self._check_limited()
        if not (owner and plan):
            raise Refused(C05_07, "completion_missing")
        if review_on <= act.today:
            raise Refused(C05_07, "review_past", on=review_on.isoformat())
        self.record(
            CompletionAssigned, act,
            solution=self.solution, owner=owner, plan=plan, review_on=review_on,
        )  # fmt: skip

    def plan_communication(self, act: Act, *, plan: str) -> None:
        """Refer to the communication plan that track C asks for (I20)."""
        if plan == self.communication:
            return
        self._check_limited()
        if not plan:
            raise Refused(I20, "communication_missing")
        self.record(CommunicationPlanned, act, solution=self.solution, plan=plan)

    def record_deviation(self, act: Act, *, reason: str, deciding_body: str, decision: str) -> None:
        """Record why a solution that the sector has not endorsed is run all the same (I27)."""
        if (reason, deciding_body, decision) == self.deviation:
            return
        self.check_alive()
        if not (reason and deciding_body and decision):
            raise Refused(I27, "deviation_untold")
        self.record(
            DeviationRecorded, act,
            solution=self.solution, reason=reason, deciding_body=deciding_body, decision=decision,
        )  # fmt: skip

    def include_actor(self, act: Act, *, actor: str, part: str) -> None:
        """Take another actor of the region along in its run (C06-04). Refuses in other tracks."""
        if self.actors.get(actor) == part:
            return
        self.check_alive()
        if self.demands is None or not self.demands.notifies:
            raise Refused(I21, "not_regional")
        self.record(ActorIncluded, act, solution=self.solution, actor=actor, part=part)

    def freeze_population(
        self, act: Act, *, as_of: date, municipalities: Sequence[UUID], target: int
    ) -> None:
        """Freeze whom the run is for: those of `target` not known to have introduced it (C06-09).

        It is a list of whom nobody has told about, never of who said no. Refuses a day to come.
        """
        said = (as_of, sorted(map(str, municipalities)), target)
        if said == self.population:
            return
        self.check_alive()
        if as_of > act.today:
            raise Refused(C06_09, "as_of_future", as_of=as_of.isoformat())
        self.record(
            PopulationFrozen, act,
            solution=self.solution, as_of=as_of, municipalities=said[1], target=target,
        )  # fmt: skip

    def send_advance_notice(
        self, act: Act, *, municipalities: Sequence[UUID], starts: date
    ) -> list[UUID]:
        """Forewarn municipalities, each of them once; those that had not been (C06-14).

        No answer is expected of it. Refuses it to nobody, and once invitations may go.
        """
        new = sorted({each for each in municipalities if each not in self.forewarned}, key=str)
        if not municipalities:
            raise Refused(C06_14, "nobody_to_tell")
        if not new:
            return new
        if self.stage not in BEFORE_OPENING - {"proposed"}:
            raise Refused(C06_14, "not_ahead", stage=self.stage)
        self.record(
            AdvanceNoticeSent, act,
            solution=self.solution, municipalities=list(map(str, new)), starts=starts,
        )  # fmt: skip
        return new

    def mark_as_test(self, act: Act, *, purpose: str) -> None:
        """Mark the run as a test of the model; the mark stays when it is closed (C06-18)."""
        if purpose == self.test_of:
            return
        self.check_alive()
        if not purpose:
            raise Refused(C06_18, "purpose_missing")
        self.record(MarkedAsTest, act, solution=self.solution, purpose=purpose)

    def lead_pulje(self, act: Act, *, number: int, leader: str) -> None:
        """Note who leads a pulje: in C one of its own, in A and a process the run's one (I23).

        Refuses a pulje of track C before it is stated whom the run is for (I20).
        """
        if self.led.get(number) == leader:
            return
        demands = self.demands
        if demands is not None and demands.limited:
            if self.limits is None:
                raise Refused(I20, "limits_before_puljer")
            if others := [n for n, who in self.led.items() if who == leader and n != number]:
                raise Refused(I23, "leads_another", pulje=others[0])
        if demands is not None and demands.one_leader and self.leader not in {None, leader}:
            raise Refused(I23, "not_the_one_leader", pulje=number)
        self.record(PuljeLed, act, solution=self.solution, number=number, leader=leader)

    def drop_pulje(self, act: Act, *, number: int) -> None:
        """Note that a pulje was cancelled."""
        if number in self.led:
            self.record(PuljeDropped, act, solution=self.solution, number=number)

    @abstractmethod
    def check_alive(self) -> None:
        """Refuse what is not done to a run that has ended."""

    def _check_limited(self) -> None:
        self.check_alive()
        if self.demands is None or not self.demands.limited:
            raise Refused(I20, "not_limited")

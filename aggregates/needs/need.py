"""A need that somebody in a municipality or a region raised, and what was answered to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root
from aggregates.needs.origin import Origin, counties, municipalities, municipality_of
from aggregates.rules import C11_01, C11_02, C11_04, C11_05, I38, I39

LIFT, SOLVE_REGIONALLY, ANSWER = "lift", "solve_regionally", "answer"
OUTCOMES = frozenset({LIFT, SOLVE_REGIONALLY, ANSWER})
PRIORITIES = frozenset({"high", "medium", "low"})
ANSWERS = frozenset({"accepted", "planned", "solved", "rejected"})
CHANNELS = frozenset({"ks", "service_provider", "programme", "vendor_dialogue", "portfolio"})
REGISTERED, ASSESSED, LIFTED, RECEIVED = "registered", "assessed", "lifted", "received"
ANSWERED, MERGED, CLOSED = "answered", "merged", "closed"
ENDED = frozenset({MERGED, CLOSED})


class Need(Root):
    TOPIC = "need"

    class Registered(Founding):
        TOPIC = "need.registered"
        text: str
        solution: str | None
        service_area: str | None
        county: str
        municipality: UUID | None
        origins: list[Origin]

        def apply(self, need: Need) -> None:
            _begin(need, self, REGISTERED, self.county)

    class SplitOff(Founding):
        """Some origins of another need, which is another matter after all."""

        TOPIC = "need.split-off"
        text: str
        solution: str | None
        service_area: str | None
        former: UUID
        county: str
        origins: list[Origin]

        def apply(self, need: Need) -> None:
            _begin(need, self, REGISTERED, self.county)

    class Assessed(Root.Event):
        """`reaches` is how many municipalities of the region it applies to, as the contact sees."""

        TOPIC = "need.assessed"
        county: str
        reaches: int
        priority: str
        outcome: str
        reason: str

        def apply(self, need: Need) -> None:
            need.stage, need.outcome = ASSESSED, self.outcome
            need.assessment = (self.reaches, self.priority, self.outcome, self.reason)

    class Merged(Root.Event):
        """Other needs were taken into this one, with every origin that they had."""

        TOPIC = "need.merged"
        needs: list[str]
        origins: list[Origin]

        def apply(self, need: Need) -> None:
            need.origins += self.origins

    class MergedInto(Root.Event):
        TOPIC = "need.merged-into"
        into: UUID

        def apply(self, need: Need) -> None:
            need.stage, need.into = MERGED, self.into

    class Split(Root.Event):
        TOPIC = "need.split"
        into: UUID
        origins: list[Origin]

        def apply(self, need: Need) -> None:
            gone = _names(self.origins)
            need.origins = [each for each in need.origins if each["need"] not in gone]

    class Lifted(Root.Event):
        """`receiver` is the organisation that is to acknowledge and answer."""

        TOPIC = "need.lifted"
        channel: str
        receiver: str
        counties: list[str]
        municipalities: list[str]
        origins_count: int

        def apply(self, need: Need) -> None:
            need.stage, need.receiver = LIFTED, self.receiver

    class Received(Root.Event):
        TOPIC = "need.received"
        receiver: str

        def apply(self, need: Need) -> None:
            need.stage = RECEIVED

    class Answered(Root.Event):
        """`request` is the change request whose status is the answer, if one is."""

        TOPIC = "need.answered"
        answer: str
        reason: str
        origins_count: int
        request: UUID | None

        def apply(self, need: Need) -> None:
            need.stage, need.answer, need.returned = ANSWERED, (self.answer, self.reason), set()

    class AnswerReturned(Root.Event):
        TOPIC = "need.answer-returned"
        origin: UUID
        municipality: UUID | None
        answer: str

        def apply(self, need: Need) -> None:
            need.returned.add(str(self.origin))

    class Closed(Root.Event):
        TOPIC = "need.closed"
        answer: str

        def apply(self, need: Need) -> None:
            need.stage = CLOSED

    # State

    text: str
    solution: str | None
    service_area: str | None
    county: str
    origins: list[Origin]
    stage: str
    outcome: str | None
    assessment: tuple[int, str, str, str] | None
    receiver: str | None
    answer: tuple[str, str] | None
    returned: set[str]
    into: UUID | None

    @property
    def unreached(self) -> list[Origin]:
        """The origins that the latest answer has not come back to."""
        return [each for each in self.origins if each["need"] not in self.returned]

    # Decisions

    @classmethod
    def register(
        cls, act: Act, *,
        id: UUID, origin: Origin, text: str, solution: str | None, service_area: str | None,
    ) -> Self:  # fmt: skip
        """Register a need with its origin, which is kept whatever becomes of it (C11-01)."""
        if not text:
            raise Refused(C11_01, "text_missing")
        return cls.found(
            cls.Registered, id, act, text=text, solution=solution, service_area=service_area,
            county=origin["county"], municipality=municipality_of(origin), origins=[origin],
        )  # fmt: skip

    @classmethod
    def split_off(
        cls, act: Act, *, id: UUID, former: Need, origins: Sequence[Origin], text: str
    ) -> Self:
        """Begin a need with origins that `former` gives up. Refuses one without a text."""
        if not text:
            raise Refused(C11_01, "text_missing")
        return cls.found(
            cls.SplitOff, id, act, text=text, solution=former.solution,
            service_area=former.service_area, former=former.id, county=former.county,
            origins=list(origins),
        )  # fmt: skip

    def assess(self, act: Act, *, reaches: int, priority: str, outcome: str, reason: str) -> None:
        """The region says whom it applies to, how much it matters, and what is done about it.

        Refuses everybody but the region's own contact, and an assessment without a reason (C11-02).
        """
        if self.assessment == (reaches, priority, outcome, reason):
            return
        self._require_region(act)
        self._require_stage(REGISTERED, ASSESSED)
        if priority not in PRIORITIES or outcome not in OUTCOMES:
            raise Refused(C11_02, "unknown_word", word=f"{priority}, {outcome}")
        if not reason:
            raise Refused(C11_02, "reason_missing")
        self.record(
            self.Assessed, act, county=self.county,
            reaches=reaches, priority=priority, outcome=outcome, reason=reason,
        )  # fmt: skip

    def merge(self, act: Act, *, others: Sequence[Need]) -> None:
        """Take other needs into this one, with all their origins (I39).

        Refuses needs that do not lie with the same, that are answered or merged already, and who
        is not the one they lie with.
        """
        for each in (self, *others):
            each._require_holder(act)
            if each.stage in {ANSWERED, *ENDED}:
                raise Refused(I39, "not_open", need=str(each.id))
            if (each.receiver, each.receiver or each.county) != (
                self.receiver, self.receiver or self.county,
            ):  # fmt: skip
                raise Refused(I39, "lies_elsewhere", need=str(each.id))
        self.record(
            self.Merged, act, needs=[str(each.id) for each in others],
            origins=[origin for each in others for origin in each.origins],
        )  # fmt: skip
        for each in others:
            each.record(each.MergedInto, act, into=self.id)

    def split(self, act: Act, *, origins: Sequence[str], into: UUID) -> list[Origin]:
        """Give up some origins to a need of their own; what is given up (I39).

        `origins` are named by the need that each was registered as. Refuses unknown ones, all of
        them, and a need that is answered or merged.
        """
        self._require_holder(act)
        if self.stage in {ANSWERED, *ENDED}:
            raise Refused(I39, "not_open", need=str(self.id))
        given = [each for each in self.origins if each["need"] in origins]
        if _names(given) != set(origins):
            raise Refused(I39, "unknown_origin")
        if not given or len(given) == len(self.origins):
            raise Refused(I39, "nothing_left")
        self.record(self.Split, act, into=into, origins=given)
        return given

    def lift(self, act: Act, *, channel: str, receiver: str) -> None:
        """Take it to KS, a service provider or a programme, who is to acknowledge it (C11-04).

        It carries the counties and municipalities that it came from. Refuses what the region has
        not assessed as one to be lifted.
        """
        if (self.receiver, self.stage) == (receiver, LIFTED):
            return
        self._require_region(act)
        self._require_stage(ASSESSED)
        if self.outcome != LIFT:
            raise Refused(C11_04, "not_to_be_lifted", outcome=self.outcome)
        if channel not in CHANNELS:
            raise Refused(C11_04, "unknown_channel", channel=channel)
        self.record(
            self.Lifted, act, channel=channel, receiver=receiver, counties=counties(self.origins),
            municipalities=municipalities(self.origins), origins_count=len(self.origins),
        )  # fmt: skip

    def acknowledge(self, act: Act) -> None:
        """The receiver says that it has it. Refuses everybody else (C11-04)."""
        self._require_receiver(act)
        if self.stage == LIFTED:
            self.record(self.Received, act, receiver=act.body)

    def give_answer(
        self, act: Act, *, answer: str, reason: str, request: UUID | None = None
    ) -> None:
        """Answer it: accepted, planned, solved, or rejected with a reason (C11-05).

        A lifted need is answered by its receiver once it has acknowledged, another by the region.
        A later answer may follow; each is to come back to every origin. `request` is the change
        request whose status says it, which its own receiver has set.
        """
        if self.answer == (answer, reason):
            return
        if request is None:
            self._require_answerer(act)
        if self.stage in ENDED:
            raise Refused(C11_05, "ended")
        if answer not in ANSWERS:
            raise Refused(C11_05, "unknown_answer", answer=answer)
        if answer == "rejected" and not reason:
            raise Refused(C11_05, "reason_missing")
        self.record(
            self.Answered, act, answer=answer, reason=reason, origins_count=len(self.origins),
            request=request,
        )  # fmt: skip

    def return_answer(self, act: Act) -> list[Origin]:
        """Bring the answer back to every origin that has not had it; those (I38)."""
        if self.answer is None:
            raise Refused(I38, "unanswered")
        reached = self.unreached
        for each in reached:
            self.record(
                self.AnswerReturned, act, origin=UUID(each["need"]),
                municipality=municipality_of(each), answer=self.answer[0],
            )  # fmt: skip
        return reached

    def close(self, act: Act) -> None:
        """Close it. Refuses a need without an answer that has reached every origin (I38)."""
        if self.stage == CLOSED:
            return
        self._require_holder(act)
        if self.stage == MERGED:
            raise Refused(I39, "not_open", need=str(self.id))
        if self.answer is None or self.stage != ANSWERED:
            raise Refused(I38, "unanswered")
        if left := self.unreached:
            raise Refused(I38, "not_returned", left=len(left))
        self.record(self.Closed, act, answer=self.answer[0])

    def _require_region(self, act: Act) -> None:
        if act.role != Role.REGIONAL_CONTACT or act.region != self.county:
            raise Refused(C11_02, "not_the_contact", county=self.county)

    def _require_receiver(self, act: Act) -> None:
        if act.body != self.receiver:
            raise Refused(C11_04, "not_the_receiver", receiver=self.receiver)

    def _require_holder(self, act: Act) -> None:
        """Whom it lies with: the receiver once it is lifted, KS too, and the region until then."""
        if self.receiver is None:
            self._require_region(act)
        elif act.role != Role.PORTFOLIO_OWNER:
            self._require_receiver(act)

    def _require_answerer(self, act: Act) -> None:
        if self.receiver is not None:
            self._require_receiver(act)
            self._require_stage(RECEIVED, ANSWERED)
        else:
            self._require_region(act)
            self._require_stage(ASSESSED, ANSWERED)
            if self.outcome == LIFT:
                raise Refused(C11_05, "to_be_lifted")

    def _require_stage(self, *stages: str) -> None:
        if self.stage not in stages:
            raise Refused(C11_05, "stage_wrong", here=self.stage, needed=stages[0])


def _begin(need: Need, event: Any, stage: str, county: str) -> None:
    need.text, need.solution, need.service_area = event.text, event.solution, event.service_area
    need.county, need.origins, need.stage = county, list(event.origins), stage
    need.outcome, need.assessment, need.receiver = None, None, None
    need.answer, need.returned, need.into = None, set(), None


def _names(origins: Sequence[Origin]) -> set[str]:
    return {each["need"] for each in origins}

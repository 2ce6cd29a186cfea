"""What a run owes those who come after: an evaluation, delivered and received."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.evaluation.learning import require_told
from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C10_02, C10_04, I35

KINDS = frozenset({"participant", "actor", "declined", "withdrew"})
Heard = dict[str, Any]
"""{party, kind: participant, actor, declined or withdrew, answered: bool}"""
Party = dict[str, str]
"""One who is asked: {organisation: its number, name, kind: as above}"""
Point = dict[str, str]
"""A learning point: {id, text, type, owner}"""


class Evaluation(Root):
    TOPIC = "evaluation"

    class FellDue(Founding):
        TOPIC = "evaluation.fell-due"
        run: UUID
        pulje: int | None
        solution: str
        track: str
        responsible_role: str
        responsible_body: str | None
        due: date

        def apply(self, evaluation: Evaluation) -> None:
            evaluation.run, evaluation.pulje = self.run, self.pulje
            evaluation.solution, evaluation.track = self.solution, self.track
            evaluation.responsible_role = self.responsible_role
            evaluation.responsible_body = self.responsible_body
            evaluation.due, evaluation.content, evaluation.case = self.due, None, None
            evaluation.asked, evaluation.responses, evaluation.shared_at = {}, {}, []
            evaluation.bodies = []

    class DueMoved(Root.Event):
        TOPIC = "evaluation.due-moved"
        run: UUID
        former_due: date
        due: date
        reason: str | None

        def apply(self, evaluation: Evaluation) -> None:
            evaluation.due = self.due

    class PassedOn(Root.Event):
        """Another organisation's leader leads now, and answers for the evaluation."""

        TOPIC = "evaluation.passed-on"
        run: UUID
        former_body: str | None
        responsible_body: str | None

        def apply(self, evaluation: Evaluation) -> None:
            evaluation.responsible_body = self.responsible_body

    class Entrusted(Root.Event):
        """These organisations, those of the working group, answer for it: a leader of any."""

        TOPIC = "evaluation.entrusted"
        run: UUID
        bodies: list[str]

        def apply(self, evaluation: Evaluation) -> None:
            evaluation.bodies = self.bodies

    class PartiesAsked(Root.Event):
        TOPIC = "evaluation.parties-asked"
        run: UUID
        parties: list[Party]

        def apply(self, evaluation: Evaluation) -> None:
            evaluation.asked |= {each["organisation"]: each for each in self.parties}

    class ResponseGiven(Root.Event):
        """What one party says; `anonymous`: the public does not see which, the deliverer does."""

        TOPIC = "evaluation.response-given"
        run: UUID
        party: str
        text: str
        anonymous: bool

        def apply(self, evaluation: Evaluation) -> None:
            evaluation.responses[self.party] = (self.text, self.anonymous)

    class Delivered(Root.Event):
        TOPIC = "evaluation.delivered"
        run: UUID
        pulje: int | None
        solution: str
        track: str
        summary: str
        heard: list[Heard]
        learnings: list[Point]

        def apply(self, evaluation: Evaluation) -> None:
            evaluation.content = _content(self.summary, self.heard, self.learnings)

    class Received(Root.Event):
        TOPIC = "evaluation.received"
        run: UUID
        case: str

        def apply(self, evaluation: Evaluation) -> None:
            evaluation.case = self.case

    class Shared(Root.Event):
        """What was delivered, told at a gathering: the same version, not another (C10-06)."""

        TOPIC = "evaluation.shared"
        run: UUID
        gathering: str

        def apply(self, evaluation: Evaluation) -> None:
            evaluation.shared_at.append(self.gathering)

    # State

    run: UUID
    pulje: int | None
    solution: str
    track: str
    responsible_role: str
    responsible_body: str | None
    bodies: list[str]
    due: date
    content: dict[str, Any] | None
    case: str | None
    asked: dict[str, Party]
    responses: dict[str, tuple[str, bool]]
    shared_at: list[str]

    @staticmethod
    def id_of(run: UUID, pulje: int | None = None) -> UUID:
        """Of a run; in track C each pulje has its own (I37)."""
        return derived("evaluations", run, *([] if pulje is None else [pulje]))

    @property
    def deliverers(self) -> list[str]:
        """The organisations whose leaders may deliver it; where there is none, every leader may."""
        return [self.responsible_body] if self.responsible_body else self.bodies

    @property
    def delivered(self) -> bool:
        """Whether the evaluation has been sent to the coordinating group."""
        return self.content is not None

    @property
    def received(self) -> bool:
        """Whether the coordinating group has taken it in; only then may the run close (I35)."""
        return self.case is not None

    def debt(self, today: date) -> bool:
        """Evaluation debt: past its date and not received, whether sent or not (C10-01, -03)."""
        return today > self.due and not self.received

    # Decisions

    @classmethod
    def fall_due(
        cls,
        act: Act,
        *,
        run: UUID,
        solution: str,
        track: str,
        responsible_role: str,
        due: date,
        responsible_body: str | None = None,
        pulje: int | None = None,
    ) -> Self:
        """Note the duty to evaluate, and on whom it falls: the role that the track names (I35).

        `responsible_body` narrows it to the organisation of the leader: in B the region's own, in
        C the one whose leader has the pulje. Refuses a duty that falls on nobody.
        """
        if not responsible_role:
            raise Refused(I35, "responsible_missing")
        return cls.found(
            cls.FellDue, cls.id_of(run, pulje), act,
            run=run, pulje=pulje, solution=solution, track=track,
            responsible_role=responsible_role, responsible_body=responsible_body, due=due,
        )  # fmt: skip

    def move_due(self, act: Act, *, due: date, reason: str | None = None) -> None:
        """Let it be owed by another day. Refuses what is delivered already (I35).

        One that is overdue is moved only for a reason: debt is not hidden by a new date (C10-01).
        """
        if due == self.due:
            return
        if self.delivered:
            raise Refused(I35, "already_delivered")
        if act.today > self.due and not reason:
            raise Refused(I35, "due_reason_missing", due=self.due.isoformat())
        self.record(
            self.DueMoved, act, run=self.run, former_due=self.due, due=due, reason=reason
        )  # fmt: skip

    def pass_on(self, act: Act, *, body: str | None) -> None:
        """Let it fall on the leader of another organisation, once that one leads (I35).

        What was delivered stays with those who delivered it.
        """
        if body != self.responsible_body and not self.delivered:
            self.record(
                self.PassedOn, act,
                run=self.run, former_body=self.responsible_body, responsible_body=body,
            )  # fmt: skip

    def entrust(self, act: Act, *, bodies: Sequence[str]) -> None:
        """Let it fall on the organisations of the run's working group (I35, S3 L405).

        What was delivered stays with those who delivered it.
        """
        if sorted(bodies) != self.bodies and not self.delivered:
            self.record(self.Entrusted, act, run=self.run, bodies=sorted(bodies))

    def ask_parties(self, act: Act, *, parties: Sequence[Party]) -> None:
        """Ask those who took part, declined or withdrew (C10-02). Nobody has to answer.

        Refuses anybody but the responsible (I35), and a party of no known kind.
        """
        self._require_responsible(act)
        if self.delivered:
            raise Refused(I35, "already_delivered")
        for each in parties:
            if each["kind"] not in KINDS:
                raise Refused(C10_02, "unknown_kind", kind=each["kind"])
        new = [each for each in parties if each["organisation"] not in self.asked]
        if new:
            self.record(self.PartiesAsked, act, run=self.run, parties=new)

    def respond(self, act: Act, *, text: str, anonymous: bool = False) -> None:
        """Answer for an organisation that was asked, or answer anew until it is delivered (C10-02).

        Refuses those who were not asked, an empty answer, and one that comes after the delivery.
        """
        if self.responses.get(act.body) == (text, anonymous):
            return
        if act.body not in self.asked:
            raise Refused(C10_02, "not_asked", body=act.body)
        if self.delivered:
            raise Refused(I35, "already_delivered")
        if not text:
            raise Refused(C10_02, "response_missing")
        self.record(
            self.ResponseGiven, act, run=self.run, party=act.body, text=text, anonymous=anonymous
        )

    def deliver(
        self, act: Act, *, summary: str, heard: Sequence[Heard], learnings: Sequence[Point]
    ) -> None:
        """Deliver what was found to the coordinating group.

        Refuses anybody but the responsible (I35), an evaluation that asked nobody (C10-02), and
        learning points without type or owner (C10-04). What was delivered is not rewritten.
        """
        self._require_responsible(act)
        heard = [*self._answering(), *heard]
        content = _content(summary, heard, learnings)
        if self.content == content:
            return
        if self.delivered:
            raise Refused(I35, "already_delivered")
        if not summary:
            raise Refused(I35, "summary_missing")
        if not heard:
            raise Refused(C10_02, "nobody_heard")
        _require_points(learnings)
        self.record(
            self.Delivered, act,
            run=self.run, pulje=self.pulje, solution=self.solution, track=self.track, **content,
        )  # fmt: skip

    def receive(self, act: Act, *, case: str) -> None:
        """The coordinating group takes it in, as a case of its own (C10-03).

        Refuses anybody else's receipt, what was not delivered, and a receipt without a case (I35).
        """
        if act.role != Role.COORDINATING_GROUP:
            raise Refused(I35, "not_the_coordinating_group", role=str(act.role))
        if not self.delivered:
            raise Refused(I35, "nothing_to_receive")
        if not case:
            raise Refused(I35, "case_missing")
        if not self.received:
            self.record(self.Received, act, run=self.run, case=case)

    def share(self, act: Act, *, gathering: str) -> None:
        """Tell at a gathering what was delivered (C10-06). Refuses what was not (I35)."""
        if not self.delivered:
            raise Refused(I35, "nothing_to_share")
        if gathering not in self.shared_at:
            self.record(self.Shared, act, run=self.run, gathering=gathering)

    def _answering(self) -> list[Heard]:
        """Those who were asked by the system, and whether they answered."""
        return [
            {
                "party": each["name"], "kind": each["kind"],
                "answered": organisation in self.responses,
            }
            for organisation, each in self.asked.items()
        ]  # fmt: skip

    def _require_responsible(self, act: Act) -> None:
        if act.role != self.responsible_role:
            raise Refused(
                I35, "not_the_responsible", role=str(act.role), whose=self.responsible_role
            )
        if self.responsible_body not in {None, act.body}:
            raise Refused(I35, "not_the_responsible_body", whose=self.responsible_body)
        if self.bodies and act.body not in self.bodies:
            raise Refused(I35, "not_of_the_working_group", bodies=self.bodies)


def _content(summary: str, heard: Sequence[Heard], learnings: Sequence[Point]) -> dict[str, Any]:
    return {"summary": summary, "heard": list(heard), "learnings": list(learnings)}


def _require_points(learnings: Sequence[Point]) -> None:
    ids = [each["id"] for each in learnings]
    if doubled := sorted({id for id in ids if ids.count(id) > 1}):
        raise Refused(C10_04, "learning_doubled", learnings=doubled)
    for each in learnings:
        require_told(each["id"], each["text"], each["type"], each["owner"])

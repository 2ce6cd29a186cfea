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

Heard = dict[str, Any]
"""{party, kind: participant, actor, declined or withdrew, answered: bool}"""
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

    # State

    run: UUID
    pulje: int | None
    solution: str
    track: str
    responsible_role: str
    responsible_body: str | None
    due: date
    content: dict[str, Any] | None
    case: str | None

    @staticmethod
    def id_of(run: UUID, pulje: int | None = None) -> UUID:
        """Of a run; in track C each pulje has its own (I37)."""
        return derived("evaluations", run, *([] if pulje is None else [pulje]))

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

    def deliver(
        self, act: Act, *, summary: str, heard: Sequence[Heard], learnings: Sequence[Point]
    ) -> None:
        """Deliver what was found to the coordinating group.

        Refuses anybody but the responsible (I35), an evaluation that asked nobody (C10-02), and
        learning points without type or owner (C10-04). What was delivered is not rewritten.
        """
        self._require_responsible(act)
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

    def _require_responsible(self, act: Act) -> None:
        if act.role != self.responsible_role:
            raise Refused(
                I35, "not_the_responsible", role=str(act.role), whose=self.responsible_role
            )
        if self.responsible_body not in {None, act.body}:
            raise Refused(I35, "not_the_responsible_body", whose=self.responsible_body)


def _content(summary: str, heard: Sequence[Heard], learnings: Sequence[Point]) -> dict[str, Any]:
    return {"summary": summary, "heard": list(heard), "learnings": list(learnings)}


def _require_points(learnings: Sequence[Point]) -> None:
    ids = [each["id"] for each in learnings]
    if doubled := sorted({id for id in ids if ids.count(id) > 1}):
        raise Refused(C10_04, "learning_doubled", learnings=doubled)
    for each in learnings:
        require_told(each["id"], each["text"], each["type"], each["owner"])

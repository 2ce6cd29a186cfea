"""Help that a municipality asks for, and gets: on what, how long it took, and why it was alone.

What was asked and answered stays between those who said it; topic and time are for all (C08-04).
"""

from __future__ import annotations

from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root
from aggregates.rules import C06_17, C08_04

COMMON, INDIVIDUAL = "common", "individual"


class Support(Root):
    TOPIC = "support"

    class Event(Root.Event):
        participation: UUID
        run: UUID
        solution: str
        municipality: UUID
        number: str
        region: str
        topic: str

    class Requested(Founding):
        TOPIC = "support.requested"
        participation: UUID
        run: UUID
        solution: str
        municipality: UUID
        number: str
        region: str
        topic: str
        text: str

        def apply(self, support: Support) -> None:
            for name in _WHOSE:
                setattr(support, name, getattr(self, name))
            support.given = []

    class Given(Event):
        """`why` says of individual help why the common was not enough (C06-17)."""

        TOPIC = "support.given"
        kind: str
        minutes: int
        answer: str
        why: str | None

        def apply(self, support: Support) -> None:
            support.topic = self.topic
            support.given.append((self.kind, self.minutes, self.answer))

    # State

    participation: UUID
    run: UUID
    solution: str
    municipality: UUID
    number: str
    region: str
    topic: str
    given: list[tuple[str, int, str]]

    # Decisions

    @classmethod
    def request(
        cls, act: Act, *,
        id: UUID, participation: UUID, run: UUID, solution: str, municipality: UUID, number: str,
        region: str, topic: str, text: str,
    ) -> Self:  # fmt: skip
        """Ask for help, as a municipality for itself, whatever it has answered (C08-04, I03)."""
        if act.municipality != municipality:
            raise Refused(C08_04, "not_own_request")
        if not text.strip():
            raise Refused(C08_04, "request_empty")
        return cls.found(
            cls.Requested, id, act,
            participation=participation, run=run, solution=solution, municipality=municipality,
            number=number, region=region, topic=topic, text=text,
        )  # fmt: skip

    def give(
        self, act: Act, *, kind: str, minutes: int, topic: str, answer: str, why: str | None
    ) -> None:
        """Note what help was given, on what, and how long it took; it may be given several times.

        Refuses individual help that does not say why the common was not enough (C06-17).
        """
        if (kind, minutes, answer) in self.given:
            return
        if kind not in {COMMON, INDIVIDUAL}:
            raise Refused(C08_04, "unknown_kind", kind=kind)
        if not answer.strip():
            raise Refused(C08_04, "answer_empty")
        if kind == INDIVIDUAL and not (why or "").strip():
            raise Refused(C06_17, "common_not_tried")
        said: dict[str, Any] = {name: getattr(self, name) for name in _WHOSE} | {"topic": topic}
        self.record(self.Given, act, **said, kind=kind, minutes=minutes, answer=answer, why=why)


_WHOSE = ("participation", "run", "solution", "municipality", "number", "region", "topic")

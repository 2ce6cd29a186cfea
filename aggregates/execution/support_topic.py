"""A topic that municipalities ask about again and again in a run, and the need it became."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C08_04


class SupportTopic(Root):
    TOPIC = "support-topic"

    class Lifted(Founding):
        """`requests` are those that show that it recurs; what they say is not here."""

        TOPIC = "support-topic.lifted"
        run: UUID
        solution: str
        topic: str
        need: UUID
        requests: list[str]

        def apply(self, topic: SupportTopic) -> None:
            topic.run, topic.topic, topic.need = self.run, self.topic, self.need

    # State

    run: UUID
    topic: str
    need: UUID

    @staticmethod
    def id_of(run: UUID, topic: str) -> UUID:
        return derived("support-topics", run, topic)

    # Decisions

    @classmethod
    def lift(
        cls, act: Act, *,
        run: UUID, solution: str, topic: str, need: UUID, requests: Sequence[UUID], recurs: int,
    ) -> Self:  # fmt: skip
        """Let a topic be a need from now on (C08-04).

        Refuses one that was asked about less than `recurs` times, which KS's practice says.
        """
        if len(requests) < recurs:
            raise Refused(C08_04, "not_recurring", needed_times=recurs, told=len(requests))
        return cls.found(
            cls.Lifted, cls.id_of(run, topic), act, run=run, solution=solution, topic=topic,
            need=need, requests=sorted(map(str, requests)),
        )  # fmt: skip

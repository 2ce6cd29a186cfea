"""One way in: a municipality asks its region, and somebody there owns the question."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root
from aggregates.rules import C12_10


class Question(Root):
    TOPIC = "question"

    class Asked(Founding):
        """`owner` is the region's contact, or the function where nobody has it that day."""

        TOPIC = "question.asked"
        municipality: UUID
        county: str
        solution: str | None
        text: str
        owner: str

        def apply(self, question: Question) -> None:
            question.municipality, question.county = self.municipality, self.county
            question.owner, question.answer = self.owner, None

    class Routed(Root.Event):
        TOPIC = "question.routed"
        municipality: UUID
        county: str
        owner: str
        former_owner: str

        def apply(self, question: Question) -> None:
            question.owner = self.owner

    class Answered(Root.Event):
        TOPIC = "question.answered"
        municipality: UUID
        county: str
        text: str

        def apply(self, question: Question) -> None:
            question.answer = self.text

    # State

    municipality: UUID
    county: str
    owner: str
    answer: str | None

    # Decisions

    @classmethod
    def ask(
        cls, act: Act, *,
        id: UUID, municipality: UUID, county: str, solution: str | None, text: str, owner: str,
    ) -> Self:  # fmt: skip
        """Ask the region. It has an owner from the first moment (C12-10)."""
        if not text:
            raise Refused(C12_10, "text_missing")
        return cls.found(
            cls.Asked, id, act, municipality=municipality, county=county, solution=solution,
            text=text, owner=owner,
        )  # fmt: skip

    def route(self, act: Act, *, owner: str, in_group: bool) -> None:
        """Give it to somebody else in the group. Refuses another region's, and a stranger."""
        self._require_region(act)
        if not in_group:
            raise Refused(C12_10, "not_in_the_group")
        if owner != self.owner:
            self.record(
                self.Routed, act, municipality=self.municipality, county=self.county,
                owner=owner, former_owner=self.owner,
            )  # fmt: skip

    def give_answer(self, act: Act, *, text: str) -> None:
        """Answer it, on the region's behalf. Refuses an empty answer, and another region's."""
        self._require_region(act)
        if not text:
            raise Refused(C12_10, "text_missing")
        if text != self.answer:
            self.record(
                self.Answered, act, municipality=self.municipality, county=self.county, text=text
            )

    def _require_region(self, act: Act) -> None:
        if act.region != self.county:
            raise Refused(C12_10, "other_region", county=self.county)

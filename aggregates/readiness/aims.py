"""What those concerned agree on before a solution is made: professional requirements and aims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C03_06

PROGRAMME, KS, PROFESSIONALS = "programme", "ks", "professionals"
KINDS = (PROGRAMME, KS, PROFESSIONALS)
"""Who at least is to agree, by default (S3 L356: «må aktørene bli enige»)."""

Party = dict[str, Any]
"""{kind, body: an organisation number}"""


class ProfessionalAims(Root):
    TOPIC = "professional-aims"

    class Proposed(Founding):
        TOPIC = "professional-aims.proposed"
        solution: str
        version: int
        text: str
        parties: list[Party]

        def apply(self, aims: ProfessionalAims) -> None:
            aims.solution = self.solution
            aims._ask(self)

    class Revised(Root.Event):
        """Another text, to which nobody has agreed yet."""

        TOPIC = "professional-aims.revised"
        solution: str
        version: int
        text: str
        parties: list[Party]

        def apply(self, aims: ProfessionalAims) -> None:
            aims._ask(self)

    class Agreed(Root.Event):
        TOPIC = "professional-aims.agreed"
        solution: str
        version: int
        party: str
        document: str
        parties: list[str]
        missing: list[str]

        def apply(self, aims: ProfessionalAims) -> None:
            aims.agreed = {**aims.agreed, self.party: (self.on, self.document)}

    # State

    solution: str
    number: int
    text: str
    parties: list[Party]
    agreed: dict[str, tuple[date, str]]

    @staticmethod
    def id_of(solution: str) -> UUID:
        return derived("professional-aims", solution)

    @property
    def missing(self) -> list[Party]:
        """The parties that have not agreed to this version: visible, and neither yes nor no."""
        return [each for each in self.parties if each["body"] not in self.agreed]

    @property
    def missing_kinds(self) -> list[str]:
        """The kinds of party that nobody has agreed for."""
        there = {each["kind"] for each in self.parties if each["body"] in self.agreed}
        return [each for each in KINDS if each not in there]

    def _ask(self, event: ProfessionalAims.Proposed | ProfessionalAims.Revised) -> None:
        self.number, self.text = event.version, event.text
        self.parties, self.agreed = event.parties, {}

    # Decisions

    @classmethod
    def propose(cls, act: Act, *, solution: str, text: str, parties: Sequence[Party]) -> Self:
        """Put forward what is to be agreed on, and by whom (C03-06).

        Refuses no text, a party named twice, and a list without the programme, KS or the
        professionals: whoever is left out of the list would not be seen to be missing.
        """
        _require_told(text, parties)
        return cls.found(
            cls.Proposed, cls.id_of(solution), act,
            solution=solution, version=1, text=text, parties=list(parties),
        )  # fmt: skip

    def revise(self, act: Act, *, text: str, parties: Sequence[Party]) -> None:
        """Put forward another version; what was agreed on the former does not carry over."""
        _require_told(text, parties)
        if (text, list(parties)) != (self.text, self.parties):
            self.record(
                self.Revised, act, solution=self.solution, version=self.number + 1,
                text=text, parties=list(parties),
            )  # fmt: skip

    def agree(self, act: Act, *, version: int, document: str) -> None:
        """One party agrees, for itself and on its own document; the event lists who is missing.

        Refuses who is no party, another version than the one that is put forward, and no document.
        """
        if act.body not in {each["body"] for each in self.parties}:
            raise Refused(C03_06, "not_a_party", body=act.body)
        if version != self.number:
            raise Refused(C03_06, "other_version", asked=version, version=self.number)
        if not document:
            raise Refused(C03_06, "document_missing")
        if act.body in self.agreed:
            return
        left = [each["body"] for each in self.missing if each["body"] != act.body]
        self.record(
            self.Agreed, act, solution=self.solution, version=version, party=act.body,
            document=document, parties=sorted({*self.agreed, act.body}), missing=left,
        )  # fmt: skip


def _require_told(text: str, parties: Sequence[Party]) -> None:
    if not text:
        raise Refused(C03_06, "text_missing")
    bodies = [each["body"] for each in parties]
    if doubled := sorted({each for each in bodies if bodies.count(each) > 1}):
        raise Refused(C03_06, "party_doubled", bodies=doubled)
    if unknown := sorted({each["kind"] for each in parties} - {*KINDS, "other"}):
        raise Refused(C03_06, "unknown_kind", kinds=unknown)
    if lacking := [kind for kind in KINDS if kind not in {each["kind"] for each in parties}]:
        raise Refused(C03_06, "party_missing", lacking=lacking)

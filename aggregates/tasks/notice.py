"""Word to those concerned that something has happened (varsel); nothing is asked of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C22_03

Addressee = dict[str, str | None]
"""{role, body}: a role wherever it is held, a whole body, or a role in one body."""


class Notice(Root):
    TOPIC = "notice"

    class Sent(Founding):
        TOPIC = "notice.sent"
        about: UUID
        to: list[Addressee]
        subject_key: str
        facts: dict[str, Any]

        def apply(self, notice: Notice) -> None:
            """Nothing is decided on a notice; it only stands there to be read."""

    @staticmethod
    def id_of(cause: object, subject_key: str, about: UUID) -> UUID:
        return derived("notices", cause, subject_key, about)

    # Decisions

    @classmethod
    def send(
        cls,
        act: Act,
        *,
        about: UUID,
        to: Sequence[Addressee],
        subject_key: str,
        facts: Mapping[str, Any] | None = None,
    ) -> Self:
        """Send word; one cause sends it once for each subject. Refuses it to nobody (C22-03)."""
        if not to or not all(each.get("role") or each.get("body") for each in to):
            raise Refused(C22_03, "addressee_missing", subject=subject_key)
        return cls.found(
            cls.Sent, cls.id_of(act.cause or act.command, subject_key, about), act,
            about=about, to=list(to), subject_key=subject_key, facts=dict(facts or {}),
        )  # fmt: skip

"""What is checked before anything in the register of municipalities changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.rules import C01_01, C01_02
from aggregates.territory.answers import Answers
from aggregates.territory.timeline import Name


class Checks(Answers):
    """Conditions of the register's decisions; each returns, or refuses with its rule."""

    def _may_change(self, act: Act, on: date, reason: str | None) -> None:
        self._must_have_reason(act, reason)
        if on < self.timeline.last:
            raise Refused(
                C01_01, "out_of_order",
                day=on.isoformat(), last=self.timeline.last.isoformat(),
            )  # fmt: skip

    def _must_have_reason(self, act: Act, reason: str | None) -> None:
        if act.role != Role.SYSTEM and not reason:  # people correct the register, imports fill it
            raise Refused(C01_01, "reason_missing")

    def _may_use(self, number: str) -> None:
        if len(number) != 4 or not (number.isascii() and number.isdigit()):
            raise Refused(C01_01, "number_malformed", number=number)

    def _must_be_free(self, number: str, on: date) -> None:
        if number in self._edition(on).by_number:
            raise Refused(C01_01, "number_in_use", number=number, day=on.isoformat())

    def _must_stand(self, id: UUID, on: date) -> None:
        if not self.valid(id, on):
            raise Refused(C01_02, "ended_already", municipality=str(id), day=on.isoformat())

    def _may_follow(self, olds: Sequence[UUID], number: str, holder: UUID | None, on: date) -> None:
        """A merger has several predecessors, each whole or split into this successor that day."""
        if len(olds) < 2:
            raise Refused(C01_02, "predecessors_missing", number=number)
        if holder not in olds and not any(self._follows(holder, old) for old in olds):
            self._must_be_free(number, on)
        for old in olds:
            if not self._follows(holder, old):
                self._must_stand(old, on)

    def _follows(self, heir: UUID | None, old: UUID) -> bool:
        return heir in self.successors.get(old, ())

    def _holder(self, number: str, name: Name, on: date) -> UUID | None:
        """Who holds that number and name on that day. Refuses where it has another name."""
        id = self._edition(on).by_number.get(number)
        if id and self.municipality(id, on).name != name:
            raise Refused(C01_01, "number_in_use", number=number, day=on.isoformat())
        return id

    def _on_the_eve(self, number: str, on: date) -> UUID:
        return self.id_of(number, on - timedelta(days=1))

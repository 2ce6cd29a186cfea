"""The groupings of municipalities, and who belongs to them from which day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregates.territory.grouping import Grouping
from projections.kernel import Row, Rows, View, on, text


@dataclass(frozen=True)
class GroupingRow(Row):
    """One grouping, and its members as they were stated, in the order of their days."""

    kind: str
    code: str
    name: str
    stated: list[dict[str, Any]]

    def members(self, day: date) -> list[str]:
        """Who belonged to it that day; nobody before members were first stated."""
        told = [each["members"] for each in self.stated if each["since"] <= day.isoformat()]
        return told[-1] if told else []


class Groupings(View[GroupingRow]):
    name = "groupings"
    row = GroupingRow
    order = ("kind", "code")

    @on(Grouping.Founded)
    def founded(self, event: Grouping.Founded, rows: Rows[GroupingRow], position: int) -> None:
        id = text(event.originator_id)
        rows.put(GroupingRow(id, event.kind, event.code, event.name, []))

    @on(Grouping.MembersStated)
    def told(self, event: Grouping.MembersStated, rows: Rows[GroupingRow], position: int) -> None:
        row = rows.get(text(event.originator_id))
        assert row is not None, "members of a grouping that was not founded"
        told = {"since": event.on.isoformat(), "members": event.members}
        rows.put(row.but(stated=[*row.stated, told]))

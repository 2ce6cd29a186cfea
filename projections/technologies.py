"""What municipalities work with: who said it, and from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aggregates.territory.technology import Technology
from projections.kernel import Row, Rows, View, on, text


@dataclass(frozen=True)
class TechnologyRow(Row):
    """What one source says of one key of one municipality; nothing named means that it has none."""

    municipality: str
    key: str
    named: list[str]
    source_kind: str
    source: str
    since: date
    until: date | None

    def valid(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def names(self, value: str) -> bool:
        return value.casefold() in map(str.casefold, self.named)


class Technologies(View[TechnologyRow]):
    name = "technologies"
    row = TechnologyRow
    order = ("municipality", "key", "since")
    indexes = (("municipality",), ("key",))

    @on(Technology.ProfileStated)
    def stated(
        self, event: Technology.ProfileStated, rows: Rows[TechnologyRow], position: int
    ) -> None:
        municipality, said = text(event.municipality), (event.key, event.source_kind)
        for row in rows.where("municipality", municipality):
            if (row.key, row.source_kind) == said and row.until is None:
                rows.put(row.but(until=event.on))
        rows.put(
            TechnologyRow(
                f"{municipality}/{event.key}/{event.source_kind}/{event.on}", municipality,
                event.key, event.values, event.source_kind, event.source, event.on, None,
            )
        )  # fmt: skip

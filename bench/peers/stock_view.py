"""The region board as the library would keep it: a projection runner and a tracking recorder."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL

from aggregates.kernel.root import Root
from bench.peers.stock import Stock, environment
from projections.postgres import TYPES
from projections.region_board import RegionBoard, Standing
from projections.tables import columns

COLUMNS = columns(Standing)
CREATE = f"""
CREATE TABLE IF NOT EXISTS stock_board
    ({", ".join(f"{name} {TYPES[kind]}" for name, kind in COLUMNS.items())}, PRIMARY KEY (id))
"""
SELECT = f"SELECT {', '.join(COLUMNS)} FROM stock_board WHERE id = %s"
UPSERT = f"""
INSERT INTO stock_board VALUES ({", ".join(["%s"] * len(COLUMNS))}) ON CONFLICT (id)
DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in COLUMNS)}
"""


class Board(PostgresTrackingRecorder):
    """Rows and position, in one transaction for each event."""

    def __init__(self, datastore: Any, **options: Any) -> None:
        super().__init__(datastore, **options)
        self.sql_create_statements.append(SQL(CREATE).format())

    def get(self, id: str) -> Standing | None:
        with self.datastore.get_connection() as connection:
            found = connection.execute(SELECT, (id,), prepare=True).fetchone()
        return Standing(**found) if found else None

    def save(self, rows: Iterable[Standing], tracking: Tracking) -> None:
        with self.datastore.transaction(commit=True) as cursor:
            for row in rows:
                values = [getattr(row, name) for name in COLUMNS]
                cursor.execute(UPSERT, values, prepare=True)
            self._insert_tracking(cursor, tracking)


class _Rows:
    """What the fold sees: the table, and the rows it has put for this event."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.changed: dict[str, Standing] = {}

    def get(self, id: str) -> Standing | None:
        return self.changed.get(id) or self.board.get(id)

    def put(self, row: Standing) -> None:
        self.changed[row.id] = row


class BoardProjection(Projection[Board]):
    """Folds with the very functions of our own view."""

    name = "board"
    topics = tuple(RegionBoard.folds)

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        rows = _Rows(self.view)
        fold = RegionBoard.folds[type(domain_event).TOPIC]
        fold(RegionBoard(), domain_event, rows, tracking.notification_id)  # type: ignore[arg-type]
        self.view.save(rows.changed.values(), tracking)


def fill(url: str, events: list[Root.Event]) -> None:
    """Put events in the library's own tables."""
    with Stock(environment(url)) as stock:
        for begin in range(0, len(events), 100):  # its pipelined insert hangs on thousands
            stock.events.put(events[begin : begin + 100])


def seconds(url: str, round: int, last: int) -> float:
    """How long the runner takes from nothing to the notification `last`."""
    projection = type("BoardAnew", (BoardProjection,), {"name": f"board{round}"})
    begun = time.perf_counter()
    with ProjectionRunner(
        application_class=Stock, projection_class=projection, view_class=Board,
        env=environment(url),
    ) as runner:  # fmt: skip
        while not runner.view.has_tracking_id(Stock.name, last):
            runner.run_forever(timeout=0.01)
    return time.perf_counter() - begun

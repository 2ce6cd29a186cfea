"""The lines that processes write of what goes on, with nothing in them that points at a person.

What an exception says may quote what it stumbled over. So whatever is written is screened last.
"""

from __future__ import annotations

import logging
import sys
from types import TracebackType
from typing import Any

from people.screening import without_markers

FORMAT = "%(levelname)s %(name)s: %(message)s"


class Impersonal(logging.Formatter):
    """Writes a record, its exception included, with every marker of a person put out."""

    def format(self, record: logging.LogRecord) -> str:
        return without_markers(super().format(record))


def write_lines() -> None:
    """Let this process write its lines to its standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(Impersonal(FORMAT))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    sys.excepthook = _ended


def _ended(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What ends a process is written like everything else."""
    logging.critical("It ends of this.", exc_info=(kind, error, trace))


WEB_SERVER: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"impersonal": {"()": Impersonal, "fmt": FORMAT}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "impersonal"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
"""The same for uvicorn, which writes what our endpoints fail of."""

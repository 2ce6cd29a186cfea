"""Looks for what points at a person: `python -m ops.markers [--given FILE] [FOLDER ...]`.

In every file under the folders (DATA, by default), and in every table of the database that
LOG_URL names where that is PostgreSQL: events, views, the vault, streams and letters, logs, seals.
What has the form of a marker is found in texts, and the markers in FILE, one on each line, in any
bytes. It tells where and of which kind, never what. The exit code is 1 where something is found.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ops.markers.texts import of_file, of_postgres
from ops.markers.wanted import Wanted
from people.screening import markers


def scan(folders: Sequence[Path], url: str | None, wanted: Wanted) -> Iterator[str]:
    """Each place where something is found, and what kind of thing."""
    for folder in folders:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            content = path.read_bytes()
            yield from _told(str(path), wanted.numbers_in(content))
            for where, text in of_file(path, content):
                yield from (f"{path} {where}: {kind}" for kind, _ in markers(text))
    if url is not None:
        for where, text in of_postgres(url):
            yield from _told(where, wanted.numbers_in(text.encode()))
            yield from (f"{where}: {kind}" for kind, _ in markers(text))


def main(arguments: Sequence[str] | None = None) -> int:
    """Look, and say where. 1 where something is found."""
    parser = argparse.ArgumentParser(prog="python -m ops.markers", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--given", type=Path, metavar="FILE", help="markers, one on each line")
    asked = parser.parse_args(arguments)
    folders = asked.folders or [Path(os.environ.get("DATA", ".data"))]
    given = asked.given.read_text("utf-8").splitlines() if asked.given else []
    url = os.environ.get("LOG_URL", "")
    found = 0
    for place in scan(folders, url if url.startswith("postgresql:") else None, Wanted(given)):
        found += 1
        sys.stdout.write(f"{place}\n")
    sys.stdout.write(f"{found or 'nothing'} found\n")
    return 1 if found else 0


def _told(where: str, numbers: set[int]) -> Iterator[str]:
    yield from (f"{where}: given marker {number}" for number in sorted(numbers))


if __name__ == "__main__":
    sys.exit(main())

"""Documents that are written from the code: `python -m ops.documents [--check]`.

`--check` writes nothing: it names what is stale, and then ends with 1.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from api.app import create_app
from bus import asyncapi
from ops.documents import events, invariants, nats, reactions, roles, rules


def main(arguments: Sequence[str] | None = None) -> int:
    """Write all documents, or name the stale ones; 1 if there are any."""
    parser = argparse.ArgumentParser(prog="python -m ops.documents", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only name what is stale")
    if parser.parse_args(arguments).check:
        return check(documents())
    write(documents())
    return 0


def check(current: Mapping[Path, str]) -> int:
    """Name every file that does not say what it should; 1 if there is one."""
    stale = [path for path, text in current.items() if not _says(path, text)]
    for path in stale:
        sys.stderr.write(f"{path} is stale: run python -m ops.documents\n")
    return 1 if stale else 0


def write(current: Mapping[Path, str]) -> None:
    """Let every file say what it should; one that does is not touched."""
    for path, text in current.items():
        if not _says(path, text):
            path.write_text(text, "utf-8")


def documents() -> dict[Path, str]:
    """Each written document by its path, as the code has it now."""
    app = create_app(lambda _: NotImplemented)  # described, never served
    openapi = json.dumps(app.openapi(), indent=2, ensure_ascii=False, sort_keys=True)
    texts = {
        "docs/asyncapi.json": asyncapi.written(),
        "docs/events.md": events.written(),
        "docs/invariants.md": invariants.written(),
        "docs/openapi.json": f"{openapi}\n",
        "docs/reactions.md": reactions.written(),
        "docs/roles.md": roles.written(),
        "docs/rules.md": rules.written(),
        "ops/compose/users.conf": nats.written(),
    }
    return {Path(path): text for path, text in texts.items()}


def _says(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main())

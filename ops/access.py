"""Prints how to reach a running embedded system: `python -m ops.access api|subscriber|...`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def main() -> None:
    """The address of the API, or the NATS URL of a user, from the folder in DATA."""
    path = Path(os.environ.get("DATA", ".data")) / "access.json"
    if not path.exists():
        sys.exit(f"Nothing has been started in {path.parent} yet; `make up` does.")
    access = json.loads(path.read_text())
    if len(sys.argv) != 2 or sys.argv[1] not in access:
        sys.exit(f"usage: python -m ops.access {'|'.join(access)}")
    print(access[sys.argv[1]])  # noqa: T201


if __name__ == "__main__":
    main()

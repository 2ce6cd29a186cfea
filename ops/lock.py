"""Writes the locks anew: every package with its version and hashes, and no address in it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

LOCKS = {"requirements.lock": False, "requirements-dev.lock": True}
OPTIONS = (
    "--generate-hashes", "--allow-unsafe", "--strip-extras", "--no-header", "--quiet",
    "--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links", "--no-emit-options",
    "--no-annotate", "--resolver=backtracking",
)  # fmt: skip


def main() -> None:
    """Resolve what pyproject.toml asks for into both locks; the first run pins, later ones keep."""
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
    for lock, with_tools in LOCKS.items():
        wanted = list(project["project"]["dependencies"])
        wanted += project["dependency-groups"]["dev"] if with_tools else []
        with TemporaryDirectory() as folder:
            asked = Path(folder) / "asked.in"
            asked.write_text("\n".join(wanted) + "\n")
            resolve = [sys.executable, "-m", "piptools", "compile", *OPTIONS]
            subprocess.run([*resolve, "--output-file", lock, str(asked)], check=True)


if __name__ == "__main__":
    main()

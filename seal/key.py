"""Tells what the log's checkpoints are verified with: `python -m seal.key`.

SEAL_KEY and SEAL_ORIGIN are those of the sealing process. Where there is no key yet, it is made.
"""

from __future__ import annotations

import os
from pathlib import Path

from seal.notes import made_signer


def main() -> None:
    """Print the verification key."""
    signer = made_signer(Path(os.environ["SEAL_KEY"]), os.environ["SEAL_ORIGIN"])
    print(signer.verification_key())  # noqa: T201


if __name__ == "__main__":
    main()

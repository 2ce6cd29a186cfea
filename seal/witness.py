"""A witness: sees for itself that the log has only grown, and says so: `python -m seal.witness`.

It is run by somebody else than the log, as often as that one likes, and remembers the checkpoint
that it saw last. What it has signed is the one thing that the log's owner cannot take back.
"""

from __future__ import annotations

import json
import os
import sys
import time
import urllib.request
from pathlib import Path

from seal.notes import Signer, made_signer
from seal.verify import COSIGNATURE, Checkpoint, Key, checkpoint_of, consistent, read_key

WAIT_SECONDS = 10.0


class Forked(Exception):
    """The log is not the one that was seen before: it was rolled back, or there are two of it."""


def witness(api: str, token: str, signer: Signer, log: Key, held: Path) -> Checkpoint:
    """Cosign the newest checkpoint, if it is the one in `held` grown; it is held from then on.

    Raises `Forked`, ValueError for a checkpoint that `log` has not signed, and OSError where the
    API does not answer or accept it.
    """
    note = _asked(f"{api}/seal/checkpoint").decode()
    newest = checkpoint_of(note, [log])
    if held.exists():
        seen = checkpoint_of(held.read_text("utf-8"), [log, signer.key])
        if seen.origin != newest.origin or not _has_grown(api, seen, newest):
            raise Forked(f"{newest.size} leaves are not the {seen.size} that were seen, grown.")
    line = signer.cosigned(newest.text, int(time.time()))
    _keep(held, f"{newest.text}\n{_line_of(note, log)}{line}")
    body = json.dumps({"size": newest.size, "line": line}).encode()
    _asked(f"{api}/seal/cosignatures", body, token)
    return newest


def _has_grown(api: str, seen: Checkpoint, newest: Checkpoint) -> bool:
    if seen.size > newest.size:
        return False
    told = json.loads(_asked(f"{api}/seal/consistency?old={seen.size}&new={newest.size}"))
    return consistent(seen, newest, [bytes.fromhex(each) for each in told["proof"]])


def _line_of(note: str, log: Key) -> str:
    return next(f"{each}\n" for each in note.splitlines() if each.startswith(f"— {log.name} "))


def _keep(held: Path, note: str) -> None:
    """Put it on disk before anybody hears of it: after a crash it is what was seen."""
    partial = held.with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as file:
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(held)


def _asked(url: str, body: bytes | None = None, token: str = "") -> bytes:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(url, body, headers if body else {})
    with urllib.request.urlopen(request, timeout=WAIT_SECONDS) as answer:
        content: bytes = answer.read()
        return content


def main() -> int:
    """API, TOKEN, WITNESS (its name), WITNESS_KEY (a file, made where it is not), LOG_KEY, HELD."""
    signer = made_signer(Path(os.environ["WITNESS_KEY"]), os.environ["WITNESS"], COSIGNATURE)
    sys.stdout.write(f"This witness is verified with {signer.verification_key()}\n")
    log, held = read_key(os.environ["LOG_KEY"]), Path(os.environ["HELD"])
    try:
        seen = witness(os.environ["API"], os.environ["TOKEN"], signer, log, held)
    except (Forked, ValueError, OSError) as error:
        sys.stderr.write(f"Not cosigned: {error}\n")
        return 1
    sys.stdout.write(f"Cosigned {seen.size} leaves of {seen.origin}; held in {held}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

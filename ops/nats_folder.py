"""What a NATS server keeps: its data, its passwords, its port, and a lock that says it is taken."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from ops.nats_users import USERS, authorization

LOCK_SECONDS = 1.0
LOG_BYTES = 10_000_000


class NatsFolder:
    """One server's folder. Passwords are made once, and kept where only the owner can read."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock: IO[str] | None = None

    def lock(self) -> IO[str] | None:
        """The lock on the folder, as a file for the server to inherit; None where it is taken.

        Should only the server survive, the folder so stays locked.
        """
        if self._lock is None:
            file = open(self.path / "lock", "w")  # noqa: SIM115  # held while the server lives
            if not _locked(file):
                file.close()
                return None
            self._lock = file
        return self._lock

    def unlock(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def passwords(self) -> dict[str, str]:
        """The password of every user; those that lack are made."""
        path = self.path / "credentials.json"
        known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        if missing := [user for user in USERS if user not in known]:
            known |= {user: secrets.token_urlsafe(24) for user in missing}
            _write_private(path, json.dumps(known, indent=2))
        return known

    def write_config(self, port: int) -> Path:
        """Write the server's configuration for that port; returns its file."""
        config = {
            "server_name": "fellestakt",
            "log_file": str(self.path / "server.log"),
            "logfile_size_limit": LOG_BYTES,
            "logfile_max_num": 2,
            "listen": f"127.0.0.1:{port}",
            "jetstream": {
                "store_dir": str(self.path / "jetstream"),
                # Without it a power cut takes every message that was acknowledged.
                "sync_interval": "always",
            },
            "authorization": authorization(self.passwords()),
        }
        path = self.path / "server.conf"
        _write_private(path, json.dumps(config, indent=2))
        return path

    def free_port(self) -> int:
        """The port of the last time if nobody listens there now, or else any free one."""
        last = self.path / "port"
        for port in [int(last.read_text())] if last.exists() else []:
            with suppress(OSError):
                return _bound(port)
        return _bound(0)

    def keep_port(self, port: int) -> None:
        """Remember the port for the next time."""
        (self.path / "port").write_text(str(port))

    def last_words(self) -> str:
        """The end of what the server said."""
        said = [self.path / name for name in ("server.log", "server.out")]
        lines = [path.read_text(errors="replace").splitlines() for path in said if path.exists()]
        return "\n".join(line for each in lines for line in each[-10:])


def _locked(file: IO[str]) -> bool:
    """Whether the lock was to be had; the server of a killed parent may still be ending."""
    until = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        else:
            return True


def _bound(port: int) -> int:
    """`port` if nobody listens there, or any free one for 0. Raises OSError."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        return int(listener.getsockname()[1])


def _write_private(path: Path, text: str) -> None:
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    draft.replace(path)

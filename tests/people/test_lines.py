from __future__ import annotations

import logging
import subprocess
import sys

from people.lines import FORMAT, WEB_SERVER, Impersonal

FAULT = """
import logging
from people.lines import write_lines
write_lines()
logging.getLogger("x").warning("not sent to %s", "test@example.no")
raise ValueError("no room for +47 912 34 567")
"""


def test_an_exception_is_written_without_what_it_quotes_of_a_person() -> None:
    try:
        raise ValueError("row 3: skriv til test@example.no")
    except ValueError as error:
        info = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("api", logging.ERROR, "x", 1, "failed", (), info)
    written = Impersonal(FORMAT).format(record)
    assert written.startswith("ERROR api: failed\nTraceback")
    assert "row 3: skriv til [email]" in written
    assert "test@example.no" not in written


def test_a_process_that_ends_of_a_fault_says_so_in_the_same_way() -> None:
    done = subprocess.run([sys.executable, "-c", FAULT], capture_output=True, text=True, timeout=20)
    assert done.returncode == 1
    assert "WARNING x: not sent to [email]" in done.stderr
    assert "ValueError: no room for [telephone]" in done.stderr


def test_the_web_server_writes_its_faults_the_same_way() -> None:
    assert [
        WEB_SERVER["handlers"][name]["formatter"] for name in WEB_SERVER["root"]["handlers"]
    ] == ["impersonal"]
    assert WEB_SERVER["formatters"]["impersonal"]["()"] is Impersonal

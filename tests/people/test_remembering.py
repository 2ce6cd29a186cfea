from __future__ import annotations

from people.remembering import REMEMBERED, Remembered


def test_what_was_read_once_is_not_read_again_until_somebody_is_erased() -> None:
    erased = [0]
    remembered: Remembered[str] = Remembered(lambda: erased[0], believed=0.0)
    assert remembered.get("x", lambda: "old") == "old"
    assert remembered.get("x", lambda: "new") == "old"
    erased[0] = 1
    assert remembered.get("x", lambda: "new") == "new"


def test_what_was_read_while_somebody_was_erased_is_not_remembered() -> None:
    remembered: Remembered[str] = Remembered(lambda: 0, believed=60.0)

    def read() -> str:
        remembered.forget()
        return "perhaps from before"

    assert remembered.get("x", read) == "perhaps from before"
    assert remembered.get("x", lambda: "since") == "since"


def test_no_more_is_remembered_than_was_used_last() -> None:
    remembered: Remembered[str] = Remembered(lambda: 0, believed=60.0)
    remembered.get("first", lambda: "old")
    for number in range(REMEMBERED):
        remembered.get(f"{number}", lambda: "value")
    assert remembered.get("first", lambda: "read again") == "read again"
    assert remembered.get(f"{REMEMBERED - 1}", lambda: "read again") == "value"

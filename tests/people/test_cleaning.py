from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from people.cleaning import Cleaning


def test_who_comes_while_it_is_done_shares_the_next_time() -> None:
    begun, go_on, times = threading.Event(), threading.Event(), []

    def clean() -> None:
        times.append(1)
        begun.set()
        assert go_on.wait(10)

    cleaning = Cleaning(clean)
    with ThreadPoolExecutor(9) as threads:
        first = threads.submit(cleaning.ask)
        assert begun.wait(10)
        others = [threads.submit(cleaning.ask) for _ in range(8)]
        while cleaning._asked < 9:
            threading.Event().wait(0.001)
        go_on.set()
        for each in (first, *others):
            each.result()
    assert len(times) == 2


def test_a_cleaning_that_failed_covers_nobody() -> None:
    answers = iter([OSError("no room"), None])

    def clean() -> None:
        if (error := next(answers)) is not None:
            raise error

    cleaning = Cleaning(clean)
    with pytest.raises(OSError, match="no room"):
        cleaning.ask()
    cleaning.ask()

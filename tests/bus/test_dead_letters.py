from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable

from nats.aio.client import Client

from bus import dead_letters
from bus.contracts.kernel import CloudEvent
from bus.contracts.portfolio import SolutionRegistered
from bus.publishing import MESSAGE_ID
from bus.retries import reason
from log.store import Store
from ops.nats_server import NatsServer
from tests.bus.kit import connected, happen, until
from tests.bus.listening import Heard, listening, relayed


def waiting(client: Client, number: int) -> Callable[[], Awaitable[bool]]:
    async def there() -> bool:
        return (
            len([each for each in await dead_letters.letters(client) if not each.resent]) == number
        )

    return there


def test_what_keeps_failing_is_laid_aside_listed_and_sent_again_to_that_reaction_only(
    nats: NatsServer, sqlite: Store
) -> None:
    async def story() -> None:
        happen(sqlite, 3)
        board, other = Heard({2: 3}), Heard({2: 3})
        async with connected(nats, "operator") as client, listening(nats, board=board, other=other):
            await relayed(nats, sqlite)
            await until(waiting(client, 2))
            letters = await dead_letters.letters(client)
            assert {each.consumer for each in letters} == {"board", "other"}
            [letter] = [each for each in letters if each.consumer == "board"]
            assert (letter.subject, letter.deliveries) == (SolutionRegistered.subject, 3)
            assert letter.reason == "ValueError: no use for Kjernejournal"
            assert CloudEvent.model_validate_json(letter.body).position == 2
            await dead_letters.resend(client, letter)
            await until(board.come_to(2))
            await until(other.come_to(3))
            await until(waiting(client, 1))
        assert (board.positions, other.positions) == ([1, 3, 2], [1, 3])

    asyncio.run(story())


def test_a_letter_that_fails_again_is_a_new_letter(nats: NatsServer, sqlite: Store) -> None:
    async def story() -> None:
        happen(sqlite)
        board = Heard({1: 6})
        async with connected(nats, "operator") as client, listening(nats, board=board):
            await relayed(nats, sqlite)
            await until(waiting(client, 1))
            [letter] = await dead_letters.letters(client)
            await dead_letters.resend(client, letter)

            async def two() -> bool:
                return len(await dead_letters.letters(client)) == 2

            await until(two)
            first, second = await dead_letters.letters(client)
        assert (first.resent, second.resent) == (True, False)
        assert (second.consumer, second.subject) == (first.consumer, first.subject)

    asyncio.run(story())


def test_what_cannot_be_read_is_laid_aside_at_once(nats: NatsServer) -> None:
    async def story() -> None:
        board = Heard()
        async with listening(nats, board=board), connected(nats) as relay:
            await relay.jetstream().publish(
                SolutionRegistered.subject, b'{"specversion": "1.0"}', headers={MESSAGE_ID: "x"}
            )
            async with connected(nats, "operator") as client:
                await until(waiting(client, 1))
                [letter] = await dead_letters.letters(client)
        assert letter.deliveries == 1
        assert letter.reason.startswith("bus.retries.Unreadable")
        assert board.attempts == []

    asyncio.run(story())


def test_a_letter_says_why_without_what_points_at_a_person(nats: NatsServer) -> None:
    async def story() -> None:
        async with listening(nats, board=Heard()), connected(nats) as relay:
            await relay.jetstream().publish(
                SolutionRegistered.subject, b'{"id": "test@example.no"}', headers={MESSAGE_ID: "x"}
            )
            async with connected(nats, "operator") as client:
                await until(waiting(client, 1))
                [letter] = await dead_letters.letters(client)
        assert "specversion" in letter.reason
        assert "example.no" not in letter.reason

    asyncio.run(story())
    assert reason(ValueError("ring 912 34 567")) == "ValueError: ring [telephone]"


def test_the_command_lists_and_sends_again(nats: NatsServer, sqlite: Store) -> None:
    async def one_letter() -> None:
        happen(sqlite)
        board = Heard({1: 3})
        async with connected(nats, "operator") as client, listening(nats, board=board):
            await relayed(nats, sqlite)
            await until(waiting(client, 1))

    asyncio.run(one_letter())
    environment = os.environ | {"NATS_URL": nats.url("operator")}

    def run(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "bus.dead_letters", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)
        return done.returncode, done.stdout

    reason = "ValueError: no use for Kjernejournal"
    subject = SolutionRegistered.subject
    assert run("list") == (0, f"1\twaits\tboard\t{subject}\t3 deliveries\t{reason}\n")
    assert run("resend", "7") == (1, "")
    assert run("resend-all") == (0, "1 sent again to board\n")
    assert run("resend-all") == (0, "")
    assert run("list") == (0, f"1\tsent again\tboard\t{subject}\t3 deliveries\t{reason}\n")

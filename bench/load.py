"""Sends the municipality's decision again and again, from a process of its own.

`python -m bench.load` reads an `Order` as JSON from standard input and prints what came of it.
Raw HTTP/1.1 on kept-alive connections: a comfortable client would be the bottleneck.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

import uvloop

ANSWERS = ("join", "decline")
LINGER_SECONDS = 3.0


@dataclass(slots=True)
class Order:
    """What to send where, and for how long.

    Request number n decides for `targets[n % len(targets)]`, a participation and the token of its
    municipality; each time round with the other answer, so that every decision is news. `rate`
    is requests a second whatever the answers take (open loop); 0 is as fast as answers come.
    """

    port: int
    targets: list[tuple[str, str]]
    connections: int
    seconds: float
    first: int = 0
    rate: int = 0
    tag: str = "load"

    def request(self, number: int) -> bytes:
        participation, token = self.targets[number % len(self.targets)]
        answer = ANSWERS[number // len(self.targets) % len(ANSWERS)]
        body = f'{{"answer":"{answer}","basis_version":1,"level":"kommunedirektor"}}'
        return (
            f"POST /api/participations/{participation}/decision HTTP/1.1\r\n"
            f"host: 127.0.0.1:{self.port}\r\n"
            f"authorization: Bearer {token}\r\n"
            f"idempotency-key: {self.tag}-{number}\r\n"
            f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n{body}"
        ).encode()


@dataclass(slots=True)
class Result:
    """`latencies` in seconds and `receipts` (position, time of receipt) of what was accepted."""

    seconds: float
    next: int = 0
    latencies: list[float] = field(default_factory=list)
    receipts: list[tuple[int, float]] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)


class Wire(asyncio.Protocol):
    """One connection with at most one request on its way."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.buffer = b""
        self.sent = 0.0

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def ask(self, request: bytes) -> None:
        self.sent = time.monotonic()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if found and len(body) >= _length(head):
            self.buffer = b""
            self.load.answered(self, int(head[9:12]), body)


class Load:
    """All connections, and what came back on them."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.result = Result(order.seconds, order.first)
        self.refused: Counter[str] = Counter()
        self.idle: list[Wire] = []
        self.late: list[bytes] = []

    async def run(self) -> Result:
        loop = asyncio.get_running_loop()
        for _ in range(self.order.connections):
            _, wire = await loop.create_connection(lambda: Wire(self), "127.0.0.1", self.order.port)
            self.idle.append(wire)
        self.until = time.monotonic() + self.order.seconds
        await (self._steadily() if self.order.rate else self._flat_out())
        self.result.refused = dict(self.refused)
        return self.result

    async def _flat_out(self) -> None:
        while self.idle:
            self.idle.pop().ask(self._next())
        await asyncio.sleep(self.order.seconds)
        await self._settled()

    async def _steadily(self) -> None:
        begun = time.monotonic()
        for number in range(int(self.order.seconds * self.order.rate)):
            await asyncio.sleep(begun + number / self.order.rate - time.monotonic())
            if self.idle:
                self.idle.pop().ask(self._next())
            else:
                self.late.append(self._next())
        await self._settled()

    async def _settled(self) -> None:
        """Wait for the last answers, so that every request sent is known to be over."""
        patience = time.monotonic() + LINGER_SECONDS
        while len(self.idle) < self.order.connections and time.monotonic() < patience:
            await asyncio.sleep(0.01)

    def _next(self) -> bytes:
        self.result.next += 1
        return self.order.request(self.result.next - 1)

    def answered(self, wire: Wire, status: int, body: bytes) -> None:
        now = time.monotonic()
        if not 200 <= status < 300:
            self.refused[f"{status} {body[:200].decode(errors='replace')}"] += 1
        elif self.order.rate:
            self.result.latencies.append(now - wire.sent)
            self.result.receipts.append((json.loads(body)["position"], now))
        elif now < self.until:
            self.result.latencies.append(now - wire.sent)
        if self.late:
            wire.ask(self.late.pop(0))
        elif not self.order.rate and now < self.until:
            wire.ask(self._next())
        else:
            self.idle.append(wire)


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line[:15].lower() == b"content-length:":
            return int(line[15:])
    return 0


if __name__ == "__main__":
    order = Order(**json.load(sys.stdin))
    json.dump(asdict(uvloop.run(Load(order).run())), sys.stdout)

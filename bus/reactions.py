"""How a reaction listens: a durable place of its own in the stream, one message at a time."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

from faststream import AckPolicy
from faststream.nats import JStream, NatsBroker, NatsRouter, PullSub
from faststream.nats.annotations import Client, ContextRepo, NatsMessage
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js.api import AckPolicy as Acknowledged
from nats.js.api import ConsumerConfig, DeliverPolicy
from pydantic import ValidationError

from bus import streams
from bus.connection import Told, connect, options
from bus.contracts.kernel import CloudEvent, Message
from bus.retries import DELAYS, RESEND, UNANSWERED, Unreadable, failed

logger = logging.getLogger(__name__)

SERVICES_INBOX = b"_INBOX.services."
FETCH_SECONDS = 2.0
ANSWER_SECONDS = 6.0
"""How soon the server gives a message again whose process died."""

H = TypeVar("H", bound=Callable[..., Awaitable[None]])


def on(
    router: NatsRouter | NatsBroker,
    message: type[Message],
    *,
    durable: str,
    delays: tuple[float, ...] = DELAYS,
    answer: float = ANSWER_SECONDS,
) -> Callable[[H], H]:
    """Let the decorated coroutine hear every `message`, in order, one at a time.

    It is called as `handler(message, envelope, **more)`; what it names beyond the two is taken
    from the broker's context (`broker.context.set_global`). A message that it raises on comes
    back after `delays`, in seconds, and is then laid aside (`python -m bus.dead_letters`); all
    that follow wait meanwhile. What is sent again from there is heard by this durable only.
    While the handler works, the server is told so; it gives the message again `answer` seconds
    after it was last told. A reaction hears a message at least once, so it must be idempotent.
    """

    def register(handler: H) -> H:
        reaction = _Reaction(message, durable, delays, answer, handler)
        for stream, subject, name in (
            (streams.PUBLISHED, message.subject, durable),
            (streams.DEAD, f"{RESEND}.{durable}", f"{durable}-again"),
        ):
            _subscribe(router, stream, subject, name, answer)(reaction.receive)
        return handler

    return register


def broker(url: str, *routers: NatsRouter) -> NatsBroker:
    """A broker for reactions, which never stops trying to reach the server.

    Its `connect` raises where the server does not know the user: waiting would not help.
    """
    told = Told()
    made = NatsBroker(
        **options(url),
        name="services",
        routers=routers,
        error_cb=told.error,
        logger=logger,
        log_level=logging.DEBUG,
    )
    made.context.set_global("told", told)
    made.context.set_global("nats_url", url)
    return made


async def start(broker: NatsBroker) -> None:
    """Connect, wait until the relay has declared the streams, and begin to listen."""
    # The library leaves its socket open where the server does not know the user; ours does not.
    await (await connect(broker.context.get("nats_url"), "services")).close()
    client = await broker.connect()
    broker.context.get("told").connected = True
    await streams.present(client.jetstream())
    await broker.start()


def _subscribe(
    router: NatsRouter | NatsBroker, stream: str, subject: str, durable: str, answer: float
) -> Callable[..., Any]:
    return router.subscriber(
        subject,
        stream=JStream(stream, declare=False),
        durable=durable,
        config=ConsumerConfig(
            deliver_policy=DeliverPolicy.ALL,
            ack_policy=Acknowledged.EXPLICIT,
            ack_wait=answer,
            max_ack_pending=1,
            max_deliver=-1,
        ),
        pull_sub=PullSub(timeout=FETCH_SECONDS),
        ack_policy=AckPolicy.MANUAL,
        inbox_prefix=SERVICES_INBOX,
    )


class _Reaction:
    """One handler with its durable: reads messages for it and answers for its failures."""

    def __init__(
        self,
        message: type[Message],
        durable: str,
        delays: tuple[float, ...],
        answer: float,
        handler: Callable[..., Awaitable[None]],
    ) -> None:
        self.message, self.durable = message, durable
        self.delays, self.answer, self.handler = delays, answer, handler
        self.more = list(inspect.signature(handler).parameters)[2:]
        self.one_at_a_time = asyncio.Lock()
        self.done: tuple[int, datetime] | None = None

    async def receive(self, message: NatsMessage, client: Client, context: ContextRepo) -> None:
        """Answer one delivery: done, later, or laid aside."""
        raw = message.raw_message
        more = {name: context.get(name) for name in self.more}
        holding = asyncio.create_task(_hold(raw, self.answer / 3))
        try:
            async with self.one_at_a_time:
                await self._once(raw, more)
        except Exception as error:
            holding.cancel()
            await failed(client, raw, self.durable, error, self.delays)
        else:
            holding.cancel()
            await raw.ack()
        finally:
            holding.cancel()

    async def _once(self, raw: Msg, more: dict[str, Any]) -> None:
        # A server that was told too late that a message is being seen to gives it again. It can
        # only be the last one, because only one is ever out.
        which = (raw.metadata.sequence.stream, raw.metadata.timestamp)
        if which != self.done:
            await self._handle(raw, more)
            self.done = which

    async def _handle(self, raw: Msg, more: dict[str, Any]) -> None:
        if raw.metadata.num_delivered > UNANSWERED:
            raise Unreadable(f"Delivered {raw.metadata.num_delivered} times without an answer.")
        try:
            envelope = CloudEvent.model_validate_json(raw.data)
            if envelope.type != self.message.subject:
                raise Unreadable(f"It is {envelope.type}, not {self.message.subject}.")
            message = self.message.model_validate(envelope.data)
        except ValidationError as error:
            # Without what was sent, which is not for a log line or a letter's header.
            wrong = [(each["loc"], each["msg"]) for each in error.errors(include_input=False)]
            raise Unreadable(f"{self.message.subject}: {wrong}") from None
        await self.handler(message, envelope, **more)


async def _hold(message: Msg, every: float) -> None:
    """Tell the server, while a handler takes its time, that its message is being seen to."""
    while True:
        await asyncio.sleep(every)
        with suppress(NatsError):
            await message.in_progress()

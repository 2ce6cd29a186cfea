"""One command that can be asked again and again."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from aggregates.portfolio.solution import Solution
from log.log import Log, founding
from log.store import Receipt
from tests.kit.given import act


async def registering(log: Log, name: str = "N") -> Receipt:
    """Register a solution that nobody has registered before."""
    asked = replace(act(), command=uuid4())
    deed = founding(
        Solution.register, code=f"s-{asked.command}", name=name, kind="method",
        owner="1", source="S3",
    )  # fmt: skip
    return await log.ask(asked, deed)

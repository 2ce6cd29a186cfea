"""KS's practice over HTTP: what it has stated, from which day on, and what holds until then."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.deeds import practice as deeds
from aggregates.deeds.practice import MATTERS
from aggregates.practice.practice import Practice
from aggregates.rules import T06
from api.asking import Asks, Receipt
from api.asof import Histories, the_histories
from api.bodies import Body, Count, Day, On, Orgnr, Short
from api.refusing import refuses
from api.routing import commands

router = commands("practice")

Recalls = Annotated[Histories, Depends(the_histories)]
Value = Count | Orgnr | Annotated[list[Short], Field(min_length=1, max_length=50)]


class StatedPractice(Body):
    """What holds from a day on, and the decision that says so."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "reminders", "value": 3, "since": "2027-01-01",
                    "decision": "KS 26/311",
                }
            ]
        }
    )  # fmt: skip
    name: Short
    value: Value
    since: Day
    decision: Short


class PracticeItem(BaseModel):
    """What holds of one thing on that day. `rule` is the one that asks for it.

    The last three are null where the default holds. `reference` is the practice in the version
    that stated it.
    """

    name: str
    rule: str
    value: int | str | list[str]
    default: int | str | list[str]
    since: date | None
    decision: str | None
    reference: str | None


class PracticePage(BaseModel):
    """All that KS can state of its practice, as it holds on a day."""

    on: date
    items: list[PracticeItem]


@router.post("/practice", responses=refuses(T06))
async def state_practice(body: StatedPractice, asker: Asks) -> Receipt:
    """State what holds from a day on. What was decided before stays decided."""
    return await asker.ask(partial(deeds.state, **body.model_dump()))


@router.get("/practice")
async def practice(_: Asks, histories: Recalls, on: On = None) -> PracticePage:
    """What KS has stated of its practice, and what holds where it has stated nothing."""
    day = on or histories.today
    found = await histories.find(Practice, Practice.ID)
    return PracticePage(on=day, items=[_item(found, name, day) for name in MATTERS])


def _item(found: Practice | None, name: str, day: date) -> PracticeItem:
    held = None if found is None else found.held(name, day)
    default = MATTERS[name].default
    return PracticeItem(
        name=name, rule=MATTERS[name].rule.id, value=default if held is None else held.value,
        default=default, since=held and held.since, decision=held and held.decision,
        reference=held and f"{Practice.TOPIC}/{Practice.ID}@{held.version}",
    )  # fmt: skip

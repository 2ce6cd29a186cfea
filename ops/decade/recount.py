"""The boards counted anew from the raw events, by somebody who knows none of our code.

Nothing of aggregates, views or their helpers is used here: only the stored JSON of each event and
its topic. Where a board and this count differ, one of them is wrong.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

STAGES = ["available", "technically_introduced", "in_use", "benefit_realised"]
NOWHERE = {"pulje": None, "place": None}
RUN_STAGES = {
    "run.proposed": "proposed", "run.sign-up-opened": "open", "run.started": "running",
    "run.follow-up-begun": "follow_up", "run.closed": "closed", "run.cancelled": "cancelled",
    "run.stopped": "stopped",
}  # fmt: skip

Said = dict[str, Any]


@dataclass(slots=True)
class Count:
    """What the raw events come to, by ids as text."""

    stages: dict[tuple[str, str], str] = field(default_factory=dict)
    participations: dict[str, Said] = field(default_factory=lambda: defaultdict(dict))
    latest: dict[tuple[str, str], str] = field(default_factory=dict)
    taken: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    waiting: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    capacity: dict[str, int] = field(default_factory=dict)
    runs: dict[str, str] = field(default_factory=dict)
    evaluations: dict[str, Said] = field(default_factory=lambda: defaultdict(dict))
    learnings: dict[str, bool] = field(default_factory=dict)
    over_capacity: list[str] = field(default_factory=list)

    def debt(self, day: str) -> int:
        """How many evaluations were past their day and not received, on a day."""
        return sum(
            each["due"] < day and not (each.get("received") or "9999") <= day
            for each in self.evaluations.values()
        )


def counted(entries: Iterable[tuple[str, str, bytes]]) -> Count:
    """Everything counted, from (topic, aggregate, stored JSON) in the log's order."""
    count = Count()
    for topic, aggregate, raw in entries:
        if topic in RUN_STAGES:
            count.runs[aggregate] = RUN_STAGES[topic]
        elif topic in COUNTING:
            COUNTING[topic](count, aggregate, json.loads(raw))
            if len(count.taken.get(aggregate, ())) > count.capacity.get(aggregate, 0):
                count.over_capacity.append(aggregate)
    return count


def _reached(count: Count, _: str, said: Said) -> None:
    whose, stage = (said["municipality"], said["solution"]), said["stage"]
    here = count.stages.get(whose)
    if here is None or (here == "use_lapsed" and stage == "in_use") or _after(stage, here):
        count.stages[whose] = stage


def _after(stage: str, here: str) -> bool:
    return here in STAGES and STAGES.index(stage) > STAGES.index(here)


def _came_to(stage: str) -> Callable[[Count, str, Said], None]:
    def count_in(count: Count, _: str, said: Said) -> None:
        count.stages[said["municipality"], said["solution"]] = stage

    return count_in


def _invited(count: Count, id: str, said: Said) -> None:
    unanswered = {"invitation": "open", "answer": None, **NOWHERE}
    count.participations[id] = {"run": said["run"], **unanswered}
    count.latest[said["municipality"], said["solution"]] = id


def _expired(count: Count, id: str, _: Said) -> None:
    count.participations[id]["invitation"] = "expired"


def _decided(count: Count, id: str, said: Said) -> None:
    count.participations[id] |= {"invitation": "answered", "answer": said["answer"]}


def _signed_up(count: Count, id: str, said: Said) -> None:
    count.participations[id] |= {"pulje": said["pulje"], "place": said["outcome"]}


def _gained(count: Count, id: str, _: Said) -> None:
    count.participations[id]["place"] = "place"


def _left(count: Count, id: str, _: Said) -> None:
    count.participations[id] |= NOWHERE


def _withdrawn(count: Count, id: str, said: Said) -> None:
    _decided(count, id, said)
    _left(count, id, said)


def _resized(count: Count, id: str, said: Said) -> None:
    count.capacity[id] = said["capacity"]


def _taken(count: Count, id: str, said: Said) -> None:
    count.taken[id].add(said["participation"])


def _queued(count: Count, id: str, said: Said) -> None:
    count.waiting[id].append(said["participation"])


def _gone(count: Count, id: str, said: Said) -> None:
    who = said["participation"]
    count.taken[id].discard(who)
    count.waiting[id] = [each for each in count.waiting[id] if each != who]


def _due(count: Count, id: str, said: Said) -> None:
    count.evaluations[id]["due"] = said["due"]


def _received(count: Count, id: str, said: Said) -> None:
    count.evaluations[id]["received"] = said["on"]


def _raised(count: Count, id: str, _: Said) -> None:
    count.learnings[id] = True


def _settled(count: Count, id: str, _: Said) -> None:
    count.learnings[id] = False


COUNTING: dict[str, Callable[[Count, str, Said], None]] = {
    "adoption.stage-reached": _reached,
    "adoption.use-lapsed": _came_to("use_lapsed"),
    "adoption.benefit-confirmed": _came_to("benefit_realised"),
    "participation.invited": _invited,
    "participation.invited-again": _invited,
    "participation.invitation-expired": _expired,
    "participation.decision-made": _decided,
    "participation.signed-up": _signed_up,
    "participation.pulje-changed": _signed_up,
    "participation.place-gained": _gained,
    "participation.place-declined": _left,
    "participation.place-lost": _left,
    "participation.withdrawn": _withdrawn,
    "pulje.planned": _resized,
    "pulje.capacity-changed": _resized,
    "pulje.place-taken": _taken,
    "pulje.offer-accepted": _taken,
    "pulje.waitlist-joined": _queued,
    "pulje.offer-lapsed": _queued,
    "pulje.place-offered": _gone,
    "pulje.place-released": _gone,
    "pulje.offer-declined": _gone,
    "pulje.waitlist-left": _gone,
    "evaluation.fell-due": _due,
    "evaluation.due-moved": _due,
    "evaluation.received": _received,
    "learning.raised": _raised,
    "learning.settled": _settled,
}
"""How each event counts, by its topic."""

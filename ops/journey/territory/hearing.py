"""Last chapter: what somebody outside heard of it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from ops.journey.listening import last_told
from ops.journey.story import Story

WANTED = {
    "inheritance-decided": 2,
    "adoption-inherited": 1,
    "inheritance-redecided": 1,
    "inherited-adoption-withdrawn": 1,
}


def prove(story: Story, began: int) -> None:
    """Every decision was heard once, in order, and nothing moved but by one."""
    story.tell.chapter("hearing")
    heard = story.subscriber.until(last_told(story, began))
    chain = all(later["previous"] == earlier["position"] for earlier, later in pairwise(heard))
    during = [each for each in heard if each["position"] > began]
    kinds = Counter(each["type"].split(".")[-2] for each in during)
    story.tell.step(
        "heard", chain and all(kinds[kind] == count for kind, count in WANTED.items()),
        count=len(during), decided=kinds["inheritance-decided"],
    )  # fmt: skip

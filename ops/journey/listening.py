"""Last chapter: what somebody outside has heard meanwhile, and can ask for again."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from aggregates.kernel.act import Role
from ops.journey.cast import body_of
from ops.journey.story import Story
from ops.journey.subscriber import Event

DECIDED = "fellestakt.invitations.municipal-decision-made.v1"
SIGNED_UP = "fellestakt.invitations.signed-up.v1"


def prove(story: Story, began: int, ends: str) -> None:
    """Every event, once, in order and without a gap; what led to what; and the same over HTTP.

    `ends` is the kind of event with which the story comes to its end, and which it has once.
    """
    story.tell.chapter("listening")
    heard = story.subscriber.until(last_told(story, began))
    story.tell.step("heard", count=len(heard), position=heard[-1]["position"])
    story.tell.step("once", len({each["id"] for each in heard}) == len(heard))
    chain = heard[0]["previous"] == 0 and all(
        later["previous"] == earlier["position"] < later["position"]
        for earlier, later in pairwise(heard)
    )
    story.tell.step("without_gap", chain)
    before, during = _parted(heard, began)
    kinds = Counter(each["type"].split(".")[-2] for each in during)
    story.tell.step("during", kinds[ends] == 1, count=len(during), kinds=len(kinds))
    _caused(story, during)
    again = _asked_again(story, before[-1]["position"], len(during))
    story.tell.step("again", again == during, count=len(again))


def last_told(story: Story, began: int) -> int:
    """The position of the last event that is told outside: what came later is not."""
    subscriber = story.api.acting(Role.SUBSCRIBER, body_of("subscriber"))
    last, complete = began, False
    while not complete:
        page = subscriber.get("/events", after=last, limit=500)
        last, complete = page["next"], page["complete"]
    return last


def _parted(heard: list[Event], began: int) -> tuple[list[Event], list[Event]]:
    before = [each for each in heard if each["position"] <= began]
    return before, heard[len(before) :]


def _caused(story: Story, during: list[Event]) -> None:
    """No sign-up but after the municipality's own decision (R6)."""
    decisions = {each["id"] for each in during if each["type"] == DECIDED}
    causes = [each["causeid"] for each in during if each["type"] == SIGNED_UP]
    if causes:
        story.tell.step("caused", decisions.issuperset(causes), count=len(causes))


def _asked_again(story: Story, after: int, count: int) -> list[Event]:
    """The same events over HTTP, as one who was away would get them."""
    subscriber = story.api.acting(Role.SUBSCRIBER, body_of("subscriber"))
    items: list[Event] = []
    while len(items) < count:
        page = subscriber.get("/events", after=after, limit=100)
        if not page["items"]:
            break
        items += page["items"]
        after = page["next"]
    return items[:count]

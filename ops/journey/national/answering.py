"""Fifth chapter: municipalities are asked, and each decides for itself, or stays silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ops.journey.cast import Municipality, listed
from ops.journey.national.planning import PLACES, invite
from ops.journey.story import Story

ANSWERS = ("join", "decline", "more_information", "postpone", "withdrawn", "unanswered")
LEVEL = "kommunedirektor"


@dataclass(frozen=True, slots=True)
class Participant:
    """A municipality, and its participation in the run."""

    who: Municipality
    id: str

    @property
    def path(self) -> str:
        return f"/participations/{self.id}"


@dataclass(frozen=True, slots=True)
class Joined:
    """Those with a place in pulje 1; the last of them waited for it."""

    placed: list[Participant]

    @property
    def last(self) -> Participant:
        return self.placed[-1]


def ask(story: Story, run: str, whom: Sequence[Municipality]) -> Joined:
    """Invite them, take their answers, and see that places go to those who wish them, in order."""
    story.tell.chapter("answering")
    everyone = [Participant(each, invite(story, run, each)) for each in whom]
    story.tell.step("invited", count=len(everyone))
    story.tell.line(listed(whom))
    joining, (no, more, later, silent) = everyone[: PLACES + 1], everyone[PLACES + 1 :]
    _decides_alone(story, silent)
    _answer(story, no, "decline")
    _answer(story, more, "more_information")
    _answer(story, later, "postpone")
    for each in joining:
        _decide(story, each, {"answer": "join", "wished_pulje": 1})
    story.tell.step("joined", count=len(joining))
    _placed(story, run, joining)
    _passed_on(story, run, joining)
    _count(story, run, silent)
    return Joined(joining[1:])


def _decide(story: Story, who: Participant, answer: dict[str, Any]) -> None:
    story.decider(who.who).post(
        f"{who.path}/decision", {"basis_version": 1, "level": LEVEL, **answer}
    )


def _answer(story: Story, who: Participant, answer: str) -> None:
    _decide(story, who, {"answer": answer})
    found = story.ks.get(who.path)["item"]
    story.tell.step(answer, found["answer"] == answer, name=who.who.name)


def _decides_alone(story: Story, silent: Participant) -> None:
    """KS cannot decide for a municipality (I01)."""
    answer = {"answer": "join", "basis_version": 1, "level": LEVEL}
    problem = story.ks.refused(f"{silent.path}/decision", answer, rule="I01")
    story.tell.refused("not_for_others", problem, name=silent.who.name)


def _pulje(run: dict[str, Any]) -> dict[str, Any]:
    """Pulje 1 of a run as it is shown."""
    found: dict[str, Any] = run["item"]["puljer"][0]
    return found


def _placed(story: Story, run: str, joining: Sequence[Participant]) -> None:
    """Nobody asks for the places: that is a reaction to each decision (R6)."""
    wanted = [each.id for each in joining]

    def settled(page: dict[str, Any]) -> bool:
        return len(_pulje(page)["taken"] + _pulje(page)["waiting"]) == len(wanted)

    pulje = _pulje(story.ks.until(f"/runs/{run}", settled))
    story.tell.step("placed", pulje["taken"] == wanted[:-1], taken=len(pulje["taken"]))
    story.tell.step("waits", pulje["waiting"] == wanted[-1:], name=joining[-1].who.name)


def _passed_on(story: Story, run: str, joining: Sequence[Participant]) -> None:
    """A place that is given up is offered by a reaction; only the municipality takes it (R7)."""
    leaves, waits = joining[0], joining[-1]
    story.decider(leaves.who).post(f"{leaves.path}/withdrawal", {})
    story.tell.step("withdrawn", name=leaves.who.name)
    offered = story.ks.until(f"/runs/{run}", lambda page: waits.id in _pulje(page)["offered"])
    story.tell.step("offered", not _pulje(offered)["waiting"], name=waits.who.name)
    story.decider(waits.who).post(f"{waits.path}/offer/acceptance")
    pulje = _pulje(story.ks.get(f"/runs/{run}"))
    story.tell.step(
        "accepted", waits.id in pulje["taken"] and len(pulje["taken"]) == pulje["capacity"],
        name=waits.who.name, taken=len(pulje["taken"]),
    )  # fmt: skip


def _count(story: Story, run: str, silent: Participant) -> None:
    told = story.ks.get(silent.path)["item"]
    unanswered = (told["answer"], told["invitation"]) == (None, "open")
    story.tell.step("silent", unanswered, name=silent.who.name)
    counted = story.ks.get(f"/runs/{run}")["item"]["answers"]
    so = [counted[each] for each in ANSWERS] == [PLACES, 1, 1, 1, 1, 1]
    story.tell.step("counted", so, **counted)

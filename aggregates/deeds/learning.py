"""What was learned before binds what comes after: each new run answers it (I36)."""

from __future__ import annotations

from uuid import UUID

from aggregates.deeds.asked import happened
from aggregates.evaluation.answers import Answers
from aggregates.evaluation.evaluation import Evaluation
from aggregates.evaluation.learning import Learning
from aggregates.evaluation.lessons import SOLUTION, TRACK, Lessons
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import ref
from aggregates.rules import I36
from aggregates.runs.run import Run
from aggregates.runs.tracks import COMMON_PROCESS, TRACKS
from aggregates.tasks.task import Task

ASKED = "answer_learnings"
"""The task to answer, asked for when a run is proposed, and again with its track."""
CRITERIA_REVIEW, MATERIAL_REVIEW = "criteria_review", "material_review"
"""The tasks to look at what a learning point is about, until it is settled (R13)."""


def enlist(desk: Desk, learning: Learning) -> None:
    """Put what was learned on the lists of its solution and of its track."""
    for kind, of in ((SOLUTION, learning.solution), (TRACK, learning.track)):
        lessons = desk.find(Lessons, Lessons.id_of(kind, of))
        if lessons is None:
            lessons = desk.found(Lessons.begin(desk.act, kind=kind, of=of))
        lessons.add(desk.act, learning=learning.id, key=learning.key)


def settle(desk: Desk, *, learning: UUID, outcome: str, reason: str) -> Learning:
    """Settle a learning point and take it off its lists. Refuses as `Learning.settle` does."""
    settled = desk.get(Learning, learning)
    settled.settle(desk.act, outcome=outcome, reason=reason)
    for kind, of in ((SOLUTION, settled.solution), (TRACK, settled.track)):
        lessons = desk.find(Lessons, Lessons.id_of(kind, of))
        if lessons is not None:
            lessons.remove(desk.act, learning=learning)
    reviews = (Task.id_of(each, learning) for each in (CRITERIA_REVIEW, MATERIAL_REVIEW))
    happened(desk, outcome, *reviews)
    return settled


def answer(desk: Desk, *, run: UUID, learning: UUID, answer: str, reason: str) -> Answers:
    """Answer for a run what was learned before it.

    Refuses a learning point of another solution and track (I36), and as `Answers.give` does.
    """
    asking, learned = desk.get(Run, run), desk.get(Learning, learning)
    if learned.solution != asking.solution and learned.track != _track(asking):
        raise Refused(I36, "not_concerned", learning=learned.key)
    answers = desk.find(Answers, Answers.id_of(run))
    if answers is None:
        answers = desk.found(Answers.begin(desk.act, run=run, solution=asking.solution))
    answers.give(desk.act, learning=learning, answer=answer, reason=reason)
    left, _ = unanswered(desk, asking)
    if not left:
        happened(desk, "answered", *(Task.id_of(ASKED, run, each) for each in (None, *TRACKS)))
    return answers


def unanswered(desk: Desk, run: Run) -> tuple[dict[UUID, str], list[str]]:
    """The open learning points of the run's solution and track that it has not answered, by key.

    What it has taught itself is for those that come after it. Also what was consulted to say so,
    each as a reference.
    """
    left: dict[UUID, str] = {}
    seen = []
    for kind, of in ((SOLUTION, run.solution), (TRACK, _track(run))):
        lessons = desk.find(Lessons, Lessons.id_of(kind, of))
        if lessons is not None:
            left |= lessons.open
            seen.append(ref(lessons))
    answers = desk.find(Answers, Answers.id_of(run.id))
    if answers is not None:
        seen.append(ref(answers))
        left = {each: key for each, key in left.items() if each not in answers.given}
    owed = [Evaluation.id_of(run.id, number) for number in (None, *run.led)]
    own = {Learning.id_of(each, key) for each in owed for key in left.values()}
    return {each: key for each, key in left.items() if each not in own}, seen


def _track(run: Run) -> str:
    return COMMON_PROCESS if run.kind == COMMON_PROCESS else run.track or ""

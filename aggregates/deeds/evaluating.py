"""What a run owes in evaluations, by its track, and when it has paid them (I35, I37)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from aggregates.deeds.addressing import leader_body
from aggregates.deeds.asked import pass_on
from aggregates.deeds.practice import EVALUATION_DUE, days
from aggregates.evaluation.evaluation import Evaluation
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import ref
from aggregates.rules import C06_01, I37
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import EvaluationStanding, Run
from aggregates.runs.tracks import COMMON_PROCESS
from aggregates.tasks.task import Task

BY_GROUP, EACH_PULJE = "A", "C"


def fall_due(
    desk: Desk, *, run: UUID, due: date, pulje: int | None = None, reason: str | None = None
) -> Evaluation:
    """State by when a run owes its evaluation, or in track C one of its puljer does.

    It falls on the role that the track makes answer for it. Where it fell due before, the day is
    moved. Refuses while no track is chosen (C06-01), a pulje where the run as a whole owes it and
    the other way round (I37), and as `Evaluation.move_due` does.
    """
    owing = desk.get(Run, run)
    if owing.demands is None:
        raise Refused(C06_01, "stage_wrong", here=owing.stage, needed="track_chosen")
    known = desk.find(Evaluation, owed_by(desk, owing, pulje))
    if known is None:
        return _owe(desk, owing, due, pulje)
    known.move_due(desk.act, due=due, reason=reason)
    return known


def owed_by(desk: Desk, run: Run, pulje: int | None) -> UUID:
    """The evaluation that a run owes: in track C that of the pulje which is named (I37).

    Refuses a pulje where the run as a whole owes it, and the other way round.
    """
    if run.track == EACH_PULJE and pulje is None:
        raise Refused(I37, "each_pulje", track=run.track)
    if pulje is not None:
        if run.track != EACH_PULJE:
            raise Refused(I37, "whole_run", track=run.track)
        desk.get(Pulje, Pulje.id_of(run.id, pulje))
    return Evaluation.id_of(run.id, pulje)


def fall_due_first(desk: Desk, run: Run) -> None:
    """As a run opens, everything that it will owe gets a first day: so long after the last start as
    KS's practice has it (C10-01)."""
    starts: dict[int | None, date] = {each.number: each.starts for each in puljer_of(desk, run.id)}
    if run.track != EACH_PULJE:
        starts = {None: max(starts.values(), default=desk.act.today)}
    for pulje, day in starts.items():
        if desk.find(Evaluation, Evaluation.id_of(run.id, pulje)) is None:
            _owe(desk, run, day + days(desk, EVALUATION_DUE), pulje)


def entrust(desk: Desk, run: Run) -> None:
    """In track A the working group evaluates (S3 L405): let what is owed fall on its organisations
    and on the leader's, from when they are known."""
    owed = desk.find(Evaluation, Evaluation.id_of(run.id)) if run.track == BY_GROUP else None
    bodies = {each["body"] for each in run.working_group} | {run.leader_body}
    if owed is not None and (known := {str(each) for each in bodies if each}):
        owed.entrust(desk.act, bodies=sorted(known))


def follow_leader(desk: Desk, run: Run) -> None:
    """After another has come to lead a run or a pulje of it, what is owed falls on theirs (I35)."""
    for number in (None, *run.led):
        owed = desk.find(Evaluation, Evaluation.id_of(run.id, number))
        if owed is not None:
            owed.pass_on(desk.act, body=_answers(desk, run, number))
            called = Task.id_of("evaluation_called_for", owed.id)
            pass_on(desk, owed.responsible_body, called)
    entrust(desk, run)


def standing(desk: Desk, run: Run) -> EvaluationStanding:
    """Whether everything that the run owes is delivered and received, and what says so."""
    owed = [Evaluation.id_of(run.id)]
    if run.track == EACH_PULJE:
        owed = [Evaluation.id_of(run.id, each.number) for each in puljer_of(desk, run.id)]
    found = [desk.find(Evaluation, each) for each in owed]
    known = [each for each in found if each is not None]
    if not known or len(known) < len(found):
        return EvaluationStanding(False, False, "none")
    return EvaluationStanding(
        all(each.delivered for each in known),
        all(each.received for each in known),
        ", ".join(ref(each) for each in known),
    )


def puljer_of(desk: Desk, run: UUID) -> Iterator[Pulje]:
    """The puljer of a run, which are numbered without gaps from 1 on."""
    number = 1
    while pulje := desk.find(Pulje, Pulje.id_of(run, number)):
        yield pulje
        number += 1


def _owe(desk: Desk, run: Run, due: date, pulje: int | None) -> Evaluation:
    assert run.demands is not None, "what owes has a track, or is a process"
    owed = desk.found(
        Evaluation.fall_due(
            desk.act, run=run.id, pulje=pulje, solution=run.solution,
            track=run.track or COMMON_PROCESS, responsible_role=str(run.demands.evaluator),
            responsible_body=_answers(desk, run, pulje), due=due,
        )
    )  # fmt: skip
    entrust(desk, run)
    return owed


def _answers(desk: Desk, run: Run, pulje: int | None) -> str | None:
    """The organisation whose leader evaluates: the region's own in B and a common process, that of
    the pulje in C. None in A, where its working group does, and where a leader's is not known."""
    if run.demands is not None and run.demands.notifies:
        return run.leader_body
    leader = run.led.get(pulje) if pulje is not None else None
    return leader_body(desk, run, leader) if leader else None

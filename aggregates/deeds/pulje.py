"""A pulje starts, is followed up, and is closed only when nobody in it is let go too early."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from aggregates.deeds.clearing import clearance_for
from aggregates.deeds.evaluating import EACH_PULJE, puljer_of
from aggregates.deeds.follow_up import demands, lacking
from aggregates.evaluation.evaluation import Evaluation
from aggregates.invitations.participation import Participation
from aggregates.kernel.desk import Desk
from aggregates.kernel.gate import Gate
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import ref
from aggregates.rules import C06_01, C06_10, I32, I37
from aggregates.runs.pulje import FOLLOWED, Pulje
from aggregates.runs.run import Run
from aggregates.territory.technology import KEYS


def start(desk: Desk, *, run: UUID, number: int) -> Pulje:
    """Start a pulje, if its run is under way and its solution ready at this moment (I09).

    Refuses, with the trace, a pulje that is not open and a run that has not started (C06-01).
    """
    cohort, common = _pulje(desk, run, number), desk.get(Run, run)
    if cohort.stage == "running":
        return cohort
    gate = Gate("pulje-start")
    gate.check(
        C06_01, cohort.stage == "open", "pulje_stage_wrong", {"pulje": ref(cohort)},
        here=cohort.stage, needed="open",
    )  # fmt: skip
    gate.check(
        C06_01, common.stage == "running", "stage_wrong", {"run": ref(common)},
        here=common.stage, needed="running",
    )  # fmt: skip
    clearance = clearance_for(desk, solution=common.solution, scope_code=common.scope_code)
    common.check_ready(gate, clearance)
    cohort.start(desk.act, trace=gate.passed())
    return cohort


def begin_follow_up(desk: Desk, *, run: UUID, number: int) -> Pulje:
    """Go on to the follow-up of those who took part. Refuses a pulje that has not started."""
    cohort = _pulje(desk, run, number)
    cohort.begin_follow_up(desk.act)
    _note_evaluated(desk, cohort)
    return cohort


def note_evaluated(desk: Desk, *, run: UUID) -> Run:
    """Note of each pulje in its follow-up that its evaluation is delivered, if it is (C08-11)."""
    for cohort in puljer_of(desk, run):
        _note_evaluated(desk, cohort)
    return desk.get(Run, run)


def _note_evaluated(desk: Desk, cohort: Pulje) -> None:
    common = desk.get(Run, cohort.run)
    own = cohort.number if common.track == EACH_PULJE else None
    evaluation = desk.find(Evaluation, Evaluation.id_of(cohort.run, own))
    if evaluation is not None and evaluation.delivered:
        cohort.evaluate(desk.act, evaluation=evaluation.id)


def state_matching(
    desk: Desk, *, run: UUID, number: int, words: str, keys: Mapping[str, Sequence[str]]
) -> Pulje:
    """State whom a pulje is for, by keys that are known of municipalities (C06-10, C06-05)."""
    if unknown := sorted(keys.keys() - set(KEYS)):
        raise Refused(C06_10, "unknown_key", key=unknown[0])
    cohort = _pulje(desk, run, number)
    cohort.state_matching(desk.act, words=words, keys=keys)
    return cohort


def close(desk: Desk, *, run: UUID, number: int) -> Pulje:
    """Close a pulje, once no participant is owed anything (I32).

    Refuses it naming each participant and what it lacks, with the trace. Who has withdrawn has no
    place in it any more, and holds nobody.
    """
    cohort = _pulje(desk, run, number)
    if cohort.stage == "closed":
        return cohort
    gate = Gate("pulje-closing")
    gate.check(
        C06_01, cohort.stage in FOLLOWED, "pulje_stage_wrong", {"pulje": ref(cohort)},
        here=cohort.stage, needed="follow_up",
    )  # fmt: skip
    _ask_participants(gate, desk, cohort)
    _ask_evaluation(gate, desk, cohort)
    cohort.close(desk.act, trace=gate.passed())
    return cohort


def _ask_participants(gate: Gate, desk: Desk, cohort: Pulje) -> None:
    agreed = demands(desk, desk.get(Run, cohort.run).solution).measurements
    seen, owed = {"pulje": ref(cohort)}, []
    for participation in sorted(cohort.taken, key=str):
        followed, lacks = lacking(desk, participation, agreed)
        who = desk.get(Participation, participation)
        seen[who.number] = ref(followed) if followed else "none"
        owed += [f"{each}:{who.number}" for each in lacks]
    gate.check(I32, not owed, "participants_lack", seen, lacking=sorted(owed, key=_by_number))


def _ask_evaluation(gate: Gate, desk: Desk, cohort: Pulje) -> None:
    """In track C each pulje is evaluated before it is closed; elsewhere the run as a whole is."""
    if desk.get(Run, cohort.run).track != EACH_PULJE:
        return
    evaluation = desk.find(Evaluation, Evaluation.id_of(cohort.run, cohort.number))
    received = evaluation is not None and evaluation.received
    seen = {"evaluation": ref(evaluation) if evaluation else "none"}
    gate.check(I37, received, "pulje_not_evaluated", seen, pulje=cohort.number)


def everybody_done(desk: Desk, *, run: UUID, number: int) -> bool:
    """Whether nobody in a pulje is owed anything any more; not so where nobody is in it."""
    cohort = _pulje(desk, run, number)
    agreed = demands(desk, desk.get(Run, run).solution).measurements
    return bool(cohort.taken) and not any(
        lacking(desk, participation, agreed)[1] for participation in cohort.taken
    )


def _by_number(owed: str) -> tuple[str, str]:
    what, _, number = owed.partition(":")
    return number, what


def _pulje(desk: Desk, run: UUID, number: int) -> Pulje:
    return desk.get(Pulje, Pulje.id_of(run, number))

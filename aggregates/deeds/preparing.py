"""What prepares a run only after it has looked at others: who they are, and how far they came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from aggregates.adoption.adoption import Adoption
from aggregates.deeds.evaluating import entrust, owed_by
from aggregates.deeds.learning import enlist
from aggregates.deeds.reach import check_acts_there, check_theirs, may_join
from aggregates.evaluation.learning import Learning
from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.rules import C06_18, I20, I22
from aggregates.runs.run import Run
from aggregates.runs.tracks import COMMON_PROCESS
from aggregates.runs.working_group import SITS, Member
from aggregates.tasks.notice import Notice
from aggregates.territory.organisation import Organisation
from aggregates.territory.register import Register
from aggregates.territory.technology import KEYS

INTRODUCED = frozenset({"technically_introduced", "in_use", "benefit_realised"})


def appoint_working_group(
    desk: Desk, *, run: UUID, mandate: str, members: Sequence[Member], ends: date
) -> Run:
    """Appoint the working group of a run, of organisations that fit their seats (I22)."""
    prepared = desk.get(Run, run)
    for each in members:
        seat, kind = str(each["seat"]), _kind(desk, str(each["body"]))
        if SITS.get(seat, kind) != kind:
            raise Refused(I22, "seat_of_another_kind", seat=seat, kind=kind)
    prepared.appoint_working_group(desk.act, mandate=mandate, members=members, ends=ends)
    entrust(desk, prepared)
    return prepared


def notify(
    desk: Desk, *, run: UUID, starts: date, ends: date, reason: str, sketch: str | None = None
) -> Run:
    """Tell the coordinating group of a region's own run; its own contact does (I21, C06-04)."""
    told = desk.get(Run, run)
    if told.of_region or desk.act.role == Role.REGIONAL_CONTACT:
        check_theirs(desk, told)
    told.notify(desk.act, starts=starts, ends=ends, reason=reason, sketch=sketch)
    return told


def state_limits(
    desk: Desk, *,
    run: UUID, available_for: Sequence[str], keys: Mapping[str, Sequence[str]],
    municipalities: Sequence[str],
) -> Run:  # fmt: skip
    """State whom a track C run is for, by keys that are known of municipalities (I20).

    `municipalities` are numbers of today. Raises `Missing` for one that is nobody's.
    """
    limited, register = desk.get(Run, run), desk.get(Register, Register.ID)
    if unknown := [key for key in keys if key not in KEYS]:
        raise Refused(I20, "unknown_key", key=unknown[0])
    ids = [register.id_of(number, desk.act.today) for number in municipalities]
    limited.state_limits(desk.act, available_for=available_for, keys=keys, municipalities=ids)
    return limited


def assign_completion(desk: Desk, *, run: UUID, owner: str, plan: str, review_on: date) -> Run:
    """Say which organisation brings the solution to all. Raises `Missing` for an unknown one."""
    limited = desk.get(Run, run)
    _kind(desk, owner)
    limited.assign_completion(desk.act, owner=owner, plan=plan, review_on=review_on)
    return limited


def record_deviation(
    desk: Desk, *, run: UUID, reason: str, deciding_body: str, decision: str
) -> Run:
    """Record why an unendorsed solution is run all the same; a region for its own runs (I27)."""
    deviating = desk.get(Run, run)
    if desk.act.role == Role.REGIONAL_CONTACT:
        check_theirs(desk, deviating)
    deviating.record_deviation(
        desk.act, reason=reason, deciding_body=deciding_body, decision=decision
    )
    return deviating


def include_actor(desk: Desk, *, run: UUID, actor: str, part: str) -> Run:
    """Take another organisation along in a region's run.

    Raises `Missing` for an unknown one, and refuses one of another region (C06-04).
    """
    regional = desk.get(Run, run)
    if desk.act.role == Role.REGIONAL_CONTACT:
        check_theirs(desk, regional)
    check_acts_there(desk, regional, actor)
    regional.include_actor(desk.act, actor=actor, part=part)
    return regional


def freeze_population(desk: Desk, *, run: UUID, as_of: date) -> Run:
    """Freeze whom the run is for: those in its scope that day of whom it is not known that they
    had introduced the solution by then (C06-09, I29). Of those told of without a date it is known
    from today on."""
    frozen, register = desk.get(Run, run), desk.get(Register, Register.ID)
    target = [each for each in register.at(as_of) if may_join(desk, frozen, each)]
    left = [each for each in target if not _had_introduced(desk, frozen.solution, each, as_of)]
    frozen.freeze_population(desk.act, as_of=as_of, municipalities=left, target=len(target))
    return frozen


def send_advance_notice(
    desk: Desk, *, run: UUID, municipalities: Sequence[str], starts: date
) -> Run:
    """Send early word to municipalities, so that they can prepare; it is no invitation (C06-14).

    Whose organisation is not known is on record as told, and reached by its regional contact.
    """
    coming, register = desk.get(Run, run), desk.get(Register, Register.ID)
    ids = [register.id_of(number, desk.act.today) for number in municipalities]
    new = coming.send_advance_notice(desk.act, municipalities=ids, starts=starts)
    bodies = sorted(orgnr for orgnr, whose in register.organisations.items() if whose in new)
    if bodies:
        desk.found(
            Notice.send(
                desk.act, about=coming.id, to=[{"role": None, "body": each} for each in bodies],
                subject_key="advance_notice",
                facts={"solution": coming.solution, "starts": starts.isoformat()},
            )
        )  # fmt: skip
    return coming


def note_adjustment(
    desk: Desk, *, run: UUID, key: str, text: str, type: str, owner: str, pulje: int | None = None
) -> Learning:
    """What a test of the model teaches is a learning point, before any evaluation (C06-18).

    It binds the runs that come after as any other (I36). It belongs to the evaluation that is
    owed: in track C that of a pulje. Refuses what is no test, and as `evaluating.owed_by` does.
    """
    tested = desk.get(Run, run)
    if tested.test_of is None:
        raise Refused(C06_18, "no_test")
    evaluation = owed_by(desk, tested, pulje)
    known = desk.find(Learning, Learning.id_of(evaluation, key))
    if known is not None:
        return known
    learned = desk.found(
        Learning.raise_(
            desk.act, evaluation=evaluation, key=key, run=run, solution=tested.solution,
            track=tested.track or COMMON_PROCESS, text=text, type=type, owner=owner,
        )
    )  # fmt: skip
    enlist(desk, learned)
    return learned


def _kind(desk: Desk, number: str) -> str:
    return desk.get(Organisation, Organisation.id_of(number)).kind


def _had_introduced(desk: Desk, solution: str, municipality: UUID, day: date) -> bool:
    adoption = desk.find(Adoption, Adoption.id_of(municipality, solution))
    if adoption is None:
        return False
    spans = [span for stage, span in adoption.reached.items() if stage in INTRODUCED]
    return any((span.latest or desk.act.today) <= day for span in spans)

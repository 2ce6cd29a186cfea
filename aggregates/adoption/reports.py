"""What may be told of an adoption, by whom, and with what to show for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from aggregates.adoption.dates import Span
from aggregates.kernel.refusals import Refused
from aggregates.rules import C02_10, C06_06, C09_01, C09_02, I28, I30, I31

AVAILABLE, TECHNICALLY_INTRODUCED = "available", "technically_introduced"
IN_USE, BENEFIT_REALISED = "in_use", "benefit_realised"
STAGES = (AVAILABLE, TECHNICALLY_INTRODUCED, IN_USE, BENEFIT_REALISED)
USE_LAPSED = "use_lapsed"
LOSABLE = (AVAILABLE, TECHNICALLY_INTRODUCED)

MEASURED, INHERITED = "measured", "inherited"
SOURCE_KINDS = frozenset({MEASURED, "municipality", "regional_contact", "import"})
STATUSES = frozenset({"pilot", "trial", "project_municipality", "scheduled", "in_use"})

_HEIGHTS = {AVAILABLE: 1, TECHNICALLY_INTRODUCED: 2, USE_LAPSED: 3, IN_USE: 4, BENEFIT_REALISED: 5}


def height(stage: str | None) -> int:
    """How far on a stage is; 0 where nothing is known."""
    return _HEIGHTS.get(stage or "", 0)


def higher(stage: str, than: str | None) -> bool:
    """Whether `stage` is further on; a lapsed use can come back, but is no step on the way."""
    return _HEIGHTS[stage] > _HEIGHTS.get(than or "", 0)


def before(stage: str, technical: bool = True) -> list[str]:
    """The stages on the way to one; what is not `technical` is never introduced so (C06-06)."""
    on_the_way = STAGES[: STAGES.index(stage)]
    return [each for each in on_the_way if technical or each != TECHNICALLY_INTRODUCED]


def check_technical(stage: str, solution: str, technical: bool) -> None:
    """Refuse to tell of a method that it was introduced technically: nothing was (C06-06)."""
    if stage == TECHNICALLY_INTRODUCED and not technical:
        raise Refused(C06_06, "nothing_technical", solution=solution)


def check_stage(stage: str, source_kind: str, source: str, evidence: str) -> None:
    """Refuse an unknown stage, one without evidence (I28), and benefit merely told of (I31)."""
    if stage not in STAGES:
        raise Refused(I28, "unknown_stage", stage=stage)
    if stage == BENEFIT_REALISED:
        raise Refused(I31, "benefit_not_confirmed")
    _check_source(source_kind, source)
    if not evidence:
        raise Refused(I28, "evidence_missing", stage=stage)


def check_lapse(source_kind: str, source: str, evidence: str) -> None:
    """Refuse a lapse that rests on nothing: that nobody measured is no sign of it (I30)."""
    _check_source(source_kind, source)
    if not evidence:
        raise Refused(I30, "lapse_not_evidenced")


def check_loss(
    stage: str, standing: str | None, source_kind: str, source: str, evidence: str
) -> None:
    """Refuse to lose what is not lost by itself, what does not stand, and what is still used.

    Use is lost by its lapse (I30), and a benefit with it; so a use that goes on is told of first
    (C09-01).
    """
    if stage not in LOSABLE:
        raise Refused(C09_01, "not_lost_so", stage=stage)
    _check_source(source_kind, source)
    if not evidence:
        raise Refused(C09_01, "evidence_missing", stage=stage)
    if standing in {IN_USE, BENEFIT_REALISED}:
        raise Refused(C09_01, "still_in_use", stage=stage)
    if height(standing) < height(stage):
        raise Refused(C09_01, "not_reached", stage=stage)


def left_of(reached: Mapping[str, Span], lost: str) -> dict[str, Span]:
    """The stages that stand when one is lost: those on the way to it."""
    return {each: days for each, days in reached.items() if height(each) < height(lost)}


def check_after_loss(stage: str, days: Span, lost: tuple[str, date] | None) -> None:
    """Refuse to reach a stage anew on a day before it was lost (C09-01)."""
    if lost is not None and height(stage) >= height(lost[0]) and days.first < lost[1]:
        raise Refused(C09_01, "before_loss", stage=lost[0], lost=lost[1].isoformat())


def check_note(status: str, source: str, evidence: str) -> None:
    """Refuse a note of no known kind (C02-10), and one that shows no source (C09-02)."""
    if status not in STATUSES:
        raise Refused(C02_10, "unknown_status", status=status)
    if not source or not evidence:
        raise Refused(C09_02, "source_missing")


def check_past(when: Span, today: date) -> None:
    """Refuse what surely lies ahead: a plan is no stage (I28)."""
    if when.first > today:
        raise Refused(I28, "in_the_future", date=when.first.isoformat())


def check_order(stage: str, days: Span, reached: Mapping[str, Span], lapsed: date | None) -> None:
    """Refuse a stage surely before an earlier one, after a later one, or before a lapse (I28)."""
    place = STAGES.index(stage)
    for each, others in reached.items():
        if STAGES.index(each) < place and days.surely_before(others):
            raise Refused(I28, "before_earlier_stage", stage=stage, earlier=each)
        if STAGES.index(each) > place and others.surely_before(days):
            raise Refused(I28, "after_later_stage", stage=stage, later=each)
    if stage == IN_USE and lapsed and days.first < lapsed:
        raise Refused(I28, "before_lapse", lapsed=lapsed.isoformat())


def _check_source(source_kind: str, source: str) -> None:
    if source_kind not in SOURCE_KINDS:
        raise Refused(C09_02, "unknown_source_kind", kind=source_kind)
    if not source:
        raise Refused(C09_02, "source_missing")

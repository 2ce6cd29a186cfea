"""The same numbers for nation, region and municipality, and who has introduced but does not use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Query
from pydantic import BaseModel, Field

from aggregates.adoption.activity import UNUSED, earlier, month_of, standing_use
from aggregates.adoption.reports import STAGES, USE_LAPSED
from aggregates.kernel.refusals import Missing
from aggregates.portfolio.pilot import ACCEPTED
from api.asking import Asks
from api.bodies import CodePath, On
from api.reading import Municipal
from api.routing import commands
from api.standing import SHOWN, Shown, measured_on, newest, shown_on
from api.views import AtLeast, Item, Needed, Views, the_views
from projections.municipalities import Municipalities, Municipality
from projections.pilots import Pilots
from projections.portfolio import Portfolio
from projections.tables import Tables
from projections.trials import Trials
from projections.use_rules import UseRules
from projections.uses import Uses

router = commands("boards")

Reads = Annotated[Views, Depends(the_views)]
CountyQuery = Annotated[
    str | None, Query(pattern=r"^[0-9]{2}$", description="Only of this county, one by one.")
]
MonthsQuery = Annotated[int, Query(ge=1, le=1200, description="Longer ago than so many months.")]
STUCK_MONTHS = 24
"""How long a pilot may last before it is asked about; the source names no number."""
NEEDED: Needed = [Portfolio, Municipalities, *SHOWN]
INTRODUCED = frozenset({"technically_introduced", "in_use", "use_lapsed", "benefit_realised"})
UNKNOWN = "unknown"


class Tally(BaseModel):
    """How many municipalities stand where. Those of whom nobody has told are `unknown`: a column
    of its own, and never «no» (C09-09)."""

    municipalities: int
    stages: dict[str, int]
    use: dict[str, int]


class Region(Tally):
    """The tally of one county."""

    county: str


class One(BaseModel):
    """One municipality: where it stands, and what is known of its use."""

    municipality: Municipal
    stage: str | None
    use: str | None


class Dashboard(BaseModel):
    """One solution on one day. The regions add up to the nation. `use_rule` is the version of the
    active-use rule that was followed; None where there is none, and use is what is told."""

    solution: str
    on: date
    use_rule: int | None
    service_rule: int | None
    nation: Tally
    regions: list[Region]
    municipalities: list[One] | None = None


class Unused(BaseModel):
    """One that has introduced it, and is not known to use it: measured below the rule, lapsed, or
    nothing but introduced. `suggested` is what measurements ask about, and in which series."""

    municipality: Municipal
    stage: str
    use: str
    used: dict[str, Any] | None
    suggested: list[dict[str, Any]]


class IntroducedNotUsed(BaseModel):
    """Introduced minus active, at one day (C09-06). Use that is only told of counts as active, and
    is shown as `reported`; `active_percent` is with one decimal."""

    solution: str
    on: date
    use_rule: int | None
    introduced: int
    active: int
    reported: int
    gap: int
    active_percent: Annotated[float | None, Field(examples=[96.4])]
    items: list[Unused]


class Stuck(BaseModel):
    """One that began a pilot so long ago, and is not known to have come further."""

    municipality: Municipal
    status: str
    begun: str
    stage: str | None


class StuckPilots(BaseModel):
    """Pilots that began more than so many months ago: those that a municipality accepted, and
    those that are only told of. One of which nobody knows when it began is not counted (C09-11),
    nor one that has ended."""

    solution: str
    on: date
    months: int
    items: list[Stuck]


@dataclass(frozen=True, slots=True)
class _Known:
    """A municipality, what the board shows of it, and what is known of its use."""

    who: Municipality
    shown: Shown | None
    use: str | None

    @property
    def stage(self) -> str | None:
        return None if self.shown is None else self.shown.stage

    def named(self) -> Municipal:
        return Municipal.model_validate(self.who, from_attributes=True)


@router.get("/solutions/{code}/dashboard")
async def dashboard(
    code: CodePath, _: Asks, views: Reads, county: CountyQuery = None, on: On = None,
    at_least: AtLeast = 0,
) -> Item[Dashboard]:  # fmt: skip
    """How many stand where, in the nation and in each county; with `county`, one by one too."""
    day = on or views.today

    def look(tables: Tables) -> Dashboard:
        known = _all(tables, code, day, views.today)
        shown = [each for each in known if county in {None, each.who.county}]
        rules = tables.get(UseRules, code)
        held = None if rules is None else rules.weights_on(day)
        return Dashboard(
            solution=code, on=day, use_rule=_rule(tables, code, day),
            service_rule=None if held is None else held["version"],
            nation=_tally(known), regions=_regions(shown),
            municipalities=None if county is None else [_one(each) for each in shown],
        )  # fmt: skip

    item, freshness = await views.read(at_least, NEEDED, look)
    return Item(position=freshness.position, recorded=freshness.recorded, item=item)


@router.get("/solutions/{code}/introduced-not-used")
async def introduced_not_used(
    code: CodePath, _: Asks, views: Reads, county: CountyQuery = None, on: On = None,
    at_least: AtLeast = 0,
) -> Item[IntroducedNotUsed]:  # fmt: skip
    """Who has introduced it and does not use it: the region's list to work on (V6)."""
    day = on or views.today

    def look(tables: Tables) -> IntroducedNotUsed:
        known = _all(tables, code, day, views.today)
        return _unused(tables, code, day, [k for k in known if county in {None, k.who.county}])

    item, freshness = await views.read(at_least, NEEDED, look)
    return Item(position=freshness.position, recorded=freshness.recorded, item=item)


@router.get("/solutions/{code}/stuck-pilots")
async def stuck_pilots(
    code: CodePath, _: Asks, views: Reads, months: MonthsQuery = STUCK_MONTHS, on: On = None,
    at_least: AtLeast = 0,
) -> Item[StuckPilots]:  # fmt: skip
    """Who is stuck in a pilot: begun so many months ago, and no further (C09-11)."""
    day = on or views.today

    def look(tables: Tables) -> StuckPilots:
        stuck = _stuck(tables, code, day, views.today, months)
        return StuckPilots(solution=code, on=day, months=months, items=stuck)

    item, freshness = await views.read(at_least, [*NEEDED, Trials, Pilots], look)
    return Item(position=freshness.position, recorded=freshness.recorded, item=item)


def counted_on(tables: Tables, code: str, day: date, today: date) -> dict[str, Any]:
    """What is published of a day: the same numbers as the boards show. Raises `Missing`."""
    known = _all(tables, code, day, today)
    unused = _unused(tables, code, day, known)
    return {
        "municipalities": len(known),
        "introduced": unused.introduced,
        "active": unused.active,
        "reported": unused.reported,
        "unknown": sum(each.stage is None for each in known),
        "use_rule": unused.use_rule,
    }


def _stuck(tables: Tables, code: str, day: date, today: date, months: int) -> list[Stuck]:
    limit = earlier(month_of(day), months)
    known = {each.who.municipality: each for each in _all(tables, code, day, today)}
    return [
        Stuck(municipality=found.named(), status=status, begun=begun, stage=found.stage)
        for begun_by, municipality, status, begun in _pilots(tables, code, day)
        if (found := known.get(municipality)) is not None
        and found.stage in {None, "available"}
        and month_of(begun_by) <= limit
    ]


def _pilots(tables: Tables, code: str, day: date) -> list[tuple[date, str, str, str]]:
    """Of each municipality the earliest known beginning of its pilot, in their order.

    What it accepted itself goes before what is told of it, also where it has ended since.
    """
    told = {
        each.municipality: (each.begun_by, each.municipality, each.status, each.dated)
        for each in tables.page(Trials, {"solution": code})
    }
    for each in tables.page(Pilots, {"solution": code}):
        if each.since is None or each.since > day:
            continue
        told.pop(each.municipality, None)
        if each.phase == ACCEPTED or (each.until is not None and each.until > day):
            said = (each.since, each.municipality, "pilot", each.since.isoformat())
            told[each.municipality] = said
    return sorted(told.values())


def _all(tables: Tables, code: str, day: date, today: date) -> list[_Known]:
    """Every municipality there was that day. Raises `Missing` for an unknown solution."""
    if tables.get(Portfolio, code) is None:
        raise Missing("solution", code)
    shown = {row.municipality: row for row in shown_on(tables, {"solution": code}, day, today)}
    measured = measured_on(tables, code, day)
    known = []
    for who in tables.page(Municipalities):
        if who.valid(day):
            row = shown.get(who.municipality)
            stage = None if row is None else row.stage
            use = standing_use(stage, measured.get(who.municipality))
            known.append(_Known(who, row, use))
    return known


def _tally(known: Sequence[_Known]) -> Tally:
    stages = Counter(each.stage or UNKNOWN for each in known)
    use = Counter(each.use for each in known if each.use)
    names = (*STAGES, USE_LAPSED, UNKNOWN)
    return Tally(
        municipalities=len(known), stages={name: stages[name] for name in names}, use=dict(use)
    )


def _regions(known: Sequence[_Known]) -> list[Region]:
    counties = sorted({each.who.county for each in known})
    return [
        Region(county=county, **dict(_tally([k for k in known if k.who.county == county])))
        for county in counties
    ]


def _one(known: _Known) -> One:
    return One(municipality=known.named(), stage=known.stage, use=known.use)


def _unused(tables: Tables, code: str, day: date, known: Sequence[_Known]) -> IntroducedNotUsed:
    introduced = [each for each in known if each.stage in INTRODUCED]
    unused = [each for each in introduced if each.use in UNUSED]
    active = len(introduced) - len(unused)
    asked: dict[str, list[dict[str, Any]]] = {}
    for row in newest(tables.page(Uses, {"solution": code})):
        if row.suggested:
            said = {
                "service": row.service, "definition": row.definition, "suggested": row.suggested
            }  # fmt: skip
            asked.setdefault(row.municipality, []).append(said)
    return IntroducedNotUsed(
        solution=code, on=day, use_rule=_rule(tables, code, day),
        introduced=len(introduced), active=active, gap=len(unused),
        reported=sum(each.use == "reported" for each in introduced),
        active_percent=round(100 * active / len(introduced), 1) if introduced else None,
        items=[_listed(each, asked) for each in unused],
    )  # fmt: skip


def _listed(known: _Known, asked: dict[str, list[dict[str, Any]]]) -> Unused:
    assert known.shown is not None
    return Unused(
        municipality=known.named(), stage=str(known.stage), use=str(known.use),
        used=known.shown.used, suggested=asked.get(known.who.municipality, []),
    )  # fmt: skip


def _rule(tables: Tables, code: str, day: date) -> int | None:
    found = tables.get(UseRules, code)
    held = None if found is None else found.active_on(day)
    return None if held is None else int(held["version"])

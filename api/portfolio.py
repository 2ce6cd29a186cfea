"""The portfolio over HTTP: solutions, how far they are meant to reach, and how far they have."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from aggregates.adoption.figures import Figures
from aggregates.adoption.remaining import Figure, remaining
from aggregates.deeds.adoption import report_figure
from aggregates.deeds.portfolio import declare_dependency
from aggregates.deeds.solutions import register
from aggregates.kernel.refusals import Missing
from aggregates.portfolio.solution import KINDS, Solution
from aggregates.rules import C02_01, C02_03, C02_04, C02_07, I29
from api.ambitions import meant_for, share
from api.asking import Asks, Receipt
from api.bodies import Body, Code, CodePath, Count, Day, Flag, On, Orgnr, Short
from api.reading import Municipal
from api.refusing import refuses
from api.remaining import Left, left_of, put_beside
from api.routing import commands
from api.standing import SHOWN, shown_on
from api.views import AtLeast, Cursor, Item, Limit, Needed, Page, Views, the_views
from api.withholding import Purpose
from log.log import upon
from projections.criteria_gaps import CriteriaGaps
from projections.groupings import Groupings
from projections.insights import InsightRow, Insights
from projections.municipalities import Municipalities
from projections.portfolio import Portfolio, SolutionRow
from projections.publications import Studies
from projections.region_board import RegionBoard
from projections.regional_groups import RegionalGroups
from projections.tables import Tables
from projections.use_rules import UseRules

router = commands("portfolio")

Reads = Annotated[Views, Depends(the_views)]

INTRODUCED = ("technically_introduced", "in_use", "use_lapsed", "benefit_realised")

UNGRADED = "ungraded"


ASKED_FOR = "What the kind asks for: part_of, supplier, service or task."


class NewSolution(Body):
    """A solution, entered under its code."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "digihjem", "name": "DigiHjem", "kind": "national_solution",
                    "owner": "994598759", "source": "KommIT 12/26",
                }
            ]
        }
    )  # fmt: skip
    code: Code
    name: Short
    kind: Literal[tuple(sorted(KINDS))]  # type: ignore[valid-type]
    owner: Orgnr
    source: Short
    details: Annotated[dict[str, Short], Field(max_length=9, description=ASKED_FOR)] = {}


class Phase(Body):
    """Another phase of the life cycle, on a decision."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"phase": "trial", "decision": "KommIT 14/26"}]}
    )
    phase: Short
    decision: Short
    on: Day | None = None


class Ambition(Body):
    """How far the solution is meant to reach: a rule, or a number, with its own date (C02-07)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rule": "all municipalities", "target": 356, "precision": "exact",
                    "as_of": "2023-12-31", "stated_by": "KS", "source": "S3 L387",
                }
            ]
        }
    )  # fmt: skip
    rule: Short
    target: Count | None = None
    precision: Literal["exact", "about"]
    as_of: Day
    stated_by: Short
    source: Short


class Dependency(Body):
    """Another solution that this one needs; `must` blocks, otherwise planning only warns."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"needs": "kjernejournal", "must": False, "source": "S3 L387"}]
        }
    )
    needs: Code
    must: Flag
    source: Short


class NewFigure(Body):
    """A total that a source states. It never becomes a list of municipalities (I29)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "measure": "technically_introduced", "value": 263, "precision": "about",
                    "as_of": "2024-02-16", "source": "S3 L387",
                }
            ]
        }
    )  # fmt: skip
    measure: Short
    value: Count
    precision: Literal["exact", "about"]
    as_of: Day
    source: Short


class Correction(NewFigure):
    """What a stated total should have been, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "measure": "technically_introduced", "value": 265, "precision": "exact",
                    "as_of": "2024-02-16", "source": "NHN 24/311", "reason": "Telt på nytt.",
                }
            ]
        }
    )  # fmt: skip
    reason: Short


class Told(BaseModel):
    """A number as it is known: `about` where the source says «ca.»."""

    value: int
    precision: str
    as_of: date


class ByFigures(BaseModel):
    """What is left by the totals that sources state; each has its own day."""

    target: Told
    reached: Told
    remaining: Told
    share: float | None
    at_one_date: bool


class ByAmbition(BaseModel):
    """What the ambition's own rule comes to, on the ambition's own day, on both sides (C02-07).

    `denominator` is whom it was meant for, by their numbers on that day; `share` in per cent.
    """

    rule: str
    as_of: date
    target: int
    reached: int
    remaining: int
    share: float | None
    denominator: list[str]


class ByRows(BaseModel):
    """What is left by the municipalities known one by one. `not_known` are not «no»: nobody has
    told that they have introduced it, nor that they have not."""

    on: date
    target: int
    reached: int
    in_use: int
    not_known: list[Municipal]
    left: list[Left]


class RemainingList(BaseModel):
    """Two counts that are never mixed: by totals, and by municipalities (S3 L387)."""

    solution: str
    by_figures: ByFigures | None
    by_ambition: ByAmbition | None
    by_rows: ByRows


@router.get("/portfolio", tags=["boards"])
async def portfolio(
    _: Asks, views: Reads, at_least: AtLeast = 0, limit: Limit = 100, cursor: Cursor = None
) -> Page[SolutionRow]:
    """The portfolio board: readiness by scope, ambition, figures (V3)."""
    return Page.model_validate(
        await views.page(Portfolio, at_least, limit, cursor), from_attributes=True
    )


class BoardSolution(BaseModel):
    """A solution as KS follows it: what lacks in each scope, and how far it has come.

    `by_figures` is the stated ambition and what is left of it by totals. By municipalities,
    `remaining` is the target less the reached (I29); of `unknown` among them nobody has told
    anything, which is no «no». `evidence` counts the studies of what it does by their strength.
    """

    solution: SolutionRow
    paused: bool
    gaps: dict[str, list[str]]
    evidence: dict[str, int]
    by_figures: ByFigures | None
    target: int
    reached: int
    in_use: int
    remaining: int
    unknown: int


@router.get("/portfolio/board", tags=["boards"])
async def portfolio_board(
    _: Asks, views: Reads, on: On = None, at_least: AtLeast = 0
) -> Page[BoardSolution]:
    """Every solution: readiness and criteria gaps by scope, paused or not, and reach (V3)."""
    day = on or views.today

    def look(tables: Tables) -> list[BoardSolution]:
        there = [r.municipality for r in tables.page(Municipalities) if r.valid(day)]
        stages = _stages(tables, there, day, views.today)
        gaps: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for lacking in tables.page(CriteriaGaps):
            gaps[lacking.solution][lacking.scope] = lacking.unmet
        known: dict[str, Counter[str]] = defaultdict(Counter)
        for study in tables.page(Studies):
            known[study.solution][study.strength or UNGRADED] += 1
        return [
            _on_board(row, gaps[row.id], known[row.id], stages[row.id], len(there))
            for row in tables.page(Portfolio)
        ]

    needed: Needed = [Portfolio, Municipalities, CriteriaGaps, Studies, *SHOWN]
    rows, freshness = await views.read(at_least, needed, look)
    return Page(position=freshness.position, recorded=freshness.recorded, items=rows)


@router.get("/solutions/{code}")
async def solution(
    code: CodePath, _: Asks, views: Reads, at_least: AtLeast = 0
) -> Item[SolutionRow]:
    """One solution of the portfolio."""
    row, freshness = await views.read(at_least, [Portfolio], lambda tables: _solution(tables, code))
    return Item(position=freshness.position, recorded=freshness.recorded, item=row)


@router.get("/solutions/{code}/remaining", tags=["boards"])
async def remaining_list(
    code: CodePath, asker: Asks, views: Reads,
    on: On = None, purpose: Purpose = None, at_least: AtLeast = 0,
) -> Item[RemainingList]:  # fmt: skip
    """The remaining list («de 93»): by stated totals, and municipality by municipality (V5).

    Beside each one's own answer, what its regional contact knows, to those it concerns.
    """
    day = on or views.today

    def look(tables: Tables) -> tuple[RemainingList, list[InsightRow]]:
        row = _solution(tables, code)
        remaining = RemainingList(
            solution=code,
            by_figures=_by_figures(row),
            by_ambition=_by_ambition(tables, row, views.today),
            by_rows=_by_rows(tables, code, day, views.today),
        )
        return remaining, tables.page(Insights, {"solution": code})

    needed: Needed = [Portfolio, Municipalities, Groupings, RegionalGroups, Insights, *SHOWN]
    (left, notes), freshness = await views.read(at_least, needed, look)
    await put_beside(asker, left.by_rows.left, notes, purpose)
    return Item(position=freshness.position, recorded=freshness.recorded, item=left)


@router.post("/solutions", status_code=201, responses=refuses(C02_01))
async def register_solution(body: NewSolution, asker: Asks) -> Receipt:
    """Enter a solution in the portfolio."""
    return await asker.ask(lambda desk: register(desk, **body.model_dump()))


@router.post("/solutions/{code}/phase", responses=refuses(C02_03))
async def move_solution(code: CodePath, body: Phase, asker: Asks) -> Receipt:
    """Move a solution to another phase of its life cycle; a pause blocks invitations."""
    deed = upon(Solution, Solution.id_of(code), Solution.move, **body.model_dump())
    return await asker.ask(deed)


@router.post("/solutions/{code}/ambition", responses=refuses(C02_07))
async def set_ambition(code: CodePath, body: Ambition, asker: Asks) -> Receipt:
    """State how far a solution is meant to reach."""
    deed = upon(Solution, Solution.id_of(code), Solution.set_ambition, **body.model_dump())
    return await asker.ask(deed)


@router.post("/solutions/{code}/dependencies", responses=refuses(C02_04))
async def declare_need(code: CodePath, body: Dependency, asker: Asks) -> Receipt:
    """Declare that a solution needs another one. Circles are refused."""
    return await asker.ask(
        lambda desk: declare_dependency(desk, solution=code, **body.model_dump())
    )


@router.post("/solutions/{code}/figures", status_code=201, responses=refuses(I29))
async def state_figure(code: CodePath, body: NewFigure, asker: Asks) -> Receipt:
    """State a total as of a day."""
    return await asker.ask(lambda desk: report_figure(desk, solution=code, **body.model_dump()))


@router.post("/solutions/{code}/figures/corrections", responses=refuses(I29))
async def correct_figure(code: CodePath, body: Correction, asker: Asks) -> Receipt:
    """Correct a stated total; what was stated stays on record."""
    return await asker.ask(upon(Figures, Figures.id_of(code), Figures.correct, **body.model_dump()))


def _stages(
    tables: Tables, there: list[str], day: date, today: date
) -> dict[str, Counter[str | None]]:
    """How many of these municipalities stand where, by solution. What service areas are weighed
    for is read one by one, the rest is counted by the database."""
    stages: dict[str, Counter[str | None]] = defaultdict(Counter)
    weighed = {row.id for row in tables.page(UseRules) if row.weights_on(day)}
    where: dict[str, Any] = {"municipality": there}
    if day >= today:
        counts = tables.counts(RegionBoard, ["solution", "stage"], where)
        for (solution, stage), count in counts.items():
            stages[solution][stage] = count
        where["solution"] = sorted(weighed)
        for solution in weighed:
            stages[solution] = Counter()
    for row in shown_on(tables, where, day, today) if weighed or day < today else ():
        stages[row.solution][row.stage] += 1
    return stages


def _on_board(
    row: SolutionRow, gaps: dict[str, list[str]], evidence: Counter[str],
    stages: Counter[str | None], target: int,
) -> BoardSolution:  # fmt: skip
    told = list(Counter({k: v for k, v in stages.items() if k is not None}).elements())
    reached = sum(stage in INTRODUCED for stage in told)
    return BoardSolution(
        solution=row, paused=row.phase == "paused", gaps=gaps, evidence=dict(evidence),
        by_figures=_by_figures(row), target=target, reached=reached,
        in_use=sum(stage in {"in_use", "benefit_realised"} for stage in told),
        remaining=target - reached, unknown=target - len(told),
    )  # fmt: skip


def _solution(tables: Tables, code: str) -> SolutionRow:
    row = tables.get(Portfolio, code)
    if row is None:
        raise Missing("solution", code)
    return row


def _by_figures(row: SolutionRow) -> ByFigures | None:
    reached = row.figures.get("technically_introduced")
    if row.ambition is None or row.ambition["target"] is None or reached is None:
        return None
    target = _figure(row.ambition, "target")
    left = remaining(target, _figure(reached, "value"))
    return ByFigures(
        target=_told(target),
        reached=_told(_figure(reached, "value")),
        remaining=Told(value=left.value, precision=left.precision, as_of=left.reached_as_of),
        share=share(reached["value"], target.value),
        at_one_date=left.at_one_date,
    )


def _by_ambition(tables: Tables, row: SolutionRow, today: date) -> ByAmbition | None:
    """None where nobody has stated an ambition, or its rule is in words that cannot be counted."""
    if row.ambition is None:
        return None
    rule, as_of = row.ambition["rule"], date.fromisoformat(row.ambition["as_of"])
    meant = meant_for(tables, rule, as_of)
    if meant is None:
        return None
    ids = {each.municipality for each in meant}
    shown = shown_on(tables, {"solution": row.id}, as_of, today)
    reached = {each.municipality for each in shown if each.stage in INTRODUCED} & ids
    return ByAmbition(
        rule=rule, as_of=as_of, target=len(ids), reached=len(reached),
        remaining=len(ids - reached), share=share(len(reached), len(ids)),
        denominator=sorted(each.number for each in meant),
    )  # fmt: skip


def _by_rows(tables: Tables, code: str, day: date, today: date) -> ByRows:
    there = [row for row in tables.page(Municipalities) if row.valid(day)]
    standings = {row.municipality: row for row in shown_on(tables, {"solution": code}, day, today)}
    stages = {id: row.stage for id, row in standings.items()}
    reached = {id for id, stage in stages.items() if stage in INTRODUCED}
    using = {id for id, stage in stages.items() if stage in {"in_use", "benefit_realised"}}
    here = {row.municipality for row in there}
    left = [row for row in there if row.municipality not in reached]
    groups = {c: row.organisation for row in tables.page(RegionalGroups) for c in row.counties}
    return ByRows(
        on=day, target=len(here), reached=len(reached & here), in_use=len(using & here),
        not_known=[Municipal.model_validate(row, from_attributes=True) for row in left],
        left=[left_of(row, standings.get(row.municipality), groups) for row in left],
    )  # fmt: skip


def _figure(stated: dict[str, Any], field: str) -> Figure:
    return Figure(stated[field], stated["precision"], date.fromisoformat(stated["as_of"]))


def _told(figure: Figure) -> Told:
    return Told(value=figure.value, precision=figure.precision, as_of=figure.as_of)

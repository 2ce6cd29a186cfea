"""Before any run: municipalities, solutions, and which of them is ready."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from aggregates.adoption.figures import Figures
from aggregates.deeds.adoption import report_figure
from aggregates.deeds.portfolio import declare_dependency
from aggregates.deeds.readiness import open_assessment
from aggregates.deeds.solutions import register
from aggregates.kernel.act import Role
from aggregates.portfolio.dependencies import Dependencies
from aggregates.portfolio.solution import Solution
from aggregates.readiness.criteria import CriteriaSet
from aggregates.readiness.readiness import Readiness
from aggregates.readiness.scope import Scope
from aggregates.territory.register import Register
from aggregates.territory.timeline import Name
from log.log import founding, upon
from tests.kit.history.past import BEFORE, CRITERIA, DIVISION, PLL, READINESS, SPRING, Past
from tests.kit.readiness import ASSESSORS, INDEPENDENT, PROGRAMME, PROOF, STARTER

OLD = {
    "1201": "Bergen", "1234": "Granvin", "1235": "Voss", "1401": "Flora", "1439": "Vågsøy",
    "1507": "Ålesund",
}  # fmt: skip


def named(name: str) -> Name:
    return Name(name, name, {})


def territory(past: Past) -> None:
    """Bergen is renumbered, Voss and Kinn come of mergers, Voss is renamed, Ålesund split."""
    past.system(founding(Register.open, on=BEFORE))
    for number, name in OLD.items():
        past.system(upon(Register, Register.ID, Register.register, number=number, name=named(name)))
    past.system(
        upon(Register, Register.ID, Register.renumber, number="1201", to="4601", on=DIVISION)
    )
    for number, name, olds in (
        ("4621", "Voss", ["1234", "1235"]), ("4602", "Kinn", ["1401", "1439"]),
    ):  # fmt: skip
        past.system(
            upon(
                Register, Register.ID, Register.merge,
                predecessors=olds, number=number, name=named(name), on=DIVISION,
            )
        )  # fmt: skip
    past.system(
        upon(
            Register, Register.ID, Register.rename,
            number="4621", name=named("Voss herad"), on=date(2021, 1, 1),
        )
    )  # fmt: skip
    past.system(
        upon(
            Register, Register.ID, Register.split, predecessor="1507", on=date(2024, 1, 1),
            successors={"1508": named("Ålesund"), "1580": named("Haram")},
        )
    )  # fmt: skip


def portfolio(past: Past) -> None:
    """PLL is on trial and needs KJ; it was thought to need DHO too. Of KJ there are totals."""
    for code in ("pll", "kj", "dho"):
        past.owner(
            founding(
                Solution.register, code=code, name=code.upper(), kind="national_solution",
                owner=PROGRAMME, source="S3",
            )
        )  # fmt: skip
    video: Any = {"code": "video", "name": "Video", "kind": "new_functionality", "owner": PROGRAMME}
    past.owner(partial(register, **video, source="S3", details={"part_of": "dho"}))
    past.owner(upon(Solution, PLL, Solution.move, phase="trial", decision="KS 1/24"))
    past.owner(
        upon(
            Solution, PLL, Solution.set_ambition, rule="all municipalities", target=356,
            precision="exact", as_of=date(2023, 12, 31), stated_by="KS", source="S3 L387",
        )
    )  # fmt: skip
    for other in ("kj", "dho"):
        past.owner(
            partial(declare_dependency, solution="pll", needs=other, must=False, source="S3")
        )
    withdrawn = Dependencies.withdraw
    past.owner(
        upon(
            Dependencies, Dependencies.ID, withdrawn, solution="pll", needs="dho", reason="Avklart."
        )
    )
    stating = partial(
        report_figure, solution="kj", measure="in_use", precision="about", source="S3"
    )
    past.owner(partial(stating, value=263, as_of=SPRING))
    past.owner(partial(stating, value=200, as_of=date(2023, 1, 1)))
    past.owner(
        upon(
            Figures, Figures.id_of("kj"), Figures.correct, measure="in_use", value=265,
            precision="about", as_of=SPRING, source="S3", reason="Telt på nytt.",
        )
    )  # fmt: skip


def readiness(past: Past) -> None:
    """PLL is declared ready in the whole country, and assessed anew; KJ is declared not ready."""
    _criteria(past)
    assessing = partial(open_assessment, scope=Scope("national"), criteria_set=CRITERIA)
    past.owner(partial(assessing, solution="pll"))
    for each in ("K1", "K3", "K10"):
        answer = upon(
            Readiness, READINESS, Readiness.answer, criterion=each, answer="met", evidence=PROOF
        )
        past.did(Role.PROGRAMME, answer, body=PROGRAMME)
    verdict = upon(
        Readiness, READINESS, Readiness.give_verdict,
        verdict="sound", members=INDEPENDENT, point="during_trial",
    )  # fmt: skip
    past.did(Role.HEALTH_ASSESSOR, verdict, body=ASSESSORS)
    past.group(
        upon(Readiness, READINESS, Readiness.recommend, recommendation="ready", reason="Utprøvd.")
    )
    past.owner(upon(Readiness, READINESS, Readiness.declare, reason="Tilrådd."))
    for code in ("pll", "kj"):
        past.owner(partial(assessing, solution=code))
    other = Readiness.id_of("kj", "national")
    past.owner(upon(Readiness, other, Readiness.declare_not_ready, reason="Mangler alt."))
    newer = CriteriaSet.id_of("klar-til-bruk", 2)
    past.owner(upon(CriteriaSet, CRITERIA, CriteriaSet.supersede, successor=newer))


def _criteria(past: Past) -> None:
    autumn = date(2023, 10, 1)
    for version in (1, 2):
        drafted = founding(
            CriteriaSet.draft, name="klar-til-bruk", version=version, criteria=STARTER
        )
        past.owner(drafted, autumn)
    past.owner(upon(CriteriaSet, CRITERIA, CriteriaSet.anchor, decision="KommIT"), autumn)
    past.owner(upon(CriteriaSet, CRITERIA, CriteriaSet.publish, on=autumn), autumn)

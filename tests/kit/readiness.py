"""Criteria and assessments as the tests of several contexts need them."""

from __future__ import annotations

from datetime import date
from typing import Any

from aggregates.kernel.act import Role
from aggregates.portfolio.management import QUESTIONS, Management
from aggregates.readiness.criteria import CriteriaSet
from aggregates.readiness.criterion import Criterion
from aggregates.readiness.readiness import Readiness
from aggregates.readiness.scope import Scope
from tests.kit.given import Recorded, act, given

KS = "971032146"
PROGRAMME = "983544622"
ASSESSORS = "974760673"
NATION = Scope("national")
VESTLAND = Scope("regional", regions=("46",))
FOR_GPS = Scope("limited", available_for=("fastleger",), slug="fastleger")
WHY = "Alle kriterier er oppfylt."

FITS = {"id": "K1", "text": "Passer kommunenes behov", "mandatory": True,
        "evidence_type": "document", "applies_to": []}  # fmt: skip
MATERIAL = {"id": "K3", "text": "Felles materiell er komplett", "mandatory": True,
            "evidence_type": "shared_material", "applies_to": []}  # fmt: skip
VENDORS = {"id": "K4", "text": "Leverandørene har tilpasset seg", "mandatory": True,
           "evidence_type": "vendor_status", "applies_to": ["municipal_system"]}  # fmt: skip
SIMULTANEITY = {"id": "K10", "text": "Behov for samtidighet er kjent", "mandatory": False,
                "evidence_type": "document", "applies_to": []}  # fmt: skip
STARTER: list[Criterion] = [FITS, MATERIAL, VENDORS, SIMULTANEITY]
PROOF = [{"kind": "document", "title": "Behovsanalyse", "reference": "24/01337-2"}]
INDEPENDENT: list[dict[str, Any]] = [
    {"ref": "p-7", "competence": "clinical", "ties": []},
    {"ref": "p-8", "competence": "health_professional", "ties": []},
    {"ref": "p-9", "competence": "administrative", "ties": []},
]


def published(version: int = 1, on: date = date(2023, 10, 1)) -> CriteriaSet:
    """Criteria that programmes can rely on."""
    criteria = CriteriaSet.draft(act(), name="klar-til-bruk", version=version, criteria=STARTER)
    criteria.anchor(act(), decision="KommIT 230783", on=date(2023, 9, 1))
    criteria.publish(act(), on=on)
    return criteria


def managed(solution: str = "pll") -> Management:
    """It is clear who manages the solution, who answers for it, and who pays."""
    management = Management.open(act(), solution=solution)
    for each in QUESTIONS:
        management.answer(act(), question=each, answer="Avklart.", agreement="Avtale 26/14")
    return management


def opened(scope: Scope = NATION, criteria: CriteriaSet | None = None) -> Readiness:
    """PLL, of which nothing has been assessed yet."""
    return Readiness.open(
        act(), solution="pll", solution_kind="national_solution", programme_owner=PROGRAMME,
        scope=scope,
        criteria=(criteria or published()).version_for("national_solution", scope.level),
        decider=KS,
    )  # fmt: skip


def answered(readiness: Readiness, **instead: str) -> Readiness:
    """The programme has met every criterion, but for those that are named."""
    for each in readiness.round.criteria:
        readiness.answer(
            act(Role.PROGRAMME, body=PROGRAMME),
            criterion=each["id"], answer=instead.get(each["id"], "met"), evidence=PROOF,
        )  # fmt: skip
    return readiness


def judged(readiness: Readiness, verdict: str = "sound", point: str = "during_trial") -> Readiness:
    """An independent group has judged it."""
    conditions = [{"id": "c1", "text": "Ny opplæring før sommeren", "due": "2024-06-01"}]
    readiness.give_verdict(
        act(Role.HEALTH_ASSESSOR, body=ASSESSORS),
        verdict=verdict, members=INDEPENDENT, point=point,
        conditions=conditions if verdict == "sound_with_conditions" else [],
    )  # fmt: skip
    return readiness


def recommended(readiness: Readiness, recommendation: str = "ready") -> Readiness:
    """The coordinating group has given its advice."""
    readiness.recommend(
        act(Role.COORDINATING_GROUP), recommendation=recommendation, reason="Utprøvingen er gjort."
    )
    return readiness


def ready(scope: Scope = NATION) -> Readiness:
    """PLL, declared ready by KS."""
    readiness = recommended(judged(answered(opened(scope))))
    readiness.declare(act(), reason=WHY)
    return readiness


def answering(readiness: Readiness, **answer: Any) -> Recorded:
    """What comes of the programme's answer, to K1 unless told otherwise."""
    said = {"criterion": "K1", **answer}
    return given(readiness).when(Readiness.answer, act(Role.PROGRAMME, body=PROGRAMME), **said)


def judging(readiness: Readiness, body: str = ASSESSORS, **verdict: Any) -> Recorded:
    """What comes of a verdict: sound, and from the trial, unless told otherwise."""
    said = {"verdict": "sound", "members": INDEPENDENT, "point": "during_trial", **verdict}
    return given(readiness).when(
        Readiness.give_verdict, act(Role.HEALTH_ASSESSOR, body=body), **said
    )

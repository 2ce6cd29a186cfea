"""What came of it: how far municipalities came, and what still waits for somebody."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from aggregates.access.note import Note
from aggregates.adoption.adoption import Adoption
from aggregates.adoption.benefit import Measurement
from aggregates.adoption.benefit_case import BenefitCase
from aggregates.adoption.expectation import UseExpectation
from aggregates.adoption.published import Counted, PublishedFigures
from aggregates.adoption.service import ServiceAdoption
from aggregates.adoption.study import EffectStudy
from aggregates.adoption.use import UseSeries
from aggregates.adoption.use_rule import UseRule
from aggregates.deeds import use as deeds
from aggregates.deeds.adoption import note_evidence, reach, reach_in_service
from aggregates.deeds.benefit import open_case
from aggregates.deeds.inheritance import inherit
from aggregates.evaluation.experience import Experience
from aggregates.evaluation.model import ModelEvaluation
from aggregates.funding.grant import Grant
from aggregates.kernel.act import Act, Role
from aggregates.kernel.root import derived
from aggregates.tasks.case import Case
from aggregates.tasks.notice import Addressee, Notice
from aggregates.tasks.task import Task
from log.log import founding, upon
from tests.kit.given import act
from tests.kit.history.past import AALESUND, BERGEN, EVALUATION, HARAM, KINN, VOSS, Past
from tests.kit.regions import VESTLAND

CONCERNED: list[Addressee] = [
    {"role": "koordineringsgruppe", "body": None},
    {"role": "regional_kontakt", "body": None},
]
FACTS = {"solution": "pll"}
NOTE = derived("notes", "pll")


def adoption(past: Past) -> None:
    """Kinn uses PLL, to its benefit, and then no more; of Bergen only a pilot is known."""
    on = date(2026, 1, 5)
    for stage, when in (("technically_introduced", "2024-07"), ("in_use", "2024-08")):
        reached = partial(
            reach, municipality=KINN, solution="pll", stage=stage, reached_on=when,
            precision="month", source_kind="municipality", source="Kinn", evidence="Brukes.",
        )  # fmt: skip
        past.municipality(KINN, reached, on)
    id = Adoption.id_of(KINN, "pll")
    confirmed = upon(
        Adoption, id, Adoption.confirm_benefit, indicator="Tid", owner="p-3",
        baseline=Measurement(42, "minutter", date(2024, 1, 1)),
        measured=Measurement(18, "minutter", date(2025, 1, 1)),
    )  # fmt: skip
    past.municipality(KINN, confirmed, on)
    lapsed = upon(
        Adoption, id, Adoption.lapse, on=date(2025, 10, 1), source_kind="municipality",
        source="Kinn", evidence="Sagt opp.",
    )  # fmt: skip
    past.municipality(KINN, lapsed, on)
    pilot = partial(
        note_evidence, municipality=BERGEN, solution="pll", status="pilot", dated="2023",
        precision="year", product=None, evidence="Pilotkommune", source="S3", confidence="high",
    )  # fmt: skip
    past.system(pilot, on)
    knowing = founding(
        Note.write, id=NOTE, municipality=BERGEN, region="46", solution="pll",
        text="Venter på ny avtale.",
    )  # fmt: skip
    past.did(Role.REGIONAL_CONTACT, knowing, on, region="46")
    again = upon(Note, NOTE, Note.correct, text="Avtalen er inngått.")
    past.did(Role.REGIONAL_CONTACT, again, on, region="46")


def inheritance(past: Past) -> None:
    """Of Ålesund, which was split, Haram takes over the use of PLL, and gives it back; what it
    then introduces itself, it loses."""
    on = date(2026, 1, 5)
    told = partial(
        reach, municipality=AALESUND, solution="pll", stage="in_use", reached_on="2022",
        precision="year", source_kind="import", source="NHN", evidence="Brukes.",
    )  # fmt: skip
    past.system(told, on)
    area = partial(
        reach_in_service, municipality=AALESUND, solution="pll", service="sykehjem",
        stage="in_use", reached_on="2022", precision="year", source_kind="import", source="NHN",
        evidence="Brukes.",
    )  # fmt: skip
    past.system(area, on)
    for inherits in (True, False):
        decided = partial(
            inherit, predecessor=AALESUND, successor=HARAM, solution="pll", inherits=inherits,
            reason="Samme journalsystem.",
        )  # fmt: skip
        past.did(Role.REGIONAL_CONTACT, decided, on, region="15")
    introduced = partial(
        reach, municipality=HARAM, solution="pll", stage="technically_introduced",
        reached_on="2025-02", precision="month", source_kind="municipality", source="Haram",
        evidence="Koblet til.",
    )  # fmt: skip
    past.municipality(HARAM, introduced, on)
    lost = upon(
        Adoption, Adoption.id_of(HARAM, "pll"), Adoption.lose, stage="technically_introduced",
        on=date(2025, 11, 1), source_kind="municipality", source="Haram", evidence="Koblet fra.",
    )  # fmt: skip
    past.municipality(HARAM, lost, on)


def use(past: Past) -> None:
    """Kinn's use is measured, corrected, asked about twice and answered; Bergen's is awaited."""
    on, nhn = date(2026, 1, 5), "994598759"
    ruling = {"definition": "Oppslag", "threshold": 10, "decision": "KS"}
    past.owner(partial(deeds.rule, solution="pll", decide=partial(_publish, ruling)), on)
    past.owner(partial(deeds.rule, solution="pll", decide=_weigh), on)
    months = [
        deeds.MeasuredMonth(KINN, "sykehjem", f"2025-{month:02}", value)
        for month, value in enumerate((0, 0, 1, 40), 6)
    ]
    batch = partial(
        deeds.measure, solution="pll", definition=1, batch="b-1", source="NHN", rows=months
    )
    past.did(Role.SERVICE_PROVIDER, batch, on, body=nhn)
    id = UseSeries.id_of(KINN, "pll", "sykehjem", 1)
    limits = {"threshold": 10, "rule_version": 1}
    correct = upon(
        UseSeries, id, UseSeries.correct, period="2025-09", value=4, source="Kinn", reason="Feil."
    )
    past.municipality(KINN, correct, on)
    past.system(upon(UseSeries, id, UseSeries.suggest_lapse, count=3, **limits), on)
    past.municipality(KINN, partial(deeds.dismiss, series=id, reason="Stengt."), on)
    more = [deeds.MeasuredMonth(KINN, "sykehjem", "2025-12", 60)]
    again = partial(
        deeds.measure, solution="pll", definition=1, batch="b-2", source="NHN", rows=more
    )
    past.did(Role.SERVICE_PROVIDER, again, on, body=nhn)
    past.system(upon(UseSeries, id, UseSeries.suggest_return, **limits), on)
    past.municipality(KINN, upon(UseSeries, id, _confirm), on)
    for stage in ("technically_introduced", "in_use"):
        told = partial(
            reach_in_service, municipality=KINN, solution="pll", service="legevakt", stage=stage,
            reached_on="2025", precision="year", source_kind="municipality", source="Kinn",
            evidence="Brukes.",
        )  # fmt: skip
        past.municipality(KINN, told, on)
    area = ServiceAdoption.id_of(KINN, "pll", "legevakt")
    lapsed = upon(
        ServiceAdoption, area, ServiceAdoption.lapse, on=date(2025, 12, 1),
        source_kind="municipality", source="Kinn", evidence="Sagt opp.",
    )  # fmt: skip
    past.municipality(KINN, lapsed, on)
    for municipality in (BERGEN, KINN):
        awaited = partial(UseExpectation.begin, municipality=municipality, solution="pll", weeks=12)
        past.system(founding(awaited), on)
    id = UseExpectation.id_of(KINN, "pll")
    past.system(upon(UseExpectation, id, UseExpectation.meet, by_what="use"), on)
    id = UseExpectation.id_of(BERGEN, "pll")
    past.system(upon(UseExpectation, id, UseExpectation.miss, today=date(2026, 4, 1)), on)


def _publish(ruling: dict[str, Any], rule: UseRule) -> None:
    rule.publish(act(), **ruling)


def _weigh(rule: UseRule) -> None:
    rule.weigh_services(act(), rule="any", services=[], decision="KS")


def _confirm(series: UseSeries, act: Act) -> None:
    series.confirm(act)


def benefit(past: Past) -> None:
    """Kinn expects a benefit and measures it; a study and figures are published."""
    on = date(2026, 1, 5)
    said = {"indicator": "Tid", "kind": "time", "unit": "minutter", "target": 20, "owner": "p-3"}
    opening = partial(open_case, municipality=KINN, solution="pll", **said)  # type: ignore[arg-type]
    past.municipality(KINN, opening, on)
    id = BenefitCase.id_of(KINN, "pll", "Tid")
    begun = upon(
        BenefitCase, id, BenefitCase.set_baseline, value=42, on=date(2025, 1, 1), source="Måling"
    )
    past.municipality(KINN, begun, on)
    measured = upon(
        BenefitCase, id, BenefitCase.measure, value=18, on=date(2026, 1, 1), source="Måling"
    )
    past.municipality(KINN, measured, on)
    past.municipality(KINN, upon(BenefitCase, id, BenefitCase.confirm), on)
    study = founding(
        EffectStudy.register, solution="pll", title="Effekt", population="12 sykehjem",
        finding="Kortere tid.", limits="Uten kontroll.", source="Rapport",
        published=date(2025, 6, 1), criterion="K2", strength="low", partners=["994598759"],
    )  # fmt: skip
    past.owner(study, on)
    past.owner(founding(PublishedFigures.begin, solution="pll"), on)
    publishing = upon(
        PublishedFigures, PublishedFigures.id_of("pll"), PublishedFigures.publish,
        as_of=date(2025, 12, 31), counted=Counted(357, 1, 1, 0, 356, 1, 100),
    )  # fmt: skip
    past.owner(publishing, on)


def work(past: Past) -> None:
    """A task is done, a notice is sent, and a case is put off."""
    opened = founding(
        Task.open, kind="contact_follow_up", about=EVALUATION, for_role="regional_kontakt",
        municipality=VOSS, subject_key="contact_follow_up", due=date(2024, 4, 1), facts=FACTS,
    )  # fmt: skip
    past.system(opened)
    task = Task.id_of("contact_follow_up", EVALUATION)
    past.system(upon(Task, task, Task.pass_on, body=VESTLAND))
    closing = upon(Task, task, Task.done, outcome="Avklart.")
    past.did(Role.REGIONAL_CONTACT, closing, body=VESTLAND, region="46")
    past.system(
        founding(
            Notice.send, about=EVALUATION, to=CONCERNED, subject_key="ready_for_use", facts=FACTS
        )
    )
    past.system(
        founding(
            Case.queue, kind="evaluation", about=EVALUATION, subject_key="evaluation_delivered",
            facts=FACTS,
        )
    )  # fmt: skip
    case = Case.id_of("evaluation", EVALUATION)
    past.group(upon(Case, case, Case.treat, meeting="NKG", outcome="postponed", reason="Tid."))


def funding(past: Past) -> None:
    """A grant of 10 million kroner as the group knew it at its meeting, and of 5 after it."""
    meeting, after = date(2024, 11, 27), date(2024, 12, 10)
    past.owner(
        founding(
            Grant.announce, scheme="samhandling", name="Tilskudd til samhandling", year=2025,
            granted_by="983544622", amount=10_000_000, known_on=date(2024, 11, 20),
            source="S4 L356",
        ),
        meeting,
    )  # fmt: skip
    grant = Grant.id_of("samhandling", 2025)
    reduced = upon(
        Grant, grant, Grant.change_frame, amount=500_000, known_on=date(2024, 12, 4),
        reason="Redusert ramme.", source="S4 L364",
    )  # fmt: skip
    past.owner(reduced, after)
    corrected = upon(
        Grant, grant, Grant.correct_frame, frame=2, amount=5_000_000, reason="Skrivefeil.",
        source="S4 L364",
    )  # fmt: skip
    past.owner(corrected, after)


def experience(past: Past) -> None:
    """Kinn tells what it learned and lets it be published; Voss changes its mind about that."""
    on = date(2024, 12, 11)
    for number, municipality in ((1, KINN), (2, VOSS)):
        id = derived("experiences", number)
        collected = founding(
            Experience.collect, id=id, municipality=municipality, solution="pll",
            text="Begynn smått.", context="Sykehjem",
        )  # fmt: skip
        past.municipality(municipality, collected, on)
        past.municipality(municipality, upon(Experience, id, Experience.consent, given=True), on)
        past.owner(upon(Experience, id, Experience.publish), on)
    taken_back = upon(Experience, id, Experience.consent, given=False)
    past.municipality(VOSS, taken_back, on)


def model(past: Past) -> None:
    """The model itself is evaluated."""
    past.owner(founding(ModelEvaluation.fall_due, due=date(2025, 12, 31), decision="KommIT 230783"))
    id = ModelEvaluation.id_of(2025)
    past.group(upon(ModelEvaluation, id, ModelEvaluation.contribute, text="Lengre frist."))
    adjustments = [{"text": "Lengre frist.", "source": "KS"}]
    held = upon(
        ModelEvaluation, id, ModelEvaluation.hold, summary="Virker.", adjustments=adjustments,
        case="KommIT 4/25",
    )  # fmt: skip
    past.owner(held, date(2025, 12, 1))

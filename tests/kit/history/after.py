"""What came of it: how far municipalities came, and what still waits for somebody."""

from __future__ import annotations

from datetime import date
from functools import partial

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.benefit import Measurement
from aggregates.deeds.adoption import note_evidence, reach
from aggregates.funding.grant import Grant
from aggregates.kernel.act import Role
from aggregates.tasks.case import Case
from aggregates.tasks.notice import Addressee, Notice
from aggregates.tasks.task import Task
from log.log import founding, upon
from tests.kit.history.past import BERGEN, EVALUATION, KINN, VOSS, Past

CONCERNED: list[Addressee] = [
    {"role": "koordineringsgruppe", "body": None},
    {"role": "regional_kontakt", "body": None},
]
FACTS = {"solution": "pll"}


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


def work(past: Past) -> None:
    """A task is done, a notice is sent, and a case is put off."""
    opened = founding(
        Task.open, kind="contact_follow_up", about=EVALUATION, for_role="regional_kontakt",
        municipality=VOSS, subject_key="contact_follow_up", due=date(2024, 4, 1), facts=FACTS,
    )  # fmt: skip
    past.system(opened)
    task = Task.id_of("contact_follow_up", EVALUATION)
    past.did(Role.REGIONAL_CONTACT, upon(Task, task, Task.done, outcome="Avklart."), region="46")
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

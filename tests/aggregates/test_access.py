"""What is known of a municipality is read by whom it concerns; what is withheld says why."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from aggregates.access.grading import Grading, concerns
from aggregates.access.note import Note
from aggregates.audit.reading import Reading
from aggregates.kernel.act import Role
from aggregates.kernel.root import derived
from tests.kit.given import Given, act, asked

HERE, ELSEWHERE = derived("municipalities", "4601"), derived("municipalities", "5001")
OF = derived("participations", "one")
CONTACT = act(Role.REGIONAL_CONTACT, region="46", body="310004618")
SAID = {"municipality": str(HERE), "region": "46"}


def writing(by: Any = CONTACT, text: str = "Venter på EPJ.") -> Any:
    return asked(
        lambda: Note.write(
            by, id=UUID(int=1), municipality=HERE, region="46", solution="pll", text=text
        )
    )


def note() -> Given:
    return Given(
        Note.write(
            CONTACT, id=UUID(int=1), municipality=HERE, region="46", solution=None, text="Venter."
        )
    )


def grading(kind: str = "participation") -> Given:
    return Given(Grading.begin(act(), of=OF, kind=kind))


def test_a_note_is_written_by_the_municipalitys_own_region_or_by_ks() -> None:
    writing().then(Note.Written, municipality=HERE, region="46", text="Venter på EPJ.")
    writing(act(Role.PORTFOLIO_OWNER)).then(Note.Written, municipality=HERE)
    writing(act(Role.REGIONAL_CONTACT, region="50")).then_refused("C23-09", "other_region")
    writing(text="").then_refused("C23-09", "note_empty")


def test_a_note_is_corrected_and_what_it_said_stays() -> None:
    note().when(Note.correct, CONTACT, text="Er i gang.").then(
        Note.Corrected, municipality=HERE, region="46", text="Er i gang."
    )
    note().when(Note.correct, CONTACT, text="Venter.").then_nothing()
    note().when(Note.correct, act(Role.NETWORK_RESOURCE, region="50"), text="Nei.").then_refused(
        "C23-09", "other_region"
    )


def test_what_is_withheld_names_its_paragraph() -> None:
    grading().when(Grading.withhold, act(), paragraph="23").then(
        Grading.Withheld, of=OF, kind="participation", paragraph="23"
    )
    grading().when(Grading.withhold, act(), paragraph="1").then_refused(
        "C23-09", "unknown_paragraph"
    )


def test_a_grade_is_given_once_and_can_be_taken_back() -> None:
    given = grading()
    given.when(Grading.lift, act()).then_nothing()
    given.when(Grading.withhold, act(), paragraph="23").then_events(Grading.Withheld)
    given.when(Grading.withhold, act(), paragraph="23").then_nothing()
    given.when(Grading.withhold, act(), paragraph="13").then_events(Grading.Withheld)
    given.when(Grading.lift, act()).then(Grading.Lifted, of=OF, kind="participation")


def test_what_has_been_published_is_not_withheld() -> None:
    grading("run").when(Grading.withhold, act(), paragraph="14").then_refused(
        "C23-09", "published_already"
    )


def test_what_is_released_is_the_publics_but_never_an_internal_note() -> None:
    given = grading("readiness")
    given.when(Grading.release, act()).then(Grading.Released, of=OF, kind="readiness")
    given.when(Grading.release, act()).then_nothing()
    grading("note").when(Grading.release, act()).then_refused("C23-09", "note_is_internal")


@pytest.mark.parametrize(
    ("role", "municipality", "region", "said", "concerned"),
    [
        (Role.PORTFOLIO_OWNER, None, None, SAID, True),
        (Role.AUDITOR, None, None, {}, True),
        (Role.MUNICIPAL_DECIDER, HERE, None, SAID, True),
        (Role.MUNICIPAL_COORDINATOR, HERE, None, SAID, True),
        (Role.MUNICIPAL_DECIDER, ELSEWHERE, None, SAID, False),
        (Role.REGIONAL_CONTACT, None, "46", SAID, True),
        (Role.REGIONAL_CONTACT, None, "50", SAID, False),
        (Role.REGIONAL_CONTACT, None, "46", {}, False),
        (Role.COORDINATING_GROUP, None, None, SAID, False),
        (Role.VENDOR, None, None, {}, False),
        (Role.SERVICE_PROVIDER, None, None, SAID, False),
    ],
    ids=str,
)
def test_what_is_withheld_concerns_who_it_is_about_its_region_ks_and_the_auditor(
    role: Role, municipality: UUID | None, region: str | None, said: Any, concerned: bool
) -> None:
    assert concerns(role, municipality, region, said) is concerned


def test_that_it_was_read_is_noted_with_what_for() -> None:
    asked(lambda: Reading.note(act(), of=[OF], at=[9, 7], purpose="Revisjon 4/26")).then(
        Reading.Noted, read=[str(OF)], at=[7, 9], purpose="Revisjon 4/26"
    )

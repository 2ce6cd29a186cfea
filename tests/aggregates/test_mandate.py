"""Who speaks for the sector speaks on its position, and never decides for a municipality."""

from __future__ import annotations

from datetime import date

import pytest

from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Role
from aggregates.mandates.mandate import Mandate
from tests.kit.given import Given, act, asked
from tests.kit.runs import invited

SINCE, UNTIL = date(2024, 1, 1), date(2025, 1, 1)
SPEAKER = act(Role.REPRESENTATIVE, by="p-7")


def mandate() -> Given:
    return Given(Mandate.give(act(), person="p-7", forum="NUFA", since=SINCE, until=UNTIL))


def test_a_mandate_says_for_which_forum_and_from_when_to_when() -> None:
    asked(lambda: Mandate.give(act(), person="p-7", forum="NUFA", since=SINCE, until=UNTIL)).then(
        Mandate.Given, person="p-7", forum="NUFA", since=SINCE, until=UNTIL
    )
    asked(lambda: Mandate.give(act(), person="p-7", forum="", since=SINCE)).then_refused(
        "C01-07", "forum_missing"
    )
    asked(
        lambda: Mandate.give(act(), person="p-7", forum="NUFA", since=UNTIL, until=SINCE)
    ).then_refused("C01-07", "ends_before")


def test_a_statement_without_a_position_of_the_sector_is_flagged() -> None:
    said = {"person": "p-7", "forum": "NUFA", "matter": "Sak 4/24"}
    mandate().when(Mandate.speak, SPEAKER, matter="Sak 4/24", on=date(2024, 2, 1)).then(
        Mandate.StatementMade, **said, position=None, anchored=False
    )
    mandate().when(
        Mandate.speak, SPEAKER, matter="Sak 4/24", on=date(2024, 2, 1), position="KS 24/9"
    ).then(Mandate.StatementMade, **said, position="KS 24/9", anchored=True)


def test_only_who_has_the_mandate_speaks_and_only_while_it_lasts() -> None:
    said = {"matter": "Sak 4/24", "on": date(2024, 2, 1)}
    mandate().when(Mandate.speak, act(by="p-8"), **said).then_refused(
        "C01-07", "not_the_representative"
    )
    for day in (date(2023, 12, 31), UNTIL):
        mandate().when(Mandate.speak, SPEAKER, matter="Sak 4/24", on=day).then_refused(
            "C01-07", "outside_mandate"
        )


def test_an_ended_mandate_ends_once_and_what_was_said_stays() -> None:
    given = mandate()
    given.when(Mandate.end, act(), until=date(2024, 6, 1)).then(
        Mandate.Ended, until=date(2024, 6, 1)
    )
    given.when(Mandate.end, act(), until=date(2024, 7, 1)).then_nothing()
    given.when(Mandate.speak, SPEAKER, matter="Sak 4/24", on=date(2024, 6, 1)).then_refused(
        "C01-07", "outside_mandate"
    )


@pytest.mark.rule("I08", "I01")
def test_what_a_representative_says_in_a_forum_is_no_decision_of_any_municipality() -> None:
    spoken = mandate().when(Mandate.speak, SPEAKER, matter="Delta i PLL", on=date(2024, 2, 1))
    [statement] = spoken.events
    assert not isinstance(statement, Participation.Event)
    assert not hasattr(statement, "municipality")
    participation = invited()
    for document in (None, "NUFA 4/24"):
        Given(participation).when(
            Participation.decide, SPEAKER, answer="join", basis_version=1, level="kommunestyre",
            document=document,
        ).then_refused("I01", "not_own_municipality")  # fmt: skip
    assert participation.unanswered

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from aggregates.deeds.criteria import acknowledge, propose_aims, propose_change
from aggregates.kernel.act import Role
from aggregates.portfolio.solution import Solution
from aggregates.readiness.acknowledgement import Acknowledgement
from aggregates.readiness.aims import ProfessionalAims
from aggregates.readiness.criteria import CriteriaSet
from aggregates.readiness.readiness import Readiness
from tests.aggregates.test_readiness_decision import pll
from tests.kit.desk import MemoryDesk
from tests.kit.given import Recorded, act, asked, given
from tests.kit.readiness import ASSESSORS, KS, PROGRAMME, STARTER, opened, published

PROGRAMMES = act(Role.PROGRAMME, by="p-3", body=PROGRAMME)
FIRST, SECOND = published(), published(version=2)
PARTIES: list[dict[str, Any]] = [
    {"kind": "programme", "body": PROGRAMME}, {"kind": "ks", "body": KS},
    {"kind": "professionals", "body": ASSESSORS},
]  # fmt: skip
AIM = "Oppslaget tar under to sekunder."


def acknowledged() -> Acknowledgement:
    """The programme has acknowledged version 1 for PLL."""
    desk = MemoryDesk(PROGRAMMES, pll(), FIRST)
    return acknowledge(desk, criteria_set=FIRST.id, solution="pll")


def moved(*phases: str) -> Solution:
    solution = pll()
    for phase in phases:
        solution.move(act(), phase=phase, decision="KS 1/24")
    return solution


def proposing(of: Acknowledgement, **instead: Any) -> Recorded:
    change = {"transition": "next_round", "reason": "Skjerpet."} | instead
    desk = MemoryDesk(act(), of, FIRST, SECOND)
    of.collect_events()
    return asked(
        lambda: propose_change(
            desk, criteria_set=FIRST.id, solution="pll", successor=SECOND.id, **change
        ),
        of,
    )


def proposed() -> ProfessionalAims:
    desk = MemoryDesk(PROGRAMMES, pll())
    return propose_aims(desk, solution="pll", text=AIM, parties=PARTIES)


@pytest.mark.rule("C03-02")
def test_a_programme_acknowledges_the_criteria_before_its_trial_ends() -> None:
    for phases in ((), ("trial",)):
        desk = MemoryDesk(PROGRAMMES, moved(*phases), FIRST)
        asked(partial(acknowledge, desk, criteria_set=FIRST.id, solution="pll")).then(
            Acknowledgement.Given, criteria_version=1, solution="pll"
        )
    over = MemoryDesk(PROGRAMMES, moved("trial", "ready"), FIRST)
    asked(lambda: acknowledge(over, criteria_set=FIRST.id, solution="pll")).then_refused(
        "C03-02", "trial_is_over"
    )


@pytest.mark.rule("C03-02")
def test_only_the_programme_acknowledges_and_only_what_is_published() -> None:
    desk = MemoryDesk(act(), pll(), FIRST)
    asked(lambda: acknowledge(desk, criteria_set=FIRST.id, solution="pll")).then_refused(
        "C03-02", "not_the_programme", programme=PROGRAMME
    )
    draft = CriteriaSet.draft(act(), name="utkast", version=1, criteria=STARTER)
    on = MemoryDesk(PROGRAMMES, pll(), draft)
    asked(lambda: acknowledge(on, criteria_set=draft.id, solution="pll")).then_refused(
        "C03-02", "not_published"
    )


@pytest.mark.rule("C03-02")
def test_asked_twice_it_is_acknowledged_once() -> None:
    first = acknowledged()
    desk = MemoryDesk(PROGRAMMES, pll(), FIRST, first)
    assert acknowledge(desk, criteria_set=FIRST.id, solution="pll") is first


@pytest.mark.rule("C03-02", "I13")
def test_a_later_change_is_proposed_with_a_transition_and_alters_no_assessment() -> None:
    running, readiness = acknowledged(), opened()
    before = readiness.round
    proposing(running).then(Acknowledgement.ChangeProposed, transition="next_round", from_day=None)
    assert (running.unanswered, readiness.round) == (True, before)
    proposing(running).then_nothing()


@pytest.mark.rule("C03-02")
def test_a_transition_is_known_has_a_day_where_it_needs_one_and_a_reason() -> None:
    proposing(acknowledged(), transition="now").then_refused("C03-02", "unknown_transition")
    proposing(acknowledged(), transition="from_day").then_refused("C03-02", "day_does_not_fit")
    proposing(acknowledged(), from_day=date(2024, 9, 1)).then_refused("C03-02", "day_does_not_fit")
    proposing(acknowledged(), reason="").then_refused("C03-02", "reason_missing")
    proposing(
        acknowledged(), transition="from_day", from_day=date(2024, 9, 1)
    ).then_events(Acknowledgement.ChangeProposed)  # fmt: skip


@pytest.mark.rule("C03-02")
def test_the_programme_itself_answers_and_a_no_says_why() -> None:
    running = acknowledged()
    answer = Acknowledgement.answer_change
    given(running).when(answer, PROGRAMMES, answer="accepted").then_refused(
        "C03-02", "nothing_proposed"
    )
    proposing(running)
    given(running).when(answer, act(), answer="accepted").then_refused(
        "C03-02", "not_the_programme"
    )
    given(running).when(answer, PROGRAMMES, answer="perhaps").then_refused(
        "C03-02", "unknown_answer"
    )
    given(running).when(answer, PROGRAMMES, answer="declined").then_refused(
        "C03-02", "reason_missing"
    )
    given(running).when(answer, PROGRAMMES, answer="declined", reason="For sent.").then(
        Acknowledgement.ChangeAnswered, answer="declined", successor=SECOND.id
    )
    given(running).when(answer, PROGRAMMES, answer="declined", reason="For sent.").then_nothing()
    assert not running.unanswered


@pytest.mark.rule("C03-06")
def test_an_agreement_lists_its_parties_and_who_is_missing() -> None:
    requirements = proposed()
    given(requirements).when(
        ProfessionalAims.agree, PROGRAMMES, version=1, document="NHN 26/301"
    ).then(ProfessionalAims.Agreed, parties=[PROGRAMME], missing=[KS, ASSESSORS])  # fmt: skip
    assert requirements.missing_kinds == ["ks", "professionals"]
    given(requirements).when(
        ProfessionalAims.agree, PROGRAMMES, version=1, document="NHN 26/301"
    ).then_nothing()
    for who in (act(), act(Role.HEALTH_ASSESSOR, body=ASSESSORS)):
        requirements.agree(who, version=1, document="24/1")
    assert (requirements.missing, requirements.missing_kinds) == ([], [])


@pytest.mark.rule("C03-06")
@pytest.mark.parametrize("left_out", range(3))
def test_whoever_belongs_to_it_is_on_the_list_or_it_is_refused(left_out: int) -> None:
    desk = MemoryDesk(PROGRAMMES, pll())
    some = PARTIES[:left_out] + PARTIES[left_out + 1 :]
    asked(lambda: propose_aims(desk, solution="pll", text=AIM, parties=some)).then_refused(
        "C03-06", "party_missing", lacking=[PARTIES[left_out]["kind"]]
    )


@pytest.mark.rule("C03-06")
@pytest.mark.parametrize(
    ("instead", "reason"),
    [
        ({"text": ""}, "text_missing"),
        ({"parties": [*PARTIES, PARTIES[0]]}, "party_doubled"),
        ({"parties": [*PARTIES, {"kind": "press", "body": "1"}]}, "unknown_kind"),
    ],
)
def test_what_nobody_could_agree_on_is_refused(instead: dict[str, Any], reason: str) -> None:
    told: dict[str, Any] = {"text": AIM, "parties": PARTIES} | instead
    desk = MemoryDesk(PROGRAMMES, pll())
    asked(lambda: propose_aims(desk, solution="pll", **told)).then_refused("C03-06", reason)


@pytest.mark.rule("C03-06")
def test_only_a_party_agrees_to_what_is_put_forward_now_on_its_own_document() -> None:
    stranger = act(body="974761076")
    agree = ProfessionalAims.agree
    given(proposed()).when(agree, stranger, version=1, document="1").then_refused(
        "C03-06", "not_a_party"
    )
    given(proposed()).when(agree, act(), version=2, document="1").then_refused(
        "C03-06", "other_version", version=1
    )
    given(proposed()).when(agree, act(), version=1, document="").then_refused(
        "C03-06", "document_missing"
    )


@pytest.mark.rule("C03-06")
def test_another_text_is_agreed_on_anew() -> None:
    requirements = proposed()
    requirements.agree(act(), version=1, document="KS 26/1")
    desk = MemoryDesk(PROGRAMMES, pll(), requirements)
    propose_aims(desk, solution="pll", text="Under ett sekund.", parties=PARTIES)
    assert (requirements.number, requirements.agreed) == (2, {})
    requirements.collect_events()
    propose_aims(desk, solution="pll", text="Under ett sekund.", parties=PARTIES)
    assert list(requirements.collect_events()) == []
    assert Readiness.TOPIC not in {each.TOPIC for each in desk.roots.values()}

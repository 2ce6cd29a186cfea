"""Every view after a past of real decisions: what its rows say, and that they can be built anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any, NamedTuple

import pytest

from log.log import Log
from log.opening import open_store
from log.store import Store
from projections.__main__ import rebuild
from projections.catalogue import VIEWS
from projections.criteria_sets import CriteriaSets
from projections.dates import Dates
from projections.deadlines import Deadlines
from projections.evaluations import Evaluations
from projections.experiences import Experiences
from projections.learnings import Learnings
from projections.loads import Ceilings, Loads
from projections.memory import MemoryTables
from projections.model_evaluations import ModelEvaluations
from projections.municipalities import Municipalities
from projections.needs import Needs
from projections.networks import Networks
from projections.opening import open_tables
from projections.participations import Participations
from projections.pilots import Pilots
from projections.portfolio import Portfolio
from projections.projector import Projector
from projections.puljer import Puljer
from projections.region_board import RegionBoard
from projections.runs import Runs
from projections.stages import Stages, stood
from projections.support import SupportTopics
from projections.surveys import Surveys
from projections.tables import Tables
from projections.technologies import Technologies
from projections.trail import Trail
from projections.vendors import VendorCommitments, VendorProducts
from projections.work import Work
from tests.kit.history import everything
from tests.kit.history.past import (
    BERGEN,
    EVALUATION,
    KINN,
    NEXT_RUN,
    RUN,
    SPRING,
    VOSS,
    participation,
    pulje,
)
from tests.kit.stores import fresh_url


class Told(NamedTuple):
    """A log with a past in it, and its views."""

    store: Store
    tables: Tables

    def row(self, view: Any, id: object) -> Any:
        found = self.tables.get(view, str(id))
        assert found is not None
        return found


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Told]:
    """Folded event by event as they came, and half-way by a process that took over."""
    folder = tmp_path_factory.mktemp("views")
    with fresh_url(request.param, folder) as url, Log(open_store(url)) as log:
        everything.tell(log)
        tables = open_tables(url)
        entries = log.store.read(0, 10_000)
        for part in (entries[: len(entries) // 2], entries[len(entries) // 2 :]):
            projector = Projector(log.store, tables, VIEWS)
            for entry in part:
                projector.take([entry])
        yield Told(log.store, tables)
        tables.close()


def test_the_past_holds_every_event_that_any_view_folds(told: Told) -> None:
    folded = {topic for view in VIEWS if view is not Trail for topic in view.folds}
    assert folded - {entry.topic for entry in told.store.read(0, 10_000)} == set()


@pytest.mark.rule("C01-09")
def test_a_run_loads_those_who_joined_until_it_ends_and_a_forum_until_it_is_left(
    told: Told,
) -> None:
    rows = told.tables.page(Loads, {"municipality": str(KINN), "run": str(RUN)})
    assert {row.kind: row.until is not None for row in rows} == {"run": True, "forum": True}


@pytest.mark.rule("I64")
def test_a_view_built_anew_from_the_beginning_has_the_same_rows(told: Told) -> None:
    before = {view: told.tables.page(view) for view in VIEWS}
    rebuild(told.store, told.tables, VIEWS)
    for view, rows in before.items():
        assert rows, view.name
        assert told.tables.page(view) == rows
        assert told.tables.freshness(view).position == told.store.head()


def test_municipalities_are_what_they_were_on_any_day(told: Told) -> None:
    def on(day: date) -> list[tuple[str, str]]:
        return [(r.number, r.name) for r in told.tables.page(Municipalities) if r.valid(day)]

    assert on(date(2019, 12, 31)) == [
        ("1201", "Bergen"), ("1234", "Granvin"), ("1235", "Voss"), ("1401", "Flora"),
        ("1439", "Vågsøy"), ("1507", "Ålesund"),
    ]  # fmt: skip
    assert on(date(2020, 1, 1)) == [
        ("1507", "Ålesund"), ("4601", "Bergen"), ("4602", "Kinn"), ("4621", "Voss"),
    ]  # fmt: skip
    assert on(date(2024, 1, 1)) == [
        ("1508", "Ålesund"), ("1580", "Haram"), ("4601", "Bergen"), ("4602", "Kinn"),
        ("4621", "Voss herad"),
    ]  # fmt: skip
    spans = told.tables.page(Municipalities, {"municipality": str(BERGEN)})
    assert [(row.number, row.county) for row in spans] == [("1201", "12"), ("4601", "46")]


def test_the_portfolio_keeps_readiness_ambition_needs_and_figures_apart(told: Told) -> None:
    pll, kj = told.row(Portfolio, "pll"), told.row(Portfolio, "kj")
    assert (pll.phase, pll.ambition["target"]) == ("trial", 356)
    assert pll.needs == [{"solution": "kj", "must": False}]
    standing = pll.readiness["national"]
    assert (standing["outcome"], standing["suspended"]) == ("revoked", False)
    assert (standing["round"], standing["in_assessment"]) == (1, True)
    assert kj.readiness["national"]["outcome"] == "not_ready"
    assert kj.readiness["national"]["unmet"] == ["K1", "K3"]
    assert (kj.figures["in_use"]["value"], kj.figures["in_use"]["as_of"]) == (265, "2024-02-16")


def test_every_version_of_the_criteria_shows_how_far_it_came(told: Told) -> None:
    found = [(row.version, row.phase) for row in told.tables.page(CriteriaSets)]
    assert found == [(1, "superseded"), (2, "draft")]


def test_a_run_shows_its_stage_its_plan_and_its_evaluation(told: Told) -> None:
    run = told.row(Runs, RUN)
    assert (run.stage, run.track, run.plan, run.review) == ("closed", "A", "v2", "approved")
    assert (run.opened_on, run.started_on) == (SPRING, date(2024, 6, 1))
    assert run.closed_on == date(2024, 12, 9)


@pytest.mark.rule("C10-03")
def test_an_evaluation_is_owed_until_it_is_received_also_where_it_is_delivered(told: Told) -> None:
    run = told.row(Evaluations, EVALUATION)
    assert [run.owed(date(2024, 12, day)) for day in (1, 2, 8, 9)] == [False, True, True, False]


def test_an_evaluation_shows_whom_it_asked_and_where_it_was_told(told: Told) -> None:
    found = told.row(Evaluations, EVALUATION)
    assert (found.response_rate, found.shared_at) == (0.5, ["Samling 1/25"])
    assert [(each["party"], each["anonymous"]) for each in found.responses] == [("964338531", True)]
    assert [each["answered"] for each in found.content["heard"]] == [True, False, True]


def test_a_learning_shows_what_a_new_run_answers_and_what_came_of_it(told: Told) -> None:
    [learning] = told.tables.page(Learnings)
    assert (learning.answered_by(str(NEXT_RUN)) or {})["answer"] == "taken_into_account"
    assert learning.answered_by(str(RUN)) is None
    assert (learning.open, learning.outcome) == (False, "improved")


def test_the_evaluation_of_the_model_shows_who_contributed_and_what_came_of_it(
    told: Told,
) -> None:
    [model] = told.tables.page(ModelEvaluations)
    assert (model.year, model.held_as, len(model.contributions)) == (2025, "KommIT 4/25", 1)
    assert model.adjustments == [{"text": "Lengre frist.", "source": "KS"}]


def test_an_experience_is_told_as_long_as_the_municipality_consents(told: Told) -> None:
    shown = {
        row.municipality: (row.consented, row.published_on) for row in told.tables.page(Experiences)
    }
    assert shown == {str(KINN): (True, date(2024, 12, 11)), str(VOSS): (False, None)}


def test_a_pulje_shows_who_has_a_place_and_who_was_offered_one(told: Told) -> None:
    one, two = told.row(Puljer, pulje(1)), told.row(Puljer, pulje(2))
    assert (one.capacity, one.taken) == (2, [str(participation(KINN))])
    assert (two.capacity, two.taken) == (5, [])
    assert one.offered == one.waiting == two.offered == two.waiting == []


def test_a_participation_shows_its_own_answer_and_place(told: Told) -> None:
    kinn = told.row(Participations, participation(KINN))
    assert (kinn.answer, kinn.late, kinn.pulje, kinn.place) == ("join", True, 1, "place")
    bergen = told.row(Participations, participation(BERGEN))
    assert (bergen.answer, bergen.invitation, bergen.pulje) == ("withdrawn", "answered", None)
    voss = told.row(Participations, participation(VOSS))
    assert (voss.invited_on, voss.answer, voss.reminders) == (date(2024, 3, 20), "join", 0)
    assert (voss.pulje, voss.place) == (None, None)


def test_the_region_board_shows_use_apart_from_what_was_decided(told: Told) -> None:
    kinn = told.row(RegionBoard, f"{KINN}/pll")
    assert (kinn.stage, kinn.reached_on, kinn.answer) == ("use_lapsed", "2025-10-01", "join")
    bergen = told.row(RegionBoard, f"{BERGEN}/pll")
    assert (bergen.stage, bergen.source_kind, bergen.answer) == (None, None, "withdrawn")


def test_deadlines_are_open_only_as_long_as_somebody_is_waited_for(told: Told) -> None:
    found = {row.id: (row.day, row.open) for row in told.tables.page(Deadlines)}
    assert found[f"{participation(KINN)}/offer"] == (date(2024, 5, 1), False)
    assert found[f"{participation(VOSS)}/expiry"] == (date(2024, 4, 21), False)
    waited = {id.rpartition("/")[2] for id, (_, open) in found.items() if open}
    assert waited == {"contact"}  # two groups without a contact are asked for one


def test_what_waits_for_somebody_is_open_also_when_it_was_put_off(told: Told) -> None:
    found = {row.sort: (row.for_role, row.open, row.outcome) for row in told.tables.page(Work)}
    assert found == {
        "task": ("regional_kontakt", False, "Avklart."),
        "notice": ("regional_kontakt", False, None),
        "case": ("koordineringsgruppe", True, "postponed"),
    }


def test_a_learning_shows_who_owns_it_now(told: Told) -> None:
    [learning] = told.tables.page(Learnings)
    assert (learning.text, learning.owner, learning.track) == ("Sent.", "NHN", "A")
    assert learning.raised_on == date(2024, 12, 5)


def test_the_trail_leads_to_every_event_that_names_a_thing(told: Told) -> None:
    def topics(subject: object) -> list[str]:
        rows = told.tables.page(Trail, {"subject": str(subject)})
        return [entry.topic for entry in told.store.at(row.position for row in rows)]

    assert topics(participation(BERGEN))[:2] == [
        "participation.invited",
        "participation.decision-made",
    ]
    assert "register.municipalities-merged" in topics(VOSS)
    assert "adoption.evidence-noted" in topics(BERGEN)
    assert {"evaluation.received", "run.closed", "pulje.planned"} <= set(topics(RUN))


@pytest.mark.rule("I68")
def test_whom_an_event_names_in_a_list_has_it_in_the_trail(told: Told) -> None:
    found = told.tables.page(Trail, {"subject": str(BERGEN)})
    topics = {entry.topic for entry in told.store.at(row.position for row in found)}
    assert "survey.opened" in topics


def test_the_days_that_lie_ahead_are_those_that_were_said_last(told: Told) -> None:
    days = [(row.kind, row.day) for row in told.tables.page(Dates)]
    assert days == [
        ("survey", date(2024, 5, 1)), ("survey", date(2024, 5, 8)),
        ("completion", date(2025, 1, 15)), ("material", date(2030, 6, 1)),
    ]  # fmt: skip


@pytest.mark.rule("C12-16")
def test_a_survey_shows_who_has_not_answered_whoever_asked(told: Told) -> None:
    rows = {row.county: row for row in told.tables.page(Surveys)}
    assert (rows[None].asked, rows[None].unanswered) == (2, [str(KINN)])
    own = rows["46"]
    assert (own.subject, own.asked, len(own.unanswered)) == ("htm", 3, 2)
    assert str(BERGEN) not in own.unanswered


@pytest.mark.rule("C08-04")
def test_a_topic_that_recurs_leads_to_the_need_it_became(told: Told) -> None:
    [row] = told.tables.page(SupportTopics)
    assert (row.run, row.topic) == (str(RUN), "vakt")
    assert told.row(Needs, row.need).text == "Vaktlag trenger eget oppsett."


def test_the_stages_that_were_told_come_to_what_the_board_says(told: Told) -> None:
    assert told.tables.page(Stages)
    for standing in told.tables.page(RegionBoard):
        of_it = {"municipality": standing.municipality, "solution": standing.solution}
        assert stood(standing, told.tables.page(Stages, of_it), date.max) == standing


def test_what_a_municipality_worked_with_ends_where_the_next_begins(told: Told) -> None:
    rows = told.tables.page(Technologies, {"municipality": str(BERGEN)})
    assert [(row.named, row.until) for row in rows] == [
        (["Profil"], date(2023, 1, 1)), (["Gerica"], None),
    ]  # fmt: skip
    day = date(2022, 6, 1)
    assert [row.named for row in rows if row.valid(day) and row.names("profil")] == [["Profil"]]


def test_a_product_in_operation_still_says_who_approved_it(told: Told) -> None:
    [row] = told.tables.page(VendorProducts)
    [status] = row.statuses
    assert (status["status"], status["verifier"]) == ("in_operation", "994598759")


def test_a_promise_keeps_every_day_that_it_was_due(told: Told) -> None:
    of_pll = [each for each in told.tables.page(VendorCommitments) if each.solution == "pll"]
    kept, broken = sorted(of_pll, key=lambda row: str(row.outcome), reverse=True)
    assert (kept.due, [each["from"] for each in kept.slips]) == (date(2024, 8, 1), ["2024-05-01"])
    assert (kept.puljer, broken.slips, broken.outcome) == ([str(pulje(1))], [], "broken")


def test_a_municipality_is_loaded_from_its_decision_until_it_leaves_or_the_run_is_closed(
    told: Told,
) -> None:
    rows = told.tables.page(Loads)
    assert {row.run for row in rows} == {str(RUN)}
    assert all(row.valid(row.since) and row.until and not row.valid(row.until) for row in rows)
    assert told.row(Ceilings, BERGEN).ceiling == 2


def test_who_said_no_to_a_pilot_and_is_asked_again_has_not_answered(told: Told) -> None:
    phases = {row.number: (row.phase, row.since) for row in told.tables.page(Pilots)}
    assert phases == {"4601": ("ended", SPRING), "4602": ("nominated", None)}


def test_a_closed_network_says_what_comes_after_it_and_who_has_what_it_had(told: Told) -> None:
    row = told.row(Networks, "e-komp")
    assert (row.successor, [each["to"] for each in row.resources]) == ("nett", ["nett"])


def test_a_solution_is_owned_by_who_took_it_over(told: Told) -> None:
    assert told.row(Portfolio, "dho").owner == "971032146"


@pytest.mark.rule("C05-04")
def test_a_pulje_shows_what_is_promised_after_its_start_until_it_is_kept(told: Told) -> None:
    entries = told.store.read(0, 10_000)
    late = next(each for each in entries if each.topic == "pulje.promise-later")
    with closing(MemoryTables()) as then:
        Projector(told.store, then, [Puljer]).take(entries[: entries.index(late) + 1])
        row = then.get(Puljer, str(late.aggregate))
    assert row is not None
    [promise] = row.late_promises
    assert promise["due"] == "2024-08-01"
    assert told.row(Puljer, late.aggregate).late_promises == []

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import pytest

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.figures import Figures
from aggregates.deeds import adoption, sign_up
from aggregates.deeds.decision import decide
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Act
from aggregates.kernel.root import Root, derived
from aggregates.mandates.delegation import Delegation
from aggregates.portfolio.solution import Solution
from aggregates.runs.pulje import Pulje
from tests.kit.desk import MemoryDesk
from tests.kit.given import Recorded, act, asked
from tests.kit.runs import (
    BERGEN,
    LEADER,
    RUN,
    SYSTEM,
    VOSS,
    coordinator,
    decider,
    invited,
    joined,
    pulje,
)

MINE, THEIRS = Participation.id_of(RUN, BERGEN), Participation.id_of(RUN, VOSS)
PULJE = Pulje.id_of(RUN, 1)


def laid_out(*roots: Root, who: Act = SYSTEM) -> MemoryDesk:
    desk = MemoryDesk(who, *roots)
    desk.recorded()
    return desk


def as_(who: Act, desk: MemoryDesk) -> MemoryDesk:
    """The same desk, asked by somebody else."""
    desk.act = who
    desk.recorded()
    return desk


def placed(capacity: int, who: Iterable[tuple[UUID, str]]) -> MemoryDesk:
    """A pulje that these have signed up for, in that order."""
    everybody = [joined(municipality, number) for municipality, number in who]
    desk = laid_out(pulje(capacity=capacity), pulje(2), *everybody)
    for each in everybody:
        sign_up.place_after_decision(desk, participation=each.id)
    desk.recorded()
    return desk


def full() -> MemoryDesk:
    """One place, which Bergen has, and for which Voss waits."""
    return placed(1, [(BERGEN, "4601"), (VOSS, "4621")])


def recorded(desk: MemoryDesk) -> Recorded:
    """All that came of a deed, by the topics of the events: those of a participation first."""
    events = sorted(desk.recorded(), key=lambda event: type(event).TOPIC)  # type: ignore[attr-defined]
    return Recorded(events, None)


def test_a_decision_to_join_with_a_wish_gets_its_place_once() -> None:
    desk = laid_out(joined(), pulje())
    sign_up.place_after_decision(desk, participation=MINE)
    recorded(desk).then_events(Participation.SignedUp, Pulje.PlaceTaken)
    sign_up.place_after_decision(desk, participation=MINE)
    recorded(desk).then_nothing()


def test_a_decision_that_no_longer_stands_or_wishes_nothing_gets_no_place() -> None:
    declined = joined()
    declined.decide(decider(), answer="decline", basis_version=1, level="kommunestyre")
    no_wish = joined(VOSS, "4621")
    no_wish.decide(decider(VOSS), answer="join", basis_version=1, level="kommunestyre")
    desk = laid_out(declined, no_wish, pulje())
    for each in (declined, no_wish):
        sign_up.place_after_decision(desk, participation=each.id)
    recorded(desk).then_nothing()


@pytest.mark.rule("I24")
def test_of_capacity_20_the_21st_is_first_on_the_waiting_list() -> None:
    municipalities = [(derived("municipalities", n), f"{4601 + n}") for n in range(21)]
    desk = placed(20, municipalities)
    cohort = desk.get(Pulje, PULJE)
    last = desk.get(Participation, Participation.id_of(RUN, municipalities[20][0]))
    assert (len(cohort.taken), cohort.waiting) == (20, [last.id])
    assert last.outcome == "waiting"


@pytest.mark.rule("C07-04", "I01")
def test_who_did_not_join_is_not_signed_up_and_takes_no_place() -> None:
    cohort = pulje()
    desk = laid_out(invited(), cohort, who=decider())
    asked(lambda: sign_up.sign_up(desk, participation=MINE, pulje=1)).then_refused(
        "C07-04", "not_joined", answer=None
    )
    assert cohort.free == cohort.capacity


@pytest.mark.rule("I24", "I03")
def test_when_one_withdraws_the_first_who_waits_is_offered_the_place() -> None:
    desk = as_(decider(), full())
    sign_up.withdraw(desk, participation=MINE, reason=None)
    recorded(desk).then_events(Participation.Withdrawn, Pulje.PlaceReleased)
    sign_up.offer_place(as_(SYSTEM, desk), pulje=PULJE)
    offered = recorded(desk)
    offered.then(Pulje.PlaceOffered, participation=THEIRS, municipality=VOSS)
    assert offered.events[0].until == date(2024, 3, 17)
    sign_up.offer_place(desk, pulje=PULJE)
    recorded(desk).then_nothing()


def offered_to_voss() -> MemoryDesk:
    desk = as_(decider(), full())
    sign_up.withdraw(desk, participation=MINE)
    sign_up.offer_place(as_(SYSTEM, desk), pulje=PULJE, until=date(2024, 3, 1))
    return desk


@pytest.mark.rule("I01")
def test_the_municipality_accepts_the_place_it_was_offered() -> None:
    desk = offered_to_voss()
    asked(lambda: sign_up.accept_offer(as_(LEADER, desk), participation=THEIRS)).then_refused(
        "I01", "not_own_municipality"
    )
    sign_up.accept_offer(as_(decider(VOSS), desk), participation=THEIRS)
    recorded(desk).then_events(Participation.PlaceGained, Pulje.OfferAccepted)
    sign_up.accept_offer(desk, participation=THEIRS)
    recorded(desk).then_nothing()


def test_the_municipality_turns_down_the_place_and_may_sign_up_for_another_pulje() -> None:
    desk = as_(decider(VOSS), offered_to_voss())
    sign_up.decline_offer(desk, participation=THEIRS)
    recorded(desk).then_events(Participation.PlaceDeclined, Pulje.OfferDeclined)
    sign_up.place_after_decision(as_(SYSTEM, desk), participation=THEIRS)
    recorded(desk).then_nothing()
    sign_up.sign_up(as_(decider(VOSS), desk), participation=THEIRS, pulje=2)
    recorded(desk).then_events(Participation.SignedUp, Pulje.PlaceTaken)


def test_who_is_in_no_pulje_has_no_offer_to_answer() -> None:
    desk = laid_out(joined(), pulje(), who=decider())
    for answer in (sign_up.accept_offer, sign_up.decline_offer):
        asked(lambda answer=answer: answer(desk, participation=MINE)).then_refused(  # type: ignore[misc]
            "C07-04", "not_signed_up"
        )


@pytest.mark.rule("I24", "C07-04")
def test_moving_takes_a_place_in_the_new_pulje_and_gives_up_the_old_one() -> None:
    desk = as_(decider(), full())
    sign_up.move(desk, participation=MINE, pulje=2)
    recorded(desk).then_events(Participation.PuljeChanged, Pulje.PlaceReleased, Pulje.PlaceTaken)
    assert desk.get(Pulje, PULJE).free == 1
    sign_up.move(desk, participation=MINE, pulje=2)
    recorded(desk).then_nothing()


@pytest.mark.rule("I03")
def test_a_decline_after_sign_up_gives_up_the_place() -> None:
    desk = as_(decider(), full())
    decide(desk, participation=MINE, answer="decline", basis_version=1, level="kommunestyre")
    recorded(desk).then_events(
        Participation.DecisionMade, Participation.Withdrawn, Pulje.PlaceReleased
    )


@pytest.mark.rule("I03")
def test_to_withdraw_from_the_queue_leaves_the_queue() -> None:
    desk = as_(decider(VOSS), full())
    sign_up.withdraw(desk, participation=THEIRS)
    recorded(desk).then_events(Participation.Withdrawn, Pulje.WaitlistLeft)


@pytest.mark.rule("I24")
def test_more_places_go_to_those_who_wait() -> None:
    desk = full()
    sign_up.change_capacity(desk, run=RUN, number=1, capacity=2)
    recorded(desk).then_events(Pulje.CapacityChanged, Pulje.PlaceOffered)


# What is told of adoptions begins with the first thing told


def kjernejournal() -> Solution:
    return Solution.register(
        act(), code="kjernejournal", name="Kjernejournal", kind="national_solution",
        owner="994598759", source="S3 ch. 4.3",
    )  # fmt: skip


def test_an_adoption_begins_with_the_first_thing_told_of_it() -> None:
    desk = laid_out(kjernejournal(), who=act())
    told = {
        "municipality": BERGEN, "solution": "kjernejournal", "stage": "in_use",
        "reached_on": "2023", "precision": "year", "source_kind": "import", "source": "Liste 2023",
        "evidence": "Står på listen",
    }  # fmt: skip
    for _ in range(2):
        adoption.reach(desk, **told)  # type: ignore[arg-type]
    recorded(desk).then_events(Adoption.Begun, Adoption.StageReached)
    adoption.note_evidence(
        desk, municipality=BERGEN, solution="kjernejournal", status="trial", dated=None,
        precision="unknown", product=None, evidence="Nevnt i avis", source="ba.no",
        confidence="medium",
    )  # fmt: skip
    recorded(desk).then(Adoption.EvidenceNoted, status="trial")


def test_figures_begin_with_the_first_one_stated_and_make_no_adoption() -> None:
    desk = laid_out(kjernejournal(), who=act())
    stated = {
        "solution": "kjernejournal", "measure": "technically_introduced", "value": 263,
        "precision": "about", "as_of": date(2024, 2, 16), "source": "S3 L387",
    }  # fmt: skip
    for _ in range(2):
        adoption.report_figure(desk, **stated)  # type: ignore[arg-type]
    recorded(desk).then_events(Figures.Begun, Figures.Reported)


def delegating(level: str) -> Delegation:
    """Voss has stated from which level on it decides about PLL."""
    stated = Delegation.begin(decider(VOSS), municipality=VOSS)
    stated.state(decider(VOSS), matter="pll", level=level, since=SYSTEM.today, document="26/88")
    return stated


@pytest.mark.rule("C07-04", "C07-08")
def test_a_coordinator_chooses_a_pulje_only_where_its_municipality_has_delegated_that() -> None:
    by_coordinator = coordinator(VOSS)
    desk = laid_out(joined(VOSS, "4621"), pulje(), pulje(2), who=by_coordinator)
    choosing = [
        lambda: sign_up.sign_up(desk, participation=THEIRS, pulje=1),
        lambda: sign_up.move(desk, participation=THEIRS, pulje=2),
        lambda: sign_up.accept_offer(desk, participation=THEIRS),
        lambda: sign_up.decline_offer(desk, participation=THEIRS),
    ]
    for choose in choosing:
        asked(choose).then_refused("C07-04", "not_delegated")
    desk.found(delegating("kommunalsjef"))
    desk.recorded()
    asked(choosing[0]).then_refused("C07-04", "not_delegated", level="virksomhetsleder")
    delegated = laid_out(
        joined(VOSS, "4621"), pulje(), delegating("virksomhetsleder"), who=by_coordinator
    )
    sign_up.sign_up(delegated, participation=THEIRS, pulje=1)
    recorded(delegated).then_events(Participation.SignedUp, Pulje.PlaceTaken)


@pytest.mark.rule("C07-04", "I01")
def test_what_one_municipality_has_delegated_lets_nobody_choose_for_another() -> None:
    desk = laid_out(joined(), pulje(), delegating("virksomhetsleder"), who=coordinator(VOSS))
    asked(lambda: sign_up.sign_up(desk, participation=MINE, pulje=1)).then_refused(
        "I01", "not_wished"
    )

from __future__ import annotations

from uuid import UUID

import pytest

from aggregates.deeds.handover import propose_handover
from aggregates.deeds.support import answer_issue, raise_issue
from aggregates.evaluation.learning import Learning
from aggregates.evaluation.lessons import Lessons
from aggregates.execution.open_issues import OpenIssues
from aggregates.kernel.act import Role
from aggregates.kernel.refusals import Missing, Refused
from aggregates.portfolio.solution import Handover, Solution
from tests.aggregates.test_solution import kjernejournal
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given
from tests.kit.material import drafted, organisation, package, publish
from tests.kit.regions import register

NHN, KS = "994598759", "971032146"
OWNER = act(Role.SERVICE_PROVIDER, body=NHN)
OFFER = Handover(KS, ["Oppslag uten svar"], [], [])


def offered() -> Solution:
    solution = kjernejournal()
    solution.propose_handover(OWNER, offer=OFFER)
    return solution


@pytest.mark.rule("C02-05")
def test_without_acceptance_the_old_owner_stands() -> None:
    solution = offered()
    assert solution.owner == NHN
    given(solution).when(Solution.accept_handover, act(body="983544622")).then_refused(
        "C02-05", "not_the_receiver", receiver=KS
    )
    assert solution.owner == NHN
    given(solution).when(Solution.accept_handover, act()).then(
        Solution.HandoverAccepted, former_owner=NHN, owner=KS
    )
    assert (solution.owner, solution.handover) == (KS, None)
    given(solution).when(Solution.accept_handover, act()).then_nothing()


@pytest.mark.rule("C02-05")
def test_what_is_declined_leaves_the_owner_and_says_why() -> None:
    solution = offered()
    given(solution).when(Solution.decline_handover, act(), reason="").then_refused(
        "C02-05", "reason_missing"
    )
    given(solution).when(Solution.decline_handover, act(), reason="Ikke finansiert.").then(
        Solution.HandoverDeclined, reason="Ikke finansiert."
    )
    assert (solution.owner, solution.handover) == (NHN, None)
    given(solution).when(Solution.decline_handover, act(), reason="x").then_refused(
        "C02-05", "nothing_proposed"
    )


@pytest.mark.rule("C02-05")
def test_only_who_owns_it_gives_it_away() -> None:
    given(kjernejournal()).when(Solution.propose_handover, act(), offer=OFFER).then_refused(
        "C02-05", "not_the_owner", owner=NHN
    )
    to_itself = Handover(NHN, [], [], [])
    given(kjernejournal()).when(Solution.propose_handover, OWNER, offer=to_itself).then_refused(
        "C02-05", "same_owner"
    )
    given(offered()).when(Solution.propose_handover, OWNER, offer=OFFER).then_nothing()


def learned(solution: str, key: str) -> Learning:
    return Learning.raise_(
        act(Role.ROLLOUT_LEADER), evaluation=UUID(int=1), key=key, run=UUID(int=2),
        solution=solution, track="A", text="x", type="vendor", owner="NHN",
    )  # fmt: skip


@pytest.mark.rule("C02-05")
def test_open_defects_material_and_learning_go_with_it() -> None:
    mine, other = learned("kj", "L1"), learned("pll", "L2")
    solution = Solution.register(
        act(), code="kj", name="KJ", kind="national_solution", owner=NHN, source="S3"
    )
    shared = package("ros")
    drafted(shared, "ros")
    publish(shared, type="ros", version_number=2)
    drafted(shared, "dpia")
    desk = MemoryDesk(OWNER, solution, organisation(KS, "ks"), shared, mine, other)
    handing = {"solution": "kj", "owner": KS, "defects": ["Oppslag uten svar"]}
    made = propose_handover(desk, **handing, learnings=[mine.id])  # type: ignore[arg-type]
    assert made.handover == Handover(KS, ["Oppslag uten svar"], ["ros v2"], [str(mine.id)])
    with pytest.raises(Refused, match="other_learning"):
        propose_handover(desk, **handing, learnings=[other.id])  # type: ignore[arg-type]
    with pytest.raises(Missing):
        propose_handover(desk, solution="kj", owner="983544622")


LEARNED, BROKEN = UUID(int=11), UUID(int=12)


def handed(left_out: dict[UUID, str]) -> Solution:
    """KJ with one open learning point and one unanswered issue, and what of them is left out."""
    solution = Solution.register(
        act(), code="kj", name="KJ", kind="national_solution", owner=NHN, source="S3"
    )
    lessons = Lessons.begin(act(), kind="solution", of="kj")
    lessons.add(act(), learning=LEARNED, key="L1")
    issues = OpenIssues.begin(act(), solution="kj")
    issues.enter(act(), issue=BROKEN, title="Oppslag uten svar")
    desk = MemoryDesk(OWNER, solution, organisation(KS, "ks"), lessons, issues)
    return propose_handover(desk, solution="kj", owner=KS, left_out=left_out)


@pytest.mark.rule("C02-05")
def test_all_that_is_open_goes_with_it_without_anybody_listing_it() -> None:
    made = handed({})
    assert made.handover == Handover(KS, ["Oppslag uten svar"], [], [str(LEARNED)])


@pytest.mark.rule("C02-05")
def test_what_is_open_is_left_out_of_a_handover_only_for_a_reason() -> None:
    for wrong, reason in (
        ({BROKEN: " "}, "left_out_without_reason"),
        ({UUID(int=13): "Gammelt."}, "not_open"),
    ):
        with pytest.raises(Refused, match=reason):
            handed(wrong)
    made = handed({BROKEN: "Gjelder en versjon som er tatt ut."})
    left_out = {str(BROKEN): "Gjelder en versjon som er tatt ut."}
    assert made.handover == Handover(KS, [], [], [str(LEARNED)], left_out)


@pytest.mark.rule("C02-05")
def test_an_issue_is_open_until_it_is_answered() -> None:
    desk = MemoryDesk(act(Role.NETWORK_RESOURCE), kjernejournal(), register("4601"))
    issue = raise_issue(
        desk, solution="kjernejournal", run=None, severity="major", title="Tregt", text="",
        affected=["4601"],
    )  # fmt: skip
    issues = desk.get(OpenIssues, OpenIssues.id_of("kjernejournal"))
    assert issues.titles == {issue.id: "Tregt"}
    desk.act = act(Role.SERVICE_PROVIDER)
    answer_issue(desk, issue=issue.id, answer="Rettet.")
    assert issues.titles == {}
    given(issues).when(OpenIssues.settle, act(), issue=issue.id).then_nothing()

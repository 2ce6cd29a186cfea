from __future__ import annotations

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import Api, Caller, day, refused
from tests.kit.story import PROOF, Story, join

LAST = day(30).isoformat()
STOP = {"ground": "safety", "reason": "Feil legemiddel kan vises."}


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


def declared(story: Story, code: str) -> str:
    """The id of the assessment of a new solution that is declared ready."""
    id = story.assessed(code)
    story.owner.does(f"/readiness/{id}/declaration", {"ready": True, "reason": "Tilrådd."})
    return id


def another(api: Api) -> Caller:
    """Somebody else at KS than the one who asked for an exemption: four eyes (I12)."""
    return api.caller(Role.PORTFOLIO_OWNER, subject="somebody else at KS")


def exempted(story: Story, code: str) -> tuple[str, str]:
    """The ids of an assessment, and of an exemption from the only criterion that it is unmet in."""
    id = story.assessed(code)
    answer = {"criterion": "K1", "answer": "partly", "evidence": PROOF}
    story.programme.does(f"/readiness/{id}/answers", answer)
    story.group.does(
        f"/readiness/{id}/recommendation", {"recommendation": "ready", "reason": "Trygt nok."}
    )
    asked = {"criterion": "K1", "reason": "Rettes snart.", "until": LAST}
    exemption: str = story.programme.does(f"/readiness/{id}/exemptions", asked)["id"]
    return id, exemption


@pytest.mark.rule("C03-11", "I09", "I14")
def test_suspended_refuses_invitations_with_the_trace_and_resumed_sends_them(story: Story) -> None:
    code = story.solution()
    readiness = declared(story, code)
    run = story.open(code)
    story.owner.does(f"/readiness/{readiness}/suspension", STOP)
    asked = {"municipality": "4601", "puljer": [1], "deadline": day(20).isoformat()}
    problem = refused(
        story.leader.post(f"/runs/{run}/invitations", asked), 409, rule="I09", reason="not_ready"
    )
    assert problem["facts"]["unmet"] == ["gjenåpning"]
    assert problem["trace"][0]["inputs"]["readiness"].startswith(f"readiness/{readiness}@")
    page = story.reader.get(f"/readiness/{readiness}").json()
    assert (page["standing"], page["suspension"]["ground"]) == ("suspended", "safety")
    story.owner.does(f"/readiness/{readiness}/resumption", {"reason": "Rettet."})
    story.invited(run)


@pytest.mark.rule("C03-11")
def test_who_provides_the_service_stops_it_and_ks_withdraws_it(story: Story) -> None:
    readiness = declared(story, story.solution())
    by = STOP | {"decided_by": "983544622"}
    refused(
        story.programme.post(f"/readiness/{readiness}/suspension", by),
        409, rule="C03-11", reason="document_missing",
    )  # fmt: skip
    by |= {"document": "Hdir 26/4711"}
    story.programme.does(f"/readiness/{readiness}/suspension", by)
    assert story.programme.post(f"/readiness/{readiness}/revocation", {}).status_code in {403, 422}
    story.owner.does(f"/readiness/{readiness}/revocation", {"reason": "Uten hjemmel."})
    assert story.reader.get(f"/readiness/{readiness}").json()["outcome"] == "revoked"


@pytest.mark.rule("C03-09", "I10", "I12")
def test_an_exemption_that_is_granted_is_what_readiness_and_invitations_rest_upon(
    api: Api, story: Story
) -> None:
    code = story.solution()
    readiness, exemption = exempted(story, code)
    decision = {"ready": True, "reason": "Tilrådd."}
    path = f"/exemptions/{exemption}/grant"
    same = story.owner.post(path, {"reason": "Trygt nok.", "until": LAST})
    refused(same, 403, rule="I12", reason="requester_answers")
    problem = refused(
        story.owner.post(f"/readiness/{readiness}/declaration", decision),
        409, rule="I10", reason="criteria_unmet",
    )  # fmt: skip
    assert problem["facts"]["unmet"] == ["K1"]
    another(api).does(f"/exemptions/{exemption}/grant", {"reason": "Trygt nok.", "until": LAST})
    story.owner.does(f"/readiness/{readiness}/declaration", decision)
    page = story.reader.get(f"/exemptions/{exemption}").json()
    assert (page["phase"], page["in_force"], page["granted_until"]) == ("granted", True, LAST)
    run = story.open(code)
    story.invited(run)
    another(api).does(f"/exemptions/{exemption}/revocation", {"reason": "Utrygt."})
    asked = {"municipality": "4602", "puljer": [1], "deadline": day(20).isoformat()}
    problem = refused(
        story.leader.post(f"/runs/{run}/invitations", asked), 409, rule="I09", reason="not_ready"
    )
    assert problem["facts"]["unmet"] == ["K1"]
    refused(story.leader.post(f"/runs/{run}/start"), 409, rule="I09", reason="not_ready")


@pytest.mark.rule("C03-09")
def test_a_denied_exemption_opens_nothing(api: Api, story: Story) -> None:
    readiness, exemption = exempted(story, story.solution())
    another(api).does(f"/exemptions/{exemption}/denial", {"reason": "For alvorlig."})
    decision = {"ready": True, "reason": "Tilrådd."}
    refused(
        story.owner.post(f"/readiness/{readiness}/declaration", decision),
        409, rule="I10", reason="criteria_unmet",
    )  # fmt: skip


@pytest.mark.rule("C03-12", "C03-13")
def test_a_trial_is_followed_and_what_is_ready_is_reviewed(story: Story) -> None:
    readiness = story.assessed(story.solution())
    story.group.does(f"/readiness/{readiness}/attachments", {"purpose": "Skissere et løp."})
    followed = story.reader.get(f"/readiness/{readiness}").json()["followed_by"]
    assert len(followed) == 1
    story.owner.does(f"/readiness/{readiness}/declaration", {"ready": True, "reason": "Ja."})
    called = {"trigger": "major_version", "reference": "3.0", "reason": "Nytt oppslag."}
    position = story.programme.does(f"/readiness/{readiness}/reviews", called)["position"]
    work = story.owner.get(f"/work?about={readiness}&at_least={position}").json()["items"]
    assert [each["item"]["kind"] for each in work] == ["readiness_review"]
    assert "ny hovedversjon (3.0)" in work[0]["sentence"]


@pytest.mark.rule("I03", "I14")
def test_a_municipality_that_says_no_while_all_stands_still_is_heard(story: Story) -> None:
    code = story.solution()
    readiness = declared(story, code)
    participation = story.invited(story.open(code))
    story.owner.does(f"/readiness/{readiness}/suspension", STOP)
    story.bergen.does(f"/participations/{participation}/decision", join(answer="decline"))

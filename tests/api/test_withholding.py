"""A region cannot read another's notes; a municipality reads everything recorded about it."""

from __future__ import annotations

from typing import Any

import pytest

from aggregates.kernel.act import Role
from seal.tiles import path_of
from seal.verify import check_dossier, check_log
from tests.api.sealing import sealed
from tests.api.test_dossier import held
from tests.kit.http import BERGEN, GROUP, KINN, NHN, VENDOR, VESTLAND, Api, Caller, refused
from tests.kit.story import Story, join

TRONDELAG = "310005002"
SECRET = "Venter på ny EPJ-avtale med leverandøren."
WHY = "Revisjon av løpet"


@pytest.fixture
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture
def contact(api: Api) -> Caller:
    return api.caller(Role.REGIONAL_CONTACT, VESTLAND)


def written(contact: Caller, text: str = SECRET) -> dict[str, Any]:
    return contact.does("/municipalities/4601/notes", {"solution": "kjernejournal", "text": text})


def seen(caller: Caller, path: str, receipt: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = caller.sees(
        path, at_least=receipt["position"], limit=500, **query
    )["items"]
    return [each for each in items if each["aggregate"] == receipt["id"]]


def test_a_note_is_read_by_the_municipality_it_is_about_without_more_ado(
    api: Api, contact: Caller
) -> None:
    receipt = written(contact)
    [note] = seen(
        api.caller(Role.MUNICIPAL_COORDINATOR, BERGEN), "/municipalities/4601/trail", receipt
    )
    assert (note["about"]["text"], note["withheld"]) == (SECRET, None)


def test_its_region_and_ks_read_it_for_a_purpose_and_that_is_recorded_first(
    api: Api, contact: Caller, story: Story
) -> None:
    receipt = written(contact)
    for reader in (contact, story.owner, story.reader):
        [closed] = seen(reader, "/municipalities/4601/notes", receipt)
        assert (closed["about"], closed["withheld"], closed["by"]) == ({}, "14", None)
        head = api.store.head()
        [open_] = seen(reader, "/municipalities/4601/notes", receipt, purpose=WHY)
        assert open_["about"]["text"] == SECRET
        noted = [e for e in api.store.read(head, 10) if e.topic == "reading.noted"]
        assert len(noted) == 1
        assert WHY.encode() in noted[0].state
        assert receipt["id"].encode() in noted[0].state


@pytest.mark.parametrize(
    ("role", "body"),
    [
        (Role.REGIONAL_CONTACT, TRONDELAG), (Role.NETWORK_RESOURCE, TRONDELAG),
        (Role.MUNICIPAL_DECIDER, KINN), (Role.COORDINATING_GROUP, GROUP),
        (Role.SERVICE_PROVIDER, NHN), (Role.VENDOR, VENDOR),
    ],
    ids=str,
)  # fmt: skip
def test_nobody_else_reads_it_for_any_purpose(
    api: Api, contact: Caller, role: Role, body: str
) -> None:
    receipt = written(contact)
    other = api.caller(role, body)
    for path in (f"/trail/{receipt['id']}", "/municipalities/4601/trail"):
        [closed] = seen(other, path, receipt, purpose=WHY)
        assert (closed["about"], closed["reason"], closed["withheld"]) == ({}, None, "14")
    assert SECRET not in str(other.get("/events", after=receipt["position"] - 1).json())


def test_notes_are_written_about_own_municipalities_only(api: Api) -> None:
    other = api.caller(Role.REGIONAL_CONTACT, TRONDELAG)
    refused(
        other.post("/municipalities/4601/notes", {"text": "Nei."}),
        409, rule="C23-09", reason="other_region",
    )  # fmt: skip
    vendor = api.caller(Role.VENDOR, VENDOR)
    refused(vendor.post("/municipalities/4601/notes", {"text": "Nei."}), 403)


def test_a_corrected_note_keeps_both(api: Api, contact: Caller) -> None:
    receipt = written(contact)
    after = contact.does(f"/notes/{receipt['id']}/correction", {"text": "Avtalen er inngått."})
    notes = seen(api.caller(Role.MUNICIPAL_DECIDER, BERGEN), "/municipalities/4601/notes", after)
    assert [each["about"]["text"] for each in notes] == [SECRET, "Avtalen er inngått."]


def test_what_a_municipality_withholds_of_its_decision_others_do_not_see(
    api: Api, story: Story
) -> None:
    id = story.invited(story.open(story.ready()))
    said = join(reason="Vi forhandler med to leverandører.", document="Bergen 26/9")
    story.bergen.does(f"/participations/{id}/decision", said)
    graded = {"kind": "participation", "of": id, "grade": "withheld", "paragraph": "23"}
    position = story.bergen.does("/gradings", graded)["position"]
    kinn = api.caller(Role.MUNICIPAL_DECIDER, KINN)
    told = kinn.sees(f"/decisions/{id}/trail", at_least=position)["items"]
    own = [each for each in told if each["aggregate"] == id]
    assert {each["withheld"] for each in own} == {"23"}
    assert "leverandører" not in str(told)
    row = kinn.sees(f"/participations/{id}", at_least=position)["item"]
    assert (row["answer"], row["document"]) == ("join", None)
    page = kinn.sees("/municipalities/4601", at_least=position)["item"]["participations"]
    assert [each["document"] for each in page if each["id"] == id] == [None]
    whole = story.bergen.sees(f"/participations/{id}", at_least=position)["item"]
    assert whole["document"] == "Bergen 26/9"
    assert "leverandører" in str(story.bergen.sees(f"/decisions/{id}/trail"))


def test_nobody_withholds_anothers_decision(api: Api, story: Story) -> None:
    id = story.invited(story.open(story.ready()))
    graded = {"kind": "participation", "of": id, "grade": "withheld", "paragraph": "23"}
    kinn = api.caller(Role.MUNICIPAL_DECIDER, KINN)
    refused(kinn.post("/gradings", graded), 409, rule="C23-09", reason="not_concerned")
    refused(story.owner.post("/gradings", graded | {"of": story.criteria()}), 404)


def test_the_public_reads_what_is_released_and_nothing_else(api: Api, story: Story) -> None:
    readiness = story.assessed(story.solution())
    refused(api.client.get(f"/api/public/{readiness}"), 404)
    released = {"kind": "readiness", "of": readiness, "grade": "released"}
    story.owner.does("/gradings", released)
    told = api.client.get(f"/api/public/{readiness}").json()
    assert told[0]["event"] == "readiness.opened"
    assert {each["by"] for each in told} == {None}
    story.owner.does("/gradings", released | {"grade": "ordinary"})
    refused(api.client.get(f"/api/public/{readiness}"), 404)


def test_the_public_reads_of_no_person(api: Api, story: Story) -> None:
    run = story.open(story.ready())
    story.owner.does("/gradings", {"kind": "run", "of": run, "grade": "released"})
    led = [
        each["about"]
        for each in api.client.get(f"/api/public/{run}").json()
        if each["event"] == "run.leader-appointed"
    ]
    assert [each["leader"] for each in led] == [None]


def test_what_is_withheld_stays_so_in_dossier_and_export_and_is_proven_all_the_same(
    api: Api, story: Story, contact: Caller
) -> None:
    id = story.invited(story.open(story.ready()))
    said = join(reason="Vi forhandler med to leverandører.", document="Bergen 26/9")
    story.bergen.does(f"/participations/{id}/decision", said)
    graded = {"kind": "participation", "of": id, "grade": "withheld", "paragraph": "23"}
    story.bergen.does("/gradings", graded)
    written(contact)
    size = sealed(api)
    story.reader.sees("/portfolio", at_least=api.store.head())
    closed, whole = (
        caller.get(f"/decisions/{id}/dossier", size=size)
        for caller in (api.caller(Role.MUNICIPAL_DECIDER, KINN), story.bergen)
    )
    for dossier in (closed, whole):
        assert list(check_dossier(dossier.json(), held(api, size))) == []
    assert "leverandører" in whole.text
    assert "leverandører" not in closed.text
    assert {each.get("withheld") for each in closed.json()["items"]} == {None, "23"}
    export = api.caller(Role.MUNICIPAL_DECIDER, KINN).get("/seal/leaves", size=size).content
    assert SECRET.encode() not in export
    assert "leverandører".encode() not in export
    assert list(check_log(export.splitlines(), [], [held(api, size)])) == []


def test_a_bundle_of_leaves_with_a_withheld_one_is_not_given_out(api: Api, contact: Caller) -> None:
    written(contact)
    last = sealed(api) - 1
    path = f"/seal/tile/entries/{path_of(last // 256, last % 256 + 1)}"
    problem = refused(api.caller(Role.VENDOR, VENDOR).get(path), 403)
    assert problem["type"] == "/api/problems/withheld"

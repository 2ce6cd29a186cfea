"""A decision's dossier can be read, and checked by whoever has a witness's checkpoint."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import pytest
import rfc8785

from aggregates.kernel.act import Role
from seal.verify import Checkpoint, check_dossier, checkpoint_of
from tests.api.sealing import checked, log_key, sealed, vault_of
from tests.api.test_seal import note
from tests.kit.http import BERGEN, Api, refused, running
from tests.kit.reference import reference_url
from tests.kit.story import Story

TAMPERINGS = 1000


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("api")
    with reference_url(request.param, folder) as url, running(url, folder) as api:
        yield api


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture(scope="module")
def decided(story: Story) -> str:
    """Bergen's participation in a run that it has joined."""
    invited = story.invited(story.open(story.ready()))
    story.joined(invited)
    return invited


def dossier(story: Story, id: str, **query: Any) -> bytes:
    response = story.reader.get(f"/decisions/{id}/dossier", **query)
    assert response.status_code == 200, response.text
    return bytes(response.content)


def held(api: Api, size: int) -> Checkpoint:
    return checkpoint_of(note(api, size=size), [log_key(api).key])


def test_a_dossier_tells_the_whole_story_with_who_in_which_role_and_by_which_rules(
    api: Api, story: Story, decided: str
) -> None:
    size = sealed(api)
    told = json.loads(dossier(story, decided, size=size))
    events = [item["event"] for item in told["items"]]
    trail = story.reader.sees(f"/decisions/{decided}/trail", at_least=api.store.head())["items"]
    assert [each["position"] for each in events] == [each["position"] for each in trail]
    assert [each["state"]["by"] for each in events] == [each["by"] for each in trail]
    [made] = [each for each in events if each["topic"] == "participation.decision-made"]
    assert (made["state"]["role"], made["state"]["body"]) == ("kommunal_beslutter", BERGEN)
    assert made["state"]["basis_version"] == 1
    [invited] = [each for each in events if each["topic"] == "participation.invited"]
    assert {finding["rule"] for finding in invited["state"]["trace"]} >= {"I04", "I09"}
    assert list(check_dossier(told, held(api, size))) == []


def test_the_same_size_gives_the_same_bytes_whatever_happens_meanwhile(
    api: Api, story: Story, decided: str
) -> None:
    size = sealed(api)
    before = dossier(story, decided, size=size)
    story.bergen.does(f"/participations/{decided}/decision", {
        "answer": "postpone", "basis_version": 1, "level": "kommunestyre",
    })  # fmt: skip
    sealed(api)
    assert dossier(story, decided, size=size) == before
    assert rfc8785.dumps(json.loads(before)) == before
    after = dossier(story, decided)
    assert len(json.loads(after)["items"]) > len(json.loads(before)["items"])


def test_a_proof_in_a_dossier_is_small(api: Api, story: Story, decided: str) -> None:
    sealed(api)
    for item in json.loads(dossier(story, decided))["items"]:
        assert len(rfc8785.dumps(item["proof"])) < 4096


def test_an_outsider_checks_a_dossier_with_one_file(
    api: Api, story: Story, decided: str, tmp_path: Path
) -> None:
    size = sealed(api)
    content = dossier(story, decided, size=size)
    (tmp_path / "dossier.json").write_bytes(content)
    (tmp_path / "held.txt").write_text(note(api, size=size), "utf-8")
    verifier = api.client.get("/api/seal/verifier").content
    command = ["dossier", "dossier.json", "--checkpoint", "held.txt"]
    command += ["--key", log_key(api).verification_key()]
    assert checked(tmp_path, verifier, *command).stdout.startswith("HOLDS: ")
    forged = content.replace(b'"answer":"join"', b'"answer":"decline"')
    (tmp_path / "dossier.json").write_bytes(forged)
    fails = checked(tmp_path, verifier, *command)
    assert fails.returncode == 1
    [made] = [i for i in json.loads(content)["items"] if "decision-made" in i["event"]["topic"]
              and i["event"]["state"]["answer"] == "join"]  # fmt: skip
    assert f"DOES NOT HOLD: leaf {made['leaf']} is not what was sealed there" in fails.stdout
    (tmp_path / "dossier.json").write_bytes(json.dumps(json.loads(content), indent=1).encode())
    assert "not in canonical form" in checked(tmp_path, verifier, *command).stderr


def test_a_person_who_was_erased_is_in_no_dossier_and_breaks_no_proof(
    api: Api, story: Story
) -> None:
    invited = story.invited(story.open(story.ready()))
    story.joined(invited, api.caller(Role.MUNICIPAL_DECIDER, BERGEN, "somebody else"))
    size = sealed(api)
    before = json.loads(dossier(story, invited, size=size))
    by = before["items"][-1]["event"]["state"]["by"]
    assert by.encode() in dossier(story, invited, size=size)
    with vault_of(api) as vault:
        vault.erase(by)
    content = dossier(story, invited, size=size)
    assert by.encode() not in content
    after = json.loads(content)
    assert list(check_dossier(after, held(api, size))) == []
    roles = [[item["event"]["state"]["role"] for item in told["items"]] for told in (before, after)]
    assert roles[0] == roles[1]


def test_an_event_that_is_withheld_is_shown_to_be_there(
    api: Api, story: Story, decided: str
) -> None:
    size = sealed(api)
    told = json.loads(dossier(story, decided, size=size))
    [*_, last] = told["items"]
    proven = story.reader.sees("/seal/inclusion", position=last.pop("event")["position"], size=size)
    last |= {"hash": proven["hash"], "withheld": "offentleglova § 14"}
    del last["salts"]
    assert list(check_dossier(told, held(api, size))) == []
    last["hash"] = "00" * 32
    assert [leaf for leaf, _ in check_dossier(told, held(api, size))] == [last["leaf"]]


def test_whatever_is_changed_in_a_dossier_is_found(api: Api, story: Story, decided: str) -> None:
    size = sealed(api)
    genuine = json.loads(dossier(story, decided, size=size))
    checkpoint, random = held(api, size), Random(3)
    for _ in range(TAMPERINGS):
        forged, what = tampered(genuine, random)
        if forged == genuine:
            continue
        assert found(forged, checkpoint), what


def found(dossier: Any, checkpoint: Checkpoint) -> bool:
    """Whether the verifier finds something, or cannot even read it."""
    try:
        return bool(list(check_dossier(dossier, checkpoint)))
    except (AttributeError, LookupError, TypeError, ValueError):
        return True


def tampered(genuine: Any, random: Random) -> tuple[Any, str]:
    """The dossier with one thing changed, taken out, doubled or swapped, and what that was."""
    dossier = deepcopy(genuine)
    items = dossier["items"]
    own = [i for i in items if i["event"]["aggregate"] == dossier["decision"]]
    match random.randrange(5):
        case 0:
            items.insert(random.randrange(len(items)), deepcopy(random.choice(items)))
            return dossier, "doubled"
        case 1:
            items.remove(random.choice(own[:-1]))
            return dossier, "taken out"
        case 2:
            one, other = random.sample(range(len(items)), 2)
            items[one], items[other] = items[other], items[one]
            return dossier, "swapped"
        case 3:
            random.choice(items)["note"] = "et tillegg"
            return dossier, "added to"
        case _:
            return dossier, changed(random.choice(items), random)


def changed(tree: Any, random: Random) -> str:
    """Change one value somewhere in it, and say where."""
    path = ""
    while True:
        name = random.choice(list(tree) if isinstance(tree, dict) else range(len(tree)))
        path += f"/{name}"
        if not isinstance(tree[name], dict | list) or not tree[name]:
            tree[name] = {} if tree[name] == [] else random.choice([1, "x", None, True, []])
            return path
        tree = tree[name]


def test_there_is_no_dossier_of_what_there_is_not_or_not_yet(
    api: Api, story: Story, decided: str
) -> None:
    size = sealed(api)
    refused(story.reader.get(f"/decisions/{uuid4()}/dossier"), 404)
    refused(story.reader.get(f"/decisions/{decided}/dossier", size=size + 1000), 404)
    refused(story.reader.get(f"/decisions/{decided}/dossier", at_least=size + 1), 425)

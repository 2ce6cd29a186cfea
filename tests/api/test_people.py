"""What is known of a person is theirs, is kept beside the log, and goes when they wish."""

from __future__ import annotations

import json
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid4, uuid5

import pytest

from aggregates.kernel.act import Role
from tests.kit.http import BERGEN, GROUP, KS, VOSS, Api, Caller, refused

NAME = {"name": "Prøve Oppdiktsen", "email": "prove@example.no", "telephone": "+47 912 34 567"}
LETTERS = str.maketrans("0123456789", "ghijklmnop")
WISH = {"reason": "own_wish"}


def somebody(api: Api, role: Role = Role.MUNICIPAL_COORDINATOR, body: str = BERGEN) -> Caller:
    return api.caller(role, body, f"p-{uuid4().hex[:20]}")


def reference_of(who: Caller) -> str:
    reference: str = who.sees("/me")["reference"]
    return reference


@pytest.fixture
def described(api: Api) -> tuple[Caller, str]:
    """Somebody in Bergen who has said who they are."""
    who = somebody(api)
    reference = reference_of(who)
    who.does(f"/people/{reference}/details", NAME)
    return who, reference


def test_a_caller_is_told_whom_the_log_knows_them_as(api: Api) -> None:
    me = somebody(api).sees("/me")
    assert me["reference"].startswith("p-")
    assert (me["organisation"], me["roles"]) == (BERGEN, ["kommunal_koordinator"])


def test_what_somebody_says_of_themselves_is_kept_beside_the_log(
    api: Api, described: tuple[Caller, str]
) -> None:
    who, reference = described
    assert who.sees(f"/people/{reference}/details") == {"reference": reference} | NAME
    entries = api.store.read(api.store.head() - 1, 1)
    assert [entry.topic for entry in entries] == ["person.registered"]
    assert json.loads(entries[0].state)["reference"] == reference
    assert not any(value.encode() in entries[0].state for value in NAME.values())


def test_details_are_corrected_without_a_further_event(
    api: Api, described: tuple[Caller, str]
) -> None:
    who, reference = described
    head = api.store.head()
    who.does(f"/people/{reference}/details", {"name": "Prøve Nyttnavn"})
    assert who.sees(f"/people/{reference}/details")["email"] is None
    assert api.store.head() == head


def test_others_neither_read_nor_change_nor_erase_it(
    api: Api, described: tuple[Caller, str]
) -> None:
    _, reference = described
    others = [
        somebody(api), somebody(api, Role.OPERATOR, VOSS), somebody(api, Role.AUDITOR, KS),
        somebody(api, Role.PORTFOLIO_OWNER, BERGEN),
    ]  # fmt: skip
    for other in others:
        refused(other.get(f"/people/{reference}/details"), 403)
        refused(other.post(f"/people/{reference}/details", NAME), 403)
        refused(other.delete(f"/people/{reference}", **WISH), 403)
    refused(somebody(api, Role.PORTFOLIO_OWNER, KS).get(f"/people/{reference}/details"), 403)


def test_nobody_is_described_before_they_were_there_themselves(api: Api) -> None:
    stranger = f"p-{uuid4().hex[:20]}"
    operator = somebody(api, Role.OPERATOR, BERGEN)
    refused(operator.post(f"/people/{stranger}/details", NAME), 403)
    refused(operator.get(f"/people/{stranger}/details"), 404)


def test_who_administers_the_organisation_looks_after_it(
    api: Api, described: tuple[Caller, str]
) -> None:
    _, reference = described
    administrator, path = somebody(api, Role.ADMINISTRATOR, BERGEN), f"/people/{reference}/details"
    administrator.does(path, {"name": "Prøve Rettetnavn"})
    refused(administrator.get(path), 403)
    head = api.store.head()
    assert administrator.sees(path, purpose="Vaktliste")["name"] == "Prøve Rettetnavn"
    assert [each.topic for each in api.store.read(head, 10)] == ["reading.noted"]
    deleted = administrator.delete(f"/people/{reference}", reason="no_longer_needed")
    assert deleted.status_code == 200
    refused(administrator.get(path, purpose="Vaktliste"), 404)


@pytest.mark.parametrize("known", [True, False], ids=["described", "never described"])
def test_ks_erases_anybody_wherever_they_act(api: Api, known: bool) -> None:
    who = somebody(api)
    reference = reference_of(who)
    if known:
        who.does(f"/people/{reference}/details", NAME)
    privacy = somebody(api, Role.PORTFOLIO_OWNER, KS)
    assert privacy.delete(f"/people/{reference}", **WISH).status_code == 200
    refused(who.get(f"/people/{reference}/details"), 404)


def test_who_is_erased_stays_in_the_trail_by_reference_role_and_body(
    api: Api, described: tuple[Caller, str]
) -> None:
    who, reference = described
    erased = who.delete(f"/people/{reference}", **WISH)
    assert erased.status_code == 200
    receipt = erased.json()
    refused(who.get(f"/people/{reference}/details"), 404)
    refused(
        who.post(f"/people/{reference}/details", NAME), 409, rule="C23-05", reason="erased"
    )  # fmt: skip
    trail = who.sees(f"/trail/{receipt['id']}", at_least=receipt["position"])["items"]
    assert [each["event"] for each in trail] == ["person.registered", "person.erased"]
    assert {(each["by"], each["role"], each["body"]) for each in trail} == {
        (reference, "kommunal_koordinator", BERGEN)
    }
    assert trail[1]["reason"] == "own_wish"


def test_an_erasure_asked_twice_is_recorded_once(api: Api, described: tuple[Caller, str]) -> None:
    who, reference = described
    first = who.delete(f"/people/{reference}", **WISH).json()
    again = who.delete(f"/people/{reference}", reason="registered_wrongly")
    assert (again.status_code, again.json()["version"]) == (200, first["version"])


def test_a_reason_in_ones_own_words_is_refused(api: Api, described: tuple[Caller, str]) -> None:
    who, reference = described
    refused(who.delete(f"/people/{reference}", reason="Har sluttet etter sykdom"), 422)
    refused(who.delete(f"/people/{reference}"), 422)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"email": "nobody"},
        {"telephone": "ring meg"},
        {"age": 42},
        {"name": "x" * 201},
    ],
)
def test_details_of_another_form_are_refused_and_not_repeated(
    api: Api, wrong: dict[str, object]
) -> None:
    who = somebody(api)
    response = who.post(f"/people/{reference_of(who)}/details", NAME | wrong)
    refused(response, 422)
    assert not any(value in response.text for value in NAME.values())


@pytest.mark.parametrize("way", ["{last}, {first}", "{first} {last} (leder)", "{first}\n{last}"])
def test_the_name_of_somebody_who_is_known_comes_into_no_text_until_they_are_erased(
    api: Api, way: str
) -> None:
    who, owner = somebody(api), api.caller(Role.PORTFOLIO_OWNER)
    first, last = (f"{uuid4().hex}".translate(LETTERS).title() for _ in range(2))
    reference = reference_of(who)
    who.does(f"/people/{reference}/details", {"name": f"{first} Mellom {last}"})
    solution = {"code": f"s-{uuid4().hex[:12]}", "name": "X", "kind": "method", "owner": KS}
    written = solution | {"source": f"Notat fra {way.format(first=first, last=last).lower()}"}
    problem = refused(owner.post("/solutions", written), 409, rule="I67", reason="personal")
    assert problem["facts"] == {"field": "source", "marker": "name"}
    assert problem["detail"].startswith("Feltet «source» inneholder navnet på en person.")
    who.delete(f"/people/{reference}", **WISH)
    owner.does("/solutions", written)


def test_not_even_a_digest_of_the_details_stays_that_could_be_guessed(api: Api) -> None:
    who = somebody(api)
    reference = reference_of(who)
    path = f"/people/{reference}/details"
    first = who.post(path, NAME, idempotency_key="x")
    assert who.post(path, NAME, idempotency_key="x").json() == first.json()
    refused(who.post(path, {"name": "Prøve Nyttnavn"}, idempotency_key="x"), 422)
    role = Role.MUNICIPAL_COORDINATOR
    stored = api.store.receipt(uuid5(NAMESPACE_URL, f"{reference}\n{BERGEN}\n{role}\nx"))
    assert stored is not None
    guessed = sha256(f"POST /api{path}\n".encode() + first.request.content).hexdigest()
    assert stored[0] not in {None, guessed}


@pytest.mark.rule("C01-05")
def test_both_spellings_resolve_to_one_identity_and_no_name_is_in_the_log(
    api: Api, described: tuple[Caller, str]
) -> None:
    who, reference = described
    secretary = api.caller(Role.COORDINATING_GROUP, GROUP)
    administrator = somebody(api, Role.ADMINISTRATOR)
    before = api.store.head()
    spellings = (f"Prøve {uuid4().hex.translate(LETTERS)}", f"P. {uuid4().hex.translate(LETTERS)}")
    ids = []
    for each in spellings:
        said = {"written_as": each, "person": reference}
        first = secretary.does("/people/writings", said)
        assert secretary.does("/people/writings", said)["id"] == first["id"]
        ids.append(first["id"])
        path = f"/people/writings/{first['id']}"
        assert secretary.sees(path)["person"] is None
        other = somebody(api, Role.ADMINISTRATOR, VOSS)
        refused(other.post(f"{path}/confirmation"), 403)
        administrator.does(f"{path}/confirmation")
    assert {secretary.sees(f"/people/writings/{each}")["person"] for each in ids} == {reference}
    told = b"".join(each.state for each in api.store.read(before, 100))
    assert not any(each.encode() in told for each in spellings)
    who.delete(f"/people/{reference}", **WISH)
    again = secretary.post("/people/writings", {"written_as": spellings[0], "person": reference})
    refused(again, 409, rule="C23-05", reason="erased")

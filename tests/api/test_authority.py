"""Every command and view, every role, own and foreign organisations: nobody too many, none too few.

What is expected is written here by hand and in words, not read from the table that decides.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from httpx2 import Response

from aggregates.access.grading import concerns
from aggregates.access.note import Note
from aggregates.invitations.authority import on_behalf
from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Forbidden, Refused
from aggregates.mandates.functions import fits
from aggregates.territory.register import Register
from aggregates.territory.timeline import Name
from api.adoptions import SOURCE_OF, told_of
from api.authority import ANYBODY, GRANTS, OPEN
from tests.architecture.test_access import OPEN as OPEN_PATHS
from tests.kit.desk import MemoryDesk
from tests.kit.given import MORNING, act
from tests.kit.http import BERGEN, HOMES, KINN, KS, Api, Caller
from tests.kit.rosters import referred
from tests.kit.source import ROOT
from tests.kit.story import Story

TRONDELAG = "310005002"
D, C = "kommunal_beslutter", "kommunal_koordinator"
R, L, N = "regional_kontakt", "innforingsleder", "nettverksressurs"
G, K, P = "koordineringsgruppe", "portefoljeeier", "tjenesteleverandor"
PROGRAMME, ASSESSOR, VENDOR = "program", "helsefaglig_vurderer", "leverandor"
AUDITOR, ADMINISTRATOR, SPEAKER = "revisor", "virksomhetsadministrator", "representant"
OPERATOR, SUBSCRIBER, DIGI = "drift", "abonnent", "diginettverk"
PEOPLE = {D, C, R, L, N, G, K, P, PROGRAMME, ASSESSOR, VENDOR, AUDITOR, ADMINISTRATOR, SPEAKER,
          OPERATOR, DIGI}  # fmt: skip
EVERYBODY = PEOPLE | {SUBSCRIBER}
COMMANDS: dict[str, set[str]] = {
    "participations/{id}/decision": {D, R, K},
    "participations/{id}/withdrawal": {D, R, K},
    "participations/{id}/reminders": {L, K},
    "participations/{id}/sign-up": {D, C},
    "participations/{id}/pulje": {D, C},
    "participations/{id}/offer/acceptance": {D, C},
    "participations/{id}/offer/refusal": {D, C},
    "participations/{id}/invitation-request": {D, C},
    "runs/{id}/invitations": {L, K},
    "municipalities/{number}/intentions": {D, R, K},
    "intentions/{id}/confirmation": {K},
    "intentions/{id}/fulfilment": {D, R, K},
    "intentions/{id}/withdrawal": {D, R, K},
    "municipalities/{number}/fulfilments": {D, R, K},
    "municipalities/{number}/anchoring": {D, C},
    "municipalities/{number}/anchoring/choice": {D},
    "municipalities/{number}/assessments": {D, C},
    "municipalities/{number}/assessments/sharing": {D},
    "participations/{id}/checklist/ticks": {D, C},
    "checklists/{id}/confirmations": {K, P, PROGRAMME},
    "solutions/{code}/obligations": {K},
    "solutions/{code}/obligations/endings": {K},
    "solutions/{code}/requirements/sectors": {K},
    "solutions/{code}/requirements/agreements": {K},
    "solutions/{code}/prices": {K},
    "municipalities/{number}/adoptions/{solution}/stages": {D, C, R, P, OPERATOR},
    "municipalities/{number}/adoptions/{solution}/lapses": {D, C, R, P, OPERATOR},
    "municipalities/{number}/adoptions/{solution}/losses": {D, C, R, P, OPERATOR},
    "municipalities/{number}/adoptions/{solution}/evidence": {D, C, R, P, OPERATOR},
    "municipalities/{number}/adoptions/{solution}/benefits": {D, C},
    "municipalities/{number}/adoptions/{solution}/services/{service}/stages": {
        D,
        C,
        R,
        P,
        OPERATOR,
    },
    "municipalities/{number}/adoptions/{solution}/services/{service}/lapses": {
        D,
        C,
        R,
        P,
        OPERATOR,
    },
    "municipalities/{number}/adoptions/{solution}/services/{service}/use/corrections": {
        D,
        C,
        P,
        OPERATOR,
    },
    "municipalities/{number}/adoptions/{solution}/services/{service}/use/confirmation": {D, C, R},
    "municipalities/{number}/adoptions/{solution}/services/{service}/use/dismissal": {D, C, R},
    "municipalities/{number}/adoptions/{solution}/inheritance": {R},
    "municipalities/{number}/adoptions/{solution}/benefit-cases": {D, C},
    "benefit-cases/{id}/baseline": {D, C},
    "benefit-cases/{id}/measurements": {D, C},
    "benefit-cases/{id}/confirmation": {D, C},
    "solutions/{code}/studies": {K},
    "studies/{id}/grade": {K},
    "solutions/{code}/published-figures": {K},
    "welfare-categories": {K},
    "solutions/{code}/use": {P, OPERATOR},
    "solutions/{code}/use-rule": {K},
    "solutions/{code}/service-rule": {K},
    "municipalities/{number}/organisation-number": {K, OPERATOR},
    "municipalities/{number}/notes": {R, N, K},
    "municipalities/{number}/delegation": {D},
    "notes/{id}/correction": {R, N, K},
    "regions/groups/{id}/secondments": {DIGI},
    "regions/secondments/{id}/{number}/acceptance": {R, L, N, DIGI},
    "regions/secondments/{id}/{number}/ending": {R, L, N, DIGI},
    "regions/groups/{id}/letters": {K},
    "regions/groups/{id}/letters/{year}/acceptance": {DIGI},
    "regions/groups/{id}/letters/{year}/report": {DIGI},
    "regions/groups/{id}/nominations": {R, DIGI},
    "nominations/{id}/response": PEOPLE - {AUDITOR},
    "regions/groups/{id}/networks": {K},
    "regions/groups/{id}/networks/{network}/level": {DIGI, K},
    "regions/groups/{id}/networks/{network}/closing": {K},
    "regions/groups/{id}/planned-runs/{year}": {R},
    "regions/groups/{id}/plans/{year}/items": {R},
    "regions/groups/{id}/plans/{year}/removals": {R},
    "regions/groups/{id}/plans/{year}/anchoring": {R},
    "regions/groups/{id}/plans/{year}/adoption": {R, DIGI},
    "regions/groups/{id}/plans/{year}/projects": {R, N},
    "regions/implementation/{year}/frame": {K},
    "regions/groups/{id}/implementation/{year}": {R, DIGI},
    "regions/groups/{id}/implementation/{year}/milestones": {R, DIGI},
    "regions/groups/{id}/implementation/{year}/meetings": {R, DIGI},
    "municipalities/{number}/contacts": {R, L, N},
    "questions": {D, C},
    "questions/{id}/routing": {R, L, N},
    "questions/{id}/answer": {R, L, N},
    "regions/groups/{id}/relations": {R},
    "regions/groups/{id}/relations/endings": {R},
    "solutions/{code}/cooperations/{number}/answers": {R},
    "needs": {D, C, R, N, K},
    "needs/{id}/assessment": {R},
    "needs/{id}/merging": {R, K, P, PROGRAMME},
    "needs/{id}/splitting": {R, K, P, PROGRAMME},
    "needs/{id}/lifting": {R},
    "needs/{id}/acknowledgement": {K, P, PROGRAMME},
    "needs/{id}/answer": {R, K, P, PROGRAMME},
    "needs/{id}/closing": {R, K, P, PROGRAMME},
    "change-requests": {R, K},
    "change-requests/{id}/status": {K, P, PROGRAMME},
    "regions/groups": {DIGI},
    "regions/groups/{id}/confirmation": {K},
    "regions/groups/{id}/counties": {K},
    "regions/groups/{id}/contact": {DIGI},
    "regions/groups/{id}/members": {DIGI},
    "regions/groups/{id}/endings": {DIGI},
    "regions/groups/{id}/competence": {R, DIGI},
    "regions/groups/{id}/representative": {R, DIGI},
    "gradings": {D, K},
    "runs": {G, R, K},
    "runs/{id}/track": {G, R, K},
    "runs/{id}/leader": {G, R},
    "runs/{id}/plan": {L, G},
    "runs/{id}/plan/activities": {L, G},
    "runs/{id}/plan/removals": {L, G},
    "runs/{id}/plan-review": {G},
    "runs/{id}/puljer": {L, G},
    "runs/{id}/puljer/{number}/opening": {G, R},
    "runs/{id}/puljer/{number}/capacity": {L, G},
    "runs/{id}/puljer/{number}/matching": {L, G},
    "runs/{id}/basis/{part}": {L, G},
    "runs/{id}/basis/freezing": {L, G},
    "runs/{id}/basis/cost/confirmation": {L, G},
    "runs/{id}/opening": {G, R},
    "runs/{id}/start": {L, G},
    "runs/{id}/follow-up": {L, G},
    "runs/{id}/evaluation": {L, G},
    "runs/{id}/closing": {G},
    "runs/{id}/puljer/{number}/start": {L, G},
    "runs/{id}/puljer/{number}/follow-up": {L, G},
    "runs/{id}/puljer/{number}/closing": {L, G},
    "participations/{id}/support": {D, C},
    "support/{id}/answers": {N, L},
    "runs/{id}/support/topics/{topic}/need": {R, N, K},
    "issues": {D, C, N, L, R},
    "issues/{id}/affected": {D, C, N, L, R},
    "issues/{id}/severity": {PROGRAMME, P, K},
    "issues/{id}/answer": {PROGRAMME, P},
    "runs/{id}/network": {N, L},
    "participations/{id}/network": {D, C},
    "participations/{id}/network/leaving": {D, C},
    "runs/{id}/themes": {L},
    "runs/{id}/version": {L, G},
    "runs/{id}/activities": {L},
    "activities/{id}/moving": {L},
    "activities/{id}/holding": {L},
    "activities/{id}/cancellation": {L},
    "activities/{id}/attendance": {L},
    "runs/{id}/puljer/{number}/tasks": {L},
    "participations/{id}/tasks": {D, C},
    "participations/{id}/tasks/outcome": {D, C},
    "participations/{id}/tasks/reopening": {D, C},
    "solutions/{code}/terms": {G, K},
    "follow-ups/{id}/plan": {D, C, L},
    "follow-ups/{id}/handover": {L},
    "follow-ups/{id}/measurements": {P, OPERATOR},
    "follow-ups/{id}/impressions": {L},
    "participations/{id}/owner": {D, C},
    "participations/{id}/exceptions": {D, C},
    "participations/{id}/reports": {D, C},
    "capacity": {P, L, R, K, N, D, C},
    "runs/{id}/puljer/{number}/period": {L, G},
    "runs/{id}/puljer/{number}/needs": {L, G},
    "runs/{id}/puljer/{number}/overbooking": {G},
    "runs/{id}/puljer/{number}/clashes": {G},
    "leader-pool": {R, K, P},
    "leader-pool/{id}/competences": {R, K, P},
    "leader-pool/{id}/availability": {R, K, P},
    "leader-pool/{id}/withdrawal": {R, K, P},
    "common-messages": {G, K},
    "common-messages/{id}/sender": {G, K},
    "common-messages/{id}/sending": {G, K, P, R},
    "bodies": {K},
    "coordinating-group": {K},
    "coordinating-group/seats": {K},
    "coordinating-group/seats/{orgnr}/occupant": {K, P, R, PROGRAMME},
    "coordinating-group/seats/{orgnr}/vacancy": {K, P, R, PROGRAMME},
    "coordinating-group/seats/{orgnr}/ending": {K},
    "runs/{id}/leader/acceptance": {L},
    "runs/{id}/working-group": {G},
    "runs/{id}/notification": {R, L},
    "runs/{id}/limits": {L, G},
    "runs/{id}/completion": {L, G},
    "runs/{id}/communication": {L, G},
    "runs/{id}/deviation": {G, K, R},
    "runs/{id}/actors": {R, L},
    "runs/{id}/population": {L, G, K},
    "runs/{id}/advance-notices": {L, K},
    "runs/{id}/test": {G, K},
    "runs/{id}/test/adjustments": {L, G, K},
    "runs/{id}/stop": {G, K, R},
    "runs/{id}/resumption": {G, K, R},
    "runs/{id}/cancellation": {G, K, R},
    "runs/{id}/puljer/{number}/leader": {G, R},
    "runs/{id}/puljer/{number}/cancellation": {G, K, R},
    "runs/{id}/survey": {L, G, R},
    "runs/{id}/survey/answers": {D, C},
    "regions/{county}/surveys": {R},
    "regions/{county}/surveys/{subject}/answers": {D, C},
    "runs/{id}/simultaneity": {L, G},
    "runs/{id}/simultaneity/confirmation": {D, C, R, K, P, PROGRAMME, ADMINISTRATOR},
    "runs/{id}/simultaneity/lifting": {L, G},
    "criteria-sets": {K},
    "criteria-sets/{id}": {K},
    "criteria-sets/{id}/anchoring": {K},
    "criteria-sets/{id}/publication": {K},
    "criteria-sets/{id}/acknowledgements": {PROGRAMME, P},
    "criteria-sets/{id}/acknowledgements/{code}/changes": {K},
    "criteria-sets/{id}/acknowledgements/{code}/changes/answer": {PROGRAMME, P},
    "solutions/{code}/aims": {PROGRAMME, P, K},
    "solutions/{code}/aims/agreements": {PROGRAMME, P, K, ASSESSOR, VENDOR},
    "readiness": {K},
    "readiness/{id}/answers": {PROGRAMME, P, K},
    "readiness/{id}/verdicts": {ASSESSOR},
    "readiness/{id}/recommendation": {G},
    "readiness/{id}/declaration": {K, G, P},
    "readiness/{id}/suspension": {K, G, P},
    "readiness/{id}/resumption": {K, G, P},
    "readiness/{id}/revocation": {K, G, P},
    "readiness/{id}/reviews": {PROGRAMME, P, K},
    "readiness/{id}/attachments": {G},
    "readiness/{id}/exemptions": {PROGRAMME, P},
    "exemptions/{id}/grant": {K, G, P},
    "exemptions/{id}/denial": {K, G, P},
    "exemptions/{id}/revocation": {K, G, P},
    "portfolio/endorsement/proposals": {K},
    "portfolio/endorsement/versions": {K},
    "solutions": {K},
    "solutions/{code}/phase": {K},
    "solutions/{code}/ambition": {K},
    "solutions/{code}/dependencies": {K, P, OPERATOR},
    "solutions/{code}/figures": {K, P, OPERATOR},
    "solutions/{code}/figures/corrections": {K, P, OPERATOR},
    "municipalities/{number}/technology": {D, C, R},
    "solutions/{code}/material": {K, P, PROGRAMME},
    "solutions/{code}/material/{type}/versions/{number}/publication": {K, P, PROGRAMME},
    "solutions/{code}/material/{type}/versions/{number}/withdrawal": {K, P, PROGRAMME},
    "solutions/{code}/material/maintainer": {K},
    "solutions/{code}/material/review": {K, P, PROGRAMME},
    "solutions/{code}/material/{type}/copy": {D, C},
    "solutions/{code}/material/{type}/copy/completion": {D, C},
    "solutions/{code}/material/{type}/copy/sharing": {D, C},
    "solutions/{code}/material/{type}/errors": PEOPLE - {AUDITOR, OPERATOR, VENDOR},
    "material-errors/{id}/answer": {K, P, PROGRAMME},
    "runs/{id}/material": {L, G},
    "organisations/{orgnr}/ending": {K, OPERATOR},
    "vendor-products": {K, P, VENDOR},
    "vendor-products/{id}/status": {VENDOR},
    "vendor-products/{id}/verification": {P},
    "vendor-commitments": {VENDOR},
    "vendor-commitments/{id}/date": {VENDOR},
    "vendor-commitments/{id}/puljer": {L, G, K},
    "vendor-commitments/{id}/outcome": {K, P},
    "solutions/{code}/vendors": {K, P, PROGRAMME},
    "solutions/{code}/vendors/information": {K, P, PROGRAMME},
    "solutions/{code}/vendors/exceptions": {K, P, PROGRAMME},
    "solutions/{code}/pilots": {R, K},
    "pilots/{id}/acceptance": {D},
    "pilots/{id}/refusal": {D},
    "pilots/{id}/ending": {K, P, PROGRAMME},
    "solutions/{code}/ownership/proposal": {K, P, PROGRAMME},
    "solutions/{code}/ownership/acceptance": {K, P, PROGRAMME},
    "solutions/{code}/ownership/refusal": {K, P, PROGRAMME},
    "municipalities/{number}/load-ceiling": {D, C},
    "groupings": {K, R},
    "organisations": {K, R},
    "organisations/{orgnr}/name": {K, R},
    "municipalities/{number}/name": {K},
    "municipalities/{number}/number": {K},
    "municipalities/mergers": {K},
    "municipalities/{number}/split": {K},
    "counties/{county}/name": {K},
    "groupings/{code}/members": {K, R},
    "networks": {K},
    "networks/{code}/resources": {K},
    "networks/{code}/closing": {K},
    "networks/{code}/carry-over": {K},
    "portfolio/priority/advice": {K, R, SPEAKER},
    "portfolio/priority/order": {K},
    "solutions/{code}/management": {K, P, PROGRAMME},
    "solutions/{code}/modules": {K, P, PROGRAMME},
    "solutions/{code}/versions": {K, P, PROGRAMME},
    "grants": {K},
    "grants/{id}/frames": {K},
    "grants/{id}/frames/{number}/corrections": {K},
    "practice": {K},
    "organisations/{orgnr}/administrators": {OPERATOR, K},
    "organisations/{orgnr}/functions": {ADMINISTRATOR},
    "organisations/{orgnr}/functions/endings": {ADMINISTRATOR},
    "mandates": {K},
    "mandates/{id}/ending": {K},
    "mandates/{id}/statements": {SPEAKER},
    "people/{reference}/details": EVERYBODY,
    "people/{reference}": EVERYBODY,
    "people/writings": {K, G},
    "people/writings/{id}/confirmation": {ADMINISTRATOR},
    "people/writings/{id}/ending": {K, G, ADMINISTRATOR},
    "evaluations/{id}/delivery": {L, N},
    "evaluations/{id}/receipt": {G},
    "evaluations/{id}/parties": {L, N},
    "evaluations/{id}/response": {D, C, R, N, L, P, PROGRAMME, VENDOR, G, K},
    "evaluations/{id}/sharing": {K},
    "learnings/{id}/settlement": {G, K},
    "runs/{id}/learnings/{learning}/answer": {L, G, R},
    "model-evaluations": {K},
    "model-evaluations/{year}/contribution": {R, G, K},
    "model-evaluations/{year}/holding": {K},
    "municipalities/{number}/experiences": {D, C, R, N},
    "experiences/{id}/consent": {D, C},
    "experiences/{id}/publication": {K},
    "learnings/{id}/owner": {G},
    "learnings/{id}/type": {G},
    "tasks/{id}/outcome": PEOPLE - {AUDITOR, OPERATOR},
    "cases/{id}/treatment": {G},
    "seal/cosignatures": {K, P, R},
}
"""Who may ask what, by role alone."""
VIEWS: dict[str, set[str]] = {
    "municipalities/{number}/everything": {D, C},
    "organisations/{orgnr}/orphans": {ADMINISTRATOR},
    "organisations/{orgnr}/functions": {ADMINISTRATOR, D, C, K, OPERATOR, AUDITOR},
    "municipalities/{number}/notes": {D, C, R, N, K, AUDITOR},
    "municipalities/{number}/assessments": {D, C, R, N, K, AUDITOR},
    "people/{reference}/details": EVERYBODY,
    "people/writings/{id}": {K, G, ADMINISTRATOR, AUDITOR},
    "municipalities/{number}/material/{solution}": {D, C},
    "events": EVERYBODY,
}
"""Who may see what, where it is not everybody with a function but the subscriber."""
AUTHORITY = {
    "forbidden",
    "unknown_body",
    "function_not_held",
    "other_body",
    "not_yours",
    "not_theirs",
}
OTHERS = {"I01", "C08-03", "C09-02", "C10-08", "C12-09", "C23-09"}
"""Rules that say: this is not yours."""
NAMES = sorted(GRANTS)


def expected(name: str) -> set[str]:
    method, _, path = name.partition(" ")
    path = path.removeprefix("/api/")
    return VIEWS.get(path, PEOPLE) if method == "GET" else COMMANDS[path]


@pytest.fixture(scope="module")
def known(api: Api) -> dict[str, Any]:
    """Something to ask about, of Bergen's where it is a municipality's."""
    story = Story(api)
    run = story.open(story.ready())
    return {
        "runs": {"id": run, "number": 1, "part": "resources"},
        "participations": {"id": story.invited(run)},
        "decisions": {"id": story.invited(run, "4602")},
        "trail": {"id": run}, "readiness": {"id": story.assessed(story.solution())},
        "criteria-sets": {"id": story.criteria(), "code": "kjernejournal"},
        "solutions": {"code": "kjernejournal"},
        "municipalities": {
            "number": "4601", "solution": "kjernejournal", "service": "sykehjem"
        },
        "networks": {"code": "e-komp"}, "groupings": {"code": "fosenregionen"},
        "counties": {"county": "46"},
        "regions": {"county": "46"}, "organisations": {"orgnr": BERGEN},
        "coordinating-group": {"orgnr": BERGEN},
        "people": {"reference": referred(api.url, api.folder, "somebody else")},
    }  # fmt: skip


def asked(api: Api, caller: Caller, name: str, known: dict[str, Any]) -> Response:
    """Ask it as the document's own example has it."""
    method, _, path = name.partition(" ")
    path = path.replace(":path}", "}")
    address = _address(path, known)
    body = _example(api, method, path)
    headers = {"authorization": f"Bearer {caller.token}", "if-none-match": "*"}
    if "/people/" in address and method == "DELETE":
        address += "?reason=own_wish"
    return api.client.request(method, address, json=body, headers=headers)


def _address(path: str, known: dict[str, Any]) -> str:
    there = {
        "network": "e_komp",
        "id": UUID(int=7),
        "number": 1,
        "part": "resources",
        "level": 0,
        "path": "000",
        "type": "ros",
        "learning": UUID(int=8),
        "year": 2027,
        "version": 1,
        "topic": "vakt",
        "subject": "htm",
    }
    return path.format(**there | known.get(path.split("/")[2], {}))


def _example(api: Api, method: str, path: str) -> Any:
    document = api.client.app.openapi()  # type: ignore[attr-defined]
    told = document["paths"][path][method.lower()].get("requestBody")
    if told is None:
        return None
    schema = told["content"]["application/json"]["schema"]
    named = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return named["examples"][0]


def barred(response: Response) -> bool:
    """Whether it was refused because of who asked."""
    if response.status_code not in {401, 403, 409}:
        return False
    problem = response.json()
    key = problem["type"].rpartition("/")[2]
    return response.status_code == 401 or key in AUTHORITY or problem.get("rule") in OTHERS


def test_what_is_expected_is_told_of_every_endpoint_and_of_no_other() -> None:
    told = {f"/api/{path}" for path in COMMANDS} | {
        name.partition(" ")[2] for name in NAMES if name.startswith("GET")
    }
    assert {name.partition(" ")[2] for name in NAMES} == told
    assert {name.partition(" ")[2] for name in OPEN} == OPEN_PATHS


@pytest.mark.parametrize("api", ["sqlite"], indirect=True)  # the table is asked before any store
@pytest.mark.parametrize("name", NAMES)
def test_each_role_is_let_in_or_refused_as_it_should_be(
    api: Api, known: dict[str, Any], name: str
) -> None:
    if GRANTS[name] is ANYBODY:
        return
    for role in (role for role in Role if role is not Role.SYSTEM):
        response = asked(api, api.caller(role), name, known)
        assert response.status_code < 500
        refused = "/api/problems/forbidden" in response.text
        assert refused == (role not in expected(name)), (role, response.text)


@pytest.mark.parametrize("name", NAMES)
def test_nobody_without_a_token_or_a_function_is_let_in(
    api: Api, known: dict[str, Any], name: str, head: int
) -> None:
    method, _, path = name.partition(" ")
    bare = api.client.request(method, _address(path.replace(":path}", "}"), known), json={})
    assert bare.status_code == 401
    if GRANTS[name] is ANYBODY:
        return
    for role in sorted(expected(name)):
        stranger = api.stranger(Role(role), HOMES.get(Role(role), KS), "unknown to the register")
        response = asked(api, stranger, name, known)
        assert response.status_code in {403, 409, 422}, response.text
        assert response.json()["type"] != "/api/problems/forbidden"
    assert api.store.head() == head


OWN = [
    (name, role)
    for name in NAMES
    for role in (Role.MUNICIPAL_DECIDER, Role.MUNICIPAL_COORDINATOR, Role.REGIONAL_CONTACT)
    if name.startswith("POST")
    and role in expected(name)
    and any(part in name for part in ("/participations/", "/municipalities/"))
]


@pytest.mark.parametrize(("name", "role"), OWN, ids=str)
def test_what_is_a_municipalitys_own_is_refused_to_every_other(
    api: Api, known: dict[str, Any], name: str, role: Role, head: int
) -> None:
    foreign = TRONDELAG if role is Role.REGIONAL_CONTACT else KINN
    response = asked(api, api.caller(role, foreign), name, known)
    assert barred(response), response.text
    assert api.store.head() == head


def organisations() -> Iterator[tuple[str, str, str, str]]:
    """Number, kind, county and municipality of every organisation there is."""
    with (ROOT / "data" / "organisations.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield row["number"], row["kind"], row["region"], ""
    with (ROOT / "data" / "municipalities.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield row["orgnr"], "municipality", row["fylkesnummer"], row["kommunenummer"]


ORGANISATIONS = list(organisations())
MUNICIPALITIES = [each for each in ORGANISATIONS if each[1] == "municipality"]


def acting(number: str, kind: str, county: str, municipality: str, role: Role) -> Act:
    return act(
        role, body=number,
        municipality=UUID(int=int(municipality)) if municipality else None,
        region=county if kind == "regional_group" else None,
    )  # fmt: skip


ACTS = [
    (kind, county, municipality, acting(number, kind, county, municipality, role))
    for number, kind, county, municipality in ORGANISATIONS
    for role in Role
    if fits(role, kind)
]
"""Every function of every organisation there is."""


def test_of_all_organisations_each_municipality_is_decided_for_by_itself_alone() -> None:
    assert len(MUNICIPALITIES) == 357
    decided = 0
    for _, _, county, own in MUNICIPALITIES:
        for kind, region, municipality, each in ACTS:
            may = _may(each, UUID(int=int(own)), county, None)
            with_document = _may(each, UUID(int=int(own)), county, "26/1")
            itself = municipality == own and each.role == Role.MUNICIPAL_DECIDER
            registers = each.role == Role.PORTFOLIO_OWNER or (
                kind == "regional_group" and region == county and each.role == Role.REGIONAL_CONTACT
            )
            assert may is itself, (own, each)
            assert with_document is (itself or registers), (own, each)
            decided += 1
    assert decided > 357 * 357


def _may(each: Act, municipality: UUID, region: str, document: str | None) -> bool:
    try:
        on_behalf(each, municipality, region, document)
    except Refused:
        return False
    return True


def test_of_all_organisations_whom_a_note_concerns_are_the_municipality_its_region_and_ks() -> None:
    for _, _, county, own in MUNICIPALITIES:
        said = {"municipality": str(UUID(int=int(own))), "region": county}
        for kind, region, municipality, each in ACTS:
            of_region = kind == "regional_group" and region == county
            over_all = each.role in {Role.PORTFOLIO_OWNER, Role.AUDITOR}
            read = concerns(each.role, each.municipality, each.region, said)
            assert read is (municipality == own or of_region or over_all), (own, each)


@pytest.mark.parametrize("county", sorted({each[2] for each in MUNICIPALITIES}))
def test_of_all_organisations_its_own_region_and_ks_write_notes_about_a_municipality(
    county: str,
) -> None:
    for kind, region, _, each in ACTS:
        of_region = kind == "regional_group" and region == county
        assert _writes(each, county) is (of_region or each.role == Role.PORTFOLIO_OWNER), each


def _writes(each: Act, region: str) -> bool:
    try:
        Note.write(
            each, id=UUID(int=1), municipality=UUID(int=2), region=region, solution=None, text="x"
        )
    except Refused:
        return False
    return True


def test_of_all_organisations_adoption_is_told_of_by_those_whose_word_it_is() -> None:
    register = Register.open(act(Role.SYSTEM), on=MORNING.date())
    for _, _, _, number in MUNICIPALITIES:
        register.register(act(Role.SYSTEM), number=number, name=Name(number, None, {}))
    ids = {number: register.id_of(number, MORNING.date()) for _, _, _, number in MUNICIPALITIES}
    for number, kind, county, municipality in ORGANISATIONS:
        for role in (role for role in SOURCE_OF if fits(role, kind)):
            asks = acting(number, kind, county, "", role)
            desk = MemoryDesk(replace(asks, municipality=ids.get(municipality)), register)
            for _, _, own_county, own in MUNICIPALITIES:
                theirs = {
                    "municipality": municipality == own,
                    "regional_contact": county == own_county,
                }
                assert _tells(desk, own) is theirs.get(SOURCE_OF[role], True), (own, asks)


def _tells(desk: MemoryDesk, number: str) -> bool:
    try:
        told_of(desk, number)
    except Forbidden:
        return False
    return True

"""Who may ask what: the one place that decides it. What is not in this table is open to nobody.

An endpoint is named by its method and address. Each role that may call it has a reach: whichever
municipality or organisation it concerns, or only the caller's own, or those of the caller's region.
`OWN` and `REGION` are checked where it is known whom a request concerns: for an organisation here,
for what a municipality decides or reports by the aggregate itself (I01, C08-03, C09-02), so that
the check rests on what is stored at that very moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from aggregates.kernel.act import Role


class Reach(StrEnum):
    """Whom a role may call an endpoint about."""

    ALL = "all"
    REGION = "region"
    OWN = "own"


Grant = Mapping[Role, Reach]


def _anywhere(*roles: Role) -> dict[Role, Reach]:
    return dict.fromkeys(roles, Reach.ALL)


def _region(*roles: Role) -> dict[Role, Reach]:
    return dict.fromkeys(roles, Reach.REGION)


def _own(*roles: Role) -> dict[Role, Reach]:
    return dict.fromkeys(roles, Reach.OWN)


READERS = tuple(role for role in Role if role not in {Role.SUBSCRIBER, Role.SYSTEM})
MUNICIPAL = (Role.MUNICIPAL_DECIDER, Role.MUNICIPAL_COORDINATOR)
CONTACT, KS, GROUP = Role.REGIONAL_CONTACT, Role.PORTFOLIO_OWNER, Role.COORDINATING_GROUP
LEADER, OPERATOR, PROVIDER = Role.ROLLOUT_LEADER, Role.OPERATOR, Role.SERVICE_PROVIDER
NETWORK = Role.DIGITAL_NETWORK

ANYBODY: Grant = {}
"""Whoever has a valid token, also before the register knows of any function."""
_READ = _anywhere(*READERS)
_DECIDE = _own(Role.MUNICIPAL_DECIDER) | _region(CONTACT) | _anywhere(KS)
_REPORT = _own(*MUNICIPAL) | _region(CONTACT) | _anywhere(PROVIDER, OPERATOR)
_TELL = _anywhere(KS, PROVIDER, OPERATOR)
_PROVIDE = _anywhere(KS, PROVIDER, Role.PROGRAMME)
_LEAD = _anywhere(LEADER, GROUP)
_OPEN = _anywhere(GROUP) | _region(CONTACT)
_RULE = _anywhere(KS, GROUP, PROVIDER)
"""For whatever body decides on readiness; the aggregate refuses all others (T06, C03-08)."""
_HALT = _anywhere(GROUP, KS) | _region(CONTACT)
_ROSTER = _own(Role.ADMINISTRATOR, *MUNICIPAL) | _anywhere(KS, OPERATOR, Role.AUDITOR)
_CAPABLE = _anywhere(PROVIDER, LEADER, CONTACT, KS, Role.NETWORK_RESOURCE, *MUNICIPAL)
_SIT = _own(KS, PROVIDER, CONTACT, Role.PROGRAMME)
_PERSON = _own(*READERS, Role.SUBSCRIBER)
_ONLOOKERS = {Role.AUDITOR, OPERATOR, Role.VENDOR}
_REMARK = _anywhere(*(role for role in READERS if role not in _ONLOOKERS))
_PERFORM = _anywhere(*(role for role in READERS if role not in {Role.AUDITOR, OPERATOR}))
_RECEIVERS = (KS, PROVIDER, Role.PROGRAMME)
_REGIONAL = (CONTACT, LEADER, Role.NETWORK_RESOURCE)
_NAMED = tuple(role for role in READERS if role is not Role.AUDITOR)

GRANTS: dict[str, Grant] = {
    # Invitations
    "POST /api/participations/{id}/decision": _DECIDE,
    "POST /api/runs/{id}/invitations": _anywhere(LEADER, KS),
    "POST /api/participations/{id}/reminders": _anywhere(LEADER, KS),
    "GET /api/participations": _READ,
    "GET /api/participations/{id}": _READ,
    "POST /api/participations/{id}/sign-up": _own(*MUNICIPAL),
    "POST /api/participations/{id}/pulje": _own(*MUNICIPAL),
    "POST /api/participations/{id}/offer/acceptance": _own(*MUNICIPAL),
    "POST /api/participations/{id}/offer/refusal": _own(*MUNICIPAL),
    "POST /api/participations/{id}/withdrawal": _DECIDE,
    "POST /api/participations/{id}/invitation-request": _own(*MUNICIPAL),
    # What municipalities state beside their answers
    "POST /api/municipalities/{number}/intentions": _DECIDE,
    "POST /api/intentions/{id}/confirmation": _anywhere(KS),
    "POST /api/intentions/{id}/fulfilment": _DECIDE,
    "POST /api/intentions/{id}/withdrawal": _DECIDE,
    "POST /api/municipalities/{number}/fulfilments": _DECIDE,
    "POST /api/municipalities/{number}/anchoring": _own(*MUNICIPAL),
    "POST /api/municipalities/{number}/anchoring/choice": _own(Role.MUNICIPAL_DECIDER),
    "POST /api/municipalities/{number}/assessments": _own(*MUNICIPAL),
    "POST /api/municipalities/{number}/assessments/sharing": _own(Role.MUNICIPAL_DECIDER),
    "GET /api/municipalities/{number}/assessments": _own(*MUNICIPAL)
    | _region(CONTACT, Role.NETWORK_RESOURCE)
    | _anywhere(KS, Role.AUDITOR),
    "POST /api/participations/{id}/checklist/ticks": _own(*MUNICIPAL),
    "POST /api/checklists/{id}/confirmations": _anywhere(KS, PROVIDER, Role.PROGRAMME),
    "GET /api/municipalities/{number}/commitments": _READ,
    "GET /api/solutions/{code}/commitments": _READ,
    "GET /api/municipalities/{number}/everything": _own(*MUNICIPAL),
    # The terms of a solution
    "POST /api/solutions/{code}/obligations": _anywhere(KS),
    "POST /api/solutions/{code}/obligations/endings": _anywhere(KS),
    "GET /api/solutions/{code}/obligations": _READ,
    "POST /api/solutions/{code}/requirements/sectors": _anywhere(KS),
    "POST /api/solutions/{code}/requirements/agreements": _anywhere(KS),
    "GET /api/solutions/{code}/requirements": _READ,
    "POST /api/solutions/{code}/prices": _anywhere(KS),
    "GET /api/runs/{id}/basis/{version}": _READ,
    # Adoption
    "POST /api/municipalities/{number}/adoptions/{solution}/stages": _REPORT,
    "POST /api/municipalities/{number}/adoptions/{solution}/lapses": _REPORT,
    "POST /api/municipalities/{number}/adoptions/{solution}/losses": _REPORT,
    "POST /api/municipalities/{number}/adoptions/{solution}/benefits": _own(*MUNICIPAL),
    "POST /api/municipalities/{number}/adoptions/{solution}/evidence": _REPORT,
    "POST /api/municipalities/{number}/adoptions/{solution}/services/{service}/stages": _REPORT,
    "POST /api/municipalities/{number}/adoptions/{solution}/services/{service}/lapses": _REPORT,
    "POST /api/municipalities/{number}/adoptions/{solution}/services/{service}/use/corrections": (
        _own(*MUNICIPAL) | _anywhere(PROVIDER, OPERATOR)
    ),
    "POST /api/municipalities/{number}/adoptions/{solution}/services/{service}/use/confirmation": (
        _own(*MUNICIPAL) | _region(CONTACT)
    ),
    "POST /api/municipalities/{number}/adoptions/{solution}/services/{service}/use/dismissal": (
        _own(*MUNICIPAL) | _region(CONTACT)
    ),
    "POST /api/municipalities/{number}/adoptions/{solution}/inheritance": _region(CONTACT),
    "POST /api/municipalities/{number}/adoptions/{solution}/benefit-cases": _own(*MUNICIPAL),
    "POST /api/benefit-cases/{id}/baseline": _own(*MUNICIPAL),
    "POST /api/benefit-cases/{id}/measurements": _own(*MUNICIPAL),
    "POST /api/benefit-cases/{id}/confirmation": _own(*MUNICIPAL),
    "POST /api/solutions/{code}/studies": _anywhere(KS),
    "POST /api/studies/{id}/grade": _anywhere(KS),
    "POST /api/solutions/{code}/published-figures": _anywhere(KS),
    "POST /api/welfare-categories": _anywhere(KS),
    "GET /api/solutions/{code}/benefits": _READ,
    "GET /api/solutions/{code}/studies": _READ,
    "GET /api/solutions/{code}/published-figures": _READ,
    "GET /api/solutions/{code}/stuck-pilots": _READ,
    "GET /api/portfolio/board": _READ,
    "GET /api/welfare-categories": _READ,
    "POST /api/solutions/{code}/use": _anywhere(PROVIDER, OPERATOR),
    "POST /api/solutions/{code}/use-rule": _anywhere(KS),
    "POST /api/solutions/{code}/service-rule": _anywhere(KS),
    "GET /api/solutions/{code}/use": _READ,
    "GET /api/solutions/{code}/use-rules": _READ,
    "GET /api/solutions/{code}/dashboard": _READ,
    "GET /api/solutions/{code}/introduced-not-used": _READ,
    # Runs
    "POST /api/runs": _anywhere(GROUP, CONTACT, KS),
    "GET /api/runs": _READ,
    "GET /api/runs/{id}": _READ,
    "POST /api/runs/{id}/track": _anywhere(GROUP, CONTACT, KS),
    "POST /api/runs/{id}/leader": _OPEN,
    "POST /api/runs/{id}/plan": _LEAD,
    "GET /api/runs/{id}/plan": _READ,
    "POST /api/runs/{id}/plan/activities": _LEAD,
    "POST /api/runs/{id}/plan/removals": _LEAD,
    "POST /api/runs/{id}/plan-review": _anywhere(GROUP),
    "POST /api/runs/{id}/puljer": _LEAD,
    "POST /api/runs/{id}/puljer/{number}/opening": _OPEN,
    "POST /api/runs/{id}/puljer/{number}/capacity": _LEAD,
    "POST /api/runs/{id}/puljer/{number}/matching": _LEAD,
    "GET /api/runs/{id}/basis": _READ,
    "PUT /api/runs/{id}/basis/{part}": _LEAD,
    "POST /api/runs/{id}/basis/freezing": _LEAD,
    "POST /api/runs/{id}/basis/cost/confirmation": _LEAD,
    "POST /api/runs/{id}/opening": _OPEN,
    "POST /api/runs/{id}/start": _LEAD,
    "POST /api/runs/{id}/follow-up": _LEAD,
    "POST /api/runs/{id}/evaluation": _LEAD,
    "POST /api/runs/{id}/closing": _anywhere(GROUP),
    # Execution and follow-up
    "POST /api/participations/{id}/support": _own(*MUNICIPAL),
    "POST /api/support/{id}/answers": _anywhere(Role.NETWORK_RESOURCE, LEADER),
    "GET /api/runs/{id}/support": _READ,
    "GET /api/runs/{id}/support/topics": _READ,
    "POST /api/runs/{id}/support/topics/{topic}/need": _region(CONTACT, Role.NETWORK_RESOURCE)
    | _anywhere(KS),
    "POST /api/issues": _own(*MUNICIPAL) | _anywhere(Role.NETWORK_RESOURCE, LEADER, CONTACT),
    "GET /api/issues": _READ,
    "POST /api/issues/{id}/affected": _own(*MUNICIPAL)
    | _anywhere(Role.NETWORK_RESOURCE, LEADER, CONTACT),
    "POST /api/issues/{id}/severity": _anywhere(Role.PROGRAMME, PROVIDER, KS),
    "POST /api/issues/{id}/answer": _anywhere(Role.PROGRAMME, PROVIDER),
    "POST /api/runs/{id}/network": _anywhere(Role.NETWORK_RESOURCE, LEADER),
    "GET /api/runs/{id}/network": _READ,
    "POST /api/participations/{id}/network": _own(*MUNICIPAL),
    "POST /api/participations/{id}/network/leaving": _own(*MUNICIPAL),
    "POST /api/runs/{id}/themes": _anywhere(LEADER),
    "POST /api/runs/{id}/version": _LEAD,
    "GET /api/runs/{id}/themes": _READ,
    "POST /api/runs/{id}/activities": _anywhere(LEADER),
    "GET /api/runs/{id}/activities": _READ,
    "GET /api/runs/{id}/attendance": _READ,
    "POST /api/activities/{id}/moving": _anywhere(LEADER),
    "POST /api/activities/{id}/holding": _anywhere(LEADER),
    "POST /api/activities/{id}/cancellation": _anywhere(LEADER),
    "POST /api/activities/{id}/attendance": _anywhere(LEADER),
    "POST /api/runs/{id}/puljer/{number}/tasks": _anywhere(LEADER),
    "POST /api/participations/{id}/tasks": _own(*MUNICIPAL),
    "POST /api/participations/{id}/tasks/outcome": _own(*MUNICIPAL),
    "POST /api/participations/{id}/tasks/reopening": _own(*MUNICIPAL),
    "GET /api/participations/{id}/tasks": _READ,
    "GET /api/runs/{id}/board": _READ,
    "GET /api/regions/{county}/participations": _READ,
    "POST /api/solutions/{code}/terms": _anywhere(GROUP, KS),
    "GET /api/solutions/{code}/terms": _READ,
    "POST /api/runs/{id}/puljer/{number}/start": _LEAD,
    "POST /api/runs/{id}/puljer/{number}/follow-up": _LEAD,
    "POST /api/runs/{id}/puljer/{number}/closing": _LEAD,
    "POST /api/follow-ups/{id}/plan": _own(*MUNICIPAL) | _anywhere(LEADER),
    "POST /api/follow-ups/{id}/handover": _anywhere(LEADER),
    "POST /api/follow-ups/{id}/measurements": _anywhere(PROVIDER, OPERATOR),
    "POST /api/follow-ups/{id}/impressions": _anywhere(LEADER),
    "GET /api/follow-ups/{id}": _READ,
    "POST /api/participations/{id}/owner": _own(*MUNICIPAL),
    "POST /api/participations/{id}/exceptions": _own(*MUNICIPAL),
    "POST /api/participations/{id}/reports": _own(*MUNICIPAL),
    # What runs have in place
    "GET /api/runs/{id}/preparation": _READ,
    "POST /api/runs/{id}/leader/acceptance": _anywhere(LEADER),
    "POST /api/runs/{id}/working-group": _anywhere(GROUP),
    "POST /api/runs/{id}/notification": _anywhere(LEADER) | _region(CONTACT),
    "POST /api/runs/{id}/limits": _LEAD,
    "POST /api/runs/{id}/completion": _LEAD,
    "POST /api/runs/{id}/communication": _LEAD,
    "POST /api/runs/{id}/deviation": _HALT,
    "POST /api/runs/{id}/actors": _anywhere(LEADER) | _region(CONTACT),
    "POST /api/runs/{id}/population": _anywhere(LEADER, GROUP, KS),
    "GET /api/runs/{id}/population": _READ,
    "POST /api/runs/{id}/advance-notices": _anywhere(LEADER, KS),
    "POST /api/runs/{id}/test": _anywhere(GROUP, KS),
    "POST /api/runs/{id}/test/adjustments": _anywhere(LEADER, GROUP, KS),
    "POST /api/runs/{id}/stop": _HALT,
    "POST /api/runs/{id}/resumption": _HALT,
    "POST /api/runs/{id}/cancellation": _HALT,
    "POST /api/runs/{id}/puljer/{number}/leader": _OPEN,
    "POST /api/runs/{id}/puljer/{number}/cancellation": _HALT,
    "POST /api/runs/{id}/survey": _LEAD | _region(CONTACT),
    "POST /api/runs/{id}/survey/answers": _own(*MUNICIPAL),
    "GET /api/runs/{id}/survey": _READ,
    "POST /api/regions/{county}/surveys": _region(CONTACT),
    "POST /api/regions/{county}/surveys/{subject}/answers": _own(*MUNICIPAL),
    "GET /api/regions/{county}/surveys/{subject}": _READ,
    "GET /api/surveys": _READ,
    "POST /api/runs/{id}/simultaneity": _LEAD,
    "POST /api/runs/{id}/simultaneity/confirmation": _own(
        *MUNICIPAL, CONTACT, KS, PROVIDER, Role.PROGRAMME, Role.ADMINISTRATOR
    ),
    "POST /api/runs/{id}/simultaneity/lifting": _LEAD,
    "GET /api/runs/{id}/simultaneity": _READ,
    # Readiness
    "POST /api/criteria-sets": _anywhere(KS),
    "GET /api/criteria-sets": _READ,
    "GET /api/criteria-sets/{id}": _READ,
    "PUT /api/criteria-sets/{id}": _anywhere(KS),
    "POST /api/criteria-sets/{id}/anchoring": _anywhere(KS),
    "POST /api/criteria-sets/{id}/publication": _anywhere(KS),
    "POST /api/criteria-sets/{id}/acknowledgements": _anywhere(Role.PROGRAMME, PROVIDER),
    "POST /api/criteria-sets/{id}/acknowledgements/{code}/changes": _anywhere(KS),
    "POST /api/criteria-sets/{id}/acknowledgements/{code}/changes/answer": _anywhere(
        Role.PROGRAMME, PROVIDER
    ),
    "GET /api/criteria-sets/{id}/acknowledgements/{code}": _READ,
    "POST /api/solutions/{code}/aims": _anywhere(Role.PROGRAMME, PROVIDER, KS),
    "POST /api/solutions/{code}/aims/agreements": _anywhere(
        Role.PROGRAMME, PROVIDER, KS, Role.HEALTH_ASSESSOR, Role.VENDOR
    ),
    "GET /api/solutions/{code}/aims": _READ,
    "POST /api/readiness": _anywhere(KS),
    "GET /api/readiness/{id}": _READ,
    "POST /api/readiness/{id}/answers": _anywhere(Role.PROGRAMME, PROVIDER, KS),
    "POST /api/readiness/{id}/verdicts": _anywhere(Role.HEALTH_ASSESSOR),
    "POST /api/readiness/{id}/recommendation": _anywhere(GROUP),
    "POST /api/readiness/{id}/declaration": _RULE,
    "POST /api/readiness/{id}/suspension": _RULE,
    "POST /api/readiness/{id}/resumption": _RULE,
    "POST /api/readiness/{id}/revocation": _RULE,
    "POST /api/readiness/{id}/reviews": _anywhere(Role.PROGRAMME, PROVIDER, KS),
    "POST /api/readiness/{id}/attachments": _anywhere(GROUP),
    "POST /api/readiness/{id}/exemptions": _anywhere(Role.PROGRAMME, PROVIDER),
    "POST /api/exemptions/{id}/grant": _RULE,
    "POST /api/exemptions/{id}/denial": _RULE,
    "POST /api/exemptions/{id}/revocation": _RULE,
    "GET /api/exemptions/{id}": _READ,
    # Portfolio
    "GET /api/portfolio": _READ,
    "GET /api/solutions/{code}": _READ,
    "GET /api/solutions/{code}/remaining": _READ,
    "GET /api/portfolio/endorsement": _READ,
    "GET /api/portfolio/priority": _READ,
    "POST /api/portfolio/priority/advice": _anywhere(KS, CONTACT, Role.REPRESENTATIVE),
    "POST /api/portfolio/priority/order": _anywhere(KS),
    "GET /api/solutions/{code}/management": _READ,
    "POST /api/solutions/{code}/management": _PROVIDE,
    "GET /api/solutions/{code}/modules": _READ,
    "POST /api/solutions/{code}/modules": _PROVIDE,
    "POST /api/solutions/{code}/versions": _PROVIDE,
    "GET /api/pilots": _READ,
    "POST /api/solutions/{code}/pilots": _region(CONTACT) | _anywhere(KS),
    "POST /api/pilots/{id}/acceptance": _own(Role.MUNICIPAL_DECIDER),
    "POST /api/pilots/{id}/refusal": _own(Role.MUNICIPAL_DECIDER),
    "POST /api/pilots/{id}/ending": _anywhere(KS, Role.PROGRAMME, PROVIDER),
    "GET /api/solutions/{code}/ownership": _READ,
    "POST /api/solutions/{code}/ownership/proposal": _PROVIDE,
    "POST /api/solutions/{code}/ownership/acceptance": _PROVIDE,
    "POST /api/solutions/{code}/ownership/refusal": _PROVIDE,
    "POST /api/portfolio/endorsement/proposals": _anywhere(KS),
    "POST /api/portfolio/endorsement/versions": _anywhere(KS),
    "POST /api/solutions": _anywhere(KS),
    "POST /api/solutions/{code}/phase": _anywhere(KS),
    "POST /api/solutions/{code}/ambition": _anywhere(KS),
    "POST /api/solutions/{code}/dependencies": _TELL,
    "POST /api/solutions/{code}/figures": _TELL,
    "POST /api/solutions/{code}/figures/corrections": _TELL,
    # Shared material
    "GET /api/solutions/{code}/material": _READ,
    "POST /api/solutions/{code}/material": _PROVIDE,
    "POST /api/solutions/{code}/material/{type}/versions/{number}/publication": _PROVIDE,
    "POST /api/solutions/{code}/material/{type}/versions/{number}/withdrawal": _PROVIDE,
    "POST /api/solutions/{code}/material/maintainer": _anywhere(KS),
    "POST /api/solutions/{code}/material/review": _PROVIDE,
    "POST /api/solutions/{code}/material/{type}/copy": _own(*MUNICIPAL),
    "POST /api/solutions/{code}/material/{type}/copy/completion": _own(*MUNICIPAL),
    "POST /api/solutions/{code}/material/{type}/copy/sharing": _own(*MUNICIPAL),
    "GET /api/municipalities/{number}/material/{solution}": _own(*MUNICIPAL),
    "POST /api/solutions/{code}/material/{type}/errors": _REMARK,
    "GET /api/material-errors": _READ,
    "POST /api/material-errors/{id}/answer": _PROVIDE,
    "GET /api/runs/{id}/material": _READ,
    "POST /api/runs/{id}/material": _LEAD,
    # Vendors
    "GET /api/vendor-products": _READ,
    "POST /api/vendor-products": _anywhere(KS, PROVIDER) | _own(Role.VENDOR),
    "POST /api/vendor-products/{id}/status": _own(Role.VENDOR),
    "POST /api/vendor-products/{id}/verification": _anywhere(PROVIDER),
    "GET /api/vendor-commitments": _READ,
    "POST /api/vendor-commitments": _own(Role.VENDOR),
    "POST /api/vendor-commitments/{id}/date": _own(Role.VENDOR),
    "POST /api/vendor-commitments/{id}/puljer": _LEAD | _anywhere(KS),
    "POST /api/vendor-commitments/{id}/outcome": _anywhere(KS, PROVIDER),
    "GET /api/solutions/{code}/vendors": _READ,
    "POST /api/solutions/{code}/vendors": _PROVIDE,
    "POST /api/solutions/{code}/vendors/information": _PROVIDE,
    "POST /api/solutions/{code}/vendors/exceptions": _PROVIDE,
    # Funding
    "GET /api/grants": _READ,
    "GET /api/grants/{id}": _READ,
    "POST /api/grants": _anywhere(KS),
    "POST /api/grants/{id}/frames": _anywhere(KS),
    "POST /api/grants/{id}/frames/{number}/corrections": _anywhere(KS),
    # National coordination
    "GET /api/coordinating-group": _READ,
    "POST /api/coordinating-group": _anywhere(KS),
    "POST /api/coordinating-group/seats": _anywhere(KS),
    "POST /api/coordinating-group/seats/{orgnr}/occupant": _SIT,
    "POST /api/coordinating-group/seats/{orgnr}/vacancy": _SIT,
    "POST /api/coordinating-group/seats/{orgnr}/ending": _anywhere(KS),
    "GET /api/calendar": _READ,
    "GET /api/calendar.ics": _READ,
    "GET /api/capacity": _READ,
    "POST /api/capacity": _CAPABLE,
    "POST /api/runs/{id}/puljer/{number}/period": _LEAD,
    "POST /api/runs/{id}/puljer/{number}/needs": _LEAD,
    "POST /api/runs/{id}/puljer/{number}/overbooking": _anywhere(GROUP),
    "POST /api/runs/{id}/puljer/{number}/clashes": _anywhere(GROUP),
    "GET /api/leader-pool": _READ,
    "POST /api/leader-pool": _anywhere(CONTACT, KS, PROVIDER),
    "POST /api/leader-pool/{id}/competences": _anywhere(CONTACT, KS, PROVIDER),
    "POST /api/leader-pool/{id}/availability": _anywhere(CONTACT, KS, PROVIDER),
    "POST /api/leader-pool/{id}/withdrawal": _anywhere(CONTACT, KS, PROVIDER),
    "GET /api/common-messages": _READ,
    "POST /api/common-messages": _anywhere(GROUP, KS),
    "POST /api/common-messages/{id}/sender": _anywhere(GROUP, KS),
    "POST /api/common-messages/{id}/sending": _anywhere(GROUP, KS, PROVIDER, CONTACT),
    "GET /api/bodies": _READ,
    "POST /api/bodies": _anywhere(KS),
    # Territory
    "GET /api/municipalities": _READ,
    "GET /api/counties": _READ,
    "GET /api/municipalities/{number}": _READ,
    "POST /api/municipalities/{number}/name": _anywhere(KS),
    "POST /api/municipalities/{number}/number": _anywhere(KS),
    "POST /api/municipalities/mergers": _anywhere(KS),
    "POST /api/municipalities/{number}/split": _anywhere(KS),
    "POST /api/counties/{county}/name": _anywhere(KS),
    "POST /api/municipalities/{number}/organisation-number": _anywhere(KS, OPERATOR),
    "GET /api/groupings": _READ,
    "POST /api/groupings": _anywhere(KS) | _region(CONTACT),
    "POST /api/groupings/{code}/members": _anywhere(KS) | _region(CONTACT),
    "GET /api/regions/{county}/board": _READ,
    "GET /api/technology": _READ,
    "GET /api/networks": _READ,
    "POST /api/networks": _anywhere(KS),
    "POST /api/networks/{code}/resources": _anywhere(KS),
    "POST /api/networks/{code}/closing": _anywhere(KS),
    "POST /api/networks/{code}/carry-over": _anywhere(KS),
    "GET /api/municipalities/{number}/load": _READ,
    "POST /api/municipalities/{number}/load-ceiling": _own(*MUNICIPAL),
    "GET /api/runs/{id}/warnings": _READ,
    "GET /api/municipalities/{number}/technology": _READ,
    "POST /api/municipalities/{number}/technology": _own(*MUNICIPAL) | _region(CONTACT),
    # Regional groups
    "GET /api/regions/groups": _READ,
    "GET /api/regions/groups/{id}": _READ,
    "POST /api/regions/groups": _own(NETWORK),
    "POST /api/regions/groups/{id}/confirmation": _anywhere(KS),
    "POST /api/regions/groups/{id}/counties": _anywhere(KS),
    "POST /api/regions/groups/{id}/contact": _own(NETWORK),
    "POST /api/regions/groups/{id}/members": _own(NETWORK),
    "POST /api/regions/groups/{id}/endings": _own(NETWORK),
    "POST /api/regions/groups/{id}/competence": _own(CONTACT, NETWORK),
    "POST /api/regions/groups/{id}/representative": _own(CONTACT, NETWORK),
    "GET /api/regions/groups/{id}/secondments": _READ,
    "POST /api/regions/groups/{id}/secondments": _own(NETWORK),
    "POST /api/regions/secondments/{id}/{number}/acceptance": _own(*_REGIONAL, NETWORK),
    "POST /api/regions/secondments/{id}/{number}/ending": _own(*_REGIONAL, NETWORK),
    "GET /api/regions/principles": _READ,
    "GET /api/regions/letters": _READ,
    "POST /api/regions/groups/{id}/letters": _anywhere(KS),
    "POST /api/regions/groups/{id}/letters/{year}/acceptance": _own(NETWORK),
    "POST /api/regions/groups/{id}/letters/{year}/report": _own(NETWORK),
    "POST /api/regions/groups/{id}/nominations": _own(CONTACT, NETWORK),
    "POST /api/nominations/{id}/response": _own(*_NAMED),
    "GET /api/nominations/{id}": _READ,
    "POST /api/regions/groups/{id}/networks": _anywhere(KS),
    "POST /api/regions/groups/{id}/networks/{network}/level": _own(NETWORK) | _anywhere(KS),
    "POST /api/regions/groups/{id}/networks/{network}/closing": _anywhere(KS),
    "POST /api/regions/groups/{id}/planned-runs/{year}": _own(CONTACT),
    "GET /api/regions/planned-runs/{year}": _READ,
    "POST /api/regions/groups/{id}/plans/{year}/items": _own(CONTACT),
    "POST /api/regions/groups/{id}/plans/{year}/removals": _own(CONTACT),
    "POST /api/regions/groups/{id}/plans/{year}/anchoring": _own(CONTACT),
    "POST /api/regions/groups/{id}/plans/{year}/adoption": _own(CONTACT, NETWORK),
    "POST /api/regions/groups/{id}/plans/{year}/projects": _own(CONTACT, Role.NETWORK_RESOURCE),
    "GET /api/regions/groups/{id}/plans/{year}": _READ,
    "POST /api/regions/implementation/{year}/frame": _anywhere(KS),
    "GET /api/regions/implementation/{year}": _READ,
    "POST /api/regions/groups/{id}/implementation/{year}": _own(CONTACT, NETWORK),
    "POST /api/regions/groups/{id}/implementation/{year}/milestones": _own(CONTACT, NETWORK),
    "POST /api/regions/groups/{id}/implementation/{year}/meetings": _own(CONTACT, NETWORK),
    "POST /api/municipalities/{number}/contacts": _region(*_REGIONAL),
    "GET /api/regions/{county}/contacts": _READ,
    "POST /api/questions": _own(*MUNICIPAL),
    "POST /api/questions/{id}/routing": _region(*_REGIONAL),
    "POST /api/questions/{id}/answer": _region(*_REGIONAL),
    "GET /api/questions": _READ,
    "POST /api/regions/groups/{id}/relations": _own(CONTACT),
    "POST /api/regions/groups/{id}/relations/endings": _own(CONTACT),
    "GET /api/regions/groups/{id}/relations": _READ,
    "GET /api/solutions/{code}/cooperations": _READ,
    "POST /api/solutions/{code}/cooperations/{number}/answers": _region(CONTACT),
    # Needs
    "GET /api/needs": _READ,
    "GET /api/needs/{id}": _READ,
    "POST /api/needs": _own(*MUNICIPAL) | _region(CONTACT, Role.NETWORK_RESOURCE) | _anywhere(KS),
    "POST /api/needs/{id}/assessment": _region(CONTACT),
    "POST /api/needs/{id}/merging": _region(CONTACT) | _own(*_RECEIVERS),
    "POST /api/needs/{id}/splitting": _region(CONTACT) | _own(*_RECEIVERS),
    "POST /api/needs/{id}/lifting": _region(CONTACT),
    "POST /api/needs/{id}/acknowledgement": _own(*_RECEIVERS),
    "POST /api/needs/{id}/answer": _region(CONTACT) | _own(*_RECEIVERS),
    "POST /api/needs/{id}/closing": _region(CONTACT) | _own(*_RECEIVERS),
    "GET /api/change-requests": _READ,
    "POST /api/change-requests": _anywhere(CONTACT, KS),
    "POST /api/change-requests/{id}/status": _own(*_RECEIVERS),
    # Notes, and what is withheld
    "POST /api/municipalities/{number}/notes": _region(CONTACT, Role.NETWORK_RESOURCE)
    | _anywhere(KS),
    "GET /api/municipalities/{number}/notes": _own(*MUNICIPAL)
    | _region(CONTACT, Role.NETWORK_RESOURCE)
    | _anywhere(KS, Role.AUDITOR),
    "POST /api/notes/{id}/correction": _region(CONTACT, Role.NETWORK_RESOURCE) | _anywhere(KS),
    "POST /api/gradings": _own(Role.MUNICIPAL_DECIDER) | _anywhere(KS),
    # Functions and mandates
    "POST /api/organisations/{orgnr}/administrators": _anywhere(OPERATOR, KS),
    "POST /api/organisations/{orgnr}/ending": _anywhere(KS, OPERATOR),
    "GET /api/organisations": _READ,
    "POST /api/organisations": _anywhere(KS, CONTACT),
    "POST /api/organisations/{orgnr}/name": _anywhere(KS, CONTACT),
    "POST /api/organisations/{orgnr}/functions": _own(Role.ADMINISTRATOR),
    "POST /api/organisations/{orgnr}/functions/endings": _own(Role.ADMINISTRATOR),
    "GET /api/organisations/{orgnr}/functions": _ROSTER,
    "GET /api/organisations/{orgnr}/orphans": _own(Role.ADMINISTRATOR),
    "GET /api/municipalities/{number}/delegation": _READ,
    "POST /api/municipalities/{number}/delegation": _own(Role.MUNICIPAL_DECIDER),
    "POST /api/mandates": _anywhere(KS),
    "GET /api/mandates/{id}": _READ,
    "POST /api/mandates/{id}/ending": _anywhere(KS),
    "POST /api/mandates/{id}/statements": _anywhere(Role.REPRESENTATIVE),
    # Persons
    "GET /api/me": ANYBODY,
    "POST /api/people/{reference}/details": _PERSON,
    "GET /api/people/{reference}/details": _PERSON,
    "POST /api/people/writings": _anywhere(KS, GROUP),
    "POST /api/people/writings/{id}/confirmation": _own(Role.ADMINISTRATOR),
    "POST /api/people/writings/{id}/ending": _anywhere(KS, GROUP) | _own(Role.ADMINISTRATOR),
    "GET /api/people/writings/{id}": _anywhere(KS, GROUP, Role.ADMINISTRATOR, Role.AUDITOR),
    "DELETE /api/people/{reference}": _PERSON | _anywhere(KS),
    # Work
    "GET /api/work": _READ,
    "GET /api/learnings": _READ,
    "GET /api/evaluations": _READ,
    "GET /api/evaluations/{id}": _READ,
    "POST /api/evaluations/{id}/parties": _anywhere(LEADER, Role.NETWORK_RESOURCE),
    "POST /api/evaluations/{id}/response": _anywhere(
        *MUNICIPAL,
        CONTACT,
        Role.NETWORK_RESOURCE,
        LEADER,
        PROVIDER,
        Role.PROGRAMME,
        Role.VENDOR,
        GROUP,
        KS,
    ),
    "POST /api/evaluations/{id}/sharing": _anywhere(KS),
    "POST /api/learnings/{id}/settlement": _anywhere(GROUP, KS),
    "GET /api/runs/{id}/learnings": _READ,
    "POST /api/runs/{id}/learnings/{learning}/answer": _anywhere(LEADER, GROUP, CONTACT),
    "GET /api/model-evaluations": _READ,
    "GET /api/model-evaluations/{year}": _READ,
    "POST /api/model-evaluations": _anywhere(KS),
    "POST /api/model-evaluations/{year}/contribution": _anywhere(CONTACT, GROUP, KS),
    "POST /api/model-evaluations/{year}/holding": _anywhere(KS),
    "GET /api/experiences": _READ,
    "POST /api/municipalities/{number}/experiences": _own(*MUNICIPAL)
    | _region(CONTACT, Role.NETWORK_RESOURCE),
    "POST /api/experiences/{id}/consent": _own(*MUNICIPAL),
    "POST /api/experiences/{id}/publication": _anywhere(KS),
    "POST /api/evaluations/{id}/delivery": _anywhere(LEADER, Role.NETWORK_RESOURCE),
    "POST /api/evaluations/{id}/receipt": _anywhere(GROUP),
    "POST /api/learnings/{id}/owner": _anywhere(GROUP),
    "POST /api/learnings/{id}/type": _anywhere(GROUP),
    "POST /api/tasks/{id}/outcome": _PERFORM,
    "POST /api/cases/{id}/treatment": _anywhere(GROUP),
    # How KS works
    "POST /api/practice": _anywhere(KS),
    "GET /api/practice": _READ,
    # What was recorded
    "GET /api/trail/{id}": _READ,
    "GET /api/municipalities/{number}/trail": _READ,
    "GET /api/decisions/{id}/trail": _READ,
    "GET /api/decisions/{id}/dossier": _READ,
    "GET /api/seal/inclusion": _READ,
    "GET /api/seal/leaves": _READ,
    "GET /api/seal/hashes": _READ,
    "GET /api/seal/tile/{level}/{path:path}": _READ,
    "GET /api/seal/tile/entries/{path:path}": _READ,
    "POST /api/seal/cosignatures": _anywhere(KS, PROVIDER, CONTACT),
    "GET /api/events": _anywhere(*READERS, Role.SUBSCRIBER),
}

OPEN = frozenset(
    {
        "GET /livez", "GET /readyz", "GET /api/openapi.json", "GET /api/asyncapi.json",
        "GET /api/public/{id}", "GET /api/seal/checkpoint", "GET /api/seal/consistency",
        "GET /api/seal/verifier", "GET /api/seal/witnesses", "GET /api/rules",
        "GET /api/rules/{id}", "GET /api/problems/{key}",
        "GET /api/passports/{code}/{scope}",
    }
)  # fmt: skip
"""What asks for no token."""


def grant(scope: Mapping[str, Any]) -> Grant | None:
    """Who may call the endpoint that a request has come to; None: nobody."""
    return GRANTS.get(f"{scope['method']} {scope['route'].path}")

"""What has to be done over HTTP before a municipality can be invited, step by step."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from aggregates.invitations.basis import MANDATORY
from aggregates.kernel.act import Role
from aggregates.portfolio.management import QUESTIONS as QUESTIONS_OF_MANAGEMENT
from aggregates.runs.tracks import QUESTIONS
from tests.kit.http import ASSESSORS, BERGEN, GROUP, KS, NHN, VESTLAND, Api, Caller, day

MEMBERS = [
    {"ref": f"p-{number}", "competence": competence}
    for number, competence in enumerate(("clinical", "health_professional", "administrative"))
]
CRITERION = {"id": "K1", "text": "Dekker behovet.", "mandatory": True, "evidence_type": "document"}
PROOF = [{"kind": "document", "title": "Behovsanalyse", "reference": "24/118"}]


class Story:
    """Those who take part, and what they do. Every solution in it is a new one."""

    def __init__(self, api: Api) -> None:
        self.owner = api.caller(Role.PORTFOLIO_OWNER)
        self.group = api.caller(Role.COORDINATING_GROUP, GROUP)
        self.leader = api.caller(Role.ROLLOUT_LEADER)
        self.programme = api.caller(Role.SERVICE_PROVIDER, NHN)
        self.assessors = api.caller(Role.HEALTH_ASSESSOR, ASSESSORS)
        self.bergen = api.caller(Role.MUNICIPAL_DECIDER, BERGEN)
        self.reader = api.caller(Role.AUDITOR)
        self.me: str = self.leader.sees("/me")["reference"]

    def solution(self, kind: str = "national_solution") -> str:
        """The code of a registered solution of Norsk helsenett's."""
        code = f"s-{uuid4().hex[:12]}"
        self.owner.does(
            "/solutions",
            {"code": code, "name": code, "kind": kind, "owner": NHN, "source": "KommIT 12/26"},
        )
        return code

    def criteria(self) -> str:
        """The id of criteria that were published today."""
        draft = {"name": f"k-{uuid4().hex[:12]}", "version": 1, "criteria": [CRITERION]}
        id: str = self.owner.does("/criteria-sets", draft)["id"]
        self.owner.does(f"/criteria-sets/{id}/anchoring", {"decision": "Samstyring 3/26"})
        self.owner.does(f"/criteria-sets/{id}/publication", {"on": day(0).isoformat()})
        return id

    def managed(self, code: str) -> None:
        """It is clear who manages the solution, who answers for it, and who pays (C02-06)."""
        for each in QUESTIONS_OF_MANAGEMENT:
            told = {"question": each, "answer": "Avklart.", "agreement": "Avtale 26/14"}
            self.owner.does(f"/solutions/{code}/management", told)

    def assessed(self, code: str) -> str:
        """The id of a national assessment that only lacks its decision."""
        self.managed(code)
        asked = {"solution": code, "scope": {"level": "national"}, "criteria_set": self.criteria()}
        id: str = self.owner.does("/readiness", asked)["id"]
        answer = {"criterion": "K1", "answer": "met", "evidence": PROOF}
        self.programme.does(f"/readiness/{id}/answers", answer)
        verdict = {"verdict": "sound", "point": "during_trial", "members": MEMBERS}
        self.assessors.does(f"/readiness/{id}/verdicts", verdict)
        advice = {"recommendation": "ready", "reason": "Alle krav er møtt."}
        self.group.does(f"/readiness/{id}/recommendation", advice)
        return id

    def ready(self) -> str:
        """The code of a solution that is ready in the whole country."""
        code = self.solution()
        decision = {"ready": True, "reason": "Tilrådd og dokumentert."}
        self.owner.does(f"/readiness/{self.assessed(code)}/declaration", decision)
        return code

    def proposed(self, code: str, scope: str = "national") -> str:
        """The id of a run that was proposed."""
        run = {"title": code, "kind": "rollout", "solution": code, "scope": scope, "proposer": "KS"}
        id: str = self.group.does("/runs", run)["id"]
        return id

    def reviewed(self, code: str) -> str:
        """The id of a run in track A whose plan is reviewed."""
        id = self.proposed(code)
        choice = {"track": "A", "deciding_body": "NKG", "answers": dict.fromkeys(QUESTIONS, "Ja.")}
        self.group.does(f"/runs/{id}/track", choice)
        self.led(id)
        planned = self.leader.does(f"/runs/{id}/plan", {"plan": "KS 26/114 v2"})
        self.answered(id, planned["position"])
        self.group.does(f"/runs/{id}/plan-review", {"outcome": "approved"})
        return id

    def led(self, run: str) -> None:
        """A leader of the run is appointed, and accepts."""
        leader = {"leader": self.me, "body": "971032146", "role": "innforingsleder"}
        self.group.does(f"/runs/{run}/leader", leader)
        self.leader.does(f"/runs/{run}/leader/acceptance")

    def deviates(self, run: str) -> None:
        """The solution is not endorsed, which somebody answers for."""
        deviation = {"reason": "Utprøving.", "deciding_body": "NKG", "decision": "NKG 1/26"}
        self.group.does(f"/runs/{run}/deviation", deviation)

    def worked_out(self, run: str) -> None:
        """A run in track A has its working group."""
        members = [
            {"seat": "experienced_region", "body": VESTLAND, "ground": "Eget løp."},
            {"seat": "low_spread_region", "body": "310005002", "ground": "Lav utbredelse."},
            {"seat": "service_provider", "body": NHN},
            {"seat": "ks", "body": KS},
        ]
        group = {"mandate": "Detaljplan.", "members": members, "ends": day(200).isoformat()}
        self.group.does(f"/runs/{run}/working-group", group)

    def answered(self, run: str, position: int) -> None:
        """The run answers everything that earlier ones had taught by then (I36)."""
        for each in self.leader.sees(f"/runs/{run}/learnings", at_least=position)["items"]:
            answer = {"answer": "taken_into_account", "reason": "Det er gjort."}
            self.leader.does(f"/runs/{run}/learnings/{each['learning']['id']}/answer", answer)

    def open(self, code: str, capacity: int = 20) -> str:
        """The id of a run that invites to puljer 1 and 2, with a frozen basis."""
        id = self.reviewed(code)
        for number in (1, 2):
            self.leader.does(f"/runs/{id}/puljer", pulje(number, capacity, self.me))
            self.group.does(f"/runs/{id}/puljer/{number}/opening")
        self.basis(id)
        self.worked_out(id)
        self.deviates(id)
        self.group.does(f"/runs/{id}/opening")
        return id

    def basis(self, run: str) -> None:
        """The decision basis of a run, complete and frozen."""
        position = {"if_none_match": "*"}
        for version, part in enumerate(MANDATORY, start=2):
            written = {"text": f"Om {part}.", "sources": ["S3 L296"], "dated": "2026-11-01"}
            response = self.leader.put(f"/runs/{run}/basis/{part}", written, **position)
            assert response.status_code == 200, response.text
            position = {"if_match": f'"{version}"'}
        self.leader.does(f"/runs/{run}/basis/freezing")

    def invited(self, run: str, number: str = "4601") -> str:
        """The id of the participation of a municipality that was invited to puljer 1 and 2."""
        asked = {"municipality": number, "puljer": [1, 2], "deadline": day(20).isoformat()}
        id: str = self.leader.does(f"/runs/{run}/invitations", asked)["id"]
        return id

    def joined(self, participation: str, who: Caller | None = None) -> dict[str, Any]:
        """The receipt of a decision to join."""
        return (who or self.bergen).does(f"/participations/{participation}/decision", join())


def join(**other: Any) -> dict[str, Any]:
    """A municipality's decision to join, but for what is said otherwise."""
    return {"answer": "join", "basis_version": 1, "level": "kommunedirektor"} | other


def pulje(number: int = 1, capacity: int = 20, leader: str = "p-77") -> dict[str, Any]:
    """A pulje that starts in due time."""
    return {
        "number": number, "starts": day(90).isoformat(), "invites_from": day(0).isoformat(),
        "decision_days": 30, "capacity": capacity, "leader": leader,
    }  # fmt: skip

"""Words that several messages share, each with what it means and what it looks like."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field


def _id(what: str, example: str) -> object:
    return Field(description=what, examples=[example])


MunicipalityId = Annotated[
    UUID,
    _id("A municipality; it outlives its number.", "5d3f6c52-0c0e-5a27-9d9b-7a3c0f1f4601"),
]
RunId = Annotated[UUID, _id("A common run.", "0b9f1f6e-5f0c-5b52-8f43-2f6f0c1a0001")]
PuljeId = Annotated[UUID, _id("A pulje of a run.", "1c8e2d5d-4a0b-5c41-9e32-3e5e1b2b0002")]
ParticipationId = Annotated[
    UUID, _id("One municipality in one run.", "2d7d3c4c-390a-5d30-8d21-4d4d2a3c0003")
]
CommitmentId = Annotated[UUID, Field(examples=["e9179636-d334-588a-97c2-f7f6d4a30010"])]
BasisId = Annotated[
    UUID, _id("What a decision is made on.", "3e6c4b3b-2809-5e2f-9c10-5c3c394d0004")
]
ReadinessId = Annotated[
    UUID, _id("The readiness of a solution in a scope.", "4f5b5a2a-1708-5f1e-8b0f-6b2b485e0005")
]
EvaluationId = Annotated[UUID, _id("An evaluation.", "504a6919-0607-501d-9afe-7a1a576f0006")]
LearningId = Annotated[UUID, _id("A learning point.", "61397808-f506-511c-89ed-890966700007")]
ExperienceId = Annotated[
    UUID, _id("A municipality's experience.", "83177616-d314-533d-88ca-87e764920009")
]
SomethingId = Annotated[
    UUID, _id("The aggregate that it is about.", "72288707-e405-522b-98dc-98f875810008")
]

SolutionCode = Annotated[str, Field(description="A solution.", examples=["kjernejournal"])]
MunicipalityNumber = Annotated[
    str, Field(description="The number at that time.", examples=["4601"])
]
County = Annotated[str, Field(description="The number of a county.", examples=["46"])]
OrganisationNumber = Annotated[
    str, Field(description="The number of an organisation.", examples=["971032146"])
]
RoleName = Annotated[
    str, Field(description="A function that somebody acts in.", examples=["regional_kontakt"])
]
ScopeCode = Annotated[
    str,
    Field(
        description="How far it reaches: national, regional:46 or limited:<for whom>.",
        examples=["national"],
    ),
]
TrackName = Annotated[
    str, Field(description="A, B or C; empty for a common process.", examples=["A"])
]
Gathering = Annotated[
    str, Field(description="A gathering, as it is called.", examples=["Samling 2/27"])
]
Year = Annotated[int, Field(description="A year.", examples=[2027])]
Actor = Annotated[
    str,
    Field(
        description="Whom a duty is for: alle, kommune, kommunal_legevakt, fastlege and others.",
        examples=["kommunal_legevakt"],
    ),
]
PuljeNumber = Annotated[int, Field(description="Which pulje of the run.", examples=[1])]
Place = Annotated[str, Field(description="place or waiting.", examples=["place"])]
Answer = Annotated[
    str,
    Field(description="join, decline, postpone, more_information or withdrawn.", examples=["join"]),
]
StageName = Annotated[
    str,
    Field(
        description="available, technically_introduced, in_use, benefit_realised or use_lapsed.",
        examples=["in_use"],
    ),
]
SourceKind = Annotated[
    str,
    Field(description="measured, municipality, regional_contact or import.", examples=["measured"]),
]
Precision = Annotated[str, Field(description="exact or about.", examples=["exact"])]
SubjectKey = Annotated[
    str,
    Field(description="What it says, as a key of the text catalogue.", examples=["ready_for_use"]),
]
Day = Annotated[date, Field(examples=["2024-02-16"])]
Deadline = Annotated[date, Field(description="The last day.", examples=["2024-06-01"])]

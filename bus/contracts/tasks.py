"""What others may hear about who is asked to do something, and who is sent word."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bus.contracts.kernel import Message
from bus.contracts.words import (
    Deadline,
    MunicipalityId,
    OrganisationNumber,
    RoleName,
    SomethingId,
    SubjectKey,
)

TaskId = Annotated[UUID, Field(examples=["94068505-c203-5449-96ba-b6d69381000a"])]
CaseId = Annotated[UUID, Field(examples=["a5f57404-b102-5558-85a9-c5c5a270000b"])]


class TaskOpened(Message):
    """Somebody is asked to do something: that role, in that body or wherever it is held."""

    subject = "fellestakt.tasks.task-opened.v1"

    task: TaskId
    kind: Annotated[str, Field(examples=["contact_follow_up"])]
    about: SomethingId
    for_role: RoleName
    for_body: OrganisationNumber | None
    municipality: MunicipalityId | None
    due: Deadline | None
    subject_key: SubjectKey


class TaskPassedOn(Message):
    """What is asked for is for another body from now on, or for the role wherever it is held."""

    subject = "fellestakt.tasks.task-passed-on.v1"

    task: TaskId
    former_body: OrganisationNumber | None
    for_body: OrganisationNumber | None


class TaskDone(Message):
    """What was asked for is done."""

    subject = "fellestakt.tasks.task-done.v1"

    task: TaskId


class Addressee(BaseModel):
    """A role wherever it is held, a whole body, or a role in one body."""

    model_config = ConfigDict(frozen=True)

    role: RoleName | None = None
    body: OrganisationNumber | None = None


class NoticeSent(Message):
    """Word was sent to those concerned; nothing is asked of them."""

    subject = "fellestakt.tasks.notice-sent.v1"

    about: SomethingId
    to: list[Addressee]
    subject_key: SubjectKey


class CaseQueued(Message):
    """A matter waits for the coordinating group's next agenda."""

    subject = "fellestakt.tasks.case-queued.v1"

    case: CaseId
    kind: Annotated[str, Field(examples=["evaluation"])]
    about: SomethingId
    subject_key: SubjectKey


class CaseTreated(Message):
    """A meeting treated a matter; what was postponed or dropped is back in the queue."""

    subject = "fellestakt.tasks.case-treated.v1"

    case: CaseId
    outcome: Annotated[
        str,
        Field(description="decided, no_decision, postponed or dropped.", examples=["decided"]),
    ]

"""What every message says about itself: CloudEvents 1.0, in structured JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

CONTENT_TYPE = "application/cloudevents+json"


class Message(BaseModel):
    """One thing that happened, in words that are kept. Fields are added, never changed.

    A message that must say something else becomes a new class with the next `.vN`; both are
    published for as long as anyone needs the old one. No message holds free text or says which
    person it was.
    """

    model_config = ConfigDict(frozen=True)

    subject: ClassVar[str]

    on: Annotated[date, Field(description="When it was true.", examples=["2024-02-16"])]


class CloudEvent(BaseModel):
    """The envelope. `position` and `previous` let a subscriber prove that it missed nothing.

    Each message names the position of the one published before it; a message whose `previous`
    was not seen tells of a gap. A message with `refill` fills such a gap after the event: it has
    the id that the lost one had, and comes later than its position says.
    """

    model_config = ConfigDict(frozen=True)

    specversion: Literal["1.0"]
    id: str = Field(min_length=1, description="Log id and position; the same if sent twice.")
    source: str = Field(min_length=1, description="/fellestakt/ and the id of the log.")
    type: str = Field(min_length=1, description="The NATS subject, which ends in the version.")
    subject: str = Field(min_length=1, description="The id of the aggregate that it happened to.")
    time: AwareDatetime = Field(description="When it was recorded.")
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: str = Field(description="The name of the schema of `data`.")
    data: dict[str, Any]
    position: Annotated[int, Field(ge=1, description="Its place in the log.")]
    previous: Annotated[int, Field(ge=0, description="The place of the one before; 0 for none.")]
    role: str = Field(description="The role that was acted in.")
    body: str = Field(description="Organisation number of the body that was acted for.")
    causeid: str | None = Field(default=None, description="The message or import that led to it.")
    refill: bool | None = Field(default=None, description="True if it was lost and sent again.")

    def sent(self) -> bytes:
        """The envelope as it is sent; attributes without a value are left out."""
        return self.model_dump_json(exclude_none=True).encode()


def source(log_id: str) -> str:
    return f"/fellestakt/{log_id}"


def schema_name(message: type[Message]) -> str:
    return f"urn:fellestakt:{message.subject.partition('.')[2]}"


def envelope(
    message: Message,
    *,
    log_id: str,
    position: int,
    previous: int,
    aggregate: UUID,
    recorded: datetime,
    role: str,
    body: str,
    cause: str | None,
) -> CloudEvent:
    """A message in its envelope, as it happened to `aggregate` at `position` of the log."""
    return CloudEvent(
        specversion="1.0",
        id=f"{log_id}-{position}",
        source=source(log_id),
        type=message.subject,
        subject=str(aggregate),
        time=recorded,
        dataschema=schema_name(type(message)),
        data=message.model_dump(mode="json"),
        position=position,
        previous=previous,
        role=role,
        body=body,
        causeid=cause,
    )

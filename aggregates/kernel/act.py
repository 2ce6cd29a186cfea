"""Who asks, in which role, for which body, when, and as part of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


class Role(StrEnum):
    """In which function somebody acts (domain catalogue, section 1). Stored as plain text."""

    MUNICIPAL_DECIDER = "kommunal_beslutter"
    MUNICIPAL_COORDINATOR = "kommunal_koordinator"
    REGIONAL_CONTACT = "regional_kontakt"
    ROLLOUT_LEADER = "innforingsleder"
    NETWORK_RESOURCE = "nettverksressurs"
    COORDINATING_GROUP = "koordineringsgruppe"
    PORTFOLIO_OWNER = "portefoljeeier"
    SERVICE_PROVIDER = "tjenesteleverandor"
    PROGRAMME = "program"
    HEALTH_ASSESSOR = "helsefaglig_vurderer"
    VENDOR = "leverandor"
    AUDITOR = "revisor"
    ADMINISTRATOR = "virksomhetsadministrator"
    REPRESENTATIVE = "representant"
    DIGITAL_NETWORK = "diginettverk"
    OPERATOR = "drift"
    SUBSCRIBER = "abonnent"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Act:
    """One request or reaction: everything an event says about its origin (I63).

    `by` is an opaque reference to a person or system, never a name. `body` is the organisation
    number acted for. `at` is when it is recorded, `command` the id that makes it happen once,
    `cause` the message or import row that led to it. `municipality` and `region` are what the
    register says `body` is; they are None for everyone else.
    """

    by: str
    role: str
    body: str
    at: datetime
    command: UUID
    cause: str | None = None
    municipality: UUID | None = None
    region: str | None = None

    @property
    def today(self) -> date:
        """The day it is recorded, where the municipalities are."""
        return _day(self.at)


@lru_cache(1024)  # one act is asked several times, and a time zone takes long to find
def _day(at: datetime) -> date:
    return at.astimezone(OSLO).date()

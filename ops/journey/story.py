"""What every chapter needs: the running system, who may ask it, and how to tell of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from socket import create_connection
from urllib.parse import urlsplit

from aggregates.kernel.act import OSLO, Role
from ops.issuer import Issuer
from ops.journey.cast import KS, NHN, Municipality, body_of
from ops.journey.client import Api, Caller
from ops.journey.seating import seat
from ops.journey.subscriber import Subscriber
from ops.journey.telling import NotSo, Teller


@dataclass(frozen=True, slots=True)
class Story:
    """`today` is the day on which the story begins, where the municipalities are."""

    tell: Teller
    api: Api
    subscriber: Subscriber
    today: date

    @property
    def ks(self) -> Caller:
        return self.api.acting(Role.PORTFOLIO_OWNER, KS)

    @property
    def nhn(self) -> Caller:
        """Norsk helsenett, who owns Kjernejournal and connects the municipalities to it."""
        return self.api.acting(Role.SERVICE_PROVIDER, NHN)

    @property
    def group(self) -> Caller:
        """The national coordinating group."""
        return self.api.acting(Role.COORDINATING_GROUP, body_of("coordinating_group"))

    @property
    def leader(self) -> Caller:
        """The national rollout leader, whom KS employs."""
        return self.api.acting(Role.ROLLOUT_LEADER, KS)

    @property
    def leader_reference(self) -> str:
        """As whom the rollout leader is known."""
        known: str = self.leader.get("/me")["reference"]
        return known

    def contact(self, county: str) -> Caller:
        """The contact of a region."""
        return self.api.acting(Role.REGIONAL_CONTACT, body_of("regional_group", county))

    def leader_of(self, county: str) -> Caller:
        """A rollout leader whom a region employs."""
        return self.api.acting(Role.ROLLOUT_LEADER, body_of("regional_group", county))

    def coordinator(self, of: Municipality) -> Caller:
        return self.api.acting(Role.MUNICIPAL_COORDINATOR, of.organisation)

    def decider(self, of: Municipality) -> Caller:
        return self.api.acting(Role.MUNICIPAL_DECIDER, of.organisation)

    def rules(self) -> dict[str, str]:
        """The words of every rule, by its number."""
        return {each["id"]: each["words"] for each in self.ks.get("/rules")}

    def day(self, after: int) -> str:
        """The day so many days from today."""
        return (self.today + timedelta(days=after)).isoformat()


@contextmanager
def against(data: Path, tell: Teller) -> Iterator[Story]:
    """A story about the system that runs on this folder. Raises `NotSo` where none does."""
    found = _access(data)
    if found is None:
        raise NotSo(tell.word("whole", "not_running").format(data=data))
    api = Api(found["api"], Issuer(data / "issuer"))
    subscriber = Subscriber(found["subscriber"], tell.word("whole", "consumer_taken"))
    with closing(api), closing(subscriber):
        api.begin()
        subscriber.start()
        today = datetime.now(OSLO).date()
        seat(api, tell, today)
        yield Story(tell, api, subscriber, today)


def _access(data: Path) -> dict[str, str] | None:
    """Where the system is, as it told; None where nobody is there."""
    access = data / "access.json"
    if not access.exists():
        return None
    found: dict[str, str] = json.loads(access.read_text())
    address = urlsplit(found["api"])
    with suppress(OSError), create_connection((address.hostname, address.port), timeout=5):
        return found
    return None

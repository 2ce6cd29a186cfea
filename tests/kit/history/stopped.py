"""How PLL was stopped and let go on while Kinn was asked, and how an exemption ended."""

from __future__ import annotations

from datetime import date
from functools import partial

from aggregates.deeds import freezing
from aggregates.deeds import readiness as deeds
from aggregates.deeds.exemptions import request_exemption
from aggregates.kernel.act import Role
from aggregates.readiness.exemption import Exemption
from aggregates.readiness.readiness import Readiness
from log.log import upon
from tests.kit.history.past import (
    KINN,
    READINESS,
    Past,
    participation,
    pulje,
)
from tests.kit.readiness import PROGRAMME

STOPPED, LIFTED = date(2024, 2, 17), date(2024, 2, 19)


def suspension(past: Past) -> None:
    """Stopped on a Saturday and lifted on the Monday: what was open stood still for two days."""
    stop = upon(Readiness, READINESS, Readiness.suspend, ground="safety", reason="Feil oppslag.")
    past.owner(stop, STOPPED)
    for number in (1, 2):
        past.system(partial(freezing.freeze_pulje, pulje=pulje(number)), STOPPED)
    past.system(partial(freezing.freeze, participation=participation(KINN)), STOPPED)
    past.owner(partial(deeds.resume, readiness=READINESS, reason="Rettet."), LIFTED)
    past.system(partial(freezing.thaw, participation=participation(KINN)), LIFTED)
    for number in (1, 2):
        thawing = partial(freezing.thaw_pulje, pulje=pulje(number), readiness=READINESS)
        past.system(thawing, LIFTED)


def exemptions(past: Past) -> None:
    """KJ is exempted from K1 until summer, which passes, and then until autumn, which is not."""
    kj = Readiness.id_of("kj", "national")
    held = Exemption.id_of(kj, "K1")
    summer, autumn, after = date(2024, 6, 1), date(2024, 9, 1), date(2024, 6, 2)
    for asked, until in ((STOPPED, summer), (after, autumn)):
        asking = partial(
            request_exemption, readiness=kj, criterion="K1", reason="Under arbeid.", until=until
        )
        past.did(Role.PROGRAMME, asking, asked, by="p-3", body=PROGRAMME)
        past.owner(upon(Exemption, held, Exemption.grant, reason="Trygt nok.", until=until), asked)
        if until == summer:
            past.system(upon(Exemption, held, Exemption.expire, today=after), after)
    past.owner(upon(Exemption, held, Exemption.revoke, reason="Ikke trygt."), after)


def withdrawal(past: Past) -> None:
    """Long after the run PLL is stopped once more, and withdrawn."""
    winter = date(2024, 12, 20)
    stop = upon(Readiness, READINESS, Readiness.suspend, ground="legal", reason="Uten hjemmel.")
    past.owner(stop, winter)
    past.owner(
        upon(Readiness, READINESS, Readiness.revoke, reason="Hjemmelen kommer ikke."), winter
    )

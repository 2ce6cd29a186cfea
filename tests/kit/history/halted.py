"""Before the run: a region's own that is told of, stopped, resumed and cancelled in the end."""

from __future__ import annotations

from datetime import date
from functools import partial

from aggregates.deeds import evaluating, halting, leading, preparing
from aggregates.deeds import run as runs
from aggregates.kernel.act import Role
from aggregates.kernel.root import derived
from aggregates.runs.run import Run
from aggregates.territory.organisation import Organisation
from log.log import Deed, founding, upon
from tests.kit.history.past import BERGEN, SPRING, Past
from tests.kit.runs import ANSWERS

OWN = derived("runs", "a region's own past")
VESTLAND, TOWN = "310004618", "964338531"


def regional(past: Past) -> None:
    """A municipality's leader takes over the run, and what it owes. Two puljer are planned; one
    gets another leader, the other is cancelled, then the run is."""
    _contact(
        past,
        partial(
            runs.propose, id=OWN, title="PLL i Vestland", kind="rollout", solution="pll",
            scope_code="regional:46", proposer="Vestland",
        ),
    )  # fmt: skip
    choosing = upon(
        Run, OWN, Run.choose_track,
        track="B", answers=ANSWERS, deciding_body="Vestland", dissent=None,
    )  # fmt: skip
    _contact(past, choosing)
    _contact(past, upon(Run, OWN, Run.mark_as_test, purpose="Spor B."))
    telling = partial(
        preparing.notify, run=OWN, starts=date(2024, 6, 1), ends=date(2024, 12, 1),
        reason="Samtidig med sykehuset.",
    )  # fmt: skip
    _contact(past, telling)
    _contact(past, _led(VESTLAND))
    past.leader(partial(evaluating.fall_due, run=OWN, due=date(2025, 3, 1)))
    past.system(
        founding(
            Organisation.register, number=TOWN, name="Bergen", kind="municipality",
            municipality=BERGEN,
        )
    )  # fmt: skip
    _contact(past, _led(TOWN))
    for number in (1, 2):
        past.leader(
            partial(
                runs.plan_pulje, run=OWN, number=number, starts=date(2024, 6, 1),
                invites_from=SPRING, decision_days=30, capacity=5, leader="p-7",
            )
        )  # fmt: skip
    changing = partial(leading.change_pulje_leader, run=OWN, number=1, leader="p-8", open_items=[])
    _contact(past, changing)
    _contact(past, partial(halting.cancel_pulje, run=OWN, number=2, reason="For få."))
    for halt in (halting.stop, halting.resume, halting.cancel):
        _contact(past, partial(halt, run=OWN, reason="Vi går inn i det nasjonale løpet."))


def _led(body: str) -> Deed:
    return partial(
        leading.appoint_leader, run=OWN, leader=f"p-{body}", body=body,
        role=Role.ROLLOUT_LEADER, open_items=[],
    )  # fmt: skip


def _contact(past: Past, deed: Deed) -> None:
    past.did(Role.REGIONAL_CONTACT, deed, body=VESTLAND, region="46")

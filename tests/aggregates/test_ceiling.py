from __future__ import annotations

from typing import Any

import pytest

from aggregates.deeds.territory import state_ceiling
from aggregates.kernel.refusals import Refused
from aggregates.territory.ceiling import LoadCeiling
from tests.kit.desk import MemoryDesk
from tests.kit.given import act, given
from tests.kit.runs import BERGEN, VOSS, coordinator


def ceiling() -> LoadCeiling:
    return LoadCeiling.state(coordinator(), municipality=BERGEN, ceiling=3, reason="Budsjett.")


@pytest.mark.rule("C01-09")
@pytest.mark.parametrize(
    ("who", "wrong", "reason"),
    [
        (act(), {}, "not_the_municipality"),
        (coordinator(VOSS), {}, "not_the_municipality"),
        (coordinator(), {"ceiling": -1}, "ceiling_negative"),
        (coordinator(), {"reason": ""}, "reason_missing"),
    ],
    ids=str,
)
def test_only_the_municipality_says_how_much_it_can_bear(
    who: Any, wrong: dict[str, Any], reason: str
) -> None:
    asked = {"ceiling": 2, "reason": "Omstilling.", **wrong}
    given(ceiling()).when(LoadCeiling.restate, who, **asked).then_refused("C01-09", reason)


@pytest.mark.rule("C01-09")
def test_a_ceiling_is_changed_and_taken_back_and_never_assumed() -> None:
    desk = MemoryDesk(coordinator())
    with pytest.raises(Refused, match="nothing_stated"):
        state_ceiling(desk, municipality=BERGEN, ceiling=None, reason="x")
    stated = state_ceiling(desk, municipality=BERGEN, ceiling=3, reason="Budsjett.")
    given(stated).when(LoadCeiling.restate, coordinator(), ceiling=3, reason="x").then_nothing()
    for each in (2, None):
        state_ceiling(desk, municipality=BERGEN, ceiling=each, reason="Endret.")
    assert (stated.ceiling, stated.version) == (None, 3)

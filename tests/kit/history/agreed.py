"""What the sector and its municipalities stated beside the runs."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from aggregates.deeds.material import (
    answer_error,
    appoint_maintainer,
    draft_material,
    publish_material,
    report_error,
)
from aggregates.deeds.territory import state_technology
from aggregates.kernel.desk import Desk
from aggregates.kernel.root import derived
from aggregates.material.error_report import ErrorReport
from aggregates.territory.organisation import Organisation
from aggregates.territory.technology import MUNICIPALITY
from log.log import founding
from tests.kit.history.past import BERGEN, KS, Past


def technology(past: Past) -> None:
    """Bergen worked with one journal, and works with another since 2023."""
    for product, since in (("Profil", date(2020, 1, 1)), ("Gerica", date(2023, 1, 1))):
        stating = partial(
            state_technology, municipality=BERGEN, key="epj", values=[product],
            source_kind=MUNICIPALITY, source="Bergen", since=since,
        )  # fmt: skip
        past.municipality(BERGEN, stating)


def material(past: Past) -> None:
    """KS maintains a template for PLL; Bergen found an error in it, which KS answered."""
    ks = founding(Organisation.register, number=KS, name="KS", kind="ks")
    past.owner(ks)
    ros: dict[str, Any] = {"solution": "pll", "type": "ros"}
    past.owner(partial(draft_material, **ros, title="ROS", reference="KS 24/1", made_with=["4601"]))
    past.owner(
        partial(
            appoint_maintainer, solution="pll", maintainer=KS, review_on=date(2030, 1, 1),
            reason="",
        )
    )  # fmt: skip
    past.owner(
        partial(publish_material, **ros, version_number=1, change_note="Ny.", to_do="Fyll ut.")
    )
    past.municipality(BERGEN, partial(report_error, **ros, version_number=1, text="Feil lov."))
    past.owner(partial(_answer, past.told))


def _answer(told: int, desk: Desk) -> ErrorReport:
    id = derived("material-errors", uuid5(NAMESPACE_URL, f"a past/{told}"))
    return answer_error(desk, id=id, answer="Rettet.", corrected_in=None)

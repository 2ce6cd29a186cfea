"""Days ahead: a survey is to be answered, and what is only for some is looked at anew."""

from __future__ import annotations

from datetime import date
from functools import partial

from aggregates.deeds import preparing, surveying
from aggregates.deeds import run as runs
from aggregates.deeds.material import appoint_maintainer
from aggregates.kernel.act import Role
from aggregates.kernel.root import derived
from aggregates.material.maintenance import Maintenance
from aggregates.material.package import Package
from aggregates.runs.run import Run
from aggregates.runs.survey import Survey
from aggregates.territory.organisation import Organisation
from log.log import founding, upon
from tests.kit.history.past import BERGEN, KS, SPRING, Past
from tests.kit.runs import ANSWERS

FOR_SOME = derived("runs", "a past of those with a system")
FOR_ALL = derived("runs", "a past that asks first")
VESTLAND = "310004618"
NHN = "994598759"


def days(past: Past) -> None:
    """One run is for some, another asks Bergen how far it is; KS looks its material through, and
    gives it away."""
    past.group(
        partial(
            runs.propose, id=FOR_SOME, title="PLL for noen", kind="rollout", solution="pll",
            scope_code="limited:vkp", proposer="KS",
        )
    )  # fmt: skip
    past.group(
        upon(
            Run, FOR_SOME, Run.choose_track,
            track="C", answers=ANSWERS, deciding_body="NKG", dissent=None,
        )
    )  # fmt: skip
    completing = partial(
        preparing.assign_completion, run=FOR_SOME, owner=KS, plan="KS 24/9",
        review_on=date(2025, 1, 15),
    )  # fmt: skip
    past.leader(completing)
    past.group(
        partial(
            runs.propose, id=FOR_ALL, title="DHO for alle", kind="rollout", solution="dho",
            scope_code="national", proposer="KS",
        )
    )  # fmt: skip
    past.leader(
        partial(
            surveying.open_survey, run=FOR_ALL, questions=["Hvor langt?"],
            municipalities=["4601"], deadline=date(2024, 5, 1),
        )
    )  # fmt: skip
    past.leader(
        partial(
            surveying.open_survey, run=FOR_ALL, questions=["Hvor langt?"],
            municipalities=["4602"], deadline=date(2024, 5, 8),
        )
    )  # fmt: skip
    asking = partial(
        surveying.open_in_region, county="46", subject="htm", title="Helhetlig tjenestemodell",
        solution=None, questions=["Hvor langt?"], municipalities=[], deadline=date(2024, 5, 1),
    )  # fmt: skip
    past.did(Role.REGIONAL_CONTACT, asking, body=VESTLAND, region="46")
    answered = upon(
        Survey, Survey.id_in_region("46", "htm"), Survey.answer, answers=["Vi er i gang."]
    )
    past.municipality(BERGEN, answered)
    past.municipality(
        BERGEN, upon(Survey, Survey.id_of(FOR_ALL), Survey.answer, answers=["Langt."])
    )
    package = Package.id_of("pll")
    reviewed = upon(
        Maintenance, Maintenance.ID, Maintenance.review,
        package=package, finding="I orden.", review_on=date(2031, 1, 1),
    )  # fmt: skip
    past.owner(reviewed, SPRING)
    nhn = founding(Organisation.register, number=NHN, name="NHN", kind="service_provider")
    past.owner(nhn)
    given = partial(
        appoint_maintainer, solution="pll", maintainer=NHN, review_on=date(2030, 6, 1),
        reason="Avtalt.",
    )  # fmt: skip
    past.owner(given)

"""What was done in the run while it went on, and how Kinn was followed up until it was done."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from aggregates.deeds import execution, follow_up, support
from aggregates.deeds import pulje as puljer
from aggregates.execution.activity import Activity
from aggregates.execution.issue import Issue
from aggregates.execution.support import Support
from aggregates.execution.themes import MIDDLE_MANAGERS, THEMES
from aggregates.kernel.act import Role
from aggregates.kernel.root import derived
from aggregates.runs.pulje import Pulje
from log.log import Deed, founding, upon
from tests.kit.history.past import EVALUATION, KINN, RUN, Past, participation, pulje

SUMMER, AUTUMN, WINTER = date(2024, 6, 2), date(2024, 9, 2), date(2024, 11, 1)
GATHERING, CALLED_OFF = derived("activities", "a past", 1), derived("activities", "a past", 2)
ROS: dict[str, Any] = {"key": "ros", "title": "Egen ROS", "due": "2024-07-01", "needs": []}
OWNER: dict[str, Any] = {
    "owner_role": "Helsesjef",
    "support_line": "Støtte",
    "next_review": date(2025, 6, 1),
}


def together(past: Past) -> None:
    """Pulje 1 starts; there is a gathering for middle managers, to which Kinn comes late."""
    past.leader(partial(puljer.start, run=RUN, number=1), SUMMER)
    themes = [
        {"theme": each, "groups": [MIDDLE_MANAGERS], "common": "", "local": ""} for each in THEMES
    ]
    past.leader(partial(execution.choose_themes, run=RUN, themes=themes, omitted={}), SUMMER)
    for id, theme in ((GATHERING, "training"), (CALLED_OFF, "benefit")):
        past.leader(_activity(id, theme), SUMMER)
    moved = upon(Activity, GATHERING, Activity.move, day=SUMMER, form="physical")
    past.leader(moved, SUMMER)
    past.leader(upon(Activity, GATHERING, Activity.hold, on=SUMMER, form="physical"), SUMMER)
    past.leader(upon(Activity, CALLED_OFF, Activity.cancel, reason="Få."), SUMMER)
    for count in (0, 3):
        came = partial(
            execution.attend, activity=GATHERING, participation=participation(KINN),
            attended={MIDDLE_MANAGERS: count},
        )  # fmt: skip
        past.leader(came, SUMMER)


def locally(past: Past) -> None:
    """Kinn has a common task that was not done at first, and one of its own."""
    kinn: dict[str, Any] = {"participation": participation(KINN)}
    past.leader(partial(execution.issue_tasks, run=RUN, pulje=1, tasks=[ROS]), SUMMER)
    further = {**ROS, "key": "kurs", "needs": ["ros"]}
    past.leader(partial(execution.issue_tasks, run=RUN, pulje=1, tasks=[ROS, further]), SUMMER)
    own = partial(execution.add_task, **kinn, title="Vakt", text="", due=None, needs=[])
    past.municipality(KINN, own, SUMMER)
    for key in ("ros", "own-1"):
        for outcome in ("Gjort.", "Gjort nå."):
            closed = partial(execution.close_task, **kinn, key=key, outcome=outcome)
            past.municipality(KINN, closed, AUTUMN)
            if outcome == "Gjort.":
                again = partial(execution.reopen_task, **kinn, key=key, reason="Nye funn.")
                past.municipality(KINN, again, AUTUMN)


def following_up(past: Past) -> None:
    """Kinn reports, is measured, names an owner, does without the rest, and the pulje closes."""
    kinn: dict[str, Any] = {"participation": participation(KINN)}
    past.leader(partial(puljer.begin_follow_up, run=RUN, number=1), AUTUMN)
    plan = partial(follow_up.plan, **kinn, text="Ja.", until=WINTER, measurements=4)
    past.leader(plan, AUTUMN)
    said: dict[str, Any] = {"state": "used", "source": "Møte", "text": ""}
    past.municipality(KINN, partial(follow_up.report, **kinn, on=AUTUMN, **said), AUTUMN)
    measured = partial(follow_up.measure, **kinn, value=7, unit="oppslag", source="NHN")
    past.did(Role.SERVICE_PROVIDER, partial(measured, on=AUTUMN), WINTER)
    past.municipality(KINN, partial(follow_up.name_owner, **kinn, **OWNER), WINTER)
    past.leader(partial(follow_up.hand_over, **kinn), WINTER)
    without = partial(follow_up.do_without, **kinn, lacks="use_measurements", reason="Egen.")
    past.municipality(KINN, without, WINTER)
    past.system(upon(Pulje, pulje(1), Pulje.evaluate, evaluation=EVALUATION), WINTER)
    past.leader(partial(puljer.close, run=RUN, number=1), WINTER)


def helped(past: Past) -> None:
    """Kinn asks for help twice, which becomes a need, and gets it; something does not work, and
    that is answered."""
    asking = partial(support.request, participation=participation(KINN), topic="vakt", text="?")
    past.municipality(KINN, asking, SUMMER)
    asked = derived("supports", past.latest)
    for kind, why in (("common", None), ("individual", "Eget oppsett.")):
        given = upon(
            Support, asked, Support.give,
            kind=kind, minutes=20, topic="vakt", answer="Vist.", why=why,
        )  # fmt: skip
        past.leader(given, SUMMER)
    past.municipality(KINN, asking, SUMMER)
    again = derived("supports", past.latest)
    lifting = partial(
        support.lift_topic, run=RUN, topic="vakt", requests=[asked, again],
        text="Vaktlag trenger eget oppsett.", county="46",
    )  # fmt: skip
    past.owner(lifting, SUMMER)
    raising = partial(
        support.raise_issue, solution="pll", run=RUN, severity="major", title="Tregt", text="",
        affected=["4602"],
    )  # fmt: skip
    past.leader(raising, SUMMER)
    issue = derived("issues", past.latest)
    past.leader(partial(support.affect, issue=issue, number="4621"), SUMMER)
    worse = upon(Issue, issue, Issue.change_severity, severity="severe", reason="Akutt.")
    past.owner(worse, SUMMER)
    past.did(
        Role.SERVICE_PROVIDER, partial(support.answer_issue, issue=issue, answer="Rettet."), SUMMER
    )


def meeting(past: Past) -> None:
    """Those in the run keep in touch; Kinn is with them for a while."""
    past.leader(partial(support.form_network, run=RUN, channel="Hver måned"), SUMMER)
    kinn: dict[str, Any] = {"participation": participation(KINN)}
    joining = partial(support.join_network, contact_role="Superbruker", **kinn)
    past.municipality(KINN, joining, SUMMER)
    past.municipality(KINN, partial(support.leave_network, **kinn), AUTUMN)


def _activity(id: UUID, theme: str) -> Deed:
    return founding(
        Activity.plan, id=id, run=RUN, solution="pll", pulje=None, theme=theme,
        groups=[MIDDLE_MANAGERS], title="Samling", form="digital", day=AUTUMN,
    )  # fmt: skip

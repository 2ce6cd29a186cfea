"""The calendar that anybody subscribes to: what goes on, and what is owed by which day."""

from __future__ import annotations

import asyncio
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from icalendar import Calendar

from aggregates.kernel.act import Role
from aggregates.tasks.task import Task
from log.log import Log, founding
from log.opening import open_store
from tests.api.test_preparing import chosen, told
from tests.kit.http import KS, Api, Caller, day
from tests.kit.runs import SYSTEM
from tests.kit.story import Story
from tests.services.past import done

QUESTIONS = ["Hvor langt har dere kommet?"]


@pytest.fixture(scope="module")
def story(api: Api) -> Story:
    return Story(api)


@pytest.fixture(scope="module")
def contact(api: Api) -> Caller:
    return api.caller(Role.REGIONAL_CONTACT)


def entries(api: Api, story: Story) -> dict[str, tuple[date, date, str]]:
    """Each entry by its name: since when, until when, and what it says."""
    response = story.reader.get("/calendar.ics", at_least=api.store.head())
    read: Any = Calendar.from_ical(response.content)
    return {
        str(each["uid"]).partition("@")[0]: (
            each["dtstart"].dt, each["dtend"].dt, str(each["summary"]),
        )
        for each in read.walk("VEVENT")
    }  # fmt: skip


@pytest.mark.rule("C13-03")
def test_an_open_run_goes_on_until_the_end_of_its_last_pulje(api: Api, story: Story) -> None:
    run = story.open(story.ready())
    found = entries(api, story)
    last = max(until for uid, (_, until, _) in found.items() if uid.startswith(f"pulje-{run}"))
    since, until, _ = found[f"run-{run}"]
    assert (since, until) == (day(0), last)
    assert until > day(90)


@pytest.mark.rule("C06-04")
def test_a_regional_run_is_in_the_calendar_from_when_it_was_told_of(
    api: Api, story: Story, contact: Caller
) -> None:
    run = chosen(story, "regional:46", "B")
    contact.does(f"/runs/{run}/notification", told())
    since, until, _ = entries(api, story)[f"notified-{run}"]
    assert (since, until) == (day(90), day(301))
    contact.does(f"/runs/{run}/cancellation", {"reason": "Vi venter."})
    assert not [uid for uid in entries(api, story) if run in uid]


@pytest.mark.rule("C12-16", "C05-07", "C10-07")
def test_what_is_owed_by_a_day_is_in_the_calendar_and_no_municipality_is_named(
    api: Api, story: Story
) -> None:
    code = story.ready()
    run = story.proposed(code)
    asked = {
        "questions": QUESTIONS, "municipalities": ["4601"], "deadline": day(14).isoformat(),
    }  # fmt: skip
    survey = story.leader.does(f"/runs/{run}/survey", asked)["id"]
    limited = chosen(story, "limited:vkp", "C")
    completion = {"owner": KS, "plan": "KS 27/9", "review_on": day(200).isoformat()}
    story.leader.does(f"/runs/{limited}/completion", completion)
    due = {"due": "2098-12-31", "decision": "KommIT 230783"}
    model = story.owner.does("/model-evaluations", due)["id"]
    found = entries(api, story)
    days = {
        f"survey-{survey}": day(14), f"completion-{limited}/completion": day(200),
        f"model-{model}": date(2098, 12, 31),
    }  # fmt: skip
    assert {uid: found[uid][0] for uid in days} == days
    story.owner.does(f"/runs/{limited}/cancellation", {"reason": "Vi venter."})
    assert not [uid for uid in entries(api, story) if limited in uid]
    assert not any("Bergen" in summary or "4601" in summary for _, _, summary in found.values())


@pytest.mark.rule("C08-03")
def test_a_task_has_its_day_and_those_that_name_a_municipality_are_only_counted(
    api: Api, story: Story
) -> None:
    code, about = story.ready(), uuid4()
    opening = partial(Task.open, about=about, due=day(33))
    words = {"solution": code, "condition": "V1", "scope": "national", "text": "Avtale."}
    national = founding(
        opening, kind="readiness_condition", for_role=Role.PORTFOLIO_OWNER,
        subject_key="readiness_condition", facts=words,
    )  # fmt: skip
    of_a_municipality = founding(
        opening, kind="follow_up_check", for_role=Role.REGIONAL_CONTACT, key=("4601",),
        municipality=uuid4(), subject_key="follow_up_check", facts={"number": "4601"},
    )  # fmt: skip
    with Log(open_store(api.url)) as log:
        for deed in (national, of_a_municipality):
            asyncio.run(done(log, SYSTEM, deed))
    found = {uid: told for uid, told in entries(api, story).items() if told[0] == day(33)}
    task = Task.id_of("readiness_condition", about)
    assert set(found) == {f"task-{task}", f"tasks-{day(33).isoformat()}"}
    assert found[f"task-{task}"][2].startswith(f"Vilkår V1 for at {code} er klar til bruk")
    assert found[f"tasks-{day(33).isoformat()}"][2].endswith("1")

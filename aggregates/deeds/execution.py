"""What is done together in a run, and what each municipality in it does for itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from aggregates.deeds.follow_up import demands, partake
from aggregates.deeds.versions import why_fewer
from aggregates.execution.activity import Activity
from aggregates.execution.local_work import LocalWork
from aggregates.execution.task_set import CommonTask, TaskSet
from aggregates.execution.theme_choice import ThemeChoice
from aggregates.execution.themes import THEMES, Theme
from aggregates.invitations.authority import JOIN
from aggregates.invitations.participation import Participation
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Root, derived
from aggregates.rules import C08_01, C08_02, C08_03
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run


def choose_themes(
    desk: Desk, *, run: UUID, themes: Sequence[Theme], omitted: Mapping[str, str]
) -> ThemeChoice:
    """Choose the themes of a run, or choose them anew. Refuses as `check_themes` does.

    Of a version that is a smaller change, what is not told of is left out for the version's own
    reason, but for what is always kept (C02-09).
    """
    common = desk.get(Run, run)
    kept = demands(desk, common.solution).kept
    if (reason := why_fewer(desk, run=run)) is not None:
        told = {*omitted, *kept, *(each["theme"] for each in themes)}
        omitted = {**omitted, **{each: reason for each in THEMES if each not in told}}
    known = desk.find(ThemeChoice, ThemeChoice.id_of(run))
    if known is not None:
        known.change(desk.act, themes=themes, omitted=omitted, kept=kept)
        return known
    return desk.found(
        ThemeChoice.choose(
            desk.act, run=run, solution=common.solution, themes=themes, omitted=omitted, kept=kept
        )
    )


def plan_activity(
    desk: Desk, *,
    run: UUID, pulje: int | None, theme: str, groups: Sequence[str], title: str, form: str,
    day: date,
) -> Activity:  # fmt: skip
    """Plan an activity on a theme that the run works with, for groups that it is for (C08-01)."""
    choice = desk.find(ThemeChoice, ThemeChoice.id_of(run))
    if choice is None:
        desk.get(Run, run)
        raise Refused(C08_01, "theme_not_chosen", theme=theme)
    choice.check_for(theme, groups)
    if pulje is not None:
        desk.get(Pulje, Pulje.id_of(run, pulje))
    return desk.found(
        Activity.plan(
            desk.act, id=derived("activities", desk.act.command), run=run,
            solution=choice.solution, pulje=pulje, theme=theme, groups=groups, title=title,
            form=form, day=day,
        )
    )  # fmt: skip


def attend(
    desk: Desk, *, activity: UUID, participation: UUID, attended: Mapping[str, int]
) -> Activity:
    """Note who came from a participant. Refuses one that the activity was not for (C08-02)."""
    held, who = desk.get(Activity, activity), desk.get(Participation, participation)
    theirs = held.pulje in {None, who.pulje}
    if who.run != held.run or who.outcome != "place" or not theirs:
        raise Refused(C08_02, "not_in_the_run", number=who.number)
    held.attend(
        desk.act, participation=who.id, municipality=who.municipality, number=who.number,
        attended=attended,
    )  # fmt: skip
    return held


def issue_tasks(desk: Desk, *, run: UUID, pulje: int, tasks: Sequence[CommonTask]) -> TaskSet:
    """Issue the common tasks of a pulje, or further ones. Refuses as `check_tasks` does."""
    common = desk.get(Run, run)
    desk.get(Pulje, Pulje.id_of(run, pulje))
    known = desk.find(TaskSet, TaskSet.id_of(run, pulje))
    if known is not None:
        known.extend(desk.act, tasks=tasks)
        return known
    return desk.found(
        TaskSet.issue(desk.act, run=run, pulje=pulje, solution=common.solution, tasks=tasks)
    )


def begin_work(desk: Desk, *, participation: UUID) -> Root:
    """Begin the own part of a municipality that joins, once (R6)."""
    who = desk.get(Participation, participation)
    if who.answer != JOIN:
        return who
    partake(desk, who)
    return _work(desk, who)


def add_task(
    desk: Desk, *, participation: UUID, title: str, text: str, due: date | None, needs: list[str]
) -> LocalWork:
    """Add a task of the municipality's own. Refuses as `LocalWork.add` does."""
    work, common = _own(desk, participation)
    work.add(desk.act, title=title, text=text, due=due, needs=needs, common=common)
    return work


def close_task(desk: Desk, *, participation: UUID, key: str, outcome: str) -> LocalWork:
    """Close a task, own or common, for the municipality alone. Refuses as `LocalWork.close`."""
    work, common = _own(desk, participation)
    work.close(desk.act, key=key, outcome=outcome, common=common)
    return work


def reopen_task(desk: Desk, *, participation: UUID, key: str, reason: str) -> LocalWork:
    """Open a task again, for the municipality alone. Refuses as `LocalWork.reopen` does."""
    work, _ = _own(desk, participation)
    work.reopen(desk.act, key=key, reason=reason)
    return work


def _own(desk: Desk, participation: UUID) -> tuple[LocalWork, dict[str, list[str]]]:
    """A municipality's own part, with the common tasks of its pulje. Refuses everybody else."""
    who = desk.get(Participation, participation)
    if desk.act.municipality != who.municipality:
        raise Refused(C08_03, "not_the_municipality")
    found = None
    if who.pulje is not None:
        found = desk.find(TaskSet, TaskSet.id_of(who.run, who.pulje))
    return _work(desk, who), found.needs if found else {}


def _work(desk: Desk, who: Participation) -> LocalWork:
    known = desk.find(LocalWork, LocalWork.id_of(who.id))
    return known or desk.found(
        LocalWork.begin(
            desk.act, participation=who.id, run=who.run, solution=who.solution,
            municipality=who.municipality, region=who.region,
        )
    )  # fmt: skip

"""Help for a municipality, what does not work, and who keeps in touch after a run."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from aggregates.deeds.needs import register
from aggregates.deeds.practice import TOPIC_RECURS, value
from aggregates.execution.issue import Issue
from aggregates.execution.network import ParticipantNetwork
from aggregates.execution.open_issues import OpenIssues
from aggregates.execution.support import Support
from aggregates.execution.support_topic import SupportTopic
from aggregates.invitations.participation import Participation
from aggregates.kernel.act import Act, Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import derived
from aggregates.portfolio.solution import Solution
from aggregates.rules import C08_04, C08_08
from aggregates.runs.run import Run
from aggregates.territory.register import Register


def request(desk: Desk, *, participation: UUID, topic: str, text: str) -> Support:
    """Ask for help as a municipality that was invited, also after a decline (C08-04, I03)."""
    who = desk.get(Participation, participation)
    who.check_own(desk.act)
    return desk.found(
        Support.request(
            desk.act, id=derived("supports", desk.act.command), participation=who.id, run=who.run,
            solution=who.solution, municipality=who.municipality, number=who.number,
            region=who.region, topic=topic, text=text,
        )
    )  # fmt: skip


def lift_topic(
    desk: Desk, *, run: UUID, topic: str, requests: Sequence[UUID], text: str, county: str | None
) -> SupportTopic:
    """Make a need of what is asked about again and again in a run; once for each topic (C08-04).

    What was asked stays private: the need has its own text. Refuses requests in another run or on
    another topic, and as `SupportTopic.lift` and `needs.register` do.
    """
    asked = [desk.get(Support, each) for each in dict.fromkeys(requests)]
    if other := [each.topic for each in asked if (each.run, each.topic) != (run, topic)]:
        raise Refused(C08_04, "another_topic", topic=other[0])
    known = desk.find(SupportTopic, SupportTopic.id_of(run, topic))
    if known is not None:
        return known
    solution = desk.get(Run, run).solution
    lifted = SupportTopic.lift(
        desk.act, run=run, solution=solution, topic=topic, requests=[each.id for each in asked],
        need=derived("needs", desk.act.command), recurs=value(desk, TOPIC_RECURS),
    )  # fmt: skip
    register(desk, text=text, solution=solution, service_area=None, county=county)
    return desk.found(lifted)


def raise_issue(
    desk: Desk, *,
    solution: str, run: UUID | None, severity: str, title: str, text: str, affected: list[str],
) -> Issue:  # fmt: skip
    """Tell of something that does not work, in municipalities by their numbers today (C08-08).

    A municipality tells of itself alone. Refuses as `Issue.raise_` does.
    """
    desk.get(Solution, Solution.id_of(solution))
    if run is not None:
        desk.get(Run, run)
    register, today = desk.get(Register, Register.ID), desk.act.today
    whom = [register.id_of(number, today) for number in affected]
    for each in whom:
        _check_own(desk.act, each)
    issue = desk.found(
        Issue.raise_(
            desk.act, id=derived("issues", desk.act.command), solution=solution, run=run,
            severity=severity, title=title, text=text, affected=whom,
        )
    )  # fmt: skip
    issues = desk.find(OpenIssues, OpenIssues.id_of(solution))
    if issues is None:
        issues = desk.found(OpenIssues.begin(desk.act, solution=solution))
    issues.enter(desk.act, issue=issue.id, title=title)
    return issue


def answer_issue(desk: Desk, *, issue: UUID, answer: str) -> Issue:
    """Answer all who have it. Refuses as `Issue.answer` does (C08-08)."""
    answered = desk.get(Issue, issue)
    answered.answer(desk.act, answer=answer)
    issues = desk.find(OpenIssues, OpenIssues.id_of(answered.solution))
    if issues is not None:
        issues.settle(desk.act, issue=issue)
    return answered


def affect(desk: Desk, *, issue: UUID, number: str) -> Issue:
    """Another municipality has it, too. A municipality tells of itself alone (C08-08)."""
    known, register = desk.get(Issue, issue), desk.get(Register, Register.ID)
    municipality = register.id_of(number, desk.act.today)
    _check_own(desk.act, municipality)
    known.affect(desk.act, municipality=municipality)
    return known


def form_network(desk: Desk, *, run: UUID, channel: str) -> ParticipantNetwork:
    """Form the network of a run, once. Refuses as `ParticipantNetwork.form` does."""
    common = desk.get(Run, run)
    known = desk.find(ParticipantNetwork, ParticipantNetwork.id_of(run))
    return known or desk.found(
        ParticipantNetwork.form(desk.act, run=run, solution=common.solution, channel=channel)
    )


def join_network(desk: Desk, *, participation: UUID, contact_role: str) -> ParticipantNetwork:
    """A municipality with a place in the run joins. Refuses as `ParticipantNetwork.join` does."""
    who = desk.get(Participation, participation)
    who.check_own(desk.act)
    network = desk.get(ParticipantNetwork, ParticipantNetwork.id_of(who.run))
    network.join(
        desk.act, municipality=who.municipality, took_part=who.outcome == "place",
        contact_role=contact_role,
    )  # fmt: skip
    return network


def leave_network(desk: Desk, *, participation: UUID) -> ParticipantNetwork:
    """A municipality leaves. Refuses as `ParticipantNetwork.leave` does."""
    who = desk.get(Participation, participation)
    who.check_own(desk.act)
    network = desk.get(ParticipantNetwork, ParticipantNetwork.id_of(who.run))
    network.leave(desk.act, municipality=who.municipality)
    return network


def _check_own(act: Act, municipality: UUID) -> None:
    municipal = act.role in {Role.MUNICIPAL_DECIDER, Role.MUNICIPAL_COORDINATOR}
    if municipal and act.municipality != municipality:
        raise Refused(C08_08, "not_own_issue")

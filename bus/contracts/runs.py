"""What others may hear about common runs, their puljer and the places in them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import (
    CommitmentId,
    County,
    Day,
    Deadline,
    MunicipalityId,
    OrganisationNumber,
    ParticipationId,
    PuljeId,
    PuljeNumber,
    ReadinessId,
    RoleName,
    RunId,
    ScopeCode,
    SolutionCode,
    TrackName,
)

Places = Annotated[int, Field(description="How many can take part.", examples=[20])]


class _OfRun(Message):
    run: RunId
    solution: SolutionCode


class _OfPulje(Message):
    pulje: PuljeId
    run: RunId
    number: PuljeNumber


class _OfPlace(_OfPulje):
    participation: ParticipationId
    municipality: MunicipalityId


class RunProposed(_OfRun):
    """A run was proposed; nobody takes part in it yet."""

    subject = "fellestakt.runs.run-proposed.v1"

    title: Annotated[str, Field(examples=["Kjernejournal i pleie og omsorg"])]
    kind: Annotated[str, Field(description="rollout or common_process.", examples=["rollout"])]
    scope_code: ScopeCode


class TrackChosen(_OfRun):
    """A named body chose how the run is to go, in place of an earlier choice if there was one."""

    subject = "fellestakt.runs.track-chosen.v1"

    track: TrackName
    former_track: TrackName | None
    deciding_body: Annotated[str, Field(examples=["971032146"])]


class LeaderAppointed(_OfRun):
    """The run has a leader, of this role and body."""

    subject = "fellestakt.runs.leader-appointed.v1"

    leader_role: RoleName
    leader_body: OrganisationNumber


class PlanReviewed(_OfRun):
    """The coordinating group looked at the plan."""

    subject = "fellestakt.runs.plan-reviewed.v1"

    outcome: Annotated[str, Field(description="approved, remark or adjust.", examples=["approved"])]


class WorkingGroupAppointed(_OfRun):
    """These work out the run meanwhile. Seats may still be empty."""

    subject = "fellestakt.runs.working-group-appointed.v1"

    ends: Deadline


class LeaderAccepted(_OfRun):
    """The one who was appointed has taken on to lead the run."""

    subject = "fellestakt.runs.leader-accepted.v1"


class LeaderReplaced(_OfRun):
    """Another leads the run, and was handed what was open."""

    subject = "fellestakt.runs.leader-replaced.v1"


class RegionalRunNotified(_OfRun):
    """The coordinating group was told of a run of a region's own, which it may remark on."""

    subject = "fellestakt.runs.regional-run-notified.v1"

    scope_code: Annotated[
        str, Field(description="The region, as its scope.", examples=["regional:46"])
    ]
    starts: Day
    ends: Day


class LimitsStated(_OfRun):
    """It was stated whom a track C run is for: by name, or by what they have in common."""

    subject = "fellestakt.runs.limits-stated.v1"


class CompletionAssigned(_OfRun):
    """An organisation sees to it that what is only for some comes to all."""

    subject = "fellestakt.runs.completion-assigned.v1"

    owner: OrganisationNumber
    review_on: Day


class CommunicationPlanned(_OfRun):
    """A track C run has a communication plan."""

    subject = "fellestakt.runs.communication-planned.v1"


class DeviationRecorded(_OfRun):
    """A solution that the sector has not endorsed is run all the same; somebody answers for it."""

    subject = "fellestakt.runs.deviation-recorded.v1"

    deciding_body: Annotated[str, Field(examples=["Nasjonal koordineringsgruppe"])]


class ActorIncluded(_OfRun):
    """Another organisation of the region takes part."""

    subject = "fellestakt.runs.actor-included.v1"

    actor: OrganisationNumber


class PopulationFrozen(_OfRun):
    """It was frozen of whom nobody knows, that day, that they have introduced the solution."""

    subject = "fellestakt.runs.population-frozen.v1"

    as_of: Day
    target: Annotated[int, Field(description="Of how many.", examples=[356])]


class AdvanceNoticeSent(_OfRun):
    """Municipalities were told that a run is coming. It is no invitation; no answer is expected."""

    subject = "fellestakt.runs.advance-notice-sent.v1"

    starts: Day


class SurveyOpened(_OfRun):
    """Municipalities were asked how far they have come, before a common process starts."""

    subject = "fellestakt.runs.survey-opened.v1"

    deadline: Deadline


class SurveyAnswered(Message):
    """A municipality answered a survey for itself."""

    subject = "fellestakt.runs.survey-answered.v1"

    run: RunId
    municipality: MunicipalityId


class SurveyExtended(Message):
    """Further municipalities were asked the same; the deadline holds for all who are waited for."""

    subject = "fellestakt.runs.survey-extended.v1"

    run: RunId
    deadline: Deadline


class RegionalSurveyOpened(Message):
    """A region asked its municipalities how far they have come, with no run behind it."""

    subject = "fellestakt.runs.regional-survey-opened.v1"

    county: County
    solution: SolutionCode | None
    deadline: Deadline


class RegionalSurveyAnswered(Message):
    """A municipality answered its region's survey for itself."""

    subject = "fellestakt.runs.regional-survey-answered.v1"

    county: County
    municipality: MunicipalityId


class SimultaneityDeclared(Message):
    """Another organisation has to start at the same time as a run, and is to confirm it."""

    subject = "fellestakt.runs.simultaneity-declared.v1"

    run: RunId
    actor: OrganisationNumber


class SimultaneityConfirmed(Message):
    """The other organisation confirmed that it starts at the same time."""

    subject = "fellestakt.runs.simultaneity-confirmed.v1"

    run: RunId
    actor: OrganisationNumber


class SimultaneityLifted(Message):
    """The run does not depend on the other's start any more."""

    subject = "fellestakt.runs.simultaneity-lifted.v1"

    run: RunId
    actor: OrganisationNumber


class MarkedAsTest(_OfRun):
    """The run tests the model; the mark stays."""

    subject = "fellestakt.runs.marked-as-test.v1"


class RunStopped(_OfRun):
    """Nobody is invited and nothing starts, until it is resumed."""

    subject = "fellestakt.runs.run-stopped.v1"


class RunResumed(_OfRun):
    """The run goes on where it was stopped."""

    subject = "fellestakt.runs.run-resumed.v1"


class RunCancelled(_OfRun):
    """The run ended before it was closed; every place in it is free."""

    subject = "fellestakt.runs.run-cancelled.v1"


class SignUpOpened(_OfRun):
    """From now on municipalities may be invited and sign up."""

    subject = "fellestakt.runs.sign-up-opened.v1"


class RunStarted(_OfRun):
    """The run has started, with those who decided to join."""

    subject = "fellestakt.runs.run-started.v1"


class FollowUpBegun(_OfRun):
    """Nobody signs up any more; those who took part are followed up."""

    subject = "fellestakt.runs.follow-up-begun.v1"


class RunClosed(_OfRun):
    """The run is closed; its evaluation was delivered and received."""

    subject = "fellestakt.runs.run-closed.v1"


class PuljePlanned(_OfPulje):
    """A pulje was planned."""

    subject = "fellestakt.runs.pulje-planned.v1"

    starts: Day
    invites_from: Day
    decision_days: Annotated[int, Field(description="Time to decide.", examples=[60])]
    capacity: Places


class PuljeOpened(_OfPulje):
    """A pulje is open for invitations and sign-up."""

    subject = "fellestakt.runs.pulje-opened.v1"


class PuljeFrozen(_OfPulje):
    """Readiness is suspended: no places are given, and those who wait keep their order."""

    subject = "fellestakt.runs.pulje-frozen.v1"

    readiness: ReadinessId
    waiting: Annotated[
        list[ParticipationId],
        Field(description="In order.", examples=[["2d7d3c4c-390a-5d30-8d21-4d4d2a3c0003"]]),
    ]


class PuljeThawed(_OfPulje):
    """Places are given again; offers stand as many days longer as they stood still."""

    subject = "fellestakt.runs.pulje-thawed.v1"

    days: Annotated[int, Field(description="So many.", examples=[12])]


class PuljeStarted(_OfPulje):
    """A pulje has started, with those who have a place in it."""

    subject = "fellestakt.runs.pulje-started.v1"


class PuljeFollowUpBegun(_OfPulje):
    """Those who took part are followed up; nobody comes along any more."""

    subject = "fellestakt.runs.pulje-follow-up-begun.v1"

    participations: Annotated[
        list[ParticipationId], Field(examples=[["2d7d3c4c-390a-5d30-8d21-4d4d2a3c0003"]])
    ]


class PuljeMatchingStated(_OfPulje):
    """It was stated which municipalities a pulje is for."""

    subject = "fellestakt.runs.pulje-matching-stated.v1"


class PuljeEvaluated(_OfPulje):
    """What a pulje taught is delivered; its participants are still followed up."""

    subject = "fellestakt.runs.pulje-evaluated.v1"


class PuljeClosed(_OfPulje):
    """A pulje is closed: no participant in it is owed anything."""

    subject = "fellestakt.runs.pulje-closed.v1"


class PuljeLeaderChanged(_OfPulje):
    """Another leads the pulje, and was handed what was open."""

    subject = "fellestakt.runs.pulje-leader-changed.v1"


class PuljeCancelled(_OfPulje):
    """A pulje was cancelled; every place in it is free, and decisions to join stand."""

    subject = "fellestakt.runs.pulje-cancelled.v1"


class CapacityChanged(_OfPulje):
    """A pulje has room for more or fewer."""

    subject = "fellestakt.runs.capacity-changed.v1"

    former: Places
    capacity: Places


class _OfPromise(_OfPulje):
    commitment: CommitmentId


class PuljePromiseLater(_OfPromise):
    """What a pulje rests on is promised by a day after it starts; nothing is decided by that."""

    subject = "fellestakt.runs.pulje-promise-later.v1"

    solution: SolutionCode
    starts: Day
    due: Day


class PuljePromiseInTime(_OfPromise):
    """It is kept, or promised by the start again."""

    subject = "fellestakt.runs.pulje-promise-in-time.v1"


class PlaceTaken(_OfPlace):
    """A municipality has a place in a pulje."""

    subject = "fellestakt.runs.place-taken.v1"


class WaitlistJoined(_OfPlace):
    """A municipality waits for a place in a pulje, in this order."""

    subject = "fellestakt.runs.waitlist-joined.v1"

    order: Annotated[int, Field(examples=[1])]


class PlaceOffered(_OfPlace):
    """The first who waited was offered a place, which is kept for it meanwhile."""

    subject = "fellestakt.runs.place-offered.v1"

    until: Deadline | None


class OfferAccepted(_OfPlace):
    """A municipality took the place that it was offered."""

    subject = "fellestakt.runs.offer-accepted.v1"


class OfferDeclined(_OfPlace):
    """A municipality turned down the place; its decision to join the run stands."""

    subject = "fellestakt.runs.offer-declined.v1"


class OfferLapsed(_OfPlace):
    """Nobody answered in time, which is no decline; the municipality waits again, last."""

    subject = "fellestakt.runs.offer-lapsed.v1"


class PlaceReleased(_OfPlace):
    """A place, or an offered one, is free again."""

    subject = "fellestakt.runs.place-released.v1"


class WaitlistLeft(_OfPlace):
    """A municipality does not wait for a place any more."""

    subject = "fellestakt.runs.waitlist-left.v1"

"""Which reaction hears what, and how all of them run, with the clock beside them."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress

from faststream.nats import NatsBroker
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js.errors import APIError

from bus import reactions
from bus.contracts.adoption import (
    ServiceStageReached,
    StageReached,
    UseCorrected,
    UseMeasured,
    UseNotMeasured,
)
from bus.contracts.evaluation import EvaluationDelivered, LearningRaised, LearningReclassified
from bus.contracts.execution import (
    FollowUpDone,
    IssueAffects,
    IssueAnswered,
    IssueRaised,
    IssueSeverityChanged,
)
from bus.contracts.funding import PriceModelAdopted
from bus.contracts.invitations import (
    BasisChanged,
    InvitationExpired,
    MunicipalDecisionMade,
    Withdrawn,
)
from bus.contracts.kernel import Message
from bus.contracts.mandates import FunctionEnded, MandateEnded
from bus.contracts.material import MaterialVersionPublished
from bus.contracts.needs import (
    ChangeRequestStatusSet,
    NeedAnswered,
    NeedLifted,
    NeedReceived,
)
from bus.contracts.portfolio import VersionReleased
from bus.contracts.readiness import (
    ExemptionExpired,
    ExemptionRevoked,
    ReadinessDeclared,
    ReadinessResumed,
    ReadinessSuspended,
)
from bus.contracts.runs import (
    CapacityChanged,
    CommunicationPlanned,
    CompletionAssigned,
    OfferDeclined,
    OfferLapsed,
    PlaceReleased,
    PlanReviewed,
    PuljeCancelled,
    PuljeClosed,
    PuljeFollowUpBegun,
    PuljeStarted,
    PuljeThawed,
    RegionalRunNotified,
    RunProposed,
    TrackChosen,
)
from bus.contracts.territory import MunicipalitiesMerged, MunicipalitySplit
from bus.contracts.vendors import VendorCommitmentKept, VendorCommitmentMoved
from log.log import Log
from projections.tables import Tables
from services import (
    agenda,
    announcements,
    capacity,
    clashes,
    clock,
    cooperation,
    evaluated,
    evaluating,
    follow_ups,
    inheritance,
    introduced,
    issues,
    lessons,
    loads,
    local_work,
    lost_places,
    material,
    measured,
    needs,
    offers,
    orphans,
    places,
    prices,
    reconsideration,
    reviews,
    silence,
    slips,
    succession,
    suspensions,
    tracks,
    use,
)
from services.running import stop

logger = logging.getLogger(__name__)

Reaction = tuple[type[Message], str, Callable[..., Awaitable[None]]]

REACTIONS: tuple[Reaction, ...] = (
    (ReadinessDeclared, "announcements", announcements.announce),
    (ReadinessSuspended, "suspensions", suspensions.freeze),
    (ReadinessResumed, "thawing-resumed", suspensions.thaw),
    (ReadinessDeclared, "thawing-declared", suspensions.thaw),
    (ExemptionExpired, "reviews-expired", reviews.look_again),
    (ExemptionRevoked, "reviews-revoked", reviews.look_again),
    (LearningRaised, "reviews-learned", reviews.learn),
    (VersionReleased, "reviews-versions", reviews.judge_anew),
    (LearningReclassified, "reviews-reclassified", reviews.learn),
    (IssueRaised, "reviews-issues", reviews.doubt),
    (IssueSeverityChanged, "reviews-severity", reviews.doubt),
    (InvitationExpired, "silence", silence.follow_up),
    (MunicipalDecisionMade, "places", places.settle),
    (BasisChanged, "reconsideration", reconsideration.tell),
    (FunctionEnded, "orphans", orphans.see_to),
    (MandateEnded, "orphans-mandate", orphans.see_to_mandate),
    (PriceModelAdopted, "prices", prices.outdate),
    (PlaceReleased, "offers-released", offers.offer),
    (OfferDeclined, "offers-declined", offers.offer),
    (OfferLapsed, "offers-lapsed", offers.offer),
    (CapacityChanged, "offers-capacity", offers.offer),
    (MunicipalDecisionMade, "local-work", local_work.begin),
    (MunicipalDecisionMade, "loads-decided", loads.note),
    (Withdrawn, "loads-withdrawn", loads.note),
    (StageReached, "introduced", introduced.schedule),
    (PuljeFollowUpBegun, "follow-ups", follow_ups.follow_up),
    (IssueAnswered, "issues", issues.send_back),
    (IssueAffects, "issues-late", issues.send_late),
    (UseMeasured, "measured", measured.note),
    (PuljeClosed, "capacity-closed", capacity.free),
    (PuljeStarted, "clashes", clashes.note),
    (PuljeThawed, "offers-thawed", offers.offer),
    (PuljeCancelled, "lost-places", lost_places.tell),
    (EvaluationDelivered, "agenda", agenda.put_on_agenda),
    (EvaluationDelivered, "evaluated", evaluated.note),
    (LearningRaised, "material-reviews", material.ask_for_review),
    (LearningReclassified, "material-reclassified", material.ask_for_review),
    (MaterialVersionPublished, "material-news", material.tell_holders),
    (MunicipalitySplit, "inheritance-split", inheritance.divide),
    (MunicipalitiesMerged, "inheritance-merged", inheritance.divide),
    (StageReached, "inheritance-late", inheritance.hear_late),
    (ServiceStageReached, "inheritance-late-service", inheritance.hear_late),
    (MunicipalDecisionMade, "succession-decided", succession.conclude),
    (Withdrawn, "succession-withdrawn", succession.conclude),
    (StageReached, "use-expected", use.expect),
    (UseMeasured, "use-measured", use.judge),
    (UseCorrected, "use-corrected", use.judge),
    (UseNotMeasured, "use-missing", use.ask_for_measurement),
    (FollowUpDone, "evaluating", evaluating.call_for),
    (PlaceReleased, "evaluating-left", evaluating.call_for),
    (RunProposed, "lessons-proposed", lessons.attach),
    (TrackChosen, "lessons-track", lessons.attach),
    (TrackChosen, "tracks", tracks.require),
    (RegionalRunNotified, "tracks-notified", tracks.conclude),
    (RegionalRunNotified, "cooperation", cooperation.suggest),
    (CompletionAssigned, "tracks-completion", tracks.conclude),
    (CommunicationPlanned, "tracks-communication", tracks.conclude),
    (PlanReviewed, "plans", tracks.return_plan),
    (VendorCommitmentMoved, "slips", slips.tell_affected),
    (VendorCommitmentKept, "slips-kept", slips.settle),
    (NeedLifted, "needs-lifted", needs.ask_for_receipt),
    (NeedReceived, "needs-received", needs.note_receipt),
    (NeedAnswered, "needs-answered", needs.answer_down),
    (ChangeRequestStatusSet, "needs-requests", needs.follow_request),
)
"""Each with its durable: the name under which the server knows how far it has come."""

LOST_SECONDS = 60.0
PAUSE_SECONDS = 0.5
STOP_SECONDS = 3.0


@asynccontextmanager
async def reacting(
    log: Log, tables: Tables, nats_url: str, *beside: Coroutine[None, None, None]
) -> AsyncIterator[None]:
    """Run every reaction and the clock meanwhile, and what is to run beside them, on this log.

    A NATS server that is away is waited for. A fault that time does not mend is logged, asks the
    process to end (SIGTERM: a web server would not notice), and is raised at the end.
    """
    running = [
        asyncio.create_task(hear(log, nats_url), name="reactions"),
        asyncio.create_task(clock.go(log, tables), name="clock"),
        *map(asyncio.create_task, beside),
    ]
    for task in running:
        task.add_done_callback(_ended)
    try:
        yield
    finally:
        await stop(*running)


async def hear(log: Log, nats_url: str, patience: float = LOST_SECONDS) -> None:
    """Run every reaction, for ever. Raises what time does not mend, as wrong credentials.

    A connection that is lost for longer than `patience`, in seconds, is given up for a new one:
    it would store up requests until it is full, and then be asked again without a pause.
    """
    while True:
        broker = _broker(log, nats_url)
        client = await broker.connect()
        try:
            await reactions.start(broker)
            await _lost(client, patience)
            logger.warning("NATS is away; connecting anew.")
        except (NatsError, OSError) as error:
            if isinstance(error, APIError) and (error.code or 0) < 429:
                raise
            logger.warning("NATS is not ready (%r); connecting anew.", error)
            await asyncio.sleep(PAUSE_SECONDS)
        finally:
            await _end(broker, client)


def _broker(log: Log, nats_url: str) -> NatsBroker:
    broker = reactions.broker(nats_url)
    broker.context.set_global("log", log)
    for message, durable, reaction in REACTIONS:
        reactions.on(broker, message, durable=durable)(reaction)
    return broker


async def _lost(client: Client, patience: float) -> None:
    """Wait until the server has been away for so long."""
    away = 0.0
    while away < patience:
        pause = min(patience, PAUSE_SECONDS)
        await asyncio.sleep(pause)
        away = 0.0 if client.is_connected else away + pause


async def _end(broker: NatsBroker, client: Client) -> None:
    # Whatever a lost connection says at its end: what was not acknowledged comes again.
    with suppress(Exception):
        async with asyncio.timeout(STOP_SECONDS):
            await broker.stop()
    with suppress(Exception):
        await client.close()


def _ended(task: asyncio.Task[None]) -> None:
    if not task.cancelled():
        logger.critical("The %s failed.", task.get_name(), exc_info=task.exception())
        signal.raise_signal(signal.SIGTERM)

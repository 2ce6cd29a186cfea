"""Every view there is."""

from __future__ import annotations

from typing import Any

from projections.activities import Activities, Attendance
from projections.bases import Bases, Enclosures, Prices
from projections.benefit_cases import BenefitCases
from projections.bodies import Bodies
from projections.calendar import RunCalendar
from projections.capacities import Capacities
from projections.common_messages import CommonMessages
from projections.criteria_gaps import CriteriaGaps
from projections.criteria_sets import CriteriaSets
from projections.dates import Dates
from projections.deadlines import Deadlines
from projections.evaluations import Evaluations
from projections.execution_board import ExecutionBoard
from projections.experiences import Experiences
from projections.grants import Grants
from projections.groupings import Groupings
from projections.implementation import ImplementationFrames, ImplementationPlans
from projections.insights import Insights
from projections.issues import Issues
from projections.kernel import View
from projections.leader_pool import LeaderPool
from projections.learnings import Learnings
from projections.loads import Ceilings, Loads
from projections.local_tasks import LocalTasks
from projections.material_errors import MaterialErrors
from projections.matters import Matters
from projections.model_evaluations import ModelEvaluations
from projections.municipalities import Municipalities
from projections.needs import ChangeRequests, Needs
from projections.networks import Networks
from projections.organisations import Organisations
from projections.participations import Participations
from projections.pilots import Pilots
from projections.portfolio import Portfolio
from projections.publications import FiguresPublished, Studies
from projections.puljer import Puljer
from projections.region_board import RegionBoard
from projections.regional_groups import RegionalGroups
from projections.regional_work import (
    AssignmentLetters,
    LastContacts,
    PlannedRegionalRuns,
    Questions,
    Secondments,
)
from projections.runs import Runs
from projections.services import ServiceBoard
from projections.stages import Stages
from projections.support import SupportLog, SupportTopics
from projections.surveys import Surveys
from projections.technologies import Technologies
from projections.trail import Trail
from projections.trials import Trials
from projections.use_rules import UseRules
from projections.uses import Uses
from projections.vendors import VendorCommitments, VendorProducts
from projections.work import Work

VIEWS: tuple[type[View[Any]], ...] = (
    Activities,
    Attendance,
    ChangeRequests,
    Bases,
    Enclosures,
    Bodies,
    RunCalendar,
    Capacities,
    CommonMessages,
    LeaderPool,
    Ceilings,
    BenefitCases,
    CriteriaGaps,
    CriteriaSets,
    Dates,
    Deadlines,
    Evaluations,
    Experiences,
    ExecutionBoard,
    FiguresPublished,
    Grants,
    ImplementationFrames,
    ImplementationPlans,
    Groupings,
    Insights,
    Issues,
    Learnings,
    LocalTasks,
    MaterialErrors,
    ModelEvaluations,
    Matters,
    Municipalities,
    Needs,
    Loads,
    Networks,
    Organisations,
    Participations,
    Pilots,
    Portfolio,
    Prices,
    Puljer,
    RegionBoard,
    RegionalGroups,
    AssignmentLetters,
    LastContacts,
    PlannedRegionalRuns,
    Questions,
    Secondments,
    Runs,
    ServiceBoard,
    Stages,
    SupportLog,
    SupportTopics,
    Surveys,
    Studies,
    Technologies,
    Trail,
    Trials,
    UseRules,
    Uses,
    VendorCommitments,
    VendorProducts,
    Work,
)

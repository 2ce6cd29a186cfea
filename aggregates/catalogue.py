"""Every aggregate there is: importing this makes every stored event readable."""

from __future__ import annotations

from aggregates.access.grading import Grading
from aggregates.access.note import Note
from aggregates.adoption.adoption import Adoption
from aggregates.adoption.benefit_case import BenefitCase
from aggregates.adoption.categories import WelfareCategories
from aggregates.adoption.expectation import UseExpectation
from aggregates.adoption.figures import Figures
from aggregates.adoption.published import PublishedFigures
from aggregates.adoption.service import ServiceAdoption
from aggregates.adoption.study import EffectStudy
from aggregates.adoption.use import UseSeries
from aggregates.adoption.use_rule import UseRule
from aggregates.audit.reading import Reading
from aggregates.audit.refusal import Refusal
from aggregates.coordination.body import BodyStanding
from aggregates.coordination.calendar import Calendar
from aggregates.coordination.capacity import Capacity
from aggregates.coordination.common_message import CommonMessage
from aggregates.coordination.group import CoordinatingGroup
from aggregates.coordination.leader_pool import PooledLeader
from aggregates.evaluation.answers import Answers
from aggregates.evaluation.evaluation import Evaluation
from aggregates.evaluation.experience import Experience
from aggregates.evaluation.learning import Learning
from aggregates.evaluation.lessons import Lessons
from aggregates.evaluation.model import ModelEvaluation
from aggregates.execution.activity import Activity
from aggregates.execution.follow_up import FollowUp
from aggregates.execution.issue import Issue
from aggregates.execution.local_work import LocalWork
from aggregates.execution.network import ParticipantNetwork
from aggregates.execution.open_issues import OpenIssues
from aggregates.execution.partaking import Partaking
from aggregates.execution.plan import RunPlan
from aggregates.execution.status import Status
from aggregates.execution.support import Support
from aggregates.execution.support_topic import SupportTopic
from aggregates.execution.task_set import TaskSet
from aggregates.execution.terms import Terms
from aggregates.execution.theme_choice import ThemeChoice
from aggregates.funding.grant import Grant
from aggregates.funding.price_model import PriceModel
from aggregates.invitations.anchoring import Anchoring
from aggregates.invitations.assessment import OwnAssessment
from aggregates.invitations.basis import DecisionBasis
from aggregates.invitations.checklist import Checklist
from aggregates.invitations.fulfilment import Fulfilment
from aggregates.invitations.intention import Intention
from aggregates.invitations.participation import Participation
from aggregates.kernel.root import Root
from aggregates.mandates.delegation import Delegation
from aggregates.mandates.mandate import Mandate
from aggregates.mandates.roster import Roster
from aggregates.material.copies import LocalCopies
from aggregates.material.error_report import ErrorReport
from aggregates.material.maintenance import Maintenance
from aggregates.material.package import Package
from aggregates.material.run_material import RunMaterial
from aggregates.needs.change_request import ChangeRequest
from aggregates.needs.need import Need
from aggregates.people.person import Person
from aggregates.people.writing import Writing
from aggregates.people.writings import Writings
from aggregates.portfolio.dependencies import Dependencies
from aggregates.portfolio.endorsement import Endorsement
from aggregates.portfolio.management import Management
from aggregates.portfolio.modules import Modules
from aggregates.portfolio.obligation import Obligation
from aggregates.portfolio.pilot import Pilot
from aggregates.portfolio.pilot_list import PilotList
from aggregates.portfolio.priority import Priority
from aggregates.portfolio.requirements import Requirements
from aggregates.portfolio.solution import Solution
from aggregates.practice.practice import Practice
from aggregates.readiness.acknowledgement import Acknowledgement
from aggregates.readiness.aims import ProfessionalAims
from aggregates.readiness.criteria import CriteriaSet
from aggregates.readiness.exemption import Exemption
from aggregates.readiness.readiness import Readiness
from aggregates.readiness.wide_scopes import WideScopes
from aggregates.regions.assignment_letter import AssignmentLetter
from aggregates.regions.cooperation import Cooperation
from aggregates.regions.county_service import CountyService
from aggregates.regions.implementation_frame import ImplementationFrame
from aggregates.regions.implementation_plan import ImplementationPlan
from aggregates.regions.nomination import Nomination
from aggregates.regions.old_network import OldNetwork
from aggregates.regions.outreach import Outreach
from aggregates.regions.planned_runs import PlannedRuns
from aggregates.regions.question import Question
from aggregates.regions.regional_group import RegionalGroup
from aggregates.regions.regional_plan import RegionalPlan
from aggregates.regions.relations import Relations
from aggregates.regions.seconded import Seconded
from aggregates.runs.pulje import Pulje
from aggregates.runs.run import Run
from aggregates.runs.run_version import RunVersion
from aggregates.runs.simultaneity import Simultaneity
from aggregates.runs.survey import Survey
from aggregates.tasks.case import Case
from aggregates.tasks.notice import Notice
from aggregates.tasks.task import Task
from aggregates.territory.ceiling import LoadCeiling
from aggregates.territory.grouping import Grouping
from aggregates.territory.inheritance import Inheritance
from aggregates.territory.load import Load
from aggregates.territory.network import Network
from aggregates.territory.organisation import Organisation
from aggregates.territory.register import Register
from aggregates.territory.technology import Technology
from aggregates.vendors.commitment import Commitment
from aggregates.vendors.involvement import Involvement
from aggregates.vendors.product import VendorProduct

AGGREGATES: tuple[type[Root], ...] = (
    Acknowledgement,
    Activity,
    Adoption,
    Answers,
    BodyStanding,
    Calendar,
    Capacity,
    BenefitCase,
    Case,
    ChangeRequest,
    CommonMessage,
    CoordinatingGroup,
    CountyService,
    Commitment,
    Anchoring,
    Checklist,
    CriteriaSet,
    DecisionBasis,
    Delegation,
    Dependencies,
    Endorsement,
    ErrorReport,
    EffectStudy,
    Evaluation,
    Exemption,
    Experience,
    Figures,
    FollowUp,
    Fulfilment,
    Grading,
    Grant,
    Grouping,
    Inheritance,
    Involvement,
    Issue,
    OpenIssues,
    Intention,
    Learning,
    Load,
    LoadCeiling,
    LocalCopies,
    LocalWork,
    Maintenance,
    Lessons,
    Management,
    Mandate,
    Modules,
    ModelEvaluation,
    Need,
    Network,
    Note,
    Notice,
    Obligation,
    Organisation,
    Package,
    OwnAssessment,
    ParticipantNetwork,
    Participation,
    Partaking,
    Person,
    Writing,
    Writings,
    PriceModel,
    PooledLeader,
    Practice,
    Pilot,
    PilotList,
    Priority,
    PublishedFigures,
    ProfessionalAims,
    Pulje,
    Readiness,
    Reading,
    Refusal,
    AssignmentLetter,
    Cooperation,
    Nomination,
    OldNetwork,
    Outreach,
    PlannedRuns,
    Question,
    RegionalGroup,
    RegionalPlan,
    ImplementationFrame,
    ImplementationPlan,
    Relations,
    Seconded,
    Register,
    Requirements,
    Roster,
    Run,
    RunVersion,
    RunMaterial,
    ServiceAdoption,
    Simultaneity,
    Solution,
    Survey,
    Status,
    Support,
    SupportTopic,
    Task,
    TaskSet,
    Technology,
    VendorProduct,
    Terms,
    RunPlan,
    ThemeChoice,
    UseExpectation,
    UseRule,
    UseSeries,
    WelfareCategories,
    WideScopes,
)

EVENTS: tuple[type[Root.Event], ...] = tuple(
    event
    for aggregate in AGGREGATES
    for event in vars(aggregate).values()
    if isinstance(event, type) and issubclass(event, Root.Event) and hasattr(event, "TOPIC")
)
"""Every event class there is."""

"""Events that concern nobody outside, each with the reason. All others are translated."""

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
from aggregates.adoption.use import UseSeries
from aggregates.adoption.use_rule import UseRule
from aggregates.audit.reading import Reading
from aggregates.audit.refusal import Refusal
from aggregates.coordination.calendar import Calendar
from aggregates.coordination.capacity import Capacity
from aggregates.coordination.common_message import CommonMessage
from aggregates.coordination.leader_pool import PooledLeader
from aggregates.evaluation.answers import Answers
from aggregates.evaluation.evaluation import Evaluation
from aggregates.evaluation.experience import Experience
from aggregates.evaluation.learning import Learning
from aggregates.evaluation.lessons import Lessons
from aggregates.evaluation.model import ModelEvaluation
from aggregates.execution.follow_up import FollowUp
from aggregates.execution.local_work import LocalWork
from aggregates.execution.open_issues import OpenIssues
from aggregates.execution.partaking import Partaking
from aggregates.execution.plan import RunPlan
from aggregates.execution.status import Status
from aggregates.execution.support_topic import SupportTopic
from aggregates.execution.terms import Terms
from aggregates.funding.price_model import PriceModel
from aggregates.invitations.anchoring import Anchoring
from aggregates.invitations.assessment import OwnAssessment
from aggregates.invitations.basis import DecisionBasis
from aggregates.invitations.checklist import Checklist
from aggregates.kernel.root import Root
from aggregates.mandates.delegation import Delegation
from aggregates.mandates.mandate import Mandate
from aggregates.mandates.roster import Roster
from aggregates.material.copies import LocalCopies
from aggregates.material.maintenance import Maintenance
from aggregates.material.package import Package
from aggregates.material.run_material import RunMaterial
from aggregates.needs.need import Need
from aggregates.people.person import Person
from aggregates.people.writing import Writing
from aggregates.people.writings import Writings
from aggregates.portfolio.dependencies import Dependencies
from aggregates.portfolio.endorsement import Endorsement
from aggregates.portfolio.management import Management
from aggregates.portfolio.modules import Modules
from aggregates.portfolio.obligation import Obligation
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
from aggregates.runs.run import Run
from aggregates.runs.run_version import RunVersion
from aggregates.runs.simultaneity import Simultaneity
from aggregates.runs.survey import Survey
from aggregates.territory.ceiling import LoadCeiling
from aggregates.territory.grouping import Grouping
from aggregates.territory.load import Load
from aggregates.territory.network import Network
from aggregates.territory.organisation import Organisation
from aggregates.territory.register import Register
from aggregates.territory.technology import Technology
from aggregates.vendors.involvement import Involvement

_CALENDAR = "A run tells of its own puljer; how the group keeps its calendar is its own."
_POOL = "Who may lead is a person, and when they have time is between those who ask them."
_CASE = "What a municipality expects is its own until it confirms it (C09-08)."
_BEGINS = "It only begins what later events fill."
_DRAFT = "A draft is its authors' own until it is published, frozen or reviewed."
_EARLY = "What is agreed on early is between its parties; it decides nothing for anybody else."
_ASSESSMENT = "How an assessment goes is between those who take part; the decision is published."
_GRADES = "What is withheld from whom is applied where it is read, and says nothing by itself."
_NETWORKS = "Which networks there are is KS's own register, and is read there."
_NOTES = "What is known of a municipality is for itself, its region and KS (C23-09)."
_PERSONS = "Persons stay outside: the published language says role and body, never who."
_COPIES = "What a municipality fills in is its own until it shares it (C04-04)."
_DIALOGUE = "Who was told what is read with the solution; the telling itself is elsewhere."
_OWN = "What a municipality weighs and who in it stands behind that is its own to tell (C07-10)."
_AGREED = "Which agreements a municipality has is between it and its counterparts."
_ASKED = "What joining asks for is read with the solution, by those who decide."
_COST = "Whoever writes the basis is given a task; municipalities are told of the next version."
_REGIONAL = "How a region works is between itself, its municipalities and its network."
_LOAD = "What a municipality can bear warns whoever wants to invite it, and is read there."
_MANDATES = "Who may act for whom is for those who keep the register of mandates."
_HEARD = "What was said to an evaluation is for those who hold it; what they found is published."
_CONSENT = "An experience is the municipality's own until it consents and KS publishes it (C10-08)."
_LISTED = "It lists what the raising and the settling of a learning point say."

INTERNAL: dict[type[Root.Event], str] = {
    Acknowledgement.ChangeAnswered: _EARLY,
    Acknowledgement.ChangeProposed: _EARLY,
    Acknowledgement.Given: _EARLY,
    Adoption.Begun: _BEGINS,
    Answers.Begun: _BEGINS,
    Adoption.EvidenceNoted: "A note is no stage, and outside it would be read as one (C02-10).",
    Anchoring.Begun: _BEGINS,
    Anchoring.Stated: _OWN,
    Checklist.Confirmed: _AGREED,
    Checklist.Made: _AGREED,
    Checklist.Ticked: _AGREED,
    Checklist.Unticked: _AGREED,
    Calendar.ClashSettled: _CALENDAR,
    Calendar.LeaderChanged: _CALENDAR,
    Calendar.NeedsStated: _CALENDAR,
    Calendar.Opened: _BEGINS,
    Calendar.PeriodStated: _CALENDAR,
    Calendar.PlanWeighed: _CALENDAR,
    Calendar.PuljeEntered: _CALENDAR,
    Calendar.PuljeRemoved: _CALENDAR,
    Capacity.Begun: _BEGINS,
    CommonMessage.Planned: _DRAFT,
    CommonMessage.SenderChanged: _DRAFT,
    CriteriaSet.Anchored: _DRAFT,
    CriteriaSet.Changed: _DRAFT,
    CriteriaSet.Drafted: _DRAFT,
    CriteriaSet.Superseded: "The publication of the next version says it.",
    DecisionBasis.Begun: _BEGINS,
    DecisionBasis.CostConfirmed: _COST,
    DecisionBasis.CostOutdated: _COST,
    DecisionBasis.CostProposed: _COST,
    DecisionBasis.Enclosed: "What goes with a version is read with it, by those who decide.",
    DecisionBasis.PartSet: _DRAFT,
    Delegation.AnchoringChosen: _MANDATES,
    Delegation.Begun: _MANDATES,
    Delegation.LevelStated: _MANDATES,
    Dependencies.Opened: _BEGINS,
    Endorsement.Opened: _BEGINS,
    Endorsement.VersionProposed: _DRAFT,
    Evaluation.PartiesAsked: _HEARD,
    Evaluation.ResponseGiven: _HEARD,
    Experience.Collected: _CONSENT,
    Experience.ConsentGiven: _CONSENT,
    Experience.ConsentWithdrawn: _CONSENT,
    Exemption.Denied: _ASSESSMENT,
    Exemption.Requested: _ASSESSMENT,
    Exemption.RequestedAgain: _ASSESSMENT,
    Figures.Begun: _BEGINS,
    FollowUp.Begun: _BEGINS,
    Grading.Begun: _BEGINS,
    Grading.Lifted: _GRADES,
    Grading.Released: _GRADES,
    Grading.Withheld: _GRADES,
    Grouping.Founded: "How counties and regions group is reference data, with sources of its own.",
    Grouping.MembersStated: "As above; a run tells its own scope.",
    Lessons.Added: _LISTED,
    Lessons.Begun: _BEGINS,
    Lessons.Removed: _LISTED,
    Involvement.Opened: _BEGINS,
    Involvement.RelevantListed: _DIALOGUE,
    Involvement.VendorLeftOut: _DIALOGUE,
    Involvement.VendorsInformed: _DIALOGUE,
    Learning.Reassigned: "Who takes a learning point further may be a person.",
    Load.Begun: _BEGINS,
    Load.RunJoined: "The municipality's decision says it.",
    Load.RunLeft: "As above.",
    LoadCeiling.Restated: _LOAD,
    LoadCeiling.Stated: _LOAD,
    LocalCopies.CopyCompleted: _COPIES,
    LocalCopies.CopyShared: _COPIES,
    LocalCopies.CopyTaken: _COPIES,
    LocalCopies.Opened: _BEGINS,
    Maintenance.Opened: _BEGINS,
    Maintenance.Reviewed: "When material was looked through is read with the material.",
    LocalWork.Begun: _BEGINS,
    LocalWork.TaskAdded: "What a municipality sets itself to do is its own (C08-03).",
    LocalWork.TaskReopened: "As above; that it was done before was told.",
    Management.Opened: _BEGINS,
    Mandate.Given: _MANDATES,
    Mandate.StatementMade: "What a representative said is the forum's own to publish.",
    ModelEvaluation.Contributed: _HEARD,
    Need.MergedInto: "The merging of the other says it.",
    Need.SplitOff: "The splitting of the other says it.",
    Modules.Opened: _BEGINS,
    Network.Closed: _NETWORKS,
    Network.Registered: _NETWORKS,
    Network.ResourceCarriedOver: _NETWORKS,
    Network.ResourceListed: _NETWORKS,
    Note.Corrected: _NOTES,
    Note.Written: _NOTES,
    Obligation.Begun: _BEGINS,
    Organisation.Ended: _MANDATES,
    Organisation.Registered: _MANDATES,
    Organisation.Renamed: _MANDATES,
    Package.PackageOpened: _BEGINS,
    Package.VersionDrafted: _DRAFT,
    OpenIssues.Begun: _BEGINS,
    OpenIssues.IssueOpened: "It lists what the raising of an issue says.",
    OpenIssues.IssueSettled: "It lists what the answer to an issue says.",
    OwnAssessment.Begun: _OWN,
    OwnAssessment.Shared: _OWN,
    OwnAssessment.Stated: _OWN,
    OwnAssessment.Unshared: _OWN,
    Partaking.Begun: "It only leads from a series of use to a run; both are told.",
    Partaking.Followed: "As above.",
    Person.Erased: _PERSONS,
    Person.Registered: _PERSONS,
    PriceModel.Begun: _BEGINS,
    PriceModel.ReliedOn: "Who is to be asked for a new cost part is between the two.",
    PilotList.Begun: _BEGINS,
    PilotList.PilotHeard: _CONSENT,
    PilotList.PilotListed: "The municipality's acceptance says it.",
    PilotList.PilotRemoved: "The municipality's refusal says it.",
    Priority.Opened: _BEGINS,
    Readiness.Answered: _ASSESSMENT,
    Readiness.GroupAttached: _ASSESSMENT,
    Readiness.Opened: _ASSESSMENT,
    Readiness.Recommended: _ASSESSMENT,
    Readiness.RoundOpened: _ASSESSMENT,
    Readiness.VerdictGiven: _ASSESSMENT,
    PooledLeader.AvailabilityStated: _POOL,
    PooledLeader.CompetenceDeclared: _POOL,
    PooledLeader.Offered: _POOL,
    PooledLeader.Withdrawn: _POOL,
    Reading.Noted: "Who read what is withheld is for the auditor, who reads the log.",
    Refusal.Noted: "Who was stopped by which rule is for the auditor, who reads the log.",
    AssignmentLetter.GoalsReported: _REGIONAL,
    ImplementationFrame.Begun: _BEGINS,
    ImplementationPlan.Begun: _BEGINS,
    ImplementationPlan.MeetingHeld: _REGIONAL,
    ImplementationPlan.MilestoneReached: _REGIONAL,
    SupportTopic.Lifted: "The need that it became says so.",
    RegionalGroup.CountiesAgreed: _REGIONAL,
    RegionalGroup.CompetenceDeclared: _PERSONS,
    RegionalGroup.CountiesChanged: "What happened to the county says it.",
    RegionalGroup.MemberNamed: _PERSONS,
    RegionalGroup.ResourceAgreed: _PERSONS,
    RegionalPlan.Anchored: _REGIONAL,
    RegionalPlan.Begun: _BEGINS,
    RegionalPlan.ItemRemoved: _REGIONAL,
    RegionalPlan.ItemSet: _REGIONAL,
    RegionalPlan.ProjectLinked: _REGIONAL,
    Relations.Begun: _BEGINS,
    Relations.Ended: _REGIONAL,
    Relations.Related: _REGIONAL,
    Seconded.Accepted: _PERSONS,
    Seconded.Agreed: _PERSONS,
    Seconded.Began: _BEGINS,
    Seconded.EndWarned: _PERSONS,
    Seconded.Ended: _PERSONS,
    Seconded.PortfolioLinked: _PERSONS,
    Cooperation.Answered: _REGIONAL,
    Cooperation.Begun: _BEGINS,
    Cooperation.RunNoticed: "The notification of the run says it.",
    Nomination.Accepted: _PERSONS,
    Nomination.Declined: _PERSONS,
    Nomination.Proposed: _PERSONS,
    OldNetwork.Closed: _REGIONAL,
    OldNetwork.Continued: _REGIONAL,
    OldNetwork.LevelSet: _REGIONAL,
    Outreach.Begun: _BEGINS,
    Outreach.ContactMade: _REGIONAL,
    PlannedRuns.Begun: _BEGINS,
    Question.Answered: _REGIONAL,
    Question.Asked: _REGIONAL,
    Question.Routed: _REGIONAL,
    RegionalGroup.RepresentativeNamed: _PERSONS,
    Register.CountyNamed: "Names of counties are reference data, with sources of their own.",
    Register.Opened: _BEGINS,
    Requirements.AgreementsStated: _ASKED,
    Requirements.Begun: _BEGINS,
    Requirements.SectorsStated: _ASKED,
    ProfessionalAims.Agreed: _EARLY,
    ProfessionalAims.Proposed: _EARLY,
    ProfessionalAims.Revised: _EARLY,
    Roster.Opened: _MANDATES,
    Roster.RoleGiven: _MANDATES,
    Run.PlanDrafted: _DRAFT,
    RunVersion.Changed: "Read with the run's themes, which tell what it works with.",
    RunVersion.Named: "Read with the run's themes, which tell what it works with.",
    Solution.HandoverReduced: "The proposal says what goes with it; why not, is for the two.",
    Solution.Specified: "What a kind asks for is read with the solution.",
    RunPlan.Begun: _BEGINS,
    RunPlan.ActivityStated: _DRAFT,
    RunPlan.ActivityDropped: _DRAFT,
    Status.Begun: _BEGINS,
    Status.ImpressionNoted: "What a leader thinks is no report of the municipality's (C08-05).",
    RunMaterial.Begun: _BEGINS,
    Simultaneity.Begun: _BEGINS,
    Practice.Begun: _BEGINS,
    Practice.Stated: "How KS works is its own; what follows from it is told where it follows.",
    Run.LeaderWeighed: "Who leads is a person; what was seen of them stays inside.",
    Run.PuljeDropped: "The pulje tells that it was cancelled.",
    Run.PuljeLed: "Who leads a pulje is a person; the pulje tells that its leader changed.",
    Survey.LeftOut: "Whom nobody has asked yet is for those who ask.",
    Technology.Begun: _BEGINS,
    Terms.Begun: _BEGINS,
    ServiceAdoption.Begun: _BEGINS,
    UseExpectation.Met: "The measurement that met it is told.",
    UseRule.Opened: _BEGINS,
    BenefitCase.BaselineSet: _CASE,
    BenefitCase.Confirmed: "The confirmed benefit of the adoption is told.",
    BenefitCase.Measured: _CASE,
    BenefitCase.Opened: _CASE,
    PublishedFigures.Begun: _BEGINS,
    WelfareCategories.Opened: _BEGINS,
    WideScopes.Added: "The assessment and its decision say where a solution is ready.",
    WideScopes.Begun: _BEGINS,
    UseSeries.Begun: _BEGINS,
    UseSeries.SuggestionConfirmed: "The lapse, or the use that came back, is told.",
    UseSeries.SuggestionDismissed: "Why somebody knows better is for those who asked.",
    Writing.LinkProposed: _PERSONS,
    Writing.LinkProposedAnew: _PERSONS,
    Writing.Linked: _PERSONS,
    Writing.Unlinked: _PERSONS,
    Writings.Begun: _BEGINS,
    Writings.Entered: _PERSONS,
}

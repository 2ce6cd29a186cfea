"""What is said outside of the portfolio. A solution is told by its code."""

from __future__ import annotations

from aggregates.portfolio.dependencies import Dependencies
from aggregates.portfolio.endorsement import Endorsement
from aggregates.portfolio.management import Management
from aggregates.portfolio.modules import Modules
from aggregates.portfolio.obligation import Obligation
from aggregates.portfolio.pilot import Pilot
from aggregates.portfolio.priority import Priority
from aggregates.portfolio.solution import Solution
from bus.contracts import portfolio as said
from bus.translations.wording import ID, Words, says

WORDS: Words = {
    Solution.Registered: says(said.SolutionRegistered, solution="code"),
    Solution.Moved: says(said.SolutionMoved, solution="code"),
    Solution.AmbitionSet: says(said.AmbitionSet, solution="code"),
    Dependencies.DependencyDeclared: says(said.DependencyDeclared),
    Dependencies.DependencyWithdrawn: says(said.DependencyWithdrawn),
    Obligation.Recorded: says(said.ObligationRecorded),
    Obligation.Ended: says(said.ObligationEnded),
    Solution.HandoverProposed: says(said.HandoverProposed, solution="code"),
    Solution.HandoverAccepted: says(said.HandoverAccepted, solution="code"),
    Solution.HandoverDeclined: says(said.HandoverDeclined, solution="code"),
    Priority.AdviceGiven: says(said.PriorityAdvised),
    Priority.OrderDecided: says(said.PriorityDecided),
    Management.QuestionAnswered: says(said.ManagementAnswered),
    Modules.ModuleDeclared: says(said.ModuleDeclared),
    Modules.VersionReleased: says(said.VersionReleased),
    Pilot.Nominated: says(said.PilotNominated, pilot=ID),
    Pilot.NominatedAgain: says(said.PilotNominatedAgain, pilot=ID),
    Pilot.Accepted: says(said.PilotAccepted, pilot=ID),
    Pilot.Declined: says(said.PilotDeclined, pilot=ID),
    Pilot.Ended: says(said.PilotEnded, pilot=ID),
    Endorsement.VersionEndorsed: says(said.PortfolioEndorsed),
}

"""What is said outside of the portfolio. A solution is told by its code."""

from __future__ import annotations

from aggregates.portfolio.dependencies import Dependencies
from aggregates.portfolio.endorsement import Endorsement
from aggregates.portfolio.obligation import Obligation
from aggregates.portfolio.solution import Solution
from bus.contracts import portfolio as said
from bus.translations.wording import Words, says

WORDS: Words = {
    Solution.Registered: says(said.SolutionRegistered, solution="code"),
    Solution.Moved: says(said.SolutionMoved, solution="code"),
    Solution.AmbitionSet: says(said.AmbitionSet, solution="code"),
    Dependencies.DependencyDeclared: says(said.DependencyDeclared),
    Dependencies.DependencyWithdrawn: says(said.DependencyWithdrawn),
    Obligation.Recorded: says(said.ObligationRecorded),
    Obligation.Ended: says(said.ObligationEnded),
    Endorsement.VersionEndorsed: says(said.PortfolioEndorsed),
}

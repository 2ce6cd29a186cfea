"""What others may hear about solutions in the common portfolio."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from bus.contracts.kernel import Message
from bus.contracts.words import (
    Actor,
    Day,
    MunicipalityId,
    OrganisationNumber,
    Precision,
    SolutionCode,
)

PilotId = Annotated[UUID, Field(examples=["fa28a747-e445-599b-a8d3-0807e5b40011"])]


class SolutionRegistered(Message):
    """A solution or a method was entered in the portfolio."""

    subject = "fellestakt.portfolio.solution-registered.v1"

    solution: SolutionCode
    name: Annotated[str, Field(examples=["Kjernejournal"])]
    kind: Annotated[str, Field(examples=["national_solution"])]
    owner: Annotated[str, Field(description="Who answers for it.", examples=["994598759"])]


class SolutionMoved(Message):
    """A solution came to another phase of its life cycle, on a decision."""

    subject = "fellestakt.portfolio.solution-moved.v1"

    solution: SolutionCode
    phase: Annotated[str, Field(examples=["rollout"])]
    decision: Annotated[str, Field(description="Where to find it.", examples=["KS 1/24"])]


class AmbitionSet(Message):
    """Somebody stated how far a solution is meant to reach, as of a day."""

    subject = "fellestakt.portfolio.ambition-set.v1"

    solution: SolutionCode
    target: Annotated[int | None, Field(description="So many municipalities.", examples=[356])]
    precision: Precision
    as_of: Day
    stated_by: Annotated[str, Field(description="The body that said so.", examples=["KS"])]


class DependencyDeclared(Message):
    """A solution needs another one in place first; where it must not, planning only warns."""

    subject = "fellestakt.portfolio.dependency-declared.v1"

    solution: SolutionCode
    needs: SolutionCode
    must: bool


class DependencyWithdrawn(Message):
    """A solution does not need another one any more."""

    subject = "fellestakt.portfolio.dependency-withdrawn.v1"

    solution: SolutionCode
    needs: SolutionCode


class PortfolioEndorsed(Message):
    """A version of the common portfolio was endorsed; it names every solution of it."""

    subject = "fellestakt.portfolio.portfolio-endorsed.v1"

    number: Annotated[int, Field(description="Which version.", examples=[3])]
    solutions: list[SolutionCode]
    decision: Annotated[str, Field(description="Where to find it.", examples=["KommIT 14/26"])]


class _Obligation(Message):
    solution: SolutionCode
    actor: Actor
    duty: Annotated[str, Field(description="use or pay: two duties.", examples=["use"])]


class ObligationRecorded(_Obligation):
    """A duty with a solution, for one kind of actor. For all others it is voluntary."""

    subject = "fellestakt.portfolio.obligation-recorded.v1"

    since: Day
    until: Day | None


class ObligationEnded(_Obligation):
    """From `until` on it is voluntary again."""

    subject = "fellestakt.portfolio.obligation-ended.v1"

    until: Day


class HandoverProposed(Message):
    """An owner proposed that another organisation owns a solution; until it accepts, it does."""

    subject = "fellestakt.portfolio.handover-proposed.v1"

    solution: SolutionCode
    former_owner: OrganisationNumber
    owner: OrganisationNumber


class HandoverAccepted(Message):
    """A solution has another owner from now on."""

    subject = "fellestakt.portfolio.handover-accepted.v1"

    solution: SolutionCode
    former_owner: OrganisationNumber
    owner: OrganisationNumber


class HandoverDeclined(Message):
    """An organisation does not take a solution over; the old owner stands."""

    subject = "fellestakt.portfolio.handover-declined.v1"

    solution: SolutionCode
    owner: OrganisationNumber


class PilotNominated(Message):
    """A municipality is asked to try a solution out. It has not said yes."""

    subject = "fellestakt.portfolio.pilot-nominated.v1"

    pilot: PilotId
    solution: SolutionCode
    municipality: MunicipalityId


class PilotNominatedAgain(Message):
    """A municipality is asked once more, after it said no or was done."""

    subject = "fellestakt.portfolio.pilot-nominated-again.v1"

    pilot: PilotId
    solution: SolutionCode
    municipality: MunicipalityId


class PilotAccepted(Message):
    """A municipality tries a solution out, by its own decision. That is no adoption."""

    subject = "fellestakt.portfolio.pilot-accepted.v1"

    pilot: PilotId
    solution: SolutionCode
    municipality: MunicipalityId


class PilotDeclined(Message):
    """A municipality does not try a solution out, or no more."""

    subject = "fellestakt.portfolio.pilot-declined.v1"

    pilot: PilotId
    solution: SolutionCode
    municipality: MunicipalityId


class PilotEnded(Message):
    """A municipality has tried a solution out. What came of it is read in the pilot."""

    subject = "fellestakt.portfolio.pilot-ended.v1"

    pilot: PilotId
    solution: SolutionCode
    municipality: MunicipalityId


class PriorityAdvised(Message):
    """Somebody advised an order of solutions. Advice is no decision."""

    subject = "fellestakt.portfolio.priority-advised.v1"

    ranking: list[SolutionCode]


class PriorityDecided(Message):
    """In which order solutions are to come was decided."""

    subject = "fellestakt.portfolio.priority-decided.v1"

    ranking: list[SolutionCode]
    decision: Annotated[str, Field(description="Where to find it.", examples=["KommIT 20/26"])]


class ManagementAnswered(Message):
    """A question about how a solution is managed was answered: roles, responsibility, funding."""

    subject = "fellestakt.portfolio.management-answered.v1"

    solution: SolutionCode
    question: Annotated[str, Field(examples=["funding"])]


class ModuleDeclared(Message):
    """A solution is a module of another one."""

    subject = "fellestakt.portfolio.module-declared.v1"

    solution: SolutionCode
    module: SolutionCode


class VersionReleased(Message):
    """A version of a solution came out."""

    subject = "fellestakt.portfolio.version-released.v1"

    solution: SolutionCode
    version_name: Annotated[str, Field(examples=["2.1"])]
    change: Annotated[str, Field(description="larger or smaller.", examples=["smaller"])]
    reduced: bool

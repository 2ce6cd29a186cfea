"""What is said outside of invitations and of what municipalities decide.

Never why they decided so, where it is documented, or at which of their levels.
"""

from __future__ import annotations

from aggregates.invitations.basis import DecisionBasis
from aggregates.invitations.fulfilment import Fulfilment
from aggregates.invitations.intention import Intention
from aggregates.invitations.participation import Participation
from bus.contracts import invitations as said
from bus.translations.wording import ID, Words, says

WORDS: Words = {
    DecisionBasis.Frozen: says(said.BasisFrozen, basis=ID),
    DecisionBasis.BasisChanged: says(said.BasisChanged, basis=ID),
    Fulfilment.Planned: says(said.FulfilmentPlanned, fulfilment=ID),
    Fulfilment.Replanned: says(said.FulfilmentPlanned, fulfilment=ID),
    Intention.Given: says(said.IntentionGiven, intention=ID),
    Intention.GivenAnew: says(said.IntentionGiven, intention=ID),
    Intention.Confirmed: says(said.IntentionConfirmed, intention=ID),
    Intention.Fulfilled: says(said.IntentionFulfilled, intention=ID),
    Intention.Lapsed: says(said.IntentionLapsed, intention=ID),
    Intention.Withdrawn: says(said.IntentionWithdrawn, intention=ID),
    Participation.Invited: says(said.InvitationSent, participation=ID),
    Participation.InvitedAgain: says(said.InvitationSent, participation=ID),
    Participation.Reminded: says(said.InvitationReminded, participation=ID),
    Participation.InvitationExpired: says(said.InvitationExpired, participation=ID),
    Participation.Frozen: says(said.InvitationFrozen, participation=ID),
    Participation.Thawed: says(said.InvitationThawed, participation=ID),
    Participation.InvitationRequested: says(said.InvitationRequested, participation=ID),
    Participation.BasisRenewed: says(said.BasisRenewed, participation=ID),
    Participation.DecisionMade: says(said.MunicipalDecisionMade, participation=ID),
    Participation.SignedUp: says(said.SignedUp, participation=ID),
    Participation.PuljeChanged: says(said.PuljeChanged, participation=ID),
    Participation.PlaceGained: says(said.PlaceGained, participation=ID),
    Participation.PlaceDeclined: says(said.PlaceDeclined, participation=ID),
    Participation.PlaceLost: says(said.PlaceLost, participation=ID),
    Participation.PuljerOffered: says(said.PuljerOffered, participation=ID),
    Participation.Withdrawn: says(said.Withdrawn, participation=ID),
}

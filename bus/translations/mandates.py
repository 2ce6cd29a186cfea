"""What is said outside of functions and mandates: that one has ended, so that it is seen to."""

from __future__ import annotations

from aggregates.mandates.mandate import Mandate
from aggregates.mandates.roster import Roster
from bus.contracts import mandates as said
from bus.translations.wording import ID, Words, says

WORDS: Words = {
    Roster.RoleEnded: says(said.FunctionEnded),
    Mandate.Ended: says(said.MandateEnded, mandate=ID),
}

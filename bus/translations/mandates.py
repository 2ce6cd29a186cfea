"""What is said outside of functions: that one has ended, so that what it was for is seen to."""

from __future__ import annotations

from aggregates.mandates.roster import Roster
from bus.contracts import mandates as said
from bus.translations.wording import Words, says

WORDS: Words = {
    Roster.RoleEnded: says(said.FunctionEnded),
}

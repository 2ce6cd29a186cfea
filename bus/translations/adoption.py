"""What is said outside of how far municipalities have come: not the evidence behind it."""

from __future__ import annotations

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.figures import Figures
from bus.contracts import adoption as said
from bus.translations.wording import Words, says

WORDS: Words = {
    Adoption.StageReached: says(said.StageReached),
    Adoption.UseLapsed: says(said.UseLapsed),
    Adoption.BenefitConfirmed: says(said.BenefitConfirmed),
    Figures.Reported: says(said.FigureReported),
    Figures.Corrected: says(said.FigureCorrected),
}

"""What is said outside of municipalities. The reasons given in the register stay inside."""

from __future__ import annotations

from aggregates.territory.inheritance import Inheritance
from aggregates.territory.register import Register
from aggregates.territory.technology import Technology
from bus.contracts import territory as said
from bus.translations.wording import ID, Words, says

WORDS: Words = {
    Register.MunicipalityRegistered: says(said.MunicipalityRegistered),
    Register.MunicipalityRenumbered: says(said.MunicipalityRenumbered),
    Register.MunicipalityRenamed: says(said.MunicipalityRenamed),
    Register.MunicipalitiesMerged: says(said.MunicipalitiesMerged),
    Register.MunicipalitySplit: says(said.MunicipalitySplit),
    Register.OrganisationNumberStated: says(said.OrganisationNumberStated),
    Inheritance.Decided: says(said.InheritanceDecided, inheritance=ID),
    Inheritance.Redecided: says(said.InheritanceRedecided, inheritance=ID),
    Technology.ProfileStated: says(said.TechnologyStated),
}

"""What is said outside of how far municipalities have come: not the evidence behind it."""

from __future__ import annotations

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.categories import WelfareCategories
from aggregates.adoption.expectation import UseExpectation
from aggregates.adoption.figures import Figures
from aggregates.adoption.published import PublishedFigures
from aggregates.adoption.service import ServiceAdoption
from aggregates.adoption.study import EffectStudy
from aggregates.adoption.use import UseSeries
from aggregates.adoption.use_rule import UseRule
from bus.contracts import adoption as said
from bus.translations.wording import ID, Words, says

WORDS: Words = {
    Adoption.StageReached: says(said.StageReached),
    Adoption.StageLost: says(said.StageLost),
    Adoption.UseLapsed: says(said.UseLapsed),
    Adoption.BenefitConfirmed: says(said.BenefitConfirmed),
    Adoption.Inherited: says(said.AdoptionInherited),
    Adoption.InheritanceWithdrawn: says(said.InheritedAdoptionWithdrawn),
    EffectStudy.Graded: says(said.StudyGraded, study=ID),
    EffectStudy.PartnersNamed: says(said.StudyPartnersNamed, study=ID),
    EffectStudy.Registered: says(said.StudyRegistered),
    PublishedFigures.Published: says(said.FiguresPublished),
    WelfareCategories.Published: says(said.CategoriesPublished),
    ServiceAdoption.StageReached: says(said.ServiceStageReached),
    ServiceAdoption.UseLapsed: says(said.ServiceUseLapsed),
    ServiceAdoption.Inherited: says(said.ServiceAdoptionInherited),
    ServiceAdoption.InheritanceWithdrawn: says(said.InheritedServiceAdoptionWithdrawn),
    UseExpectation.Begun: says(said.UseExpected),
    UseExpectation.Missed: says(said.UseNotMeasured, expectation=ID),
    UseRule.Published: says(said.UseRulePublished),
    UseRule.ServicesWeighed: says(said.ServicesWeighed),
    UseSeries.Measured: says(said.UseMeasured, series=ID),
    UseSeries.Corrected: says(said.UseCorrected, series=ID),
    UseSeries.LapseSuggested: says(said.UseLapseSuggested),
    UseSeries.ReturnSuggested: says(said.UseReturnSuggested),
    Figures.Reported: says(said.FigureReported),
    Figures.Corrected: says(said.FigureCorrected),
}

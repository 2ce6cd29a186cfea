"""What is said outside of evaluations. What they say in words is to be read in themselves."""

from __future__ import annotations

from aggregates.evaluation.answers import Answers
from aggregates.evaluation.evaluation import Evaluation
from aggregates.evaluation.experience import Experience
from aggregates.evaluation.learning import Learning
from aggregates.evaluation.model import ModelEvaluation
from bus.contracts import evaluation as said
from bus.translations.wording import ID, Words, says

WORDS: Words = {
    Evaluation.FellDue: says(said.EvaluationDue, evaluation=ID),
    Evaluation.Delivered: says(said.EvaluationDelivered, evaluation=ID),
    Evaluation.DueMoved: says(said.EvaluationDueMoved, evaluation=ID),
    Evaluation.PassedOn: says(said.EvaluationPassedOn, evaluation=ID),
    Evaluation.Entrusted: says(said.EvaluationEntrusted, evaluation=ID),
    Evaluation.Received: says(said.EvaluationReceived, evaluation=ID),
    Evaluation.Shared: says(said.EvaluationShared, evaluation=ID),
    Learning.Raised: says(said.LearningRaised, learning=ID),
    Learning.Reclassified: says(said.LearningReclassified, learning=ID),
    Learning.Settled: says(said.LearningSettled, learning=ID),
    Answers.Given: says(said.LearningAnswered),
    ModelEvaluation.FellDue: says(said.ModelEvaluationDue),
    ModelEvaluation.Held: says(said.ModelEvaluationHeld),
    Experience.Published: says(said.ExperiencePublished, experience=ID),
}

"""What is said outside of evaluations. What they say in words is to be read in themselves."""

from __future__ import annotations

from aggregates.evaluation.evaluation import Evaluation
from aggregates.evaluation.learning import Learning
from bus.contracts import evaluation as said
from bus.translations.wording import ID, Words, says

WORDS: Words = {
    Evaluation.FellDue: says(said.EvaluationDue, evaluation=ID),
    Evaluation.Delivered: says(said.EvaluationDelivered, evaluation=ID),
    Evaluation.Received: says(said.EvaluationReceived, evaluation=ID),
    Learning.Raised: says(said.LearningRaised, learning=ID),
}

"""Training's table of contents: commands, questions, reactions."""

from services.training.service.classes import ClassHandlers
from services.training.service.completion import CompletionHandlers
from services.training.service.plan import PlanHandlers
from services.training.service.reactions import Reactions
from services.training.store import TrainingTransaction


class TrainingService(PlanHandlers, ClassHandlers, CompletionHandlers, Reactions):
    """创业培训."""

    name = "training"
    transaction = TrainingTransaction

"""Incubators' table of contents: commands, questions, reactions."""

from services.incubators.service.awards import AwardHandlers
from services.incubators.service.bases import BaseHandlers
from services.incubators.service.campaigns import CampaignHandlers
from services.incubators.service.duties import DutyHandlers
from services.incubators.service.invitations import InvitationHandlers
from services.incubators.service.questions import QuestionHandlers
from services.incubators.service.reactions import Reactions
from services.incubators.service.requests import RequestHandlers
from services.incubators.service.tenancies import TenancyHandlers
from services.incubators.store import IncubatorsTransaction


class IncubatorsService(BaseHandlers, InvitationHandlers, TenancyHandlers, RequestHandlers, DutyHandlers,
                        CampaignHandlers, AwardHandlers, Reactions, QuestionHandlers):
    """创业孵化基地."""

    name = "incubators"
    transaction = IncubatorsTransaction

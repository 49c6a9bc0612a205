"""The activities pillar's table of contents: commands, questions, reactions."""

from services.events.service.activities import ActivityHandlers
from services.events.service.contests import ContestHandlers
from services.events.service.guidance import GuidanceHandlers
from services.events.service.mentors import MentorHandlers
from services.events.service.questions import QuestionHandlers
from services.events.service.ratings import RatingHandlers
from services.events.service.reactions import Reactions
from services.events.service.registrations import RegistrationHandlers
from services.events.service.tasks import TaskHandlers
from services.events.store import EventsTransaction


class EventsService(ActivityHandlers, RegistrationHandlers, RatingHandlers, MentorHandlers, TaskHandlers,
                    GuidanceHandlers, ContestHandlers, Reactions, QuestionHandlers):
    """创业活动."""

    name = "events"
    transaction = EventsTransaction

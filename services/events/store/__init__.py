"""Every SQL statement of the activities pillar, by subject; `apply_<event>` writes what an event changes."""

from casework.decisions import keep, kept_answer
from chassis.store import Transaction
from services.events.store.activities import Activities
from services.events.store.contests import Contests
from services.events.store.guidance import Guidance
from services.events.store.mentors import Mentors
from services.events.store.ratings import Ratings
from services.events.store.registrations import Registrations
from services.events.store.tasks import Tasks


class EventsTransaction(Activities, Registrations, Ratings, Mentors, Tasks, Guidance, Contests, Transaction):
    """What the handlers of activities read and record."""

    schema = "events"
    source = "events"
    keep_decision, kept_answer = keep, kept_answer

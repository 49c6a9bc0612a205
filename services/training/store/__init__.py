"""Every SQL statement of training, by subject; `apply_<event>` writes what an event changes."""

from casework.decisions import keep, kept_answer
from chassis.store import Transaction
from services.training.store.attendance import Attendance
from services.training.store.certificates import Certificates
from services.training.store.classes import Classes
from services.training.store.dispatches import Dispatches
from services.training.store.enrolments import Enrolments
from services.training.store.follow_ups import FollowUps
from services.training.store.institutions import Institutions
from services.training.store.lecturers import Lecturers
from services.training.store.plan import Plan
from services.training.store.rates import Rates
from services.training.store.sessions import Sessions
from services.training.store.targets import Targets


class TrainingTransaction(Plan, Institutions, Targets, Classes, Sessions, Enrolments, Attendance, Certificates,
                          FollowUps, Rates, Lecturers, Dispatches, Transaction):
    """What training's handlers read and record."""

    schema = "training"
    source = "training"
    keep_decision, kept_answer = keep, kept_answer

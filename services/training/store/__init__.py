"""Every SQL statement of training, by subject; `apply_<event>` writes what an event changes."""

from casework.decisions import keep
from chassis.store import Transaction
from services.training.store.certificates import Certificates
from services.training.store.classes import Classes
from services.training.store.dispatches import Dispatches
from services.training.store.enrolments import Enrolments
from services.training.store.follow_ups import FollowUps
from services.training.store.lecturers import Lecturers
from services.training.store.plan import Plan


class TrainingTransaction(Plan, Classes, Enrolments, Certificates, FollowUps, Lecturers, Dispatches, Transaction):
    """What training's handlers read and record."""

    schema = "training"
    source = "training"
    keep_decision = keep

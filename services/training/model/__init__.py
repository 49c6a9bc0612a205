"""The nouns of training."""

from services.training.model.attendance import SignedInRecord, SignInFacts
from services.training.model.certificates import Certificate
from services.training.model.classes import Class_
from services.training.model.dispatches import Dispatch
from services.training.model.enrolments import Enrolment, KnownPerson, Waiting
from services.training.model.follow_ups import Business, Completion, FollowUp, Guide, Visit
from services.training.model.institutions import Institution
from services.training.model.lecturers import Lecturer
from services.training.model.plan import CourseStanding, PlanStanding
from services.training.model.sessions import Engagement, Session, overlapping

__all__ = ["Business", "Certificate", "Class_", "Completion", "CourseStanding", "Dispatch", "Engagement",
           "Enrolment", "FollowUp", "Guide", "Institution", "KnownPerson", "Lecturer", "PlanStanding",
           "Session", "SignInFacts", "SignedInRecord", "Visit", "Waiting", "overlapping"]

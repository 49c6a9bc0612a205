"""The nouns of training."""

from services.training.model.classes import Class_
from services.training.model.dispatches import Dispatch
from services.training.model.enrolments import Enrolment, KnownPerson
from services.training.model.institutions import Institution
from services.training.model.lecturers import Lecturer
from services.training.model.plan import CourseStanding, PlanStanding

__all__ = ["Class_", "CourseStanding", "Dispatch", "Enrolment", "Institution", "KnownPerson", "Lecturer",
           "PlanStanding"]

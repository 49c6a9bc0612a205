"""What training answers beyond a decision's own answer."""

from contracts.training.answers.audit import ReplayAnswer, ReplayedDecision, VerifyAnswer
from contracts.training.answers.classes import EnrolmentAnswer, RosterRow
from contracts.training.answers.follow_ups import CourseSuccess, SuccessAnswer
from contracts.training.answers.lecturers import LecturersAnswer, ListedLecturer
from contracts.training.answers.plan import LedgerEntry, PlanLedgerAnswer

__all__ = [
    "CourseSuccess",
    "EnrolmentAnswer",
    "LecturersAnswer",
    "LedgerEntry",
    "ListedLecturer",
    "PlanLedgerAnswer",
    "ReplayAnswer",
    "ReplayedDecision",
    "RosterRow",
    "SuccessAnswer",
    "VerifyAnswer",
]

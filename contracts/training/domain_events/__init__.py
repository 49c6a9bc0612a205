"""What training announces. Each event carries the public state of its entity after it."""

from contracts.training.domain_events.classes import (
    AttendanceRecorded,
    CertificateRevoked,
    ClassApproved,
    ClassCancelled,
    ClassPublic,
    ClassReferred,
    ClassRefused,
    EnrolmentPublic,
    ServiceRendered,
    TraineeEnrolled,
    TrainingCompleted,
    TrainingNotCompleted,
)
from contracts.training.domain_events.dispatches import (
    DispatchAnswered,
    DispatchProposed,
    DispatchPublic,
    DispatchReleased,
)
from contracts.training.domain_events.follow_ups import FollowUpPlanned
from contracts.training.domain_events.institutions import InstitutionAccredited
from contracts.training.domain_events.lecturers import (
    LecturerAppraised,
    LecturerPublic,
    LecturerRegistered,
    LecturerResumed,
    LecturerResumptionProposed,
    LecturerSuspended,
    LecturerUpdated,
    LecturerVerified,
    TeachingResearchHeld,
)
from contracts.training.domain_events.plan import PlanOpened

__all__ = [
    "AttendanceRecorded",
    "CertificateRevoked",
    "ClassApproved",
    "ClassCancelled",
    "ClassPublic",
    "ClassReferred",
    "ClassRefused",
    "DispatchAnswered",
    "DispatchProposed",
    "DispatchPublic",
    "DispatchReleased",
    "EnrolmentPublic",
    "FollowUpPlanned",
    "InstitutionAccredited",
    "LecturerAppraised",
    "LecturerPublic",
    "LecturerRegistered",
    "LecturerResumed",
    "LecturerResumptionProposed",
    "LecturerSuspended",
    "LecturerUpdated",
    "LecturerVerified",
    "PlanOpened",
    "ServiceRendered",
    "TeachingResearchHeld",
    "TraineeEnrolled",
    "TrainingCompleted",
    "TrainingNotCompleted",
]

"""What may be asked of training."""

from contracts.training.commands.attendance import DecideSignIn, RecordAttendance, SignIn
from contracts.training.commands.certificates import ReissueCertificate, RevokeCertificate
from contracts.training.commands.classes import (
    CancelClass,
    CloseClass,
    CorrectClass,
    DecideReferredClass,
    FileClass,
)
from contracts.training.commands.completion import CompleteClass, ExaminationResult, RecordCompletion
from contracts.training.commands.dispatches import AnswerDispatch, DispatchLecturer
from contracts.training.commands.enrolments import (
    EnrolTrainees,
    JoinClass,
    LeaveClass,
    WithdrawTrainee,
)
from contracts.training.commands.follow_ups import RecordFollowUp
from contracts.training.commands.institutions import (
    AccreditInstitution,
    EndInstitutionSuspension,
    ExpireAccreditation,
    ResumeInstitution,
    SuspendInstitution,
)
from contracts.training.commands.lecturers import (
    AdmitLecturer,
    AppraiseLecturer,
    DeclineAdmission,
    PlaceLecturer,
    RecordTeachingResearch,
    RequestAdmission,
    ResumeLecturer,
    SuspendLecturer,
    UpdateLecturer,
)
from contracts.training.commands.plan import CountyShare, OpenPlan, SharePlan
from contracts.training.commands.sessions import (
    MoveSession,
    PlannedSession,
    PlanSessions,
    ReplaceLecturer,
)
from contracts.training.commands.targets import CountTrainees

__all__ = [
    "AccreditInstitution",
    "AdmitLecturer",
    "AnswerDispatch",
    "AppraiseLecturer",
    "CancelClass",
    "CloseClass",
    "CompleteClass",
    "CorrectClass",
    "CountTrainees",
    "CountyShare",
    "DecideReferredClass",
    "DecideSignIn",
    "DeclineAdmission",
    "DispatchLecturer",
    "EndInstitutionSuspension",
    "EnrolTrainees",
    "ExaminationResult",
    "ExpireAccreditation",
    "FileClass",
    "JoinClass",
    "LeaveClass",
    "MoveSession",
    "OpenPlan",
    "PlaceLecturer",
    "PlanSessions",
    "PlannedSession",
    "RecordAttendance",
    "RecordCompletion",
    "RecordFollowUp",
    "RecordTeachingResearch",
    "ReissueCertificate",
    "ReplaceLecturer",
    "RequestAdmission",
    "ResumeInstitution",
    "ResumeLecturer",
    "RevokeCertificate",
    "SharePlan",
    "SignIn",
    "SuspendInstitution",
    "SuspendLecturer",
    "UpdateLecturer",
    "WithdrawTrainee",
]

"""What may be asked of training."""

from contracts.training.commands.attendance import (
    RecordAttendance,
)
from contracts.training.commands.certificates import (
    RevokeCertificate,
)
from contracts.training.commands.classes import (
    CancelClass,
    DecideReferredClass,
    FileClass,
)
from contracts.training.commands.completion import (
    RecordCompletion,
)
from contracts.training.commands.dispatches import (
    AnswerDispatch,
    DispatchLecturer,
)
from contracts.training.commands.enrolments import (
    EnrolTrainees,
)
from contracts.training.commands.lecturers import (
    AdmitLecturer,
    AppraiseLecturer,
    RecordTeachingResearch,
    ResumeLecturer,
    SuspendLecturer,
    UpdateLecturer,
)
from contracts.training.commands.plan import (
    AccreditInstitution,
    OpenPlan,
)

__all__ = [
    "AccreditInstitution",
    "AdmitLecturer",
    "AnswerDispatch",
    "AppraiseLecturer",
    "CancelClass",
    "DecideReferredClass",
    "DispatchLecturer",
    "EnrolTrainees",
    "FileClass",
    "OpenPlan",
    "RecordAttendance",
    "RecordCompletion",
    "RecordTeachingResearch",
    "ResumeLecturer",
    "RevokeCertificate",
    "SuspendLecturer",
    "UpdateLecturer",
]

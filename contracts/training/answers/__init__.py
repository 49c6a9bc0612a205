"""What training answers beyond a decision's own answer."""

from contracts.training.answers.attendance import SignInCode
from contracts.training.answers.certificates import CertificateShown
from contracts.training.answers.classes import (
    ClassShown,
    EnrolmentAnswer,
    ExaminationShown,
    RosterRow,
    TraineeShown,
)
from contracts.training.answers.follow_ups import (
    ContactShown,
    FigureCase,
    FigureCasesAnswer,
    FollowUpAnswer,
    SplitLine,
    SuccessAnswer,
)
from contracts.training.answers.institutions import (
    CountyShown,
    CourseAllowed,
    InstitutionAnswer,
    InstitutionsAnswer,
    ListedInstitution,
)
from contracts.training.answers.lecturers import LecturersAnswer, ListedLecturer
from contracts.training.answers.plan import (
    CountyShareShown,
    CourseShares,
    LedgerEntry,
    PlanLedgerAnswer,
    PlanSharedAnswer,
    PlanSharesAnswer,
)
from contracts.training.answers.targets import CountedRow, TraineesCountedAnswer

__all__ = [
    "CertificateShown",
    "ClassShown",
    "ContactShown",
    "CountedRow",
    "CountyShareShown",
    "CountyShown",
    "CourseAllowed",
    "CourseShares",
    "EnrolmentAnswer",
    "ExaminationShown",
    "FigureCase",
    "FigureCasesAnswer",
    "FollowUpAnswer",
    "InstitutionAnswer",
    "InstitutionsAnswer",
    "LecturersAnswer",
    "LedgerEntry",
    "ListedInstitution",
    "ListedLecturer",
    "PlanLedgerAnswer",
    "PlanSharedAnswer",
    "PlanSharesAnswer",
    "RosterRow",
    "SignInCode",
    "SplitLine",
    "SuccessAnswer",
    "TraineeShown",
    "TraineesCountedAnswer",
]

"""Training's table of contents: commands, questions, reactions."""

from services.training.service.attendance import AttendanceHandlers
from services.training.service.certificates import CertificateHandlers
from services.training.service.classes import ClassHandlers
from services.training.service.completion import CompletionHandlers
from services.training.service.dispatches import DispatchHandlers
from services.training.service.enrolments import EnrolmentHandlers
from services.training.service.follow_ups import FollowUpHandlers
from services.training.service.institutions import InstitutionHandlers
from services.training.service.lecturers import LecturerHandlers
from services.training.service.plan import PlanHandlers
from services.training.service.reactions import Reactions
from services.training.service.sessions import SessionHandlers
from services.training.service.targets import TargetHandlers
from services.training.store import TrainingTransaction


class TrainingService(PlanHandlers, InstitutionHandlers, ClassHandlers, SessionHandlers, EnrolmentHandlers,
                      AttendanceHandlers, CompletionHandlers, CertificateHandlers, LecturerHandlers,
                      DispatchHandlers, FollowUpHandlers, TargetHandlers, Reactions):
    """创业培训."""

    name = "training"
    transaction = TrainingTransaction

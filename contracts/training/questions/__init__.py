"""What staff may ask training in depth. Citizen and public pages read the zone instead."""

from contracts.training.questions.attendance import ShowSignInCode
from contracts.training.questions.audit import ReplayDecisions, Verify
from contracts.training.questions.classes import ShowClass
from contracts.training.questions.follow_ups import ListFigureCases, ShowFollowUp, ShowSuccessRate
from contracts.training.questions.institutions import ListInstitutions, ShowInstitution
from contracts.training.questions.lecturers import ListLecturers
from contracts.training.questions.plan import ShowPlanLedger, ShowPlanShares

__all__ = [
    "ListFigureCases",
    "ListInstitutions",
    "ListLecturers",
    "ReplayDecisions",
    "ShowClass",
    "ShowFollowUp",
    "ShowInstitution",
    "ShowPlanLedger",
    "ShowPlanShares",
    "ShowSignInCode",
    "ShowSuccessRate",
    "Verify",
]

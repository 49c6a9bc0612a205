"""What staff may ask training in depth. Citizen and public pages read the zone instead."""

from contracts.training.questions.audit import ReplayDecisions, Verify
from contracts.training.questions.follow_ups import ShowSuccessRate
from contracts.training.questions.lecturers import ListLecturers
from contracts.training.questions.plan import ShowPlanLedger

__all__ = [
    "ListLecturers",
    "ReplayDecisions",
    "ShowPlanLedger",
    "ShowSuccessRate",
    "Verify",
]

"""What subsidies decide: assessments and offers, claims, notices, budgets, payments, claw-backs."""

from services.subsidies.rules.assessment import decide_assessment, decide_stale_offer
from services.subsidies.rules.budgets import decide_budget
from services.subsidies.rules.claims import decide_claim, decide_reminder, decide_resubmission, decide_withdrawal
from services.subsidies.rules.claw_backs import decide_changed_basis, decide_claw_back
from services.subsidies.rules.notices import (
    decide_notice,
    decide_notice_end,
    decide_objection,
    decide_resolution,
)
from services.subsidies.rules.payments import (
    decide_bank_results,
    decide_batch,
    decide_batch_approval,
    decide_check,
    decide_sending_back,
)
from services.subsidies.rules.reviews import decide_refusal, decide_resumption, decide_return, decide_review

__all__ = [
    "decide_assessment", "decide_bank_results", "decide_batch", "decide_batch_approval", "decide_budget",
    "decide_changed_basis", "decide_check", "decide_claim", "decide_claw_back", "decide_notice", "decide_notice_end",
    "decide_objection", "decide_refusal", "decide_reminder", "decide_resolution", "decide_resubmission",
    "decide_resumption", "decide_return", "decide_review", "decide_sending_back", "decide_stale_offer",
    "decide_withdrawal",
]

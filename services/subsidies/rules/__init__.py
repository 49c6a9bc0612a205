"""What subsidies decide: assessments and offers, claims, notices, budgets, payments, claw-backs."""

from services.subsidies.rules.appeals import (
    decide_appeal,
    decide_appeal_due_day,
    decide_appeal_outcome,
    decide_appeal_reminder,
    decide_appeal_taking,
    decide_appeal_withdrawal,
)
from services.subsidies.rules.assessment import decide_assessment, decide_stale_offer
from services.subsidies.rules.awards import decide_award_line
from services.subsidies.rules.bank_results import decide_bank_question, decide_bank_results
from services.subsidies.rules.budgets import (
    decide_budget,
    decide_transfer,
    decide_transfer_decline,
    decide_transfer_proposal,
)
from services.subsidies.rules.claims import decide_claim, decide_resubmission, decide_withdrawal
from services.subsidies.rules.claw_backs import (
    decide_changed_basis,
    decide_claw_back,
    decide_instalment_end,
    decide_repayment,
)
from services.subsidies.rules.corrections import decide_correction_overdue, decide_return
from services.subsidies.rules.holding import decide_holding, decide_rectification_end, decide_warning
from services.subsidies.rules.links import decide_suspicions, decide_verdict
from services.subsidies.rules.notices import (
    decide_notice,
    decide_notice_end,
    decide_objection,
    decide_resolution,
)
from services.subsidies.rules.payments import (
    decide_batch,
    decide_batch_approval,
    decide_check,
    decide_sending_back,
)
from services.subsidies.rules.reminders import decide_reminder
from services.subsidies.rules.reviews import decide_referral, decide_refusal, decide_resumption, decide_review
from services.subsidies.rules.submissions import decide_receipt, decide_wish
from services.subsidies.rules.trail import decide_seal

__all__ = [
    "decide_appeal", "decide_appeal_due_day", "decide_appeal_outcome", "decide_appeal_reminder", "decide_appeal_taking",
    "decide_appeal_withdrawal", "decide_assessment", "decide_award_line", "decide_bank_question",
    "decide_bank_results", "decide_batch", "decide_batch_approval", "decide_budget", "decide_changed_basis",
    "decide_check", "decide_claim", "decide_claw_back", "decide_correction_overdue", "decide_holding",
    "decide_instalment_end", "decide_notice", "decide_notice_end", "decide_objection", "decide_receipt",
    "decide_rectification_end", "decide_referral", "decide_refusal", "decide_reminder", "decide_repayment",
    "decide_resolution", "decide_resubmission", "decide_resumption", "decide_return", "decide_review", "decide_seal",
    "decide_sending_back", "decide_stale_offer", "decide_suspicions", "decide_transfer", "decide_transfer_decline",
    "decide_transfer_proposal", "decide_verdict", "decide_warning", "decide_wish", "decide_withdrawal",
]

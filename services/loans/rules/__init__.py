"""What loans decide: who would and does qualify, what secures a loan, what it costs, what comes back."""

from services.loans.rules.applications import (
    decide_added_papers,
    decide_application,
    decide_qualification,
    decide_reconsideration,
    decide_wish,
    decide_withdrawal,
)
from services.loans.rules.compensation import (
    decide_compensation,
    decide_recovery,
    decide_repeated_recovery,
    decide_write_off,
)
from services.loans.rules.credit import decide_contract, decide_credit, decide_disbursement
from services.loans.rules.desks import decide_bank, decide_fund
from services.loans.rules.grounds import decide_credit_line, decide_tenant_ground
from services.loans.rules.guarantees import (
    decide_counter_guarantee,
    decide_flag,
    decide_guarantee,
    decide_lodging,
)
from services.loans.rules.prequalification import decide_prequalification
from services.loans.rules.repayments import decide_due, decide_jobs, decide_repayment, decide_repeated_repayment

__all__ = ["decide_added_papers", "decide_application", "decide_bank", "decide_compensation",
           "decide_contract", "decide_counter_guarantee", "decide_credit", "decide_credit_line",
           "decide_disbursement", "decide_due", "decide_flag", "decide_fund", "decide_guarantee",
           "decide_jobs", "decide_lodging", "decide_prequalification", "decide_qualification",
           "decide_reconsideration", "decide_recovery", "decide_repayment", "decide_repeated_recovery",
           "decide_repeated_repayment", "decide_tenant_ground", "decide_wish", "decide_withdrawal",
           "decide_write_off"]

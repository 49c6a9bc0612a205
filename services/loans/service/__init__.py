"""Loans' table of contents: commands, questions, reactions."""

from services.loans.service.applications import ApplicationHandlers
from services.loans.service.compensation import CompensationHandlers
from services.loans.service.credit import CreditHandlers
from services.loans.service.desks import DeskHandlers
from services.loans.service.guarantees import GuaranteeHandlers
from services.loans.service.questions import Questions
from services.loans.service.reactions import Reactions
from services.loans.service.repayments import RepaymentHandlers
from services.loans.store import LoansTransaction


class LoansService(DeskHandlers, ApplicationHandlers, GuaranteeHandlers, CreditHandlers, RepaymentHandlers,
                   CompensationHandlers, Questions, Reactions):
    """创业担保贷款."""

    name = "loans"
    transaction = LoansTransaction

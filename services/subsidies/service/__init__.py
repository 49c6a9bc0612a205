"""The table of contents of subsidies: commands, questions, reactions."""

from services.subsidies.service.appeals import AppealHandlers
from services.subsidies.service.assessment import AssessmentHandlers
from services.subsidies.service.awards import AwardHandlers
from services.subsidies.service.bank_results import BankResultHandlers
from services.subsidies.service.budgets import BudgetHandlers
from services.subsidies.service.claims import ClaimHandlers
from services.subsidies.service.claw_back_appeals import ClawBackAppealHandlers
from services.subsidies.service.claw_backs import ClawBackHandlers
from services.subsidies.service.corrections import CorrectionHandlers
from services.subsidies.service.holding import HoldingHandlers
from services.subsidies.service.links import LinkHandlers
from services.subsidies.service.notices import NoticeHandlers
from services.subsidies.service.payments import PaymentHandlers
from services.subsidies.service.reactions import Reactions
from services.subsidies.service.rehearsal import RehearsalHandlers
from services.subsidies.service.reviews import ReviewHandlers
from services.subsidies.service.submissions import SubmissionHandlers
from services.subsidies.service.timing import ReminderHandlers
from services.subsidies.service.trail import TrailHandlers
from services.subsidies.store import SubsidiesTransaction


class SubsidiesService(AssessmentHandlers, ClaimHandlers, SubmissionHandlers, CorrectionHandlers, ReviewHandlers,
                       AppealHandlers, ReminderHandlers, NoticeHandlers, BudgetHandlers, PaymentHandlers,
                       BankResultHandlers, AwardHandlers, HoldingHandlers, ClawBackHandlers, ClawBackAppealHandlers,
                       RehearsalHandlers,
                       LinkHandlers, TrailHandlers, Reactions):
    """创业补贴."""

    name = "subsidies"
    transaction = SubsidiesTransaction

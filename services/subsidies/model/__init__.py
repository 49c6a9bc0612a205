"""The nouns of subsidies."""

from services.subsidies.model.appeals import OPEN_APPEAL, Appeal
from services.subsidies.model.assessment import (
    Known,
    Offer,
    Standing,
)
from services.subsidies.model.claims import (
    ENDED_WITHOUT_MONEY,
    UNDER_WAY,
    Claim,
    EarlierClaim,
)
from services.subsidies.model.facts import (
    Award,
    Base,
    BaseData,
    Business,
    Facts,
    Group,
    Loan,
    Organisation,
    Person,
    Prize,
    Tenancy,
    Training,
)
from services.subsidies.model.links import (
    Benefit,
    Hit,
    Hop,
    Mark,
    Suspicion,
)
from services.subsidies.model.money import (
    BankQuestion,
    Batch,
    BudgetLine,
    ClawBack,
    PaidWarning,
    Part,
    Payment,
    ReceivedAward,
    Transfer,
)
from services.subsidies.model.submissions import Opened, Submission

__all__ = [
    "Award",
    "Benefit",
    "Hit",
    "Hop",
    "Mark",
    "Suspicion",
    "BankQuestion",
    "PaidWarning",
    "Part",
    "ReceivedAward",
    "Transfer",
    "Appeal",
    "Base",
    "BaseData",
    "Batch",
    "BudgetLine",
    "Business",
    "Claim",
    "ClawBack",
    "ENDED_WITHOUT_MONEY",
    "EarlierClaim",
    "Facts",
    "Group",
    "Known",
    "Loan",
    "OPEN_APPEAL",
    "Offer",
    "Opened",
    "Organisation",
    "Payment",
    "Person",
    "Prize",
    "Standing",
    "Submission",
    "Tenancy",
    "Training",
    "UNDER_WAY",
]

"""The nouns of subsidies."""

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
    Base,
    BaseData,
    Business,
    Facts,
    Group,
    Loan,
    Person,
    Prize,
    Tenancy,
    Training,
)
from services.subsidies.model.money import (
    Batch,
    BudgetLine,
    ClawBack,
    Payment,
)

__all__ = [
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
    "Offer",
    "Payment",
    "Person",
    "Prize",
    "Standing",
    "Tenancy",
    "Training",
    "UNDER_WAY",
]

"""What subsidies answer beyond a decision's own answer."""

from contracts.subsidies.answers.budgets import (
    BudgetAnswer,
    BudgetEntry,
)
from contracts.subsidies.answers.claims import (
    AppealAnswer,
    ClaimAnswer,
    ClaimShown,
    LetterAnswer,
    SubmissionAnswer,
    SubmissionLine,
)
from contracts.subsidies.answers.notices import (
    NoticeAnswer,
    PublicNotice,
    PublicNoticeLine,
    PublicNotices,
)
from contracts.subsidies.answers.payments import (
    BankFileAnswer,
    BankFileLine,
    BankResultsAnswer,
    BatchAnswer,
    ResultRow,
)
from contracts.subsidies.answers.rehearsal import (
    RehearsalAnswer,
    RehearsedCounty,
    RehearsedPerson,
)
from contracts.subsidies.answers.suspicions import (
    SuspicionShown,
    SuspicionsShown,
)
from contracts.subsidies.answers.trail import (
    CaseExport,
    ReplayAnswer,
    ReplayedDecision,
    VerifyAnswer,
)

__all__ = [
    "CaseExport",
    "SuspicionShown",
    "SuspicionsShown",
    "AppealAnswer",
    "BankFileAnswer",
    "BankFileLine",
    "BankResultsAnswer",
    "BatchAnswer",
    "BudgetAnswer",
    "BudgetEntry",
    "ClaimAnswer",
    "ClaimShown",
    "LetterAnswer",
    "NoticeAnswer",
    "PublicNotice",
    "PublicNoticeLine",
    "PublicNotices",
    "RehearsalAnswer",
    "RehearsedCounty",
    "RehearsedPerson",
    "ReplayAnswer",
    "ReplayedDecision",
    "ResultRow",
    "SubmissionAnswer",
    "SubmissionLine",
    "VerifyAnswer",
]

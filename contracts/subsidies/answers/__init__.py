"""What subsidies answer beyond a decision's own answer."""

from contracts.subsidies.answers.budgets import (
    BudgetAnswer,
    BudgetEntry,
    BudgetRow,
    BudgetsAnswer,
)
from contracts.subsidies.answers.claims import (
    AppealAnswer,
    ClaimAnswer,
    ClaimShown,
    LetterAnswer,
    SubmissionAnswer,
    SubmissionLine,
)
from contracts.subsidies.answers.claw_backs import (
    ClawBackAnswer,
    InstalmentShown,
    RepaymentShown,
)
from contracts.subsidies.answers.notices import (
    NoticeAnswer,
    NoticeCopy,
    NoticeLineShown,
    NoticeShown,
    PublicNotice,
    PublicNoticeLine,
    PublicNotices,
)
from contracts.subsidies.answers.payments import (
    BankFileAnswer,
    BankFileLine,
    BankPreview,
    BankResultsAnswer,
    BatchAnswer,
    BatchApprovalAnswer,
    ResultRow,
    WaitingLine,
    WaitingMoney,
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
    TrailRow,
)

__all__ = [
    "AppealAnswer",
    "BankFileAnswer",
    "BankFileLine",
    "BankPreview",
    "BankResultsAnswer",
    "BatchAnswer",
    "BatchApprovalAnswer",
    "BudgetAnswer",
    "BudgetEntry",
    "BudgetRow",
    "BudgetsAnswer",
    "CaseExport",
    "ClaimAnswer",
    "ClaimShown",
    "ClawBackAnswer",
    "InstalmentShown",
    "LetterAnswer",
    "NoticeAnswer",
    "NoticeCopy",
    "NoticeLineShown",
    "NoticeShown",
    "PublicNotice",
    "PublicNoticeLine",
    "PublicNotices",
    "RehearsalAnswer",
    "RehearsedCounty",
    "RehearsedPerson",
    "RepaymentShown",
    "ResultRow",
    "SubmissionAnswer",
    "SubmissionLine",
    "SuspicionShown",
    "SuspicionsShown",
    "TrailRow",
    "WaitingLine",
    "WaitingMoney",
]

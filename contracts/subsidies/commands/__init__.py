"""What may be asked of subsidies."""

from contracts.subsidies.commands.appeals import (
    AppealRefusal,
    DecideAppeal,
    RemindAppeal,
    TakeAppeal,
    WithdrawAppeal,
)
from contracts.subsidies.commands.assessment import (
    ReassessPerson,
)
from contracts.subsidies.commands.budgets import (
    ConfirmTransfer,
    DeclineTransfer,
    OpenBudget,
    ProposeTransfer,
)
from contracts.subsidies.commands.claims import (
    AcceptOffer,
    ApproveClaim,
    ReassessArea,
    RecountAppeals,
    RecountDueDays,
    ReferClaim,
    RefuseClaim,
    RemindClaim,
    RemindCorrection,
    ResubmitClaim,
    ResumeClaim,
    ReturnClaim,
    SubmitClaim,
    VerifyClaim,
    WithdrawClaim,
)
from contracts.subsidies.commands.claw_backs import (
    AppealClawBack,
    CheckHolding,
    DecideClawBack,
    DecideWarning,
    EndRectification,
    RecordRefund,
    RecordRepayment,
    RemindInstalment,
    StateCase,
)
from contracts.subsidies.commands.notices import (
    CloseNotice,
    OpenNotice,
    RaiseObjection,
    ResolveObjection,
)
from contracts.subsidies.commands.payments import (
    ApproveBatch,
    BankResultLine,
    CheckBatch,
    MakeBatch,
    ReassessPaid,
    RecordBankResults,
    SendBackBatch,
    SettleBankQuestion,
)
from contracts.subsidies.commands.submissions import (
    SubmitClaims,
    TakeInClaims,
)
from contracts.subsidies.commands.suspicions import (
    JudgeSuspicion,
    SearchSuspicions,
)
from contracts.subsidies.commands.trail import (
    SealTrail,
)

__all__ = [
    "AcceptOffer",
    "AppealClawBack",
    "AppealRefusal",
    "ApproveBatch",
    "ApproveClaim",
    "BankResultLine",
    "CheckBatch",
    "CheckHolding",
    "CloseNotice",
    "ConfirmTransfer",
    "DecideAppeal",
    "DecideClawBack",
    "DecideWarning",
    "DeclineTransfer",
    "EndRectification",
    "JudgeSuspicion",
    "MakeBatch",
    "OpenBudget",
    "OpenNotice",
    "ProposeTransfer",
    "RaiseObjection",
    "ReassessArea",
    "ReassessPaid",
    "ReassessPerson",
    "RecordBankResults",
    "RecordRefund",
    "RecordRepayment",
    "RecountAppeals",
    "RecountDueDays",
    "ReferClaim",
    "RefuseClaim",
    "RemindAppeal",
    "RemindClaim",
    "RemindCorrection",
    "RemindInstalment",
    "ResolveObjection",
    "ResubmitClaim",
    "ResumeClaim",
    "ReturnClaim",
    "SealTrail",
    "SearchSuspicions",
    "SendBackBatch",
    "SettleBankQuestion",
    "StateCase",
    "SubmitClaim",
    "SubmitClaims",
    "TakeAppeal",
    "TakeInClaims",
    "VerifyClaim",
    "WithdrawAppeal",
    "WithdrawClaim",
]

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
    CheckHolding,
    DecideClawBack,
    DecideWarning,
    EndRectification,
    RecordRepayment,
    RemindInstalment,
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
    "RecountAppeals",
    "RecountDueDays",
    "ReassessPaid",
    "ReassessPerson",
    "RecordBankResults",
    "RecordRepayment",
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
    "SubmitClaim",
    "SubmitClaims",
    "TakeAppeal",
    "TakeInClaims",
    "VerifyClaim",
    "WithdrawAppeal",
    "WithdrawClaim",
]

"""What may be asked of subsidies."""

from contracts.subsidies.commands.assessment import (
    ReassessPerson,
)
from contracts.subsidies.commands.budgets import (
    OpenBudget,
)
from contracts.subsidies.commands.claims import (
    AcceptOffer,
    ApproveClaim,
    ReassessArea,
    RefuseClaim,
    RemindClaim,
    ResubmitClaim,
    ResumeClaim,
    ReturnClaim,
    SubmitClaim,
    VerifyClaim,
    WithdrawClaim,
)
from contracts.subsidies.commands.claw_backs import (
    DecideClawBack,
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
    RecordBankResults,
    SendBackBatch,
)

__all__ = [
    "AcceptOffer",
    "ApproveBatch",
    "ApproveClaim",
    "BankResultLine",
    "CheckBatch",
    "CloseNotice",
    "DecideClawBack",
    "MakeBatch",
    "OpenBudget",
    "OpenNotice",
    "RaiseObjection",
    "ReassessArea",
    "ReassessPerson",
    "RecordBankResults",
    "RefuseClaim",
    "RemindClaim",
    "ResolveObjection",
    "ResubmitClaim",
    "ResumeClaim",
    "ReturnClaim",
    "SendBackBatch",
    "SubmitClaim",
    "VerifyClaim",
    "WithdrawClaim",
]

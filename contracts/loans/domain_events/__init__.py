"""What loans announce, by subject. Each event carries the public state of its entity after it."""

from contracts.loans.domain_events.applications import (
    ApplicationSubmitted,
    LoanDeclined,
    LoanFlagged,
    LoanPublic,
    LoanQualified,
    LoanReferred,
    LoanReturned,
    LoanWithdrawn,
    PapersAdded,
)
from contracts.loans.domain_events.desks import (
    BankAdmitted,
    FundRaised,
)
from contracts.loans.domain_events.guarantees import (
    CounterGuaranteeLodged,
    CounterGuaranteePublic,
    CounterGuaranteeRequired,
    CounterGuaranteeWaived,
    LoanCompensated,
    LoanGuaranteed,
    LoanWrittenOff,
    RecoveryRecorded,
)
from contracts.loans.domain_events.persons import (
    GroundNoted,
    GroundPublic,
    GroundWithdrawn,
    Prequalified,
)
from contracts.loans.domain_events.repayments import (
    BankApproved,
    ContractSigned,
    JobsReported,
    LoanDisbursed,
    LoanOverdue,
    LoanSettled,
    RepaymentPlanned,
    RepaymentRecorded,
    ServiceRendered,
)

__all__ = [
    "ApplicationSubmitted",
    "BankAdmitted",
    "BankApproved",
    "ContractSigned",
    "CounterGuaranteeLodged",
    "CounterGuaranteePublic",
    "CounterGuaranteeRequired",
    "CounterGuaranteeWaived",
    "FundRaised",
    "GroundNoted",
    "GroundPublic",
    "GroundWithdrawn",
    "JobsReported",
    "LoanCompensated",
    "LoanDeclined",
    "LoanDisbursed",
    "LoanFlagged",
    "LoanGuaranteed",
    "LoanOverdue",
    "LoanPublic",
    "LoanQualified",
    "LoanReferred",
    "LoanReturned",
    "LoanSettled",
    "LoanWithdrawn",
    "LoanWrittenOff",
    "PapersAdded",
    "Prequalified",
    "RecoveryRecorded",
    "RepaymentPlanned",
    "RepaymentRecorded",
    "ServiceRendered",
]

"""Budgets, batches, payments, claw-backs."""

from dataclasses import dataclass
from datetime import date, datetime

from contracts.subsidies import (
    BankQuestionState,
    BankResult,
    BatchState,
    ClawBackState,
    PaymentState,
    TransferState,
    WarningState,
)


@dataclass(frozen=True, kw_only=True)
class BudgetLine:
    """A budget line and what is free on it, in 分."""

    budget_id: str
    area: str
    year: int
    programme: str
    free: int


@dataclass(frozen=True, kw_only=True)
class Batch:
    """A payment batch, who signed it, and the day on which it was approved."""

    batch_id: str
    area: str
    state: BatchState
    lines: int
    amount: int
    maker: str
    checker: str | None = None
    approver: str | None = None
    approved_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Payment:
    """The one payment of a person, programme and period; `batch_id` is the batch it is in or was in last."""

    payment_id: str
    claim_id: str
    batch_id: str
    person_id: str
    area: str
    programme: str
    period: str
    title: str
    amount: int
    state: PaymentState
    paid_on: date | None = None
    bank_reference: str | None = None
    organisation_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class ClawBack:
    """The question whether money that was paid is asked back: since when it is open, when its person was heard, who
    decided it when, by which letter."""

    claw_back_id: str
    claim_id: str
    payment_id: str
    person_id: str
    area: str
    programme: str
    title: str
    amount: int
    state: ClawBackState
    organisation_id: str | None = None
    opened_on: date | None = None
    heard_on: date | None = None
    decided_on: date | None = None
    decided_by: str | None = None
    letter_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """Money that somebody asks to move between two budget lines of a year."""

    transfer_id: str
    year: int
    area: str
    from_budget_id: str
    to_area: str
    to_budget_id: str
    to_programme: str
    amount: int
    ground: str
    title: str
    state: TransferState
    proposed_by: str


@dataclass(frozen=True, kw_only=True)
class BankQuestion:
    """A bank's result that contradicts the record; `put_by` is who brought it in."""

    bank_question_id: str
    batch_id: str
    payment_id: str
    claim_id: str
    area: str
    title: str
    state: BankQuestionState
    recorded: PaymentState
    said: BankResult
    amount: int
    why: str
    said_amount: int | None = None
    paid_on: date | None = None
    bank_reference: str | None = None
    cause: str | None = None
    put_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class PaidWarning:
    """What was found about a paid claim that must go on fulfilling its conditions: `codes` did not hold."""

    warning_id: str
    claim_id: str
    person_id: str
    area: str
    programme: str
    state: WarningState
    title: str
    due_on: date | None = None
    codes: tuple[str, ...] = ()
    organisation_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """One instalment of what is to be repaid, in 分."""

    line: int
    due_on: date
    amount: int


@dataclass(frozen=True, kw_only=True)
class ReceivedAward:
    """An award with its notice, as it came from its campaign."""

    award_id: str
    notice_id: str
    notice_title: str
    opened_at: datetime
    ends_at: datetime
    working_days: int
    amount: int
    publicised_amount: int
    objections: int

    def is_clear_at(self, now: datetime) -> bool:
        """Whether its notice ran its days with no objection left and named this amount."""
        return now >= self.ends_at and not self.objections and self.amount == self.publicised_amount

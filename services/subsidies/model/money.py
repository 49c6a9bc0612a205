"""Budgets, batches, payments, claw-backs."""

from dataclasses import dataclass

from contracts.subsidies import BatchState, ClawBackState, PaymentState


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
    """A payment batch and who signed it."""

    batch_id: str
    area: str
    state: BatchState
    lines: int
    amount: int
    maker: str
    checker: str | None = None
    approver: str | None = None


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


@dataclass(frozen=True, kw_only=True)
class ClawBack:
    """The question whether money that was paid is asked back."""

    claw_back_id: str
    claim_id: str
    payment_id: str
    person_id: str
    area: str
    programme: str
    title: str
    amount: int
    state: ClawBackState

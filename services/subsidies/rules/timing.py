"""A claim's legal clock: when it runs, and when the desk is reminded."""

from datetime import date

from casework.working_days import IsWorkingDay, LegalClock, working_day_before
from contracts.subsidies import ClaimState
from services.subsidies.model import Claim

RUNS = (ClaimState.SUBMITTED, ClaimState.IN_REVIEW, ClaimState.WAITING_FOR_BUDGET, ClaimState.HELD)


def clock_of(claim: Claim) -> LegalClock:
    """The claim's clock with its pauses."""
    return LegalClock(started_on=claim.submitted_on, allowed=claim.allowed, pauses=claim.pauses)


def clock_runs(claim: Claim) -> bool:
    """Whether the desk is due to act on a day that can be told."""
    return claim.due_on is not None and claim.state in RUNS


def reminder_day(claim: Claim, is_working_day: IsWorkingDay, days: int, today: date) -> date | None:
    """The working day on which the desk is reminded; None when it is here already."""
    before = working_day_before(is_working_day, claim.due_on, days)
    return before if before > today else None

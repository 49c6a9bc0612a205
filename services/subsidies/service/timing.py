"""A claim's legal clock: its last day, and the timers that remind the desk before and after it."""

from dataclasses import replace
from datetime import date, timedelta

from casework.working_days import IsWorkingDay, LegalClock, working_days_of
from chassis.clock import start_of
from contracts.subsidies import ClaimState
from contracts.subsidies.commands import RemindClaim
from services.subsidies.model import Claim

RUNS = (ClaimState.SUBMITTED, ClaimState.IN_REVIEW, ClaimState.WAITING_FOR_BUDGET, ClaimState.HELD)


def clock_of(claim: Claim) -> LegalClock:
    return LegalClock(started_on=claim.submitted_on, allowed=claim.allowed, pauses=claim.pauses)


def due_again(tx, claim: Claim) -> Claim:
    """The claim as it is when its clock goes on today."""
    clock = clock_of(claim).resume(tx.today)
    return replace(claim, pauses=clock.pauses, due_on=clock.due_on(working_days_of(tx, claim.area)))


def follow_clock(tx, claim: Claim) -> None:
    """Set the timers of a claim whose clock runs. A timer knows its due day, so an older one finds nothing to do."""
    if claim.due_on is None or claim.state not in RUNS:
        return
    days = tx.policy(claim.area, on=claim.submitted_on).value("claim_reminder_days")
    before = working_day_before(working_days_of(tx, claim.area), claim.due_on, days)
    remind = RemindClaim(claim_id=claim.claim_id, due_on=claim.due_on)
    if before > tx.today:
        tx.set_timer(f"claim:{claim.claim_id}:{claim.due_on}:soon", start_of(before), remind)
    tx.set_timer(f"claim:{claim.claim_id}:{claim.due_on}:over", start_of(claim.due_on + timedelta(days=1)), remind)


def working_day_before(is_working_day: IsWorkingDay, day: date, number: int) -> date:
    """The `number`-th working day before `day`."""
    for _ in range(number):
        day -= timedelta(days=1)
        while not is_working_day(day):
            day -= timedelta(days=1)
    return day

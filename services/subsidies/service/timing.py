"""A claim's last day, and the timers that remind the desk before and after it."""

from dataclasses import replace
from datetime import timedelta

from casework.working_days import working_days_of
from chassis.clock import start_of
from contracts.subsidies.commands import RemindClaim
from services.subsidies.model import Claim
from services.subsidies.rules.timing import clock_of, clock_runs, reminder_day


def due_again(tx, claim: Claim) -> Claim:
    """The claim as it is when its clock goes on today."""
    clock = clock_of(claim).resume(tx.today)
    return replace(claim, pauses=clock.pauses, due_on=clock.due_on(working_days_of(tx, claim.area)))


def follow_clock(tx, claim: Claim) -> None:
    """Set the timers of a claim whose clock runs. A timer knows its due day, so an older one finds nothing to do."""
    if not clock_runs(claim):
        return
    days = tx.policy(claim.area, on=claim.submitted_on).value("claim_reminder_days")
    remind = RemindClaim(claim_id=claim.claim_id, due_on=claim.due_on)
    soon = reminder_day(claim, working_days_of(tx, claim.area), days, tx.today)
    if soon:
        tx.set_timer(f"claim:{claim.claim_id}:{claim.due_on}:soon", start_of(soon), remind)
    over = RemindClaim(claim_id=claim.claim_id, due_on=claim.due_on, over=True)
    tx.set_timer(f"claim:{claim.claim_id}:{claim.due_on}:over", start_of(claim.due_on + timedelta(days=1)), over)

"""Reminders: before a claim's last day, after it, and upwards while it is late. None of them changes its state."""

from datetime import date

from casework.decisions import rule
from contracts.decisions import Decision, Outcome
from contracts.subsidies.commands import RemindClaim
from contracts.subsidies.domain_events import ClaimDueDayMoved, ClaimDueSoon, ClaimEscalated, ClaimOverdue
from policies.reader import PolicyView
from services.subsidies.model import Claim
from services.subsidies.rules.claims import claim_public


def report_of(step: int, policy: PolicyView) -> dict | None:
    """Who is told of a claim's lateness at this step, and after how many working days: {after, to}; None: nobody."""
    reports = policy.value("claim_escalation")
    return reports[step - 1] if 0 < step <= len(reports) else None


@rule(version=1)
def decide_due_day(claim: Claim, due_on: date) -> Decision:
    """A running claim's last day as it is counted now; nothing is announced while it is the same."""
    moved = ClaimDueDayMoved(**claim_public(claim, claim.state, due_on=due_on), due_before=claim.due_on)
    return Decision(outcome=Outcome.GRANTED, subject=claim.claim_id, events=(moved,) if due_on != claim.due_on else ())


@rule(version=2)
def decide_reminder(command: RemindClaim, claim: Claim, policy: PolicyView, today: date) -> Decision:
    """The desk is reminded before a claim's last day and told when it is over; while it stays late it is reported
    to one role after the other. The claim stays alive.

    A reminder that comes after the last day says nothing, since the other one does.
    """
    public = claim_public(claim, claim.state, due_on=claim.due_on)
    report = report_of(command.step, policy)
    if report:
        event = ClaimEscalated(**public, escalated_to=report["to"], days_late=report["after"])
        return Decision(outcome=Outcome.REFERRED, subject=claim.claim_id, events=(event,))
    if command.over:
        return Decision(outcome=Outcome.GRANTED, subject=claim.claim_id, events=(ClaimOverdue(**public),))
    in_time = (ClaimDueSoon(**public),) if today <= claim.due_on else ()
    return Decision(outcome=Outcome.GRANTED, subject=claim.claim_id, events=in_time)

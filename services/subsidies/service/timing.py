"""Last days, and the timers that remind the desk before and after them and report lateness upwards."""

from dataclasses import replace
from datetime import date, timedelta

from casework.working_days import working_day_after, working_days_of
from chassis.clock import start_of
from chassis.declare import command
from contracts.actors import area_prefix
from contracts.subsidies import ClaimState
from contracts.subsidies.commands import RecountAppeals, RecountDueDays, RemindAppeal, RemindClaim, RemindCorrection
from services.subsidies.model import Appeal, Claim
from services.subsidies.rules import (
    decide_appeal_due_day,
    decide_appeal_reminder,
    decide_correction_overdue,
    decide_reminder,
)
from services.subsidies.rules.reminders import decide_due_day, report_of
from services.subsidies.rules.timing import clock_of, clock_runs, reminder_day, running_clock

_KINDS = ("soon", "over", "report", "correction")
# A reminder that meets somebody's work on its case tries again later; those of other counties go on meanwhile.
_WAIT_SECONDS = 2
_AT_A_TIME = 100


class ReminderHandlers:
    """What the calendar delivers. Each looks whether its case still waits for that day."""

    @command(RemindClaim)
    def remind_claim(self, command):
        with self.store.transaction(command) as tx:
            tx.wait_at_most(_WAIT_SECONDS)
            claim = tx.claim_of(command.claim_id)
            if claim.due_on == command.due_on and clock_runs(claim):
                policy = tx.policy(claim.area, on=claim.submitted_on)
                tx.record(decide_reminder(command, claim, policy, tx.today))
                if command.over:
                    report_later(tx, claim, command.step + 1)

    @command(RecountDueDays)
    def recount_due_days(self, command):
        with self.store.transaction(command) as tx:
            claims = tx.claims_due_in(area_prefix(command.area), command.after, _AT_A_TIME)
            for claim in filter(clock_runs, claims):
                tx.add(decide_due_day(claim, running_clock(claim).due_on(working_days_of(tx, claim.area))))
                follow_clock(tx, tx.claim_of(claim.claim_id), claim.due_on)
            if len(claims) == _AT_A_TIME:
                tx.set_timer(f"recount:{command.area}:{command.id}", tx.now,
                             RecountDueDays(area=command.area, after=claims[-1].claim_id))

    @command(RecountAppeals)
    def recount_appeals(self, command):
        with self.store.transaction(command) as tx:
            appeals = tx.appeals_due_in(area_prefix(command.area), command.after, _AT_A_TIME)
            for appeal in (each for each in appeals if each.is_open):
                due_on = working_day_after(working_days_of(tx, appeal.area), appeal.opened_on, appeal.allowed)
                tx.add(decide_appeal_due_day(appeal, due_on))
                if due_on != appeal.due_on:
                    follow_appeal(tx, tx.appeal_of(appeal.appeal_id))
            if len(appeals) == _AT_A_TIME:
                tx.set_timer(f"recount-appeals:{command.area}:{command.id}", tx.now,
                             RecountAppeals(area=command.area, after=appeals[-1].appeal_id))

    @command(RemindCorrection)
    def remind_correction(self, command):
        with self.store.transaction(command) as tx:
            tx.wait_at_most(_WAIT_SECONDS)
            claim = tx.claim_of(command.claim_id)
            if claim.state is ClaimState.RETURNED and claim.correct_by == command.correct_by:
                tx.record(decide_correction_overdue(claim))

    @command(RemindAppeal)
    def remind_appeal(self, command):
        with self.store.transaction(command) as tx:
            tx.wait_at_most(_WAIT_SECONDS)
            appeal = tx.appeal_of(command.appeal_id)
            if appeal.is_open and appeal.due_on == command.due_on:
                tx.record(decide_appeal_reminder(command, appeal, tx.today))


def due_again(tx, claim: Claim) -> Claim:
    """The claim as it is when its clock goes on today."""
    clock = clock_of(claim).resume(tx.today)
    return replace(claim, pauses=clock.pauses, due_on=clock.due_on(working_days_of(tx, claim.area)))


def due_if_held(tx, claim: Claim) -> Claim:
    """The claim with the last day that it has if it is held today: its own while its review runs or waits for a
    correction, else that of the hold."""
    if claim.due_on is not None:
        return claim
    if claim.decided_on is None:
        return due_again(tx, claim)
    days = tx.policy(claim.area, on=claim.submitted_on).value("held_working_days")
    due_on = working_day_after(working_days_of(tx, claim.area), tx.today, days)
    return replace(claim, held_on=tx.today, held_for=days, due_on=due_on)


def follow_held(tx, decision) -> None:
    """Have the desk reminded of the claims that a decision put on hold."""
    held = (event.claim_id for event in decision.events if getattr(event, "state", None) is ClaimState.HELD)
    for claim_id in held:
        follow_clock(tx, tx.claim_of(claim_id))


def correct_within(tx, claim: Claim) -> Claim:
    """The claim with the last day for a correction that is asked for today."""
    days = tx.policy(claim.area, on=claim.submitted_on).value("correction_working_days")
    return replace(claim, correct_by=working_day_after(working_days_of(tx, claim.area), tx.today, days))


def follow_clock(tx, claim: Claim, before: date | None = None) -> None:
    """Set the timers of a claim anew as it stands now: what was set before is replaced or dropped. They stay as they
    are while the last day is still the one `before`."""
    if before is not None and before == claim.due_on:
        return
    for kind in _KINDS:
        tx.drop_timer(_key("claim", claim.claim_id, kind))
    if clock_runs(claim):
        _remind(tx, "claim", claim.claim_id, claim.area, claim.due_on, claim.submitted_on,
                lambda over: RemindClaim(claim_id=claim.claim_id, due_on=claim.due_on, over=over))
    if claim.state is ClaimState.RETURNED and claim.correct_by:
        tx.set_timer(_key("claim", claim.claim_id, "correction"), _after(claim.correct_by),
                     RemindCorrection(claim_id=claim.claim_id, correct_by=claim.correct_by))


def follow_appeal(tx, appeal: Appeal) -> None:
    """The same for an appeal."""
    for kind in _KINDS:
        tx.drop_timer(_key("appeal", appeal.appeal_id, kind))
    if appeal.is_open:
        _remind(tx, "appeal", appeal.appeal_id, appeal.area, appeal.due_on, appeal.opened_on,
                lambda over: RemindAppeal(appeal_id=appeal.appeal_id, due_on=appeal.due_on, over=over))


def report_later(tx, claim: Claim, step: int) -> None:
    """Set the timer for the next report upwards of a claim that is late, where policy names one."""
    report = report_of(step, tx.policy(claim.area, on=claim.submitted_on))
    if report:
        on = working_day_after(working_days_of(tx, claim.area), claim.due_on, report["after"])
        tx.set_timer(_key("claim", claim.claim_id, "report"), start_of(on),
                     RemindClaim(claim_id=claim.claim_id, due_on=claim.due_on, over=True, step=step))


def _remind(tx, what: str, subject: str, area: str, due_on: date, since: date, reminder) -> None:
    days = tx.policy(area, on=since).value("claim_reminder_days")
    soon = reminder_day(due_on, working_days_of(tx, area), days, tx.today)
    if soon:
        tx.set_timer(_key(what, subject, "soon"), start_of(soon), reminder(False))
    tx.set_timer(_key(what, subject, "over"), _after(due_on), reminder(True))


def _key(what: str, subject: str, kind: str) -> str:
    return f"{what}:{subject}:{kind}"


def _after(day: date):
    return start_of(day + timedelta(days=1))

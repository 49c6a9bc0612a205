"""After payment: what must go on holding, looked at by the calendar and when something happens."""

from datetime import timedelta

from casework.working_days import working_day_after, working_days_of
from chassis.calls import require_area
from chassis.clock import start_of
from chassis.declare import command
from chassis.store import derived_id
from contracts.problems import Conflict
from contracts.subsidies import ClaimState, WarningState
from contracts.subsidies.commands import CheckHolding, DecideWarning, EndRectification
from services.subsidies.model import Claim, Facts, PaidWarning
from services.subsidies.rules import decide_holding, decide_rectification_end, decide_warning
from services.subsidies.rules.conditions import setting
from services.subsidies.rules.holding import NOT_PUT_RIGHT, check_days, must_hold_on


class HoldingHandlers:
    """Handlers about what a paid claim must go on fulfilling."""

    @command(CheckHolding)
    def check_holding(self, command):
        with self.store.transaction(command) as tx:
            claim = tx.claim_of(command.claim_id)
            if claim.state is ClaimState.PAID:
                look_at_holding(tx, claim, tx.facts_of(claim.person_id))
                plan_check(tx, claim, command.round + 1)

    @command(EndRectification)
    def end_rectification(self, command):
        with self.store.transaction(command) as tx:
            warning = tx.warning_of(command.warning_id)
            claim = tx.claim_of(warning.claim_id)
            if warning.state is not WarningState.WARNED or warning.due_on != command.due_on:
                return
            case_id = derived_id("claw-back", claim.claim_id, "holding", warning.warning_id)
            tx.add(decide_rectification_end(command, warning, claim, tx.payment_of_claim(claim.claim_id), case_id,
                                            asked_already(tx, claim), tx.facts_of(claim.person_id),
                                            tx.policy(claim.area, on=claim.submitted_on)))

    @command(DecideWarning)
    def decide_warning(self, command):
        with self.store.transaction(command) as tx:
            warning = tx.warning_of(command.warning_id)
            require_area(command, warning.area)
            if warning.state not in (WarningState.ASKED, WarningState.WARNED):
                raise Conflict("这项提醒已经办结", state=warning.state.value)
            if warning.state is WarningState.WARNED and not command.holds:
                raise Conflict("已经限期整改", due_on=warning.due_on.isoformat())
            claim = tx.claim_of(warning.claim_id)
            policy = tx.policy(claim.area, on=claim.submitted_on)
            answer = tx.record(decide_warning(command, warning, policy, rectify_by(tx, claim, policy)))
            await_rectification(tx, claim)
            return answer


def asked_already(tx, claim: Claim) -> bool:
    """Whether a person decides, or decided, on what no longer holds of this claim: it is not asked twice."""
    return tx.is_asked_back(claim.claim_id) or NOT_PUT_RIGHT in tx.kept_despite(claim.claim_id)


def look_at_holding(tx, claim: Claim, facts: Facts) -> None:
    """Warn, ask or lift, while the time in which the claim's conditions must go on holding still runs."""
    payment, policy = tx.payment_of_claim(claim.claim_id), tx.policy(claim.area, on=claim.submitted_on)
    if payment is None or payment.paid_on is None or not must_hold_on(claim, payment.paid_on, policy, tx.today):
        return
    warning_id = derived_id("warning", claim.claim_id, tx.message.id)
    tx.add(decide_holding(claim, tx.open_warning(claim.claim_id), warning_id, facts, policy,
                          rectify_by(tx, claim, policy)))
    await_rectification(tx, claim)


def plan_check(tx, claim: Claim, round_: int = 1) -> None:
    """Have a paid claim looked at again on the day that policy names for this round; none after the last."""
    payment, policy = tx.payment_of_claim(claim.claim_id), tx.policy(claim.area, on=claim.submitted_on)
    days = check_days(claim, payment.paid_on, policy)
    if round_ <= len(days):
        tx.set_timer(f"holding:{claim.claim_id}", start_of(days[round_ - 1]),
                     CheckHolding(claim_id=claim.claim_id, round=round_))


def rectify_by(tx, claim: Claim, policy):
    """The last day to put something right, counted from today in working days of the place."""
    days = setting(policy, claim.programme, "rectify_working_days").value
    return working_day_after(working_days_of(tx, claim.area), tx.today, days)


def await_rectification(tx, claim: Claim) -> None:
    """Set the timer for a warning that runs. A timer knows its day, so an older one finds nothing to do."""
    warning: PaidWarning | None = tx.open_warning(claim.claim_id)
    if warning and warning.due_on:
        tx.set_timer(f"rectify:{warning.warning_id}:{warning.due_on}", end_of(warning.due_on),
                     EndRectification(warning_id=warning.warning_id, due_on=warning.due_on))


def end_of(day):
    """The first moment after a day."""
    return start_of(day + timedelta(days=1))

"""When the borrower does not pay: the fund compensates the bank, recovers, and gives up by a person's decision."""

from casework.decisions import rule
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, status_of
from contracts.loans import Desk, LoanState
from contracts.loans.commands import Compensate, RecordRecovery, WriteOff
from contracts.loans.domain_events import (
    LoanCompensated,
    LoanReferred,
    LoanReturned,
    LoanWrittenOff,
    RecoveryRecorded,
)
from policies.reader import PolicyView
from services.loans.model import Account, Fund, Loan
from services.loans.rules.applications import public
from services.loans.rules.borrowers import binding_force
from services.loans.rules.repayments import COUNTED_ONCE
from services.loans.rules.wording import yuan

_CASH_UNSOURCED = Citation(unsourced="来源未写担保基金余额不足时由谁补足；请省财政厅确认")
_WRITE_OFF_UNSOURCED = Citation(unsourced="来源未写核销的条件和权限；请省财政厅确认")


@rule(version=1)
def decide_compensation(command: Compensate, loan: Loan, account: Account, fund: Fund,
                        policy: PolicyView) -> Decision:
    """The fund pays the bank what is owed. Earlier than usual needs a ground; a fund that is short goes to the city."""
    owed = (loan.amount - account.principal_paid
            + max(0, account.interest_due(command.paid_on) - account.interest_paid))
    reasons = (_overdue_long_enough(command, loan, policy), _cash_enough(owed, fund))
    early, short = (reason.status is Status.UNMET for reason in reasons)
    if early and not command.ground:
        event = LoanReturned(**public(loan, LoanState.OVERDUE, reasons=reasons, todo=loan.todo),
                             about=Desk.COMPENSATION, missing=("ground",))
        return Decision(outcome=Outcome.RETURNED, subject=loan.loan_id, reasons=reasons, events=(event,))
    if short:
        event = LoanReferred(**public(loan, LoanState.OVERDUE, reasons=reasons, todo=loan.todo),
                             about=Desk.COMPENSATION, referred_to="city_staff")
        return Decision(outcome=Outcome.REFERRED, subject=loan.loan_id, reasons=reasons, events=(event,))
    todo = f"基金已代偿 {yuan(owed)}，请与担保机构商定归还"
    event = LoanCompensated(**public(loan, LoanState.COMPENSATED, reasons=reasons, todo=todo), compensated=owed,
                            compensated_on=command.paid_on, fund_id=loan.fund_id)
    return Decision(outcome=Outcome.GRANTED, subject=loan.loan_id, reasons=reasons, events=(event,))


def _overdue_long_enough(command: Compensate, loan: Loan, policy: PolicyView) -> Reason:
    usual = policy.parameter("compensation_after_overdue_days")
    days = (command.paid_on - loan.overdue_since).days
    words = f"逾期满 {usual.value} 天" + (f"；提前代偿的理由：{command.ground}" if command.ground else "")
    return Reason(code="overdue_long_enough", status=status_of(days >= usual.value), force=binding_force(usual),
                  citation=usual.citation, text=words, given={"days": days})


def _cash_enough(owed: int, fund: Fund) -> Reason:
    return Reason(code="fund_cash_enough", status=status_of(owed <= fund.cash), force=Force.IN_PRINCIPLE,
                  citation=_CASH_UNSOURCED, text="担保基金余额足够代偿", given={"owed": owed, "cash": fund.cash})


@rule(version=1)
def decide_recovery(command: RecordRecovery, loan: Loan) -> Decision:
    """What came back goes into the fund; the loan is recovered once all has."""
    left = loan.compensated - loan.recovered - command.amount
    state = LoanState.COMPENSATED if left else LoanState.RECOVERED
    event = RecoveryRecorded(**public(loan, state, todo=f"尚有代偿款 {yuan(left)}未归还" if left else ""),
                             reference=command.reference, recovered=command.amount,
                             recovered_on=command.recovered_on, fund_id=loan.fund_id)
    return Decision(outcome=Outcome.GRANTED, subject=loan.loan_id, events=(event,))


@rule(version=1)
def decide_repeated_recovery(command: RecordRecovery, loan: Loan) -> Decision:
    """A recovery that was recorded before counts once."""
    reason = Reason(code="reference_is_new", status=Status.UNMET, citation=COUNTED_ONCE,
                    text=f"凭证 {command.reference} 已登记，未重复记账")
    return Decision(outcome=Outcome.NOT_APPLICABLE, subject=loan.loan_id, reasons=(reason,))


@rule(version=1)
def decide_write_off(command: WriteOff, loan: Loan) -> Decision:
    """A person gives up what could not be recovered, with a ground."""
    reason = Reason(code="decided_by_a_person", status=Status.MET, force=Force.DISCRETION,
                    citation=_WRITE_OFF_UNSOURCED, text=f"核销决定，理由：{command.ground}")
    event = LoanWrittenOff(**public(loan, LoanState.WRITTEN_OFF, reasons=(reason,)), ground=command.ground,
                           written_off=loan.compensated - loan.recovered, fund_id=loan.fund_id)
    return Decision(outcome=Outcome.GRANTED, subject=loan.loan_id, reasons=(reason,), events=(event,))

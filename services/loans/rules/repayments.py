"""What comes back: repayments, arrears, the end of a loan, and the jobs it brought."""

from dataclasses import replace
from datetime import date, timedelta

from casework.decisions import rule
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status
from contracts.loans import LoanState
from contracts.loans.commands import CheckDue, RecordRepayment, ReportJobs
from contracts.loans.domain_events import JobsReported, LoanOverdue, LoanSettled, RepaymentRecorded
from policies.reader import PolicyView
from services.loans.model import Account, Advance, Loan, Repayment
from services.loans.rules.applications import public
from services.loans.rules.credit import plan_event, scheduled
from services.loans.rules.wording import yuan

COUNTED_ONCE = Citation(unsourced="平台自身的防重规则，并非政策条款")


@rule(version=1)
def decide_repayment(command: RecordRepayment, loan: Loan, account: Account, repayment_id: str, policy: PolicyView,
                     today: date) -> Decision:
    """The repayment counts; principal that came early bears no interest from its day, so the schedule is made anew.

    `policy` is that of the day the loan was paid out: its rule splits the interest to the end.
    """
    after = after_repayment(command, loan, account, policy)
    outstanding = loan.amount - after.principal_paid
    settled = outstanding == 0 and after.interest_paid >= sum(line.borrower_interest for line in after.lines)
    state = _state(loan, after, settled, today)
    due = after.next_unpaid()
    recorded = RepaymentRecorded(
        **public(loan, state, outstanding=outstanding, due_on=due.due_on if due and not settled else None,
                 todo=_todo(after, outstanding, settled, today)),
        repayment_id=repayment_id, bank_reference=command.bank_reference, paid_on=command.paid_on,
        principal=command.principal, interest=command.interest, fund_id=loan.fund_id,
        early=sum(advance.amount for advance in after.advances[len(account.advances):]))
    planned = _planned_anew(loan, account, after, policy)
    end = LoanSettled(**public(loan, LoanState.SETTLED, outstanding=0), settled_on=command.paid_on)
    return Decision(outcome=Outcome.GRANTED, subject=loan.loan_id,
                    events=(recorded, *planned, end) if settled else (recorded, *planned))


@rule(version=1)
def decide_repeated_repayment(command: RecordRepayment, loan: Loan) -> Decision:
    """The bank sent a repayment again: it was counted, and counts once."""
    reason = Reason(code="reference_is_new", status=Status.UNMET, force=Force.HARD, citation=COUNTED_ONCE,
                    text=f"流水号 {command.bank_reference} 已登记，未重复记账")
    return Decision(outcome=Outcome.NOT_APPLICABLE, subject=loan.loan_id, reasons=(reason,))


def after_repayment(command: RecordRepayment, loan: Loan, account: Account, policy: PolicyView) -> Account:
    """The loan's account with this repayment on it."""
    paid = Repayment(bank_reference=command.bank_reference, paid_on=command.paid_on, principal=command.principal,
                     interest=command.interest)
    in_time = account.principal_paid - sum(advance.amount for advance in account.advances) + command.principal
    early = min(command.principal, max(0, in_time - account.principal_due(command.paid_on)))
    with_paid = replace(account, repayments=(*account.repayments, paid))
    if not early:
        return with_paid
    advances = (*account.advances, Advance(paid_on=command.paid_on, amount=early))
    return replace(with_paid, advances=advances, lines=scheduled(loan, loan.disbursed_on, advances, policy))


def _state(loan: Loan, after: Account, settled: bool, today: date) -> LoanState:
    if settled:
        return LoanState.SETTLED
    still_late = loan.state is LoanState.OVERDUE and after.arrears(today - timedelta(days=1)) > 0
    return LoanState.OVERDUE if still_late else LoanState.REPAYING


def _planned_anew(loan: Loan, before: Account, after: Account, policy: PolicyView) -> tuple:
    if after.lines == before.lines:
        return ()
    due = after.next_unpaid() or after.lines[-1]
    return (plan_event(loan, after.lines, due.due_on, policy),)


def _todo(after: Account, outstanding: int, settled: bool, today: date) -> str:
    if settled:
        return ""
    late = after.arrears(today - timedelta(days=1))
    if late:
        return f"仍有逾期 {yuan(late)}，请尽快归还"
    due = after.next_unpaid()
    if due is None:
        return f"剩余本金 {yuan(outstanding)}"
    return f"{due.due_on.isoformat()} 前归还 {yuan(after.arrears(due.due_on))}"


@rule(version=1)
def decide_due(command: CheckDue, loan: Loan, account: Account) -> Decision:
    """The day after an instalment fell due: overdue when not all was paid that had fallen due by then."""
    line = account.lines[command.line - 1]
    arrears = account.arrears(line.due_on)
    if not arrears:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=loan.loan_id)
    since = loan.overdue_since or line.due_on + timedelta(days=1)
    todo = f"已逾期 {yuan(arrears)}，请尽快归还；有困难可联系银行或担保机构"
    event = LoanOverdue(**public(loan, LoanState.OVERDUE, due_on=line.due_on, todo=todo),
                        line=line.line, overdue_since=since, arrears=arrears)
    return Decision(outcome=Outcome.GRANTED, subject=loan.loan_id, events=(event,))


@rule(version=1)
def decide_jobs(command: ReportJobs, loan: Loan) -> Decision:
    """How many people the loan put to work, replacing the earlier figure."""
    event = JobsReported(**public(loan, loan.state, due_on=loan.due_on, todo=loan.todo),
                         jobs=command.jobs, jobs_before=loan.jobs, as_of=command.as_of)
    return Decision(outcome=Outcome.GRANTED, subject=loan.loan_id, events=(event,))

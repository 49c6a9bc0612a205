"""Repayments as the bank reports them, the calendar's look at due days, and the jobs a loan brought."""

from chassis.declare import command
from chassis.store import derived_id
from contracts.actors import Role
from contracts.loans import LoanState
from contracts.loans.commands import CheckDue, RecordRepayment, ReportJobs
from contracts.problems import Conflict, Invalid
from services.loans.rules import decide_due, decide_jobs, decide_repayment, decide_repeated_repayment
from services.loans.service.access import require_day, require_own_bank, require_own_loan, require_state

_RUNNING = (LoanState.REPAYING, LoanState.OVERDUE)


class RepaymentHandlers:
    """Handlers about disbursed loans."""

    @command(RecordRepayment)
    def record_repayment(self, command):
        with self.store.transaction(command) as tx:
            loan = tx.loan_of(command.loan_id)
            require_own_bank(command, loan)
            if earlier := tx.repayment(loan.bank_id, command.bank_reference):
                require_same(command, earlier)
                return tx.record(decide_repeated_repayment(command, loan))
            require_state(loan, "贷款不在还款期", *_RUNNING)
            require_possible(command, loan, tx.today)
            policy = tx.policy(loan.area, on=loan.disbursed_on)
            repayment_id = derived_id("repayment", loan.bank_id, command.bank_reference)
            account = tx.account_of(loan.loan_id)
            return tx.record(decide_repayment(command, loan, account, repayment_id, policy, tx.today))

    @command(CheckDue)
    def check_due(self, command):
        with self.store.transaction(command) as tx:
            loan = tx.loan_of(command.loan_id)
            if loan.state not in _RUNNING:
                return None
            answer = tx.record(decide_due(command, loan, tx.account_of(loan.loan_id)))
            tx.watch_line(loan.loan_id, command.line + 1)
            return answer

    @command(ReportJobs)
    def report_jobs(self, command):
        with self.store.transaction(command) as tx:
            loan = tx.loan_of(command.loan_id)
            citizen = command.actor.role is Role.CITIZEN
            (require_own_loan if citizen else require_own_bank)(command, loan)
            if loan.disbursed_on is None:
                raise Conflict("贷款尚未发放", state=loan.state.value)
            require_day("as_of", command.as_of, loan.disbursed_on, tx.today, "截至日期应在放款之后且不晚于今天")
            return tx.record(decide_jobs(command, loan))


def require_same(command: RecordRepayment, earlier: dict) -> None:
    """A reference that was used before names the same repayment, else it is a mistake."""
    sent = {"loan_id": command.loan_id, "paid_on": command.paid_on, "principal": command.principal,
            "interest": command.interest}
    if sent != earlier:
        raise Conflict("这个银行流水号已登记过另一笔还款")


def require_possible(command: RecordRepayment, loan, today) -> None:
    require_day("paid_on", command.paid_on, loan.disbursed_on, today, "还款日期应在放款之后且不晚于今天")
    if command.principal + command.interest == 0:
        raise Invalid("请检查标出的内容", fields={"principal": ["本金和利息不能都是零"]})
    if command.principal > loan.outstanding:
        raise Invalid("请检查标出的内容", fields={"principal": ["超过未还本金"]})

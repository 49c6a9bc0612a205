"""When the borrower does not pay: compensation, recovery, write-off."""

from chassis.calls import require_area
from chassis.declare import command
from contracts.loans import LoanState
from contracts.loans.commands import Compensate, RecordRecovery, WriteOff
from contracts.problems import Conflict, Invalid
from services.loans.rules import decide_compensation, decide_recovery, decide_repeated_recovery, decide_write_off
from services.loans.service.access import require_day, require_guarantee_body, require_state


class CompensationHandlers:
    """Handlers about compensation and what becomes of it."""

    @command(Compensate)
    def compensate(self, command):
        with self.store.transaction(command) as tx:
            loan = tx.loan_of(command.loan_id)
            require_guarantee_body(command, loan)
            require_state(loan, "贷款没有逾期", LoanState.OVERDUE)
            require_day("paid_on", command.paid_on, loan.overdue_since, tx.today, "代偿日期应在逾期之后且不晚于今天")
            account, fund = tx.account_of(loan.loan_id), tx.fund(loan.fund_id)
            policy = tx.policy(loan.area, on=tx.today)
            return tx.record(decide_compensation(command, loan, account, fund, policy))

    @command(RecordRecovery)
    def record_recovery(self, command):
        with self.store.transaction(command) as tx:
            loan = tx.loan_of(command.loan_id)
            require_guarantee_body(command, loan)
            earlier = tx.recovery_amount(loan.loan_id, command.reference)
            if earlier is not None:
                require_same(command, earlier)
                return tx.record(decide_repeated_recovery(command, loan))
            require_state(loan, "贷款没有待追回的代偿款", LoanState.COMPENSATED)
            require_day("recovered_on", command.recovered_on, None, tx.today, "追回日期不能晚于今天")
            if command.amount > loan.compensated - loan.recovered:
                raise Invalid("请检查标出的内容", fields={"amount": ["超过未追回的代偿款"]})
            return tx.record(decide_recovery(command, loan))

    @command(WriteOff)
    def write_off(self, command):
        with self.store.transaction(command) as tx:
            loan = tx.loan_of(command.loan_id)
            require_area(command, loan.area)
            require_state(loan, "贷款没有待核销的代偿款", LoanState.COMPENSATED)
            return tx.record(decide_write_off(command, loan))


def require_same(command: RecordRecovery, earlier: int) -> None:
    if command.amount != earlier:
        raise Conflict("这个凭证号已登记过另一笔追回")

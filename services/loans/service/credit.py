"""The bank's decisions and acts up to the money."""

from chassis.declare import command
from contracts.loans import LoanState
from contracts.loans.commands import DecideCredit, Disburse, SignContract
from contracts.problems import Conflict
from services.loans.rules import decide_contract, decide_credit, decide_disbursement
from services.loans.service.access import require_day, require_ground, require_own_bank, require_state


class CreditHandlers:
    """Handlers of the bank up to the disbursement."""

    @command(DecideCredit)
    def decide_credit(self, command):
        if command.approve and command.annual_rate is None:
            require_ground(command, "annual_rate", "请填写年利率")
        if not command.approve:
            require_ground(command, "ground", "不同意须填写理由")
        with self.store.transaction(command) as tx:
            loan = tx.loan_of(command.loan_id)
            require_own_bank(command, loan)
            require_state(loan, "贷款不在待银行审批状态", LoanState.GUARANTEED)
            return tx.record(decide_credit(command, loan, tx.policy(loan.area, on=tx.today)))

    @command(SignContract)
    def sign_contract(self, command):
        with self.store.transaction(command) as tx:
            loan = tx.loan_of(command.loan_id)
            require_own_bank(command, loan)
            require_state(loan, "贷款不在待签合同状态", LoanState.BANK_APPROVED)
            require_day("signed_on", command.signed_on, None, tx.today, "签订日期不能晚于今天")
            if tx.contract_number_taken(loan.bank_id, command.contract_number):
                raise Conflict("这个合同编号已用于另一笔贷款")
            return tx.record(decide_contract(command, loan))

    @command(Disburse)
    def disburse(self, command):
        with self.store.transaction(command) as tx:
            loan = tx.loan_of(command.loan_id)
            require_own_bank(command, loan)
            require_state(loan, "贷款不在待放款状态", LoanState.SIGNED)
            require_day("disbursed_on", command.disbursed_on, loan.signed_on, tx.today,
                        "放款日期应在签订合同之后且不晚于今天")
            answer = tx.record(decide_disbursement(command, loan, tx.policy(loan.area, on=command.disbursed_on)))
            tx.watch_line(loan.loan_id, 1)
            return answer

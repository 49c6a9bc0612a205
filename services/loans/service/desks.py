"""Cooperating banks, guarantee funds and credit lines."""

from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.loans.commands import AdmitBank, ConfirmCreditLine, FundGuarantees
from contracts.problems import Forbidden
from services.loans.rules import decide_bank, decide_credit_line, decide_fund


class DeskHandlers:
    """Handlers by which the desks prepare."""

    @command(AdmitBank)
    def admit_bank(self, command):
        require_area(command, command.area)
        with self.store.transaction(command) as tx:
            return tx.record(decide_bank(command, derived_id("cooperation", command.bank_id, command.area)))

    @command(FundGuarantees)
    def fund_guarantees(self, command):
        require_area(command, command.area)
        with self.store.transaction(command) as tx:
            return tx.record(decide_fund(command, derived_id("fund", command.guarantee_body_id, command.area)))

    @command(ConfirmCreditLine)
    def confirm_credit_line(self, command):
        require_area(command, command.area)
        bank_id = command.actor.organisation_id
        if bank_id is None:
            raise Forbidden("需要合作银行的工作人员办理")
        with self.store.transaction(command) as tx:
            tx.lock_person(command.person_id, command.area)
            ground_id = derived_id("credit_line", bank_id, command.person_id)
            policy = tx.policy(command.area, on=tx.today)
            cooperates = tx.cooperates(bank_id, command.area)
            return tx.record(decide_credit_line(command, ground_id, cooperates, policy, tx.today))

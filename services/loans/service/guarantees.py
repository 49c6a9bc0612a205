"""The guarantee body's decisions: counter-guarantee and guarantee."""

from chassis.declare import command
from contracts.loans import LoanState
from contracts.loans.commands import DecideCounterGuarantee, GiveGuarantee, LodgeCounterGuarantee
from contracts.problems import Conflict, Invalid
from services.loans.rules import decide_counter_guarantee, decide_guarantee, decide_lodging
from services.loans.service.access import require_ground, require_guarantee_body, require_state

_NOT_QUALIFIED = "贷款不在待担保状态"


class GuaranteeHandlers:
    """Handlers of the guarantee body."""

    @command(DecideCounterGuarantee)
    def decide_counter_guarantee(self, command):
        require_said(command)
        with self.store.transaction(command) as tx:
            loan = tx.loan_of(command.loan_id)
            require_guarantee_body(command, loan)
            require_state(loan, _NOT_QUALIFIED, LoanState.QUALIFIED)
            if loan.required == 0 and not loan.ground_ids:
                raise Conflict("该贷款已按条款免除反担保")
            grounds = named_grounds(command, tx.grounds_of(loan.person_id))
            policy = tx.policy(loan.area, on=tx.today)
            return tx.record(decide_counter_guarantee(command, loan, grounds, policy, tx.today))

    @command(LodgeCounterGuarantee)
    def lodge_counter_guarantee(self, command):
        with self.store.transaction(command) as tx:
            loan = tx.loan_of(command.loan_id)
            require_guarantee_body(command, loan)
            require_state(loan, _NOT_QUALIFIED, LoanState.QUALIFIED)
            if not loan.required:
                raise Conflict("该贷款不需要反担保，或尚未决定")
            return tx.record(decide_lodging(command, loan))

    @command(GiveGuarantee)
    def give_guarantee(self, command):
        if not command.give:
            require_ground(command, "ground", "不予担保须填写理由（原则上见贷即担）")
        with self.store.transaction(command) as tx:
            loan = tx.loan_of(command.loan_id)
            require_guarantee_body(command, loan)
            require_state(loan, _NOT_QUALIFIED, LoanState.QUALIFIED)
            fund = tx.fund_of_body(command.actor.organisation_id, loan.area)
            if fund is None:
                raise Conflict("贵机构没有该地区的担保基金")
            grounds, policy = tx.grounds_of(loan.person_id), tx.policy(loan.area, on=tx.today)
            return tx.record(decide_guarantee(command, loan, fund, grounds, policy, tx.today))


def require_said(command: DecideCounterGuarantee) -> None:
    """A waiver names its grounds; asking for the counter-guarantee says why."""
    if command.waive and not command.ground_ids:
        raise Invalid("请检查标出的内容", fields={"ground_ids": ["请选择免除依据"]})
    if not command.waive:
        require_ground(command, "ground", "要求提供反担保须填写理由")


def named_grounds(command: DecideCounterGuarantee, grounds: tuple) -> tuple:
    """The grounds that the officer named; one that is not the borrower's is a wrong field."""
    known = {ground.ground_id: ground for ground in grounds}
    unknown = [ground_id for ground_id in command.ground_ids if ground_id not in known]
    if unknown:
        raise Invalid("请检查标出的内容", fields={"ground_ids": [f"借款人没有这项依据：{'、'.join(unknown)}"]})
    return tuple(known[ground_id] for ground_id in dict.fromkeys(command.ground_ids))

"""Budget lines; replay for staff; verify for operators."""

from casework import trail
from casework.decisions import replay
from casework.decisions.records import decision_rows
from casework.ledger import check_balanced
from chassis.calls import require_area
from chassis.declare import command, question
from chassis.store import derived_id
from contracts.actors import area_prefix
from contracts.problems import Conflict, Forbidden, Invalid, NotFound
from contracts.subsidies import TransferState
from contracts.subsidies.commands import ConfirmTransfer, DeclineTransfer, OpenBudget, ProposeTransfer
from contracts.subsidies.questions import ReplayDecisions, ShowBudget, ShowBudgets, Verify
from services.subsidies.model import Transfer
from services.subsidies.rules import (
    decide_budget,
    decide_transfer,
    decide_transfer_decline,
    decide_transfer_proposal,
)
from services.subsidies.rules.awards import PROGRAMME as AWARD
from services.subsidies.rules.budgets import budget_id, yuan
from services.subsidies.rules.conditions import is_programme
from services.subsidies.service.awards import pay_waiting_awards


class BudgetHandlers:
    """Handlers about budgets, and what staff may look into."""

    @command(OpenBudget)
    def open_budget(self, command):
        require_area(command, command.area)
        with self.store.transaction(command) as tx:
            require_programme(tx, command.area, "programme", command.programme)
            line = budget_id(command.year, command.area, command.programme)
            answer = tx.record(decide_budget(command, tx.given_so_far(line)))
            pay_waiting_awards(tx)
            return answer

    @command(ProposeTransfer)
    def propose_transfer(self, command):
        require_area(command, command.from_area)
        require_area(command, command.to_area)
        with self.store.transaction(command) as tx:
            require_programme(tx, command.to_area, "to_programme", command.to_programme)
            transfer = new_transfer(command)
            if not tx.has_budget(transfer.from_budget_id):
                raise NotFound("没有调出的预算")
            if transfer.from_budget_id == transfer.to_budget_id:
                raise Invalid(fields={"to_programme": ["调入与调出是同一条预算"]})
            return tx.record(decide_transfer_proposal(transfer, tx.free_on(transfer.from_budget_id)))

    @command(ConfirmTransfer)
    def confirm_transfer(self, command):
        with self.store.transaction(command) as tx:
            transfer = open_transfer(tx, command)
            if transfer.proposed_by == command.actor.person_id:
                raise Forbidden("预算调剂须由另一人确认")
            answer = tx.record(decide_transfer(command, transfer, tx.free_on(transfer.from_budget_id)))
            pay_waiting_awards(tx)
            return answer

    @command(DeclineTransfer)
    def decline_transfer(self, command):
        with self.store.transaction(command) as tx:
            return tx.record(decide_transfer_decline(command, open_transfer(tx, command)))

    @question(ShowBudgets)
    def show_budgets(self, question):
        require_area(question, question.area)
        with self.store.reading(question) as tx:
            lines = tx.budgets_within(area_prefix(question.area), question.year)
        return {"area": question.area, "year": question.year, "items": [
            {name: value if isinstance(value, str) else yuan(value) for name, value in line.items()} for line in lines]}

    @question(ShowBudget)
    def show_budget(self, question):
        line = budget_id(question.year, question.area, question.programme)
        require_area(question, question.area)
        with self.store.reading(question) as tx:
            if not tx.has_budget(line):
                raise NotFound("没有这条预算")
            figures, entries = tx.budget_balances(line), tx.budget_history(line)
        return {"area": question.area, "year": question.year, "programme": question.programme,
                **{part: yuan(amount) for part, amount in figures.items()},
                "entries": [{"account": entry["account"], "amount": yuan(entry["amount"]), "memo": entry["memo"],
                             "booked_at": entry["booked_at"].isoformat()} for entry in entries]}

    @question(ReplayDecisions)
    def replay_decisions(self, question):
        with self.store.reading(question) as tx:
            rows = decision_rows(tx, question.subject)
        replayed = [(row, *replay(row)) for row in rows]
        return {"decisions": [{"rule": row["rule"], "rule_version": row["rule_version"], "same": same, "answer": answer}
                              for row, answer, same in replayed]}

    @question(Verify)
    def verify(self, question):
        with self.store.reading(question) as tx:
            return {"faults": [*check_balanced(tx), *tx.money_faults(), *tx.desk_faults(), *trail.faults(tx)]}


def require_programme(tx, area: str, field: str, programme: str) -> None:
    """Raise Invalid for what the place does not run; awards of campaigns are paid everywhere."""
    if programme != AWARD and not is_programme(programme, tx.policy(area, on=tx.today)):
        raise Invalid(fields={field: ["本地区现行政策没有这一补贴"]})


def new_transfer(command: ProposeTransfer) -> Transfer:
    """A transfer that waits for a second person."""
    return Transfer(
        transfer_id=derived_id("transfer", command.id), year=command.year, area=command.from_area,
        from_budget_id=budget_id(command.year, command.from_area, command.from_programme), to_area=command.to_area,
        to_budget_id=budget_id(command.year, command.to_area, command.to_programme), amount=command.amount,
        to_programme=command.to_programme, ground=command.ground, state=TransferState.PROPOSED,
        title=f"{command.year}年预算调剂 {yuan(command.amount)} 元", proposed_by=command.actor.person_id)


def open_transfer(tx, command) -> Transfer:
    """The transfer that waits, in the actor's area; raises Conflict when it is settled."""
    transfer = tx.transfer_of(command.transfer_id)
    require_area(command, transfer.area)
    require_area(command, transfer.to_area)
    if transfer.state is not TransferState.PROPOSED:
        raise Conflict("这笔预算调剂已经办理", state=transfer.state.value)
    return transfer

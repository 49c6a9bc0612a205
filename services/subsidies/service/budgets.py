"""Budget lines; replay for staff; verify for operators."""

from casework.decisions import replay
from casework.decisions.records import decision_rows
from casework.ledger import check_balanced
from chassis.calls import require_area
from chassis.declare import command, question
from contracts.problems import Invalid, NotFound
from contracts.subsidies.commands import OpenBudget
from contracts.subsidies.questions import ReplayDecisions, ShowBudget, Verify
from services.subsidies.rules import decide_budget
from services.subsidies.rules.budgets import budget_id, yuan
from services.subsidies.rules.conditions import is_programme


class BudgetHandlers:
    """Handlers about budgets, and what staff may look into."""

    @command(OpenBudget)
    def open_budget(self, command):
        require_area(command, command.area)
        with self.store.transaction(command) as tx:
            if not is_programme(command.programme, tx.policy(command.area, on=tx.today)):
                raise Invalid(fields={"programme": ["本地区现行政策没有这一补贴"]})
            line = budget_id(command.year, command.area, command.programme)
            return tx.record(decide_budget(command, tx.given_so_far(line)))

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
            return {"faults": [*check_balanced(tx), *tx.money_faults()]}

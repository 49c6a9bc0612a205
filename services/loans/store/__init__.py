"""Every SQL statement of loans, by subject; `apply_<event>` writes what an event changes."""

from casework.decisions import keep, kept_answer
from chassis.store import Transaction
from contracts.decisions import Decision
from services.loans.store.applications import Applications
from services.loans.store.funds import Funds
from services.loans.store.grounds import Grounds
from services.loans.store.guarantees import Guarantees
from services.loans.store.people import People
from services.loans.store.repayments import Repayments
from services.loans.store.verify import Verification


class LoansTransaction(People, Grounds, Funds, Applications, Guarantees, Repayments, Verification, Transaction):
    """What loans' handlers read and record."""

    schema = "loans"
    source = "loans"
    keep_decision, kept_answer = keep, kept_answer

    def add(self, decision: Decision) -> None:
        """Record what follows from an event; a decision that announces nothing is not kept."""
        if decision.events:
            self.record(decision)

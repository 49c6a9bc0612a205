"""Every SQL statement of subsidies, by subject; `apply_<event>` writes what an event changes."""

from casework.decisions import keep
from chassis.store import Transaction
from contracts.decisions import Decision
from services.subsidies.store.assessment import Assessments
from services.subsidies.store.budgets import Budgets
from services.subsidies.store.claims import Claims
from services.subsidies.store.claw_backs import ClawBacks
from services.subsidies.store.facts import FactRows
from services.subsidies.store.notices import Notices
from services.subsidies.store.payments import Payments
from services.subsidies.store.rehearsal import Rehearsals


class SubsidiesTransaction(FactRows, Assessments, Claims, Notices, Budgets, Payments, ClawBacks,
                           Rehearsals, Transaction):
    """What the handlers of subsidies read and record."""

    schema = "subsidies"
    source = "subsidies"
    keep_decision = keep

    def add(self, decision: Decision) -> None:
        """Record what follows from the message beside its answer; a decision that announces nothing is not kept."""
        if decision.events:
            self._record(decision)

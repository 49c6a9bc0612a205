"""Every SQL statement of subsidies, by subject; `apply_<event>` writes what an event changes."""

from casework.decisions import keep, kept_answer
from chassis.store import Transaction
from contracts.decisions import Decision
from services.subsidies.store.appeals import Appeals
from services.subsidies.store.assessment import Assessments
from services.subsidies.store.awards import Awards
from services.subsidies.store.bank_results import BankResults
from services.subsidies.store.budgets import Budgets
from services.subsidies.store.claims import Claims
from services.subsidies.store.claw_backs import ClawBacks
from services.subsidies.store.facts import FactRows
from services.subsidies.store.holding import Holding
from services.subsidies.store.letters import Letters
from services.subsidies.store.links import Links
from services.subsidies.store.notices import Notices
from services.subsidies.store.payments import Payments
from services.subsidies.store.rehearsal import Rehearsals
from services.subsidies.store.timing import Timings
from services.subsidies.store.trail import Trail


class SubsidiesTransaction(FactRows, Assessments, Claims, Timings, Appeals, Letters, Notices, Budgets, Payments,
                          BankResults, Awards, Holding, ClawBacks, Rehearsals, Links, Trail, Transaction):
    """What the handlers of subsidies read and record."""

    schema = "subsidies"
    source = "subsidies"
    keep_decision, kept_answer = keep, kept_answer

    def add(self, decision: Decision) -> None:
        """Record what follows from the message beside its answer; a decision that announces nothing is not kept."""
        if decision.events:
            self._record(decision)

    def note(self, decision: Decision) -> dict:
        """Record a decision whose answer is part of the message's answer; see `answer_with`."""
        return self._record(decision)

    def answer_with(self, answer: dict, *others: dict) -> dict:
        """Keep `answer` as the message's answer, with the events of all that was noted beside it."""
        events = [event for each in (*others, answer) for event in each["events"]]
        return self._answer(answer | {"events": events})

    def wait_at_most(self, seconds: float) -> None:
        """Let this transaction give up on a lock after a while, so that one case never holds up the others."""
        self.execute("SELECT set_config('lock_timeout', %s, true)", f"{int(seconds * 1000)}ms")

"""Disbursed loans: schedule, repayments, arrears, jobs; and the calendar that watches the due days."""

from datetime import timedelta

from chassis.clock import start_of
from contracts.loans.commands import CheckDue
from contracts.loans.domain_events import (
    JobsReported,
    LoanDisbursed,
    LoanOverdue,
    LoanSettled,
    RepaymentPlanned,
    RepaymentRecorded,
    ServiceRendered,
)
from services.loans.model import Account, Advance, Instalment, Repayment


class Repayments:
    """Statements about what is owed and what came back."""

    def account_of(self, loan_id: str) -> Account:
        """The schedule of a loan and what was paid on it; read under the loan's lock."""
        lines = self.rows("SELECT line, due_on, principal, interest, budget_interest FROM instalments"
                          " WHERE loan_id = %s ORDER BY line", loan_id)
        paid = self.rows("SELECT bank_reference, paid_on, principal, interest, early FROM repayments"
                         " WHERE loan_id = %s ORDER BY seq", loan_id)
        return Account(
            lines=tuple(Instalment(**line) for line in lines),
            repayments=tuple(Repayment(**{name: one[name] for name in one if name != "early"}) for one in paid),
            advances=tuple(Advance(paid_on=one["paid_on"], amount=one["early"]) for one in paid if one["early"]))

    def repayment(self, bank_id: str, bank_reference: str) -> dict | None:
        """What was recorded under a bank's reference before."""
        return self.one("SELECT loan_id, paid_on, principal, interest FROM repayments WHERE bank_id = %s"
                        " AND bank_reference = %s", bank_id, bank_reference)

    def apply_loan_disbursed(self, event: LoanDisbursed) -> None:
        self.change_loan(event, disbursed_on=event.disbursed_on)
        self.move(event, event.fund_id, ("reserved", "exposed", event.amount, f"发放贷款 {event.loan_id}"))

    def apply_repayment_planned(self, event: RepaymentPlanned) -> None:
        self.execute("DELETE FROM instalments WHERE loan_id = %s", event.loan_id)
        for line in event.lines:
            self.execute(
                "INSERT INTO instalments (loan_id, line, due_on, principal, interest, budget_interest)"
                " VALUES (%s, %s, %s, %s, %s, %s)", event.loan_id, line.line, line.due_on, line.principal,
                line.interest, line.budget_interest)

    def watch_line(self, loan_id: str, line: int) -> None:
        """Have the calendar look at a line the day after it falls due; a line beyond the last is none."""
        due_on = self.value("SELECT due_on FROM instalments WHERE loan_id = %s AND line = %s", loan_id, line)
        if due_on is not None:
            self.set_timer(f"due:{loan_id}", start_of(due_on + timedelta(days=1)), CheckDue(loan_id=loan_id, line=line))

    def watch_no_more(self, loan_id: str) -> None:
        self.drop_timer(f"due:{loan_id}")

    def apply_repayment_recorded(self, event: RepaymentRecorded) -> None:
        self.execute(
            "INSERT INTO repayments (repayment_id, loan_id, bank_id, bank_reference, paid_on, principal, interest,"
            " early) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", event.repayment_id, event.loan_id, event.bank_id,
            event.bank_reference, event.paid_on, event.principal, event.interest, event.early)
        self.change_loan(event)
        self.execute("UPDATE loans SET overdue_since = NULL WHERE loan_id = %s AND state <> 'overdue'", event.loan_id)
        self.move(event, event.fund_id, ("exposed", "room", event.principal, f"归还本金 {event.loan_id}"))

    def apply_loan_settled(self, event: LoanSettled) -> None:
        self.change_loan(event)
        self.watch_no_more(event.loan_id)

    def apply_loan_overdue(self, event: LoanOverdue) -> None:
        self.change_loan(event, overdue_since=event.overdue_since)

    def apply_jobs_reported(self, event: JobsReported) -> None:
        self.change_loan(event, jobs=event.jobs)

    def apply_service_rendered(self, event: ServiceRendered) -> None:
        """A service act changes nothing here; the activities pillar opens the right to rate it."""

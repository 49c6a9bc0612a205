"""Counter-guarantees, guarantees, compensation: what moves in the fund moves with the loan."""

from contracts.loans import LoanState
from contracts.loans.domain_events import (
    CounterGuaranteeLodged,
    CounterGuaranteeRequired,
    CounterGuaranteeWaived,
    LoanCompensated,
    LoanGuaranteed,
    LoanWrittenOff,
    RecoveryRecorded,
)

_RESERVED = (LoanState.GUARANTEED, LoanState.BANK_APPROVED, LoanState.SIGNED)


class Guarantees:
    """Statements about guarantees and what becomes of them."""

    def apply_counter_guarantee_waived(self, event: CounterGuaranteeWaived) -> None:
        self.change_loan(event, waived=event.waived, required=event.required, ground_ids=list(event.ground_ids))

    def apply_counter_guarantee_required(self, event: CounterGuaranteeRequired) -> None:
        self.change_loan(event, waived=event.waived, required=event.required, ground_ids=[])

    def apply_counter_guarantee_lodged(self, event: CounterGuaranteeLodged) -> None:
        self.change_loan(event)
        self.execute("UPDATE loans SET lodged = lodged + %s WHERE loan_id = %s", event.secured, event.loan_id)

    def apply_loan_guaranteed(self, event: LoanGuaranteed) -> None:
        self.change_loan(event, fund_id=event.fund_id, guarantee_body_id=event.guarantee_body_id)
        self.move(event, event.fund_id, ("room", "reserved", event.amount, f"担保贷款 {event.loan_id}"))

    def free_reserved(self, event) -> None:
        """What was reserved for a loan that is not lent is free again."""
        loan = self.loan_of(event.loan_id)
        if loan.state in _RESERVED:
            self.move(event, loan.fund_id, ("reserved", "room", loan.amount, f"贷款未发放 {loan.loan_id}"))

    def apply_loan_compensated(self, event: LoanCompensated) -> None:
        self.change_loan(event, compensated=event.compensated)
        self.watch_no_more(event.loan_id)
        memo = f"代偿贷款 {event.loan_id}"
        self.move(event, event.fund_id, ("exposed", "room", event.outstanding, memo),
                  ("cash", "compensated", event.compensated, memo))

    def apply_recovery_recorded(self, event: RecoveryRecorded) -> None:
        self.change_loan(event)
        self.execute("UPDATE loans SET recovered = recovered + %s WHERE loan_id = %s", event.recovered, event.loan_id)
        self.execute("INSERT INTO recoveries (loan_id, reference, amount, recovered_on) VALUES (%s, %s, %s, %s)",
                     event.loan_id, event.reference, event.recovered, event.recovered_on)
        self.move(event, event.fund_id, ("compensated", "cash", event.recovered, f"追回代偿 {event.loan_id}"))

    def recovery_amount(self, loan_id: str, reference: str) -> int | None:
        """What was recorded under a reference before; None for a new one."""
        return self.value("SELECT amount FROM recoveries WHERE loan_id = %s AND reference = %s", loan_id, reference)

    def apply_loan_written_off(self, event: LoanWrittenOff) -> None:
        self.change_loan(event)
        self.move(event, event.fund_id, ("compensated", "written_off", event.written_off, f"核销 {event.loan_id}"))

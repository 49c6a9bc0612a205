"""Loans: the row of each, and how it moves from the application to the contract."""

from contracts.loans import DayCount, LoanKind, LoanState, RepaymentMethod
from contracts.loans.domain_events import (
    ApplicationSubmitted,
    BankApproved,
    ContractSigned,
    LoanDeclined,
    LoanFlagged,
    LoanQualified,
    LoanReferred,
    LoanReturned,
    LoanWithdrawn,
    PapersAdded,
    WishDeclined,
)
from contracts.problems import NotFound
from services.loans.model import BEFORE_CONTRACT, ENDED, Loan, Terms

_PLAIN = ("loan_id", "person_id", "area", "city", "amount", "term_months", "bank_id", "purpose", "guarantee_body_id",
          "business_id", "employees", "employees_of_groups", "waived", "required", "lodged", "fund_id", "signed_on",
          "disbursed_on", "overdue_since", "outstanding", "due_on", "todo", "compensated", "recovered", "jobs")


class Applications:
    """Statements about loans up to the contract."""

    def loan_of(self, loan_id: str, *, lock: bool = True) -> Loan:
        """The loan, locked until commit; raises NotFound."""
        row = self.one("SELECT * FROM loans WHERE loan_id = %s" + (" FOR UPDATE" if lock else ""), loan_id)
        if row is None:
            raise NotFound("没有这笔贷款")
        return _loan(row)

    def borrower_of(self, loan_id: str) -> str:
        """Whose loan it is; raises NotFound."""
        return self.loan_of(loan_id, lock=False).person_id

    def open_loans_of(self, person_id: str) -> list[Loan]:
        """The person's loans that have not ended, locked, in order of id."""
        rows = self.rows("SELECT * FROM loans WHERE person_id = %s AND state <> ALL(%s) ORDER BY loan_id FOR UPDATE",
                         person_id, list(ENDED))
        return [_loan(row) for row in rows]

    def has_application(self, person_id: str) -> bool:
        """Whether an application of the person is still on its way to the contract."""
        return self.value("SELECT EXISTS (SELECT 1 FROM loans WHERE person_id = %s AND state = ANY(%s))",
                          person_id, [*BEFORE_CONTRACT, LoanState.SIGNED])

    def apply_application_submitted(self, event: ApplicationSubmitted) -> None:
        self.execute(
            "INSERT INTO loans (loan_id, person_id, area, city, kind, amount, term_months, bank_id, purpose, state,"
            " version, guarantee_body_id, business_id, partner_ids, employees, employees_of_groups)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            event.loan_id, event.person_id, event.area, event.city, event.kind, event.amount, event.term_months,
            event.bank_id, event.purpose, event.state, event.envelope.entity_version, event.guarantee_body_id,
            event.business_id, list(event.partner_ids), event.employees, event.employees_of_groups)
        self.keep_papers(event.person_id, event.loan_id, event.papers)

    def apply_papers_added(self, event: PapersAdded) -> None:
        self.change_loan(event)
        self.keep_papers(event.person_id, event.loan_id, event.papers)

    def apply_loan_qualified(self, event: LoanQualified) -> None:
        self.change_loan(event)

    def apply_loan_returned(self, event: LoanReturned) -> None:
        self.change_loan(event)

    def apply_loan_referred(self, event: LoanReferred) -> None:
        self.change_loan(event)

    def apply_loan_declined(self, event: LoanDeclined) -> None:
        self.free_reserved(event)
        self.change_loan(event)

    def apply_loan_withdrawn(self, event: LoanWithdrawn) -> None:
        self.free_reserved(event)
        self.change_loan(event)

    def apply_loan_flagged(self, event: LoanFlagged) -> None:
        self.change_loan(event)
        self.execute("INSERT INTO flags (loan_id, cause, at) VALUES (%s, %s, %s)", event.loan_id, event.cause, self.now)

    def apply_bank_approved(self, event: BankApproved) -> None:
        self.change_loan(event, annual_rate=event.annual_rate, lpr=event.lpr, method=event.method,
                         day_count=event.day_count)

    def apply_contract_signed(self, event: ContractSigned) -> None:
        self.change_loan(event, contract_number=event.contract_number, signed_on=event.signed_on)

    def apply_wish_declined(self, event: WishDeclined) -> None:
        """A wish that opened nothing changes nothing here; its person sees it."""

    def contract_number_taken(self, bank_id: str, contract_number: str) -> bool:
        return self.value("SELECT EXISTS (SELECT 1 FROM loans WHERE bank_id = %s AND contract_number = %s)",
                          bank_id, contract_number)

    def flags_of(self, loan_id: str) -> list[str]:
        return [row["cause"] for row in self.rows("SELECT cause FROM flags WHERE loan_id = %s ORDER BY at", loan_id)]

    def change_loan(self, event, **columns) -> None:
        """Write the loan's public state after `event`, and the columns that this event changes besides."""
        values = {"state": event.state, "outstanding": event.outstanding, "due_on": event.due_on, "todo": event.todo,
                  "version": event.envelope.entity_version, **columns}
        assignments = ", ".join(f"{name} = %s" for name in values)
        self.execute(f"UPDATE loans SET {assignments} WHERE loan_id = %s", *values.values(), event.loan_id)


def _loan(row: dict) -> Loan:
    return Loan(**{name: row[name] for name in _PLAIN}, kind=LoanKind(row["kind"]), state=LoanState(row["state"]),
                partner_ids=tuple(row["partner_ids"]), ground_ids=tuple(row["ground_ids"]), terms=_terms(row))


def _terms(row: dict) -> Terms | None:
    if row["annual_rate"] is None:
        return None
    return Terms(annual_rate=row["annual_rate"], lpr=row["lpr"], method=RepaymentMethod(row["method"]),
                 day_count=DayCount(row["day_count"]))

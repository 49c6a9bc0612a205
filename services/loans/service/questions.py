"""What staff may see in depth: a fund's ledger, a loan with its schedule, replays, and what does not add up."""

from casework.decisions import replay
from casework.decisions.records import decision_rows
from chassis.calls import require_area
from chassis.declare import question
from contracts.actors import Role
from contracts.loans.answers import FundAnswer, FundEntry, LoanAnswer, RepaymentEntry
from contracts.loans.questions import ReplayDecisions, ShowFund, ShowLoan, Verify
from contracts.problems import Forbidden, NotFound
from services.loans.model import Account, Loan
from services.loans.rules.credit import announced_line
from services.loans.service.access import require_guarantee_body, require_own_bank


class Questions:
    """Handlers of questions."""

    @question(ShowFund)
    def show_fund(self, question):
        with self.store.reading(question) as tx:
            fund = tx.fund(question.fund_id, lock=False)
            if fund is None:
                raise NotFound("没有这个担保基金")
            require_fund_party(question, fund)
            entries = tuple(FundEntry(account=entry["account"], amount=f"{entry['amount'] / 100:.2f}",
                                      memo=entry["memo"], booked_at=entry["booked_at"].isoformat())
                            for entry in tx.fund_history(fund.fund_id))
            figures = tx.fund_figures(fund.fund_id)
        del figures["contributed"]
        return FundAnswer(fund_id=fund.fund_id, area=fund.area, entries=entries, **figures).as_data()

    @question(ShowLoan)
    def show_loan(self, question):
        with self.store.reading(question) as tx:
            loan = tx.loan_of(question.loan_id, lock=False)
            require_party(question, loan)
            account, flags = tx.account_of(loan.loan_id), tx.flags_of(loan.loan_id)
        return _shown(loan, account, flags).as_data()

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
            return {"faults": tx.faults()}


def require_party(question, loan: Loan) -> None:
    """The loan's own bank, its guarantee body, or staff of its area."""
    if question.actor.role is Role.BANK_OFFICER:
        require_own_bank(question, loan)
    elif question.actor.role is Role.GUARANTEE_OFFICER:
        require_guarantee_body(question, loan)
    else:
        require_area(question, loan.area)


def require_fund_party(question, fund) -> None:
    if question.actor.role is Role.GUARANTEE_OFFICER:
        if question.actor.organisation_id != fund.guarantee_body_id:
            raise Forbidden("只能查看本担保机构的基金", needed_organisation=fund.guarantee_body_id)
    elif question.actor.role is not Role.SYSTEM:
        require_area(question, fund.area)


def _shown(loan: Loan, account: Account, flags: list[str]) -> LoanAnswer:
    return LoanAnswer(
        loan_id=loan.loan_id, person_id=loan.person_id, area=loan.area, kind=loan.kind, state=loan.state,
        amount=loan.amount, outstanding=loan.outstanding if loan.outstanding is not None else loan.amount,
        waived=loan.waived, required=loan.required, lodged=loan.lodged,
        annual_rate=loan.terms.annual_rate if loan.terms else None, flags=tuple(flags),
        schedule=tuple(announced_line(line) for line in account.lines),
        repayments=tuple(RepaymentEntry(**vars(paid)) for paid in account.repayments))

"""What the bank decides and does: credit with its terms, the contract, the money."""

from datetime import date
from decimal import Decimal

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Decision, Outcome, Reason, Status, status_of
from contracts.loans import DayCount, Desk, LoanState, PlanState
from contracts.loans.answers import ScheduleLine
from contracts.loans.commands import DecideCredit, Disburse, SignContract
from contracts.loans.domain_events import (
    BankApproved,
    ContractSigned,
    LoanDeclined,
    LoanDisbursed,
    LoanReturned,
    RepaymentPlanned,
    ServiceRendered,
)
from policies.parameters import Parameter
from policies.reader import PolicyView
from services.loans.model import Advance, Instalment, Loan
from services.loans.rules.applications import public
from services.loans.rules.borrowers import binding_force
from services.loans.rules.schedule import Borrowed, budget_share, make_schedule
from services.loans.rules.wording import yuan

_SETTLED_BETWEEN = "借款人归还其承担的利息，财政贴息由财政与银行结算；来源未写结算方式，请省财政厅确认"
_BANK_APPEAL = "银行的信贷决定由银行负责，可向经办银行询问或另选合作银行申请"


@rule(version=1)
def decide_credit(command: DecideCredit, loan: Loan, policy: PolicyView) -> Decision:
    """The bank's own decision; a rate above LPR plus the margin goes back to the bank, with the figures."""
    if not command.approve:
        event = LoanDeclined(**public(loan, LoanState.DECLINED), about=Desk.CREDIT, ground=command.ground,
                             appeal=_BANK_APPEAL)
        return Decision(outcome=Outcome.REFUSED, subject=loan.loan_id, events=(event,))
    reasons = (_rate_reason(command.annual_rate, policy), *_subsidy_reasons(policy))
    if reasons[0].status is Status.UNMET:
        todo = "银行需调整利率"
        back = LoanReturned(**public(loan, LoanState.GUARANTEED, reasons=reasons, todo=todo), about=Desk.CREDIT,
                            missing=("annual_rate",))
        return Decision(outcome=Outcome.RETURNED, subject=loan.loan_id, reasons=reasons, events=(back,))
    day_count = command.day_count or DayCount(policy.value("day_count"))
    event = BankApproved(**public(loan, LoanState.BANK_APPROVED, reasons=reasons, todo="与银行签订合同"),
                         annual_rate=command.annual_rate, lpr=policy.decimal("lpr_one_year"), method=command.method,
                         day_count=day_count)
    return Decision(outcome=Outcome.GRANTED, subject=loan.loan_id, reasons=reasons, events=(event,))


def _rate_reason(rate: Decimal, policy: PolicyView) -> Reason:
    margin, lpr = policy.parameter("interest_ceiling_above_lpr"), policy.decimal("lpr_one_year")
    ceiling = lpr + Decimal(margin.value) / 100
    return Reason(code="rate_within_ceiling", status=status_of(rate <= ceiling), force=binding_force(margin),
                  citation=margin.citation, text=f"年利率不超过 LPR 加 {margin.value} 个基点，即 {ceiling}%",
                  given={"rate": str(rate), "lpr": str(lpr), "ceiling": str(ceiling)})


def _subsidy_reasons(policy: PolicyView) -> tuple[Reason, ...]:
    split = policy.parameter("interest_subsidy")
    return (Reason(code="interest_is_split", status=Status.MET, force=binding_force(split), citation=split.citation,
                   text=_split_words(split)),)


def _split_words(split: Parameter) -> str:
    if split.value["rule"] == "budget_pays_share":
        return f"财政承担实际利息的 {split.value['share']}%，其余由借款人承担"
    return f"借款人承担 LPR 减 {split.value['basis_points']} 个基点以下的部分，其余由财政承担"


@rule(version=1)
def decide_contract(command: SignContract, loan: Loan) -> Decision:
    """The contract as the bank recorded it."""
    event = ContractSigned(**public(loan, LoanState.SIGNED, todo="等待放款"), contract_number=command.contract_number,
                           signed_on=command.signed_on)
    return Decision(outcome=Outcome.GRANTED, subject=loan.loan_id, events=(event,))


@rule(version=1)
def decide_disbursement(command: Disburse, loan: Loan, policy: PolicyView) -> Decision:
    """The money is with the borrower: the schedule begins, interest is split by the rule of that day."""
    lines = scheduled(loan, command.disbursed_on, (), policy)
    planned = plan_event(loan, lines, lines[0].due_on, policy)
    first = lines[0]
    todo = f"{first.due_on.isoformat()} 前归还 {yuan(first.principal + first.borrower_interest)}"
    disbursed = LoanDisbursed(
        **public(loan, LoanState.REPAYING, outstanding=loan.amount, due_on=first.due_on, todo=todo),
        disbursed_on=command.disbursed_on, bank_reference=command.bank_reference, fund_id=loan.fund_id)
    rendered = ServiceRendered(service_act_id=f"loans:{loan.loan_id}", person_id=loan.person_id,
                               provider_id=loan.bank_id, area=loan.area, what="创业担保贷款发放")
    return Decision(outcome=Outcome.GRANTED, subject=loan.loan_id, reasons=_subsidy_reasons(policy),
                    events=(disbursed, planned, rendered))


def scheduled(loan: Loan, start: date, advances: tuple[Advance, ...], policy: PolicyView) -> tuple[Instalment, ...]:
    """A loan's schedule from its first day; `policy` is that day's."""
    borrowed = Borrowed(principal=loan.amount, months=loan.term_months, start=start, terms=loan.terms)
    return make_schedule(borrowed, budget_share(policy, loan.terms.annual_rate, loan.terms.lpr), advances)


def plan_event(loan: Loan, lines: tuple[Instalment, ...], due_on: date, policy: PolicyView) -> RepaymentPlanned:
    """The schedule as it is announced, with what no source states."""
    split = policy.parameter("interest_subsidy")
    notes = (split.citation.unsourced, _SETTLED_BETWEEN)
    return RepaymentPlanned(
        repayment_plan_id=f"plan:{loan.loan_id}", loan_id=loan.loan_id, person_id=loan.person_id, area=loan.area,
        bank_id=loan.bank_id, state=PlanState.RUNNING, title=f"还款计划：{yuan(loan.amount)}，{loan.term_months} 个月",
        amount=loan.amount, due_on=due_on, interest=sum(line.interest for line in lines),
        borrower_interest=sum(line.borrower_interest for line in lines),
        budget_interest=sum(line.budget_interest for line in lines), reasons=as_answers(_subsidy_reasons(policy)),
        lines=tuple(announced_line(line) for line in lines), notes=tuple(note for note in notes if note))


def announced_line(line: Instalment) -> ScheduleLine:
    """One instalment as events and answers carry it."""
    return ScheduleLine(line=line.line, due_on=line.due_on, principal=line.principal, interest=line.interest,
                        borrower_interest=line.borrower_interest, budget_interest=line.budget_interest)

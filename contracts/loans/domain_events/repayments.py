"""Announced by the bank and the calendar: approval, contract, money, repayments; and what the loan brought."""

from datetime import date
from decimal import Decimal

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, count, day, identifier, many, many_texts, money, number, text
from contracts.loans import DayCount, PlanState, RepaymentMethod
from contracts.loans.answers import ScheduleLine
from contracts.loans.domain_events.applications import LoanPublic
from contracts.messages import event


@event("loans.bank_approved.v1", entity="loan", person="person_id", label="银行审批通过")
class BankApproved(LoanPublic):
    """The bank lends on these terms."""

    annual_rate: Decimal = number("年利率（%）")
    lpr: Decimal = number("贷款市场报价利率（%）")
    method: RepaymentMethod = choice(RepaymentMethod, "还款方式")
    day_count: DayCount = choice(DayCount, "计息天数约定")


@event("loans.contract_signed.v1", entity="loan", person="person_id", label="签订贷款合同")
class ContractSigned(LoanPublic):
    """The contract is signed."""

    contract_number: str = text("合同编号", at_most=60)
    signed_on: date = day("签订日期")


@event("loans.disbursed.v1", entity="loan", person="person_id", label="贷款已发放")
class LoanDisbursed(LoanPublic):
    """The bank paid the loan out; interest is split between borrower and budget."""

    disbursed_on: date = day("放款日期")
    bank_reference: str = text("银行流水号", at_most=64)
    fund_id: str = identifier("担保基金")


@event("loans.repayment_planned.v1", entity="repayment_plan", person="person_id", label="还款计划")
class RepaymentPlanned:
    """When what falls due, and who pays how much of the interest. `notes` say what no source states."""

    repayment_plan_id: str = identifier("还款计划")
    loan_id: str = identifier("贷款")
    person_id: str = identifier("借款人")
    area: str = area_code("县市区")
    bank_id: str = identifier("经办银行")
    state: PlanState = choice(PlanState, "状态")
    title: str = text("名称")
    amount: int = money("本金")
    due_on: date = day("首期应还日期")
    interest: int = money("利息合计")
    borrower_interest: int = money("借款人承担利息")
    budget_interest: int = money("财政贴息")
    lines: tuple[ScheduleLine, ...] = many(ScheduleLine, "各期")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    notes: tuple[str, ...] = many_texts("说明", default=())


@event("loans.repayment_recorded.v1", entity="loan", person="person_id", label="收到还款")
class RepaymentRecorded(LoanPublic):
    """The bank received a repayment; repaid principal frees the fund's exposure."""

    repayment_id: str = identifier("还款")
    bank_reference: str = text("银行流水号", at_most=64)
    paid_on: date = day("还款日期")
    principal: int = money("本金")
    interest: int = money("利息")
    early: int = money("其中提前归还本金")
    fund_id: str = identifier("担保基金")


@event("loans.overdue.v1", entity="loan", person="person_id", label="贷款逾期")
class LoanOverdue(LoanPublic):
    """An instalment was not paid in full by the end of its day."""

    line: int = count("期次")
    overdue_since: date = day("逾期起始日")
    arrears: int = money("逾期金额")


@event("loans.settled.v1", entity="loan", person="person_id", label="贷款结清")
class LoanSettled(LoanPublic):
    """Everything is repaid."""

    settled_on: date = day("结清日期")


@event("loans.jobs_reported.v1", entity="loan", person="person_id", label="报告贷款带动就业")
class JobsReported(LoanPublic):
    """How many people the loan put to work; `jobs` replaces `jobs_before`."""

    jobs: int = count("带动就业人数")
    jobs_before: int = count("此前人数")
    as_of: date = day("截至日期")


@event("loans.service_rendered.v1", entity="service_act", person="person_id", label="贷款服务可评价")
class ServiceRendered:
    """A person received a service from the loan desks and may rate it once."""

    service_act_id: str = identifier("服务事项")
    person_id: str = identifier("服务对象")
    provider_id: str = identifier("服务单位")
    area: str = area_code("县市区")
    what: str = text("服务内容")

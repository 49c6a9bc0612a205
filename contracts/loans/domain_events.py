"""What loans announce. Each event carries the public state of its entity after it."""

from datetime import date
from decimal import Decimal

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, count, day, identifier, many, many_texts, money, number, text
from contracts.loans import (
    DayCount,
    Desk,
    GroundKind,
    GroundState,
    LoanKind,
    LoanState,
    PlanState,
    PrequalificationState,
    RepaymentMethod,
    SecurityKind,
)
from contracts.loans.answers import ScheduleLine
from contracts.loans.commands import Paper
from contracts.messages import event, part


@event("loans.bank_admitted.v1", entity="cooperation", label="银行成为合作银行")
class BankAdmitted:
    """A bank cooperates in an area."""

    cooperation_id: str = identifier("合作")
    bank_id: str = identifier("合作银行")
    name: str = text("银行名称", at_most=100)
    area: str = area_code("合作地区")


@event("loans.fund_raised.v1", entity="fund", label="担保基金增加")
class FundRaised:
    """A guarantee fund was opened or added to; capital and exposure are what this act adds."""

    fund_id: str = identifier("担保基金")
    guarantee_body_id: str = identifier("担保机构")
    area: str = area_code("基金地区")
    capital: int = money("增加的基金本金")
    exposure: int = money("增加的担保额度")
    ground: str = text("文号或说明", at_most=200)


@event("loans.prequalified.v1", entity="prequalification", person="person_id", label="创业担保贷款预审")
class Prequalified:
    """How a person would stand with an application: what is met, what is missing, what can't be told.

    `papers` are what no register knows; `amount_up_to` is the usual ceiling, unsourced where its reason says so.
    """

    prequalification_id: str = identifier("预审")
    person_id: str = identifier("人员")
    area: str = area_code("地区")
    state: PrequalificationState = choice(PrequalificationState, "状态")
    title: str = text("名称")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str = text("下一步", at_least=0, at_most=500, default="")
    papers: tuple[str, ...] = many_texts("需要的材料", default=())
    amount_up_to: int | None = money("最高额度", optional=True)


@part
class GroundPublic:
    """The public state of a ground on which the counter-guarantee may be waived by a person."""

    ground_id: str = identifier("免除依据")
    person_id: str = identifier("人员")
    area: str = area_code("地区")
    kind: GroundKind = choice(GroundKind, "依据种类")
    state: GroundState = choice(GroundState, "状态")
    title: str = text("名称")
    up_to: int | None = money("至多", optional=True)
    valid_until: date | None = day("有效期至", optional=True)
    bank_id: str | None = identifier("合作银行", optional=True)
    base_id: str | None = identifier("孵化基地", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("loans.ground_noted.v1", entity="ground", person="person_id", label="可申请免除反担保")
class GroundNoted(GroundPublic):
    """A ground holds: tenant of a provincial base, or a cooperating bank's credit line."""


@event("loans.ground_withdrawn.v1", entity="ground", person="person_id", label="免除反担保的依据不再成立")
class GroundWithdrawn(GroundPublic):
    """A ground no longer holds."""


@part
class LoanPublic:
    """The public state of a loan. `amount` is what is applied for, from the bank's approval what is lent."""

    loan_id: str = identifier("贷款")
    person_id: str = identifier("借款人")
    area: str = area_code("县市区")
    city: str = area_code("市州")
    kind: LoanKind = choice(LoanKind, "贷款种类")
    title: str = text("名称")
    amount: int = money("金额")
    term_months: int = count("期限（月）")
    bank_id: str = identifier("经办银行")
    guarantee_body_id: str | None = identifier("担保机构", optional=True)
    business_id: str | None = identifier("经营主体", optional=True)
    state: LoanState = choice(LoanState, "状态")
    outstanding: int | None = money("未还本金", optional=True)
    due_on: date | None = day("到期日", optional=True)
    todo: str = text("下一步", at_least=0, at_most=500, default="")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("loans.application_submitted.v1", entity="loan", person="person_id", label="申请创业担保贷款")
class ApplicationSubmitted(LoanPublic):
    """A person applied. `came_from` says by which way."""

    purpose: str = text("贷款用途")
    partner_ids: tuple[str, ...] = many_texts("合伙人", default=())
    employees: int = count("职工人数", default=0)
    employees_of_groups: int = count("吸纳重点群体人数", default=0)
    papers: tuple[Paper, ...] = many(Paper, "材料", default=())
    came_from: str = text("来源", at_most=40)


@event("loans.papers_added.v1", entity="loan", person="person_id", label="补充贷款材料")
class PapersAdded(LoanPublic):
    """The person gave papers that were asked for."""

    papers: tuple[Paper, ...] = many(Paper, "材料")


@event("loans.returned.v1", entity="loan", person="person_id", label="贷款申请需要补正")
class LoanReturned(LoanPublic):
    """Something must be put right at a desk: `missing` names papers to add, or what the bank has to change."""

    about: Desk = choice(Desk, "环节")
    missing: tuple[str, ...] = many_texts("需补正的内容", default=())


@event("loans.referred.v1", entity="loan", person="person_id", label="贷款事项转人工决定")
class LoanReferred(LoanPublic):
    """A step waits for a named role's decision."""

    about: Desk = choice(Desk, "环节")
    referred_to: str = text("决定人", at_most=64)


@event("loans.qualified.v1", entity="loan", person="person_id", label="贷款资格审核通过")
class LoanQualified(LoanPublic):
    """The borrower qualifies. `grounds` are those on which the counter-guarantee may be waived by an officer."""

    grounds: tuple[str, ...] = many_texts("可免除反担保的依据", default=())


@event("loans.declined.v1", entity="loan", person="person_id", label="贷款申请未获同意")
class LoanDeclined(LoanPublic):
    """A person decided against it, with a ground and the way to appeal."""

    about: Desk = choice(Desk, "环节")
    ground: str = text("理由", at_most=500)
    appeal: str = text("救济途径", at_most=500)


@event("loans.withdrawn.v1", entity="loan", person="person_id", label="撤回贷款申请")
class LoanWithdrawn(LoanPublic):
    """The person took the application back."""


@part
class CounterGuaranteePublic(LoanPublic):
    """How much of the counter-guarantee is waived, and how much is required."""

    waived: int = money("免除反担保金额")
    required: int = money("仍需反担保金额")


@event("loans.counter_guarantee_waived.v1", entity="loan", person="person_id", label="免除反担保")
class CounterGuaranteeWaived(CounterGuaranteePublic):
    """Waived by clause (small loans) or by an officer on the named grounds, wholly or in part."""

    ground_ids: tuple[str, ...] = many_texts("依据", default=())


@event("loans.counter_guarantee_required.v1", entity="loan", person="person_id", label="需要提供反担保")
class CounterGuaranteeRequired(CounterGuaranteePublic):
    """An officer asks for the counter-guarantee, with a ground."""

    ground: str = text("理由", at_most=500)


@event("loans.counter_guarantee_lodged.v1", entity="loan", person="person_id", label="反担保已落实")
class CounterGuaranteeLodged(LoanPublic):
    """Something secures the part that was not waived."""

    security: SecurityKind = choice(SecurityKind, "反担保方式")
    secured: int = money("反担保金额")
    files: tuple[str, ...] = many_texts("文件", default=())


@event("loans.guaranteed.v1", entity="loan", person="person_id", label="担保基金已担保")
class LoanGuaranteed(LoanPublic):
    """The fund guarantees the loan; the amount is reserved."""

    fund_id: str = identifier("担保基金")


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


@event("loans.compensated.v1", entity="loan", person="person_id", label="担保基金代偿")
class LoanCompensated(LoanPublic):
    """The fund paid the bank what was still owed."""

    compensated: int = money("代偿金额")
    compensated_on: date = day("代偿日期")
    fund_id: str = identifier("担保基金")


@event("loans.recovery_recorded.v1", entity="loan", person="person_id", label="追回代偿款")
class RecoveryRecorded(LoanPublic):
    """Part or all of a compensation came back."""

    reference: str = text("凭证号", at_most=64)
    recovered: int = money("本次追回")
    recovered_on: date = day("追回日期")
    fund_id: str = identifier("担保基金")


@event("loans.written_off.v1", entity="loan", person="person_id", label="代偿款核销")
class LoanWrittenOff(LoanPublic):
    """What could not be recovered was given up, by a person."""

    written_off: int = money("核销金额")
    ground: str = text("理由", at_most=500)
    fund_id: str = identifier("担保基金")


@event("loans.flagged.v1", entity="loan", person="person_id", label="贷款所依据的情况有变化")
class LoanFlagged(LoanPublic):
    """What a loan or application rests on has changed; its desk looks at it, nothing is decided by it."""

    cause: str = text("变化", at_most=64)


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

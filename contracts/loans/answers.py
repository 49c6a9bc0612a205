"""What loans answer beyond a decision's own answer."""

from datetime import date
from decimal import Decimal

from contracts.fields import choice, count, day, identifier, many, many_texts, money, number, text
from contracts.loans import LoanKind, LoanState
from contracts.messages import answer, part


@part
class ScheduleLine:
    """One instalment. Interest is what the borrower and the budget pay together."""

    line: int = count("期次")
    due_on: date = day("应还日期")
    principal: int = money("应还本金")
    interest: int = money("利息合计")
    borrower_interest: int = money("借款人承担利息")
    budget_interest: int = money("财政贴息")


@answer
class FundEntry:
    """One movement of a guarantee fund."""

    account: str = text("账户")
    amount: str = text("金额（元）")
    memo: str = text("摘要")
    booked_at: str = text("时间")


@answer
class FundAnswer:
    """A guarantee fund's figures. `room` is what may still be guaranteed."""

    fund_id: str = identifier("担保基金")
    area: str = text("地区")
    cash: int = money("基金余额")
    compensated: int = money("代偿未追回")
    written_off: int = money("已核销")
    limit: int = money("担保额度")
    room: int = money("可用额度")
    reserved: int = money("已担保未放款")
    exposed: int = money("在保余额")
    entries: tuple[FundEntry, ...] = many(FundEntry, "明细", default=())


@answer
class RepaymentEntry:
    """One repayment."""

    bank_reference: str = text("银行流水号")
    paid_on: date = day("还款日期")
    principal: int = money("本金")
    interest: int = money("利息")


@answer
class LoanAnswer:
    """A loan in depth."""

    loan_id: str = identifier("贷款")
    person_id: str = identifier("借款人")
    area: str = text("地区")
    kind: LoanKind = choice(LoanKind, "贷款种类")
    state: LoanState = choice(LoanState, "状态")
    amount: int = money("金额")
    outstanding: int = money("未还本金")
    waived: int | None = money("免除反担保金额", optional=True)
    required: int | None = money("仍需反担保金额", optional=True)
    lodged: int = money("已落实反担保金额")
    annual_rate: Decimal | None = number("年利率（%）", optional=True)
    schedule: tuple[ScheduleLine, ...] = many(ScheduleLine, "还款计划", default=())
    repayments: tuple[RepaymentEntry, ...] = many(RepaymentEntry, "还款记录", default=())
    flags: tuple[str, ...] = many_texts("提示", default=())

"""What subsidies answer beyond a decision's own answer."""

from datetime import date

from contracts.answers import DecisionAnswer, ReasonAnswer
from contracts.fields import (
    choice,
    count,
    data,
    day,
    flag,
    identifier,
    many,
    many_texts,
    money,
    text,
)
from contracts.messages import answer
from contracts.subsidies import BankResult, ClaimState, PaymentState


@answer
class ClaimAnswer(DecisionAnswer):
    """The decision that opened a claim."""

    claim_id: str = identifier("申领")
    due_on: date = day("办理期限", optional=True)


@answer
class NoticeAnswer(DecisionAnswer):
    """The decision that opened a notice."""

    notice_id: str = identifier("公示", optional=True)
    lines: int = count("公示笔数")
    closes_on: date = day("公示结束", optional=True)


@answer
class BatchAnswer(DecisionAnswer):
    """The decision on a batch: what is in it, and which claims were left out."""

    batch_id: str = identifier("支付批次", optional=True)
    lines: int = count("笔数")
    amount: int = money("合计金额")
    left_out: tuple[str, ...] = many_texts("未列入的申领", default=())


@answer
class ResultRow:
    """What became of one line of a bank's result file."""

    payment_id: str = identifier("支付")
    accepted: bool = flag("是否接收")
    state: PaymentState = choice(PaymentState, "状态", optional=True)
    reason: str = text("说明", optional=True)


@answer
class BankResultsAnswer(DecisionAnswer):
    """A result file, row by row."""

    rows: tuple[ResultRow, ...] = many(ResultRow, "逐行结果", default=())


@answer
class BudgetEntry:
    """One entry of a budget line."""

    account: str = text("账户")
    amount: int = money("金额", at_least=-10**15)
    memo: str = text("摘要")
    booked_at: str = text("时间")


@answer
class BudgetAnswer:
    """A budget line in 元: given, free, committed to approved claims, paid."""

    area: str = text("地区")
    year: int = count("年度")
    programme: str = text("补贴项目")
    given: int = money("下达")
    free: int = money("可用")
    committed: int = money("已承诺")
    paid: int = money("已支付")
    entries: tuple[BudgetEntry, ...] = many(BudgetEntry, "明细", default=())


@answer
class BankFileLine:
    """One line of a bank file, without name and account."""

    line: int = count("序号")
    payment_id: str = identifier("支付")
    claim_id: str = identifier("申领")
    person_id: str = identifier("人员")
    programme: str = text("补贴项目")
    amount: int = money("金额")
    state: PaymentState = choice(PaymentState, "状态")
    result: BankResult = choice(BankResult, "结果", optional=True)


@answer
class BankFileAnswer:
    """The lines that the bank is to pay."""

    batch_id: str = identifier("支付批次")
    area: str = text("地区")
    amount: int = money("合计金额")
    lines: tuple[BankFileLine, ...] = many(BankFileLine, "明细", default=())


@answer
class PauseShown:
    """One pause of a claim's clock, and why."""

    paused_on: date = day("暂停日")
    resumed_on: date = day("恢复日", optional=True)
    why: str = text("原因")


@answer
class ClaimShown:
    """A claim in depth."""

    claim_id: str = identifier("申领")
    person_id: str = identifier("人员")
    area: str = text("地区")
    programme: str = text("补贴项目")
    period: str = text("补贴期间")
    state: ClaimState = choice(ClaimState, "状态")
    amount: int = money("金额")
    submitted_on: date = day("提交日期")
    allowed: int = count("规定工作日")
    elapsed: int = count("已用工作日")
    paused: int = count("暂停工作日")
    due_on: date = day("办理期限", optional=True)
    pauses: tuple[PauseShown, ...] = many(PauseShown, "暂停记录", default=())
    facts: dict = data("依据的信息")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@answer
class ReplayedDecision:
    """A stored decision and whether it replays to the same bytes."""

    rule: str = text("规则")
    rule_version: int = count("版本")
    same: bool = flag("重算一致")
    answer: dict = data("重算结果")


@answer
class ReplayAnswer:
    """Replays of every decision on one thing."""

    decisions: tuple[ReplayedDecision, ...] = many(ReplayedDecision, "决定", default=())


@answer
class VerifyAnswer:
    """What does not add up; empty when all does."""

    faults: tuple[str, ...] = many_texts("不一致之处", default=())


@answer
class PublicNoticeLine:
    """One line of a notice as anybody sees it: a masked name, never an id of a person."""

    claim_id: str = identifier("申领")
    name: str | None = text("姓名（脱敏）", optional=True)
    area: str = text("地区")
    programme: str = text("补贴项目")
    amount: int = money("金额")


@answer
class PublicNotice:
    """A notice 公示 that runs now. Objections to a line name its claim."""

    notice_id: str = identifier("公示")
    title: str = text("名称")
    area: str = text("地区")
    opened_on: date = day("公示开始")
    closes_on: date = day("公示结束")
    working_days: int = count("公示工作日")
    notes: tuple[str, ...] = many_texts("说明", default=())
    lines: tuple[PublicNoticeLine, ...] = many(PublicNoticeLine, "名单", default=())


@answer
class PublicNotices:
    """The notices that run now."""

    items: tuple[PublicNotice, ...] = many(PublicNotice, "公示", default=())

"""Answers about batches and payments."""

from datetime import date

from contracts.answers import DecisionAnswer
from contracts.fields import choice, count, day, flag, identifier, many, many_texts, money, text
from contracts.messages import answer
from contracts.subsidies import BankResult, ClaimState, PaymentState


@answer
class BatchAnswer(DecisionAnswer):
    """The decision on a batch: what is in it, and which claims were left out."""

    batch_id: str = identifier("支付批次", optional=True)
    lines: int = count("笔数")
    amount: int = money("合计金额")
    left_out: tuple[str, ...] = many_texts("未列入的申领", default=())


@answer
class BatchApprovalAnswer(DecisionAnswer):
    """The decision on a batch's approval: what the bank is to pay, and which claims were stopped."""

    lines: int = count("笔数")
    amount: int = money("合计金额")
    stopped: tuple[str, ...] = many_texts("停止支付的申领", default=())


@answer
class ResultRow:
    """What became of one line of a bank's result file; `code` names why it was not taken."""

    payment_id: str = identifier("支付")
    accepted: bool = flag("是否接收")
    state: PaymentState = choice(PaymentState, "状态", optional=True)
    code: str = text("不接收的原因代码", optional=True)
    reason: str = text("说明", optional=True)


@answer
class BankResultsAnswer(DecisionAnswer):
    """A result file, row by row."""

    rows: tuple[ResultRow, ...] = many(ResultRow, "逐行结果", default=())


@answer
class BankFileLine:
    """One line of a batch, without name and account; only what is `payable` may be handed to the bank."""

    line: int = count("序号")
    payment_id: str = identifier("支付")
    claim_id: str = identifier("申领")
    person_id: str = identifier("人员")
    programme: str = text("补贴项目")
    amount: int = money("金额")
    state: PaymentState = choice(PaymentState, "状态")
    result: BankResult = choice(BankResult, "结果", optional=True)
    payable: bool = flag("是否仍待银行支付")
    organisation_id: str | None = identifier("收款机构", optional=True)


@answer
class BankFileAnswer:
    """The lines of an approved batch to read: what the bank is still to pay, and what has its result already."""

    batch_id: str = identifier("支付批次")
    area: str = text("地区")
    amount: int = money("合计金额")
    lines: tuple[BankFileLine, ...] = many(BankFileLine, "明细", default=())


@answer
class BankPreview:
    """What a result file would change: how many lines of each kind, and every line that is not taken."""

    lines: int = count("文件行数")
    changes: int = count("将登记的行数")
    unchanged: int = count("已登记过、不再变化的行数")
    faults: int = count("不采用的行数")
    missing: int = count("批次中尚无结果的笔数")
    rows: tuple[ResultRow, ...] = many(ResultRow, "逐行结果", default=())


@answer
class WaitingLine:
    """A claim whose money has not come to an end, and what it waits for."""

    claim_id: str = identifier("申领")
    programme: str = text("补贴项目")
    area: str = text("地区")
    state: ClaimState = choice(ClaimState, "状态")
    payment_state: PaymentState = choice(PaymentState, "支付状态", optional=True)
    amount: int = money("金额")
    since: date = day("审定日期", optional=True)
    waits_for: str = text("等待")


@answer
class WaitingMoney:
    """Everything that waits, oldest first."""

    items: tuple[WaitingLine, ...] = many(WaitingLine, "待办结", default=())

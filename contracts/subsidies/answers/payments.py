"""Answers about batches and payments."""

from contracts.answers import DecisionAnswer
from contracts.fields import choice, count, flag, identifier, many, many_texts, money, text
from contracts.messages import answer
from contracts.subsidies import BankResult, PaymentState


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

"""Answers about what happens after payment."""

from datetime import date

from contracts.fields import count, day, identifier, many, money, text
from contracts.messages import answer


@answer
class InstalmentShown:
    """One instalment and what is still owed on it."""

    line: int = count("期次")
    due_on: date = day("期限")
    amount: int = money("金额")
    owed: int = money("尚欠")


@answer
class RepaymentShown:
    """Money that came back."""

    received_on: date = day("到账日期")
    amount: int = money("金额")
    bank_reference: str = text("银行流水号")


@answer
class ClawBackAnswer:
    """A claw-back in depth."""

    claw_back_id: str = identifier("追回")
    claim_id: str = identifier("申领")
    area: str = text("地区")
    programme: str = text("补贴项目")
    state: str = text("状态")
    amount: int = money("应退金额")
    left: int = money("尚欠")
    to_refund: int = money("撤销后应退还")
    instalments: tuple[InstalmentShown, ...] = many(InstalmentShown, "分期", default=())
    repayments: tuple[RepaymentShown, ...] = many(RepaymentShown, "退款", default=())

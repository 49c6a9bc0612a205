"""Answers about budgets."""

from contracts.fields import count, identifier, many, money, text
from contracts.messages import answer


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
    recovered: int = money("已退回")
    entries: tuple[BudgetEntry, ...] = many(BudgetEntry, "明细", default=())


@answer
class BudgetRow:
    """One budget line of a list."""

    budget_id: str = identifier("预算")
    area: str = text("地区")
    programme: str = text("补贴项目")
    given: int = money("下达")
    free: int = money("可用")
    committed: int = money("已承诺")
    paid: int = money("已支付")
    recovered: int = money("已退回")


@answer
class BudgetsAnswer:
    """The budget lines of an area for a year."""

    area: str = text("地区")
    year: int = count("年度")
    items: tuple[BudgetRow, ...] = many(BudgetRow, "预算", default=())

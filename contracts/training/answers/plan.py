"""Seats of a plan."""

from contracts.fields import count, many, text
from contracts.messages import answer


@answer
class LedgerEntry:
    """One entry of a seat ledger."""

    account: str = text("账户")
    amount: int = count("人次", at_least=None)
    memo: str = text("摘要")
    booked_at: str = text("时间")


@answer
class PlanLedgerAnswer:
    """A course's seats: plan, free, reserved, used."""

    area: str = text("市州")
    course: str = text("课程")
    plan: int = count("计划")
    topped_up: int = count("追加")
    free: int = count("剩余")
    reserved: int = count("占用")
    used: int = count("完成")
    entries: tuple[LedgerEntry, ...] = many(LedgerEntry, "明细", default=())

"""What incubators answer beyond a decision's own answer."""

from contracts.fields import count, data, flag, identifier, many, many_texts, text
from contracts.messages import answer


@answer
class PlaceEntry:
    """One movement of places."""

    account: str = text("账户")
    amount: int = count("工位", at_least=None)
    memo: str = text("摘要")
    booked_at: str = text("时间")


@answer
class PlacesAnswer:
    """A base's places: total, free, kept for prize winners, taken."""

    base_id: str = identifier("基地编号")
    total: int = count("工位总数")
    free: int = count("空位")
    kept: int = count("留位")
    taken: int = count("在用")
    entries: tuple[PlaceEntry, ...] = many(PlaceEntry, "明细", default=())


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

"""What incubators answer beyond a decision's own answer."""

from contracts.fields import count, identifier, many, text
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

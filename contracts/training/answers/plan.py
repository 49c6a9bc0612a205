"""Seats of a plan."""

from contracts.answers import CitationAnswer, DecisionAnswer, ReasonAnswer
from contracts.fields import area_code, count, flag, many, nested, text
from contracts.messages import answer


@answer
class LedgerEntry:
    """One entry of a seat ledger, and the account's balance after it."""

    account: str = text("账户")
    amount: int = count("人次", at_least=None)
    balance: int = count("余额", at_least=None)
    memo: str = text("摘要", at_most=2000)
    booked_at: str = text("时间")


@answer
class PlanLedgerAnswer:
    """A course's seats: plan, top-ups, free, reserved, used; reserved + used + free = plan + topped_up."""

    area: str = text("市州")
    course: str = text("课程")
    plan: int = count("计划")
    topped_up: int = count("追加")
    free: int = count("剩余")
    reserved: int = count("占用")
    used: int = count("完成")
    entries: tuple[LedgerEntry, ...] = many(LedgerEntry, "明细", default=())


@answer
class PlanSharedAnswer(DecisionAnswer):
    """The decision on counties' shares: what they come to, and what is still at the city."""

    plan: int | None = count("计划", optional=True)
    shared: int | None = count("已分解", optional=True)
    unshared: int | None = count("尚未分解", optional=True)


@answer
class CountyShareShown:
    """A county's share of a course, and what happened there."""

    area: str = area_code("县市区")
    area_name: str = text("县市区名称")
    seats: int = count("分解人次")
    filed: int = count("已备案人次")
    completed: int = count("已完成人次")


@answer
class CourseShares:
    """A course's plan and its shares; `unshared` is still at the city, so that shares and rest come to the plan."""

    course: str = text("课程")
    plan: int = count("计划")
    shared: int = count("已分解")
    unshared: int = count("尚未分解")
    adds_up: bool = flag("是否全部分解")
    completed: int = count("已完成人次")
    counties: tuple[CountyShareShown, ...] = many(CountyShareShown, "县市区", default=())


@answer
class PlanSharesAnswer:
    """A city's plan as shared among its counties; it is complete only course by course."""

    area: str = area_code("市州")
    year: int = count("年度")
    citation: CitationAnswer = nested(CitationAnswer, "依据")
    complete: bool = flag("各课程是否均已完成")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    courses: tuple[CourseShares, ...] = many(CourseShares, "各课程", default=())

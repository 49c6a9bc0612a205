"""What the zone's pages say: profile with provenance, cases with reasons, timeline, figures."""

from enum import StrEnum

from contracts.answers import ReasonAnswer
from contracts.fields import choice, count, data, day, flag, identifier, instant, many, nested, text
from contracts.messages import answer
from contracts.zone.domain_events import GroupEvidence


@answer
class Profile:
    """What is known of a person, each group with its source and validity."""

    person_id: str = identifier("人员")
    area: str = text("居住地")
    birth_month: str = text("出生年月")
    groups: tuple[GroupEvidence, ...] = many(GroupEvidence, "人员类别及依据")
    updated_at: str = instant("更新时间")


class StepState(StrEnum):
    """Where a step of a case's way stands."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    ENDED = "ended"


@answer
class CaseStep:
    """One step of the way that a case goes."""

    code: str = text("步骤")
    label: str = text("步骤名称")
    state: StepState = choice(StepState, "进度")


class Shelf(StrEnum):
    """How a person's own cases are sorted for them."""

    TO_DO = "todo"
    OFFERS = "offers"
    CERTIFICATES = "certificates"
    RATINGS = "ratings"
    APPEALS = "appeals"
    ALL = "all"


SHELF_LABELS = {
    Shelf.TO_DO: "待我办理", Shelf.OFFERS: "可以领取或接受的", Shelf.CERTIFICATES: "我的证书",
    Shelf.RATINGS: "我的评价", Shelf.APPEALS: "我的申诉和异议", Shelf.ALL: "全部事项",
}


@answer
class TimelineLine:
    """One thing that happened."""

    event_id: str = identifier("事件")
    occurred_at: str = instant("时间")
    pillar: str = text("业务")
    type: str = text("事件类型")
    label: str = text("发生了什么")
    title: str = text("事项名称")
    entity: str = text("事项类别")
    entity_id: str = identifier("事项")
    by_role: str = text("由谁办理")


@answer
class CasePage:
    """One thing that a person or desk follows."""

    pillar: str = text("业务")
    entity: str = text("事项类别")
    entity_id: str = identifier("事项")
    area: str = text("地区")
    title: str = text("事项名称")
    state: str = text("状态")
    state_label: str = text("状态说明")
    due_on: str = day("办理期限", optional=True)
    todo: str = text("下一步", optional=True, at_least=0, at_most=500)
    amount: str = text("金额（元）", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    data: dict = data("公开内容")
    changed_at: str = instant("更新时间")


@answer
class InboxLine(CasePage):
    """A case in a desk's inbox, with the masked name of whom it concerns."""

    person_name: str | None = text("姓名（脱敏）", optional=True)


@answer
class CaseFollowed(CasePage):
    """A case with the way it goes, what has happened so far, and the working days that are left."""

    steps: tuple[CaseStep, ...] = many(CaseStep, "进度条", default=())
    history: tuple[TimelineLine, ...] = many(TimelineLine, "办理经过", default=())
    working_days_left: int | None = count("剩余工作日", at_least=0, optional=True)


@answer
class PersonPage:
    """A person's page of the service zone."""

    profile: Profile = nested(Profile, "个人信息", optional=True)
    cases: tuple[CasePage, ...] = many(CasePage, "事项", default=())
    timeline: tuple[TimelineLine, ...] = many(TimelineLine, "经历", default=())


@answer
class CockpitRow:
    """One city: what was planned and what happened, by measure; `share` in percent, not rounded up."""

    area: str = text("地区")
    area_name: str = text("地区名称")
    measure: str = text("指标")
    label: str = text("指标名称")
    unit: str = text("单位")
    planned: int = count("计划", optional=True, at_least=None)
    actual: int = count("实际", at_least=None)
    reached: bool = flag("是否达到", optional=True)
    events_at: str = text("事件明细地址")
    citation: dict = data("计划依据", optional=True)
    reading: str | None = text("采用的理解", at_most=2000, optional=True)


@answer
class CockpitPage:
    """Plan against actual of an area and a year; the cities add up to `totals`.

    `counties` are a city's shares of its plan; `targets` are what documents aim at for a whole area, in their units.
    """

    area: str = text("地区")
    year: int = count("年度")
    rows: tuple[CockpitRow, ...] = many(CockpitRow, "分地区", default=())
    totals: tuple[CockpitRow, ...] = many(CockpitRow, "合计", default=())
    counties: tuple[CockpitRow, ...] = many(CockpitRow, "县市区分解", default=())
    targets: tuple[CockpitRow, ...] = many(CockpitRow, "全域目标", default=())


@answer
class EventBehindFigure:
    """What one event added to a figure, and where; about whom is not said."""

    event_id: str = identifier("事件")
    area: str = text("地区")
    amount: int = count("计入的数", at_least=None)
    occurred_at: str = instant("计入的时间")


@answer
class DutyLine:
    """What somebody owes in a year, and how far they are; lateness is shown, its consequence decided elsewhere."""

    duty: str = text("义务代码")
    label: str = text("义务")
    owed_by: str = text("承担者类别")
    debtor: str = text("承担者")
    debtor_name: str = text("承担者名称")
    area: str = text("地区")
    counted: int = count("已完成")
    at_least: int = count("至少")
    due_on: str = day("期限", optional=True)
    state: str = text("状态")
    state_label: str = text("状态名称")
    met_on: str = day("完成日期", optional=True)
    when_late: str = text("逾期后果")
    reading: str = text("采用的理解", at_most=2000, optional=True)
    citation: dict = data("依据")
    events_at: str = text("事件明细地址")


@answer
class DutyPage:
    """What is owed in an area and year."""

    area: str = text("地区")
    year: int = count("年度")
    items: tuple[DutyLine, ...] = many(DutyLine, "义务", default=())


@answer
class PushTicket:
    """With what, where and within how many seconds a page opens its stream of changes, and after which change: a page
    that is read once it has its ticket, and then hears what comes after that, misses nothing."""

    ticket: str = text("一次性凭证", at_most=100)
    push_url: str = text("推送地址")
    expires_in: int = count("有效秒数")
    after: int = count("从哪一个变化之后接着听")

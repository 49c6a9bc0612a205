"""What anyone may look up, and what a person is entitled to: one shape of entry for all directories."""

from enum import StrEnum

from contracts.answers import CitationAnswer, ReasonAnswer
from contracts.fields import area_code, choice, count, data, day, flag, instant, many, nested, text
from contracts.messages import answer, part
from contracts.zone import TargetGroup


class Directory(StrEnum):
    """The lists that are published and kept up to date (xiangxi-2024 二（五）), and the activities calendar."""

    POLICIES = "policies"
    SPACES = "spaces"
    FINANCIAL_PRODUCTS = "financial-products"
    COURSES = "courses"
    MENTORS = "mentors"
    HUMAN_RESOURCE_SERVICES = "human-resource-services"
    ACTIVITIES = "activities"
    TRAINING_INSTITUTIONS = "training-institutions"
    LECTURERS = "lecturers"


DIRECTORY_LABELS = {
    Directory.POLICIES: "创业政策",
    Directory.SPACES: "创业场地",
    Directory.FINANCIAL_PRODUCTS: "金融产品",
    Directory.COURSES: "创业培训",
    Directory.MENTORS: "创业导师",
    Directory.HUMAN_RESOURCE_SERVICES: "创业人力资源服务",
    Directory.ACTIVITIES: "创业活动",
    Directory.TRAINING_INSTITUTIONS: "培训机构",
    Directory.LECTURERS: "培训讲师",
}


class Standing(StrEnum):
    """How a person stands to a kind of help."""

    MET = "met"
    MISSING = "missing"
    CANNOT_TELL = "cannot_tell"
    CLAIMED = "claimed"


STANDING_LABELS = {
    Standing.MET: "符合条件",
    Standing.MISSING: "还差条件",
    Standing.CANNOT_TELL: "还不能判断",
    Standing.CLAIMED: "已申领",
}


@answer
class EntryLine:
    """One fact of an entry, with its clause where a document states it."""

    label: str = text("名称", at_most=2000)
    value: str = text("内容", at_least=0, at_most=2000)
    citation: CitationAnswer = nested(CitationAnswer, "依据", optional=True)


@answer
class DirectoryEntry:
    """One entry of a directory: what it is, who holds it, where it comes from and when it last changed."""

    id: str = text("编号")
    title: str = text("名称", at_most=500)
    area: str = area_code("地区")
    area_name: str = text("地区名称")
    state: str = text("状态")
    state_label: str = text("状态说明")
    holder: str | None = text("负责单位", optional=True)
    source: str = text("数据来源", at_most=500)
    changed_on: str = day("最近更新")
    opens_on: str = day("开放日期", optional=True)
    held_on: str = day("举办或开始日期", optional=True)
    free: int | None = count("空余名额或空位", optional=True)
    lines: tuple[EntryLine, ...] = many(EntryLine, "内容", default=())


@answer
class DirectoryPage:
    """The entries of a directory that an area's people can use."""

    directory: Directory = choice(Directory, "目录")
    area: str = area_code("地区")
    items: tuple[DirectoryEntry, ...] = many(DirectoryEntry, "条目", default=())


@answer
class Entitlement:
    """One kind of help and how the person stands to it; every reason with its clause."""

    programme: str = text("事项")
    pillar: str = text("业务")
    title: str = text("名称", at_most=500)
    state: Standing = choice(Standing, "是否符合")
    state_label: str = text("状态说明")
    amount: str | None = text("金额（元）", optional=True)
    todo: str | None = text("可以怎么做", at_most=2000, optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    changed_at: str = instant("更新时间", optional=True)


@answer
class EntitlementPage:
    """What a person is entitled to, as far as the platform knows."""

    items: tuple[Entitlement, ...] = many(Entitlement, "待遇", default=())


@part
class PrecheckQuestion:
    """What somebody who is not signed in tells of themselves; what is left out counts as not known."""

    area: str = area_code("居住地")
    group: TargetGroup | None = choice(TargetGroup, "人员类别", optional=True)
    in_no_group: bool = flag("不属于任何一类", default=False)
    training_completed: bool | None = flag("已取得创业培训合格证书", optional=True)
    business_registered: bool | None = flag("已登记经营主体", optional=True)
    received_before: bool | None = flag("领取过同一补贴", optional=True)


@answer
class AreaBelow:
    """One division."""

    code: str = area_code("代码")
    name: str = text("名称")


@answer
class AreaShown:
    """A division, and those directly below it."""

    code: str = area_code("代码")
    name: str = text("名称")
    full_name: str = text("全称")
    children: tuple[AreaBelow, ...] = many(AreaBelow, "下辖地区", default=())


@answer
class Dictionary:
    """The Chinese label of every code, by table."""

    tables: dict = data("代码表")

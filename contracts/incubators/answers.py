"""What incubators answer beyond a decision's own answer."""

from datetime import date

from contracts.fields import count, day, identifier, many, many_texts, text
from contracts.incubators.domain_events.campaigns import AwardNoticeLine
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
class PublicCampaign:
    """A recognition campaign as anybody sees it."""

    campaign_id: str = identifier("评选认定")
    title: str = text("名称")
    area: str = text("评选地区")
    state: str = text("状态")
    state_label: str = text("状态名称")
    apply_until: date = day("申报截止日期")
    winners: int = count("名额")


@answer
class PublicCampaigns:
    """The campaigns of an area, the one that changed last on top."""

    items: tuple[PublicCampaign, ...] = many(PublicCampaign, "评选认定", default=())


@answer
class PublicAwardNotice:
    """A campaign's choice in public. Objections to a line name its candidature."""

    award_notice_id: str = identifier("公示")
    campaign_id: str = identifier("评选认定")
    title: str = text("名称")
    area: str = text("地区")
    opened_on: date = day("公示开始")
    closes_on: date = day("公示结束")
    working_days: int = count("公示工作日")
    notes: tuple[str, ...] = many_texts("说明", default=())
    lines: tuple[AwardNoticeLine, ...] = many(AwardNoticeLine, "名单", default=())


@answer
class PublicAwardNotices:
    """The campaigns' notices that run now."""

    items: tuple[PublicAwardNotice, ...] = many(PublicAwardNotice, "公示", default=())

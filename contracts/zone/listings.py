"""What desks publish in the directories that no pillar keeps: human-resource services, local financial products."""

from datetime import date

from contracts.actors import Role
from contracts.fields import area_code, choice, day, identifier, many, text
from contracts.messages import command, event, part
from contracts.zone import ListingKind, ListingState

_DESK = (Role.CLERK, Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)


@part
class ListingLine:
    """One fact of a listing."""

    label: str = text("名称", at_most=40)
    value: str = text("内容", at_most=500)


@command("zone.publish_listing", by=_DESK)
class PublishListing:
    """Publish an entry of a directory for an area, or change one that stands there already."""

    listing_id: str | None = identifier("条目", optional=True)
    kind: ListingKind = choice(ListingKind, "目录")
    name: str = text("名称", at_least=2, at_most=100)
    area: str = area_code("适用地区")
    holder: str = text("负责单位", at_least=2, at_most=100)
    source: str = text("数据来源", at_least=2, at_most=200)
    contact: str | None = text("联系方式（单位电话或地址）", at_most=200, optional=True)
    lines: tuple[ListingLine, ...] = many(ListingLine, "内容", at_most=20, default=())
    opens_on: date | None = day("开放日期", optional=True)


@command("zone.withdraw_listing", by=_DESK)
class WithdrawListing:
    """Take an entry off its directory."""

    listing_id: str = identifier("条目")


@part
class ListingPublic:
    """An entry as everybody may read it."""

    listing_id: str = identifier("条目")
    kind: ListingKind = choice(ListingKind, "目录")
    title: str = text("名称", at_most=100)
    area: str = area_code("适用地区")
    holder: str = text("负责单位", at_most=100)
    source: str = text("数据来源", at_most=200)
    contact: str | None = text("联系方式", at_most=200, optional=True)
    lines: tuple[ListingLine, ...] = many(ListingLine, "内容", default=())
    opens_on: date | None = day("开放日期", optional=True)
    state: ListingState = choice(ListingState, "状态")


@event("zone.listing_published.v1", entity="listing", label="发布或更新名录")
class ListingPublished(ListingPublic):
    """An entry stands in a directory from now on, in these words."""


@event("zone.listing_withdrawn.v1", entity="listing", label="撤下名录条目")
class ListingWithdrawn(ListingPublic):
    """An entry stands in its directory no more."""

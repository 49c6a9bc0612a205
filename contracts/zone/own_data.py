"""What people keep and do for themselves: drafts, read messages, where a datum comes from, leaving the platform."""

from datetime import date, datetime

from contracts.actors import Role
from contracts.fields import (
    area_code,
    choice,
    count,
    data,
    day,
    flag,
    identifier,
    instant,
    many,
    many_texts,
    text,
)
from contracts.messages import answer, command, event, part
from contracts.zone import ClosureState, DataField

CLOSING_WORDS = "注销账户"


@part
class DraftContent:
    """A form as far as it is filled in; `version` is that of the draft it was made from (or If-Match)."""

    title: str = text("草稿名称", at_most=60)
    content: dict = data("已填写的内容")
    version: int | None = count("所依据的版本", at_least=1, optional=True)


@part
class NewDraft:
    """A form that is begun."""

    title: str = text("草稿名称", at_most=60)
    content: dict = data("已填写的内容", default={})


@answer
class DraftKept:
    """A draft; its ETag is the version."""

    draft_id: str = identifier("草稿")
    title: str = text("草稿名称", at_most=60)
    content: dict = data("已填写的内容")
    version: int = count("版本", at_least=1)
    changed_at: datetime = instant("修改时间")


@answer
class DraftListed:
    """A draft in a list."""

    draft_id: str = identifier("草稿")
    title: str = text("草稿名称", at_most=60)
    version: int = count("版本", at_least=1)
    changed_at: datetime = instant("修改时间")


@part
class MessagesRead:
    """Which messages were read: these, or all that there are."""

    event_ids: tuple[str, ...] = many_texts("消息", at_most=200, default=())
    all: bool = flag("全部", default=False)


@answer
class MessageShown:
    """Something that a person is told; `read_at` once they have read it."""

    event_id: str = identifier("消息")
    occurred_at: datetime = instant("时间")
    pillar: str = text("业务")
    pillar_label: str = text("业务名称")
    label: str = text("发生了什么")
    title: str = text("事项名称", at_most=500)
    entity: str = text("事项类别")
    entity_id: str = text("事项")
    read: bool = flag("已读")
    read_at: datetime | None = instant("阅读时间", optional=True)


@answer
class Unread:
    """How many messages wait to be read."""

    unread: int = count("未读条数")


@answer
class FieldOrigin:
    """One datum: as it is shown, where it comes from, when it was entered or checked, until when it holds."""

    field: DataField = choice(DataField, "信息")
    label: str = text("名称", at_most=100)
    shown: str | None = text("内容（脱敏）", at_least=0, at_most=500, optional=True)
    source: str = text("来源", at_most=500)
    entered_by: str | None = text("录入者身份", optional=True)
    checked_on: date | None = day("登记或核验日期", optional=True)
    age_days: int | None = count("距今天数", optional=True)
    valid_until: date | None = day("有效期至", optional=True)
    holds: bool = flag("现在是否有效")
    how_to_correct: str = text("有误时怎么办", at_most=200)


@answer
class Provenance:
    """Where everything that is known of a person comes from."""

    person_id: str = identifier("人员")
    items: tuple[FieldOrigin, ...] = many(FieldOrigin, "信息及来源", default=())


@part
class Closing:
    """Close one's account; the words are typed so that nobody does it by mistake."""

    confirmation: str = text(f"请输入“{CLOSING_WORDS}”", at_most=20)


@answer
class WhatCloses:
    """What closing the account would delete, and what must be kept and why."""

    state: ClosureState = choice(ClosureState, "注销方式")
    state_label: str = text("注销方式说明")
    erased: tuple[str, ...] = many_texts("将删除", default=())
    kept: tuple[str, ...] = many_texts("须留存", default=())
    why_kept: str | None = text("留存原因", at_most=500, optional=True)


@command("zone.close_account", by=(Role.CITIZEN,))
class CloseAccount:
    """Close one's own account. `dealings` are the kinds of cases that rest on who the person is: the gateway counts
    them, nobody sends them."""

    dealings: tuple[str, ...] = many_texts("办理过的事项", default=())


@event("zone.account_closed.v1", entity="closure", person="person_id", label="注销账户")
class AccountClosed:
    """A person left the platform: what was deleted, what is kept because money or certificates rest on it."""

    closure_id: str = identifier("注销")
    person_id: str = identifier("本人")
    area: str = area_code("地区")
    state: ClosureState = choice(ClosureState, "注销方式")
    erased: tuple[str, ...] = many_texts("已删除", default=())
    kept: tuple[str, ...] = many_texts("已封存", default=())
    title: str = text("事项")


@part
class SigningOut:
    """End this sign-in, or every one that one has."""

    everywhere: bool = flag("在所有设备退出")

"""Answers about notices 公示."""

from datetime import date

from contracts.answers import DecisionAnswer
from contracts.fields import count, day, identifier, many, many_texts, money, text
from contracts.messages import answer


@answer
class NoticeAnswer(DecisionAnswer):
    """The decision that opened a notice."""

    notice_id: str = identifier("公示", optional=True)
    lines: int = count("公示笔数")
    closes_on: date = day("公示结束", optional=True)


@answer
class PublicNoticeLine:
    """One line of a notice as anybody sees it: a masked name, never an id of a person."""

    claim_id: str = identifier("申领")
    name: str | None = text("姓名（脱敏）", optional=True)
    area: str = text("地区")
    programme: str = text("补贴项目")
    amount: int = money("金额")


@answer
class PublicNotice:
    """A notice 公示 that runs now. Objections to a line name its claim."""

    notice_id: str = identifier("公示")
    title: str = text("名称")
    area: str = text("地区")
    opened_on: date = day("公示开始")
    closes_on: date = day("公示结束")
    working_days: int = count("公示工作日")
    notes: tuple[str, ...] = many_texts("说明", default=())
    lines: tuple[PublicNoticeLine, ...] = many(PublicNoticeLine, "名单", default=())


@answer
class PublicNotices:
    """The notices that run now."""

    items: tuple[PublicNotice, ...] = many(PublicNotice, "公示", default=())

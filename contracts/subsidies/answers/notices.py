"""Answers about notices 公示."""

from datetime import date, datetime

from contracts.answers import DecisionAnswer
from contracts.fields import choice, count, day, flag, identifier, instant, many, many_texts, money, text
from contracts.messages import answer
from contracts.subsidies import ClaimState


@answer
class NoticeAnswer(DecisionAnswer):
    """The decision that opened a notice."""

    notice_id: str = identifier("公示", optional=True)
    lines: int = count("公示笔数")
    closes_on: date = day("公示结束", optional=True)


@answer
class PublicNoticeLine:
    """One line of a notice as anybody sees it: a person's name masked, an organisation's in full; never an id of
    either."""

    claim_id: str = identifier("申领")
    name: str | None = text("姓名（脱敏）或机构名称", optional=True)
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


@answer
class NoticeLineShown:
    """One line of a notice as staff see it."""

    claim_id: str = identifier("申领")
    person_id: str = identifier("人员")
    area: str = text("地区")
    programme: str = text("补贴项目")
    state: ClaimState = choice(ClaimState, "状态")
    amount: int = money("金额")
    open_objections: int = count("待处理异议")
    upheld: int = count("成立的异议")
    organisation_id: str | None = identifier("申领机构", optional=True)


@answer
class NoticeShown:
    """A notice as staff see it, also after it has left the public page."""

    notice_id: str = identifier("公示")
    area: str = text("地区")
    title: str = text("名称")
    opened_on: date = day("公示开始")
    closes_on: date = day("公示结束")
    ends_at: datetime = instant("公示截止时刻")
    working_days: int = count("公示工作日")
    closed: bool = flag("是否已结束")
    lines: tuple[NoticeLineShown, ...] = many(NoticeLineShown, "名单", default=())


@answer
class NoticeCopy:
    """What stood in public, as it stood there, with the platform's signature over its bytes (Ed25519).

    `document` is the text that was signed; `public_key` verifies `signature`, both in base64.
    """

    notice_id: str = identifier("公示")
    file_id: str = text("存档编号")
    kept_at: datetime = instant("存档时刻")
    document: str = text("公示内容", at_most=10_000_000)
    signature: str = text("签名")
    public_key: str = text("公钥")
    genuine: bool = flag("签名核对一致")

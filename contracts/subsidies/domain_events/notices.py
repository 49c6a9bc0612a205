"""公示, objections, and what they do to claims."""

from datetime import date, datetime

from contracts.fields import area_code, choice, count, day, flag, identifier, instant, many, many_texts, money, text
from contracts.messages import event, part
from contracts.subsidies import NoticeState, ObjectionState
from contracts.subsidies.domain_events.claims import ClaimPublic


@event("subsidies.publicised.v1", entity="claim", person="person_id", label="补贴公示开始")
class ClaimPublicised(ClaimPublic):
    """A claim stands in a notice until `due_on`."""

    notice_id: str = identifier("公示")


@event("subsidies.line_frozen.v1", entity="claim", person="person_id", label="公示收到异议")
class LineFrozen(ClaimPublic):
    """An objection stopped this claim's line, and no other."""

    notice_id: str = identifier("公示")


@event("subsidies.line_released.v1", entity="claim", person="person_id", label="公示异议已处理")
class LineReleased(ClaimPublic):
    """No objection to this claim is open any more while its notice still runs."""

    notice_id: str = identifier("公示")


@event("subsidies.cleared.v1", entity="claim", person="person_id", label="公示无异议，可以支付")
class ClaimCleared(ClaimPublic):
    """A claim's notice ran its days with no open objection."""

    notice_id: str = identifier("公示")


@part
class NoticeLine:
    """One line of a notice; the gateway puts the name to it: masked, or an organisation's in full."""

    claim_id: str = identifier("申领")
    person_id: str = identifier("人员")
    area: str = area_code("办理地区")
    programme: str = text("补贴项目", at_most=64)
    amount: int = money("金额")
    organisation_id: str | None = identifier("申领机构", optional=True)


@part
class NoticePublic:
    """The public state of a notice; it runs to the end of `closes_on`. `notes` say what no source states."""

    notice_id: str = identifier("公示")
    area: str = area_code("公示地区")
    title: str = text("名称")
    state: NoticeState = choice(NoticeState, "状态")
    opened_on: date = day("公示开始")
    closes_on: date = day("公示结束")
    ends_at: datetime = instant("公示截止时刻")
    working_days: int = count("公示工作日")
    notes: tuple[str, ...] = many_texts("说明", default=())


@event("subsidies.notice_opened.v1", entity="notice", label="补贴公示")
class NoticeOpened(NoticePublic):
    """A list of grants is made public before money is paid."""

    lines: tuple[NoticeLine, ...] = many(NoticeLine, "名单")


@event("subsidies.notice_closed.v1", entity="notice", label="补贴公示结束")
class NoticeClosed(NoticePublic):
    """A notice has run its days: which claims are clear, which an objection holds."""

    cleared: tuple[str, ...] = many_texts("无异议", default=())
    frozen: tuple[str, ...] = many_texts("有异议待处理", default=())


@part
class ObjectionPublic:
    """The public state of an objection to one line; who objected is not told."""

    objection_id: str = identifier("异议")
    notice_id: str = identifier("公示")
    claim_id: str = identifier("申领")
    area: str = area_code("办理地区")
    state: ObjectionState = choice(ObjectionState, "状态")
    ground: str = text("异议内容", at_most=500)
    files: tuple[str, ...] = many_texts("材料", default=())


@event("subsidies.objection_raised.v1", entity="objection", label="公示异议")
class ObjectionRaised(ObjectionPublic):
    """Somebody objected to one line of a notice."""


@event("subsidies.objection_resolved.v1", entity="objection", label="公示异议处理")
class ObjectionResolved(ObjectionPublic):
    """A person decided an objection."""

    finding: str = text("处理意见", at_most=500)


@event("subsidies.award_line_opened.v1", entity="claim", person="person_id", label="奖励进入支付")
class AwardLineOpened(ClaimPublic):
    """An award came with its notice that ran out clean: it may be paid, or waits for money or for a person."""

    award_id: str = identifier("奖励")
    notice_id: str = identifier("公示")
    notice_title: str = text("公示名称")
    opened_at: datetime = instant("公示开始时刻")
    ends_at: datetime = instant("公示截止时刻")
    working_days: int = count("公示工作日", at_least=1)
    notice_is_clear: bool = flag("公示期满且无异议")
    budget_id: str | None = identifier("预算", optional=True)

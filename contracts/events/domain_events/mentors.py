"""Mentors, their visits, and founders who are offered one."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.events import MentorOrigin, MentorState, OfferState, PlaceKind, PoolLevel
from contracts.fields import area_code, choice, day, identifier, many, many_texts, text
from contracts.messages import event, part


@part
class MentorPublic:
    """The public state of a mentor."""

    mentor_id: str = identifier("导师")
    person_id: str = identifier("导师本人")
    area: str = area_code("服务地区")
    pool: PoolLevel = choice(PoolLevel, "导师库级次")
    origin: MentorOrigin = choice(MentorOrigin, "来源")
    team: str | None = text("导师团队", at_most=60, optional=True)
    topics: tuple[str, ...] = many_texts("指导领域", default=())
    parts: tuple[str, ...] = many_texts("已更新的内容", default=())
    title: str = text("标题")
    state: MentorState = choice(MentorState, "状态")
    due_on: date | None = day("更新期限", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str | None = text("下一步", optional=True)


@event("events.mentor_joined.v1", entity="mentor", person="person_id", label="加入创业导师团")
class MentorJoined(MentorPublic):
    """A person is a mentor."""


@event("events.mentor_updated.v1", entity="mentor", person="person_id", label="导师信息部分更新")
class MentorUpdated(MentorPublic):
    """Some of the three parts are done."""


@event("events.mentor_verified.v1", entity="mentor", person="person_id", label="导师完成实名认证和信息更新")
class MentorVerified(MentorPublic):
    """All three parts are done in time."""

    verified_on: date = day("完成日期")


@event("events.mentor_suspended.v1", entity="mentor", person="person_id", label="导师服务资格暂停")
class MentorSuspended(MentorPublic):
    """The day passed and the update is not complete (hunan-2024 二（五）3)."""

    suspended_on: date = day("暂停日期")


@event("events.mentor_resumption_proposed.v1", entity="mentor", person="person_id", label="导师补齐信息，待恢复")
class MentorResumptionProposed(MentorPublic):
    """A suspended mentor completed the update; a clerk decides whether the suspension ends."""


@event("events.mentor_resumed.v1", entity="mentor", person="person_id", label="导师服务资格恢复")
class MentorResumed(MentorPublic):
    """A clerk ended a suspension."""

    ground: str = text("理由", at_most=500)


@part
class MentorOfferPublic:
    """The public state of the offer of a mentor to a founder."""

    mentor_offer_id: str = identifier("导师推荐")
    person_id: str = identifier("创业者")
    mentor_id: str | None = identifier("导师", optional=True)
    mentor_person_id: str | None = identifier("导师本人", optional=True)
    area: str = area_code("县市区")
    title: str = text("标题")
    occasion: str = text("推荐原因", at_most=40)
    state: OfferState = choice(OfferState, "状态")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str | None = text("下一步", optional=True)


@event("events.mentor_offered.v1", entity="mentor_offer", person="person_id", label="推荐创业导师")
class MentorOffered(MentorOfferPublic):
    """A founder is offered a mentor."""


@event("events.mentor_offer_deferred.v1", entity="mentor_offer", person="person_id", label="暂无可推荐的导师")
class MentorOfferDeferred(MentorOfferPublic):
    """The city has no mentor to offer yet; the offer follows when it has."""


@event("events.mentor_paired.v1", entity="mentor_offer", person="person_id", label="与创业导师结对")
class MentorPaired(MentorOfferPublic):
    """Founder and mentor are paired."""

    paired_on: date = day("结对日期")


@event("events.founder_paired.v1", entity="pairing", person="person_id", label="与创业者结对")
class FounderPaired:
    """The same pair as the mentor sees it: on the mentor's own page."""

    pairing_id: str = identifier("结对")
    person_id: str = identifier("导师本人")
    founder_id: str = identifier("创业者")
    area: str = area_code("县市区")
    title: str = text("标题")
    paired_on: date = day("结对日期")
    state: OfferState = choice(OfferState, "状态")
    todo: str | None = text("下一步", optional=True)


@event("events.mentor_declined.v1", entity="mentor_offer", person="person_id", label="未接受推荐的导师")
class MentorDeclined(MentorOfferPublic):
    """The founder does not want this mentor."""


@event("events.mentor_visit_recorded.v1", entity="visit", label="导师记录服务")
class MentorVisitRecorded:
    """A mentor recorded a visit or help given; day of help and day of entry are both kept."""

    visit_id: str = identifier("服务记录")
    mentor_id: str = identifier("导师")
    base_id: str | None = identifier("基地", optional=True)
    person_id: str | None = identifier("帮扶对象", optional=True)
    area: str = area_code("地区")
    place_kind: PlaceKind = choice(PlaceKind, "“四进”类别")
    title: str = text("服务内容", at_most=200)
    held_on: date = day("服务日期")
    recorded_on: date = day("录入日期")
    state: str = text("状态", at_most=20, default="recorded")


@event("events.visit_refused.v1", entity="visit", label="导师服务记录未采用")
class VisitRefused:
    """A mentor who was suspended on that day recorded a service; it does not count, and the reason says why."""

    visit_id: str = identifier("服务记录")
    mentor_id: str = identifier("导师")
    area: str = area_code("地区")
    held_on: date = day("服务日期")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())

"""Invitations to a base, and places kept for prize winners."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, day, identifier, many, text
from contracts.incubators import BaseLevel, FastTrackState, InvitationState
from contracts.messages import event, part


@part
class InvitationPublic:
    """The public state of an invitation; no base is named while it is deferred."""

    invitation_id: str = identifier("邀请编号")
    person_id: str = identifier("受邀人")
    enrolment_id: str = identifier("所依据的培训")
    area: str = area_code("县市区")
    title: str = text("标题")
    state: InvitationState = choice(InvitationState, "状态")
    base_id: str | None = identifier("基地编号", optional=True)
    base_name: str | None = text("基地名称", at_most=100, optional=True)
    base_level: BaseLevel | None = choice(BaseLevel, "基地级别", optional=True)
    operator_id: str | None = identifier("运营单位", optional=True)
    due_on: date | None = day("保留至", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str | None = text("下一步", optional=True)


@event("incubators.invitation_sent.v1", entity="invitation", person="person_id", label="邀请入驻创业孵化基地")
class InvitationSent(InvitationPublic):
    """A person who completed a course is invited to a base with free space, until the end of `due_on`."""


@event("incubators.invitation_deferred.v1", entity="invitation", person="person_id", label="孵化基地暂无空位，邀请顺延")
class InvitationDeferred(InvitationPublic):
    """No base of the city has room; the invitation goes out when one has."""


@event("incubators.invitation_accepted.v1", entity="invitation", person="person_id", label="接受入驻邀请")
class InvitationAccepted(InvitationPublic):
    """The person accepted; their application for a tenancy is made."""


@event("incubators.invitation_lapsed.v1", entity="invitation", person="person_id", label="入驻邀请到期")
class InvitationLapsed(InvitationPublic):
    """Nobody accepted in time; the person may still apply."""


@event("incubators.invitation_questioned.v1", entity="invitation", person="person_id", label="入驻邀请的依据有变")
class InvitationQuestioned(InvitationPublic):
    """The certificate that the invitation rests on was revoked; it can't be accepted."""


@part
class FastTrackPublic:
    """The public state of a place that is kept for a prize winner; no base is named while none has room."""

    fast_track_id: str = identifier("留位编号")
    person_id: str = identifier("获奖者")
    area: str = area_code("县市区")
    title: str = text("标题")
    state: FastTrackState = choice(FastTrackState, "状态")
    base_id: str | None = identifier("基地编号", optional=True)
    base_name: str | None = text("基地名称", at_most=100, optional=True)
    operator_id: str | None = identifier("运营单位", optional=True)
    due_on: date | None = day("保留至", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str | None = text("下一步", optional=True)


@event("incubators.fast_track_reserved.v1", entity="fast_track", person="person_id", label="获奖项目留位入驻")
class FastTrackReserved(FastTrackPublic):
    """A place is kept for a prize winner until the end of `due_on`."""


@event("incubators.fast_track_waiting.v1", entity="fast_track", person="person_id", label="获奖项目等候空位")
class FastTrackWaiting(FastTrackPublic):
    """No base of the city has a place to keep yet."""


@event("incubators.fast_track_lapsed.v1", entity="fast_track", person="person_id", label="留位到期")
class FastTrackLapsed(FastTrackPublic):
    """The kept place was not taken in time and is free again."""


@event("incubators.fast_track_used.v1", entity="fast_track", person="person_id", label="留位已入驻")
class FastTrackUsed(FastTrackPublic):
    """The prize winner took the kept place."""
